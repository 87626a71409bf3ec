-- What phones have changed: the keys they sent, so that an answer that was lost can be given again, and a ledger of every
-- effect, so that tests can count.

CREATE TABLE change_key (
    person      TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    -- SHA-256 over what was asked for: the same key with another wish is a mistake.
    fingerprint TEXT    NOT NULL,
    status      INTEGER NOT NULL,
    body        TEXT    NOT NULL,
    -- By the city's clock, seconds since 1970.
    at          INTEGER NOT NULL,
    PRIMARY KEY (person, key)
) STRICT, WITHOUT ROWID;

-- No key is unique here on purpose: an effect that happens twice has to show.
CREATE TABLE change_effect (
    sequence INTEGER PRIMARY KEY,
    person   TEXT    NOT NULL,
    key      TEXT    NOT NULL,
    kind     TEXT    NOT NULL CHECK (kind IN ('contact', 'preferences', 'booking', 'calling_off',
                                               'fine_allegations', 'fine_driver',
                                               'direct_debit', 'ending_debit', 'instalments', 'refund')),
    at       INTEGER NOT NULL
) STRICT;
