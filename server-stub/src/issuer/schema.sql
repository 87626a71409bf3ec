-- What a wallet pushed (RFC 9126), until the person has signed in. `login` and `verifier` are this desk's own with the identity provider;
-- once somebody came back `person` says who, and `login` is the ticket of the page that asks whose card it is to be.
CREATE TABLE issuer_request (
    hash           BLOB    PRIMARY KEY,
    client         TEXT    NOT NULL,
    attested       INTEGER NOT NULL CHECK (attested IN (0, 1)),
    jkt            TEXT,                -- the key that a proof at this point showed (RFC 9449, 10)
    redirect_uri   TEXT    NOT NULL,
    state          TEXT    NOT NULL,
    challenge      TEXT    NOT NULL,
    configurations TEXT    NOT NULL,    -- a JSON list
    detailed       INTEGER NOT NULL,    -- whether they were asked for by authorization_details
    locales        TEXT    NOT NULL,
    expires        INTEGER NOT NULL,
    login          BLOB    UNIQUE,
    verifier       TEXT,
    person         TEXT
) STRICT;

-- A code, of either kind: from the browser, or from an official. Good once. The one from an official may have a second one that is
-- told apart (`tx_code`), and is dead after too many wrong guesses at it.
CREATE TABLE issuer_code (
    hash           BLOB    PRIMARY KEY,
    from_official  INTEGER NOT NULL CHECK (from_official IN (0, 1)),
    client         TEXT    NOT NULL,
    attested       INTEGER NOT NULL,
    jkt            TEXT,
    redirect_uri   TEXT    NOT NULL,
    challenge      TEXT    NOT NULL,
    holder         TEXT    NOT NULL,
    configurations TEXT    NOT NULL,
    detailed       INTEGER NOT NULL,
    tx_code        BLOB,
    guesses        INTEGER NOT NULL DEFAULT 0,
    expires        INTEGER NOT NULL,
    used           INTEGER NOT NULL DEFAULT 0,
    permit         INTEGER              -- what it was redeemed for
) STRICT;

-- The right to fetch cards of a holder, bound to the key of a wallet.
CREATE TABLE issuer_permit (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    client         TEXT    NOT NULL,
    attested       INTEGER NOT NULL,
    jkt            TEXT    NOT NULL,
    holder         TEXT    NOT NULL,
    configurations TEXT    NOT NULL,
    detailed       INTEGER NOT NULL,
    ends           INTEGER NOT NULL,
    revoked        INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE issuer_token (
    hash    BLOB    PRIMARY KEY,
    kind    TEXT    NOT NULL CHECK (kind IN ('access', 'refresh')),
    reach   TEXT    NOT NULL,           -- the highest tier of cards that may be had by it
    permit  INTEGER NOT NULL REFERENCES issuer_permit (id),
    expires INTEGER NOT NULL
) STRICT;

-- What an offer's address leads to.
CREATE TABLE issuer_offer (
    hash    BLOB    PRIMARY KEY,
    content TEXT    NOT NULL,
    expires INTEGER NOT NULL
) STRICT;

-- Cards that an official looks at first, with the keys of the copies as a JSON list.
CREATE TABLE issuer_deferred (
    name          TEXT    PRIMARY KEY,
    permit        INTEGER NOT NULL REFERENCES issuer_permit (id),
    configuration TEXT    NOT NULL,
    keys          TEXT    NOT NULL,
    request       BLOB    NOT NULL UNIQUE,
    ready         INTEGER NOT NULL
) STRICT;

-- What is good once: nonces of cards, key attestations, and the names of proofs.
CREATE TABLE issuer_seen (
    hash    BLOB    PRIMARY KEY,
    expires INTEGER NOT NULL
) STRICT;
