-- What the gateway knows. It has a file of its own: it is another house than the city.

-- A payment that somebody came to make. Never more of a card or a telephone than its last four digits.
CREATE TABLE operation (
    order_number    TEXT    PRIMARY KEY,
    token           TEXT    NOT NULL UNIQUE, -- whoever has it stands before the payment's page
    request         TEXT    NOT NULL,        -- the message it came with, to know it again
    amount_cents    INTEGER NOT NULL CHECK (amount_cents > 0),
    method          TEXT    NOT NULL CHECK (method IN ('C', 'z')),
    notify_url      TEXT    NOT NULL,
    ok_url          TEXT    NOT NULL,
    ko_url          TEXT    NOT NULL,
    description     TEXT    NOT NULL,
    language        TEXT    NOT NULL CHECK (language IN ('1', '2')),
    begun           INTEGER NOT NULL,
    state           TEXT    NOT NULL DEFAULT 'begun'
                    CHECK (state IN ('begun', 'challenge', 'authorised', 'refused', 'closed', 'refunded')),
    response        TEXT    CHECK (length(response) = 4),
    last_four       TEXT    CHECK (length(last_four) <= 4),
    tries           INTEGER NOT NULL DEFAULT 0, -- wrong codes
    challenge_until INTEGER,
    CHECK ((state IN ('begun', 'challenge', 'closed')) = (response IS NULL)),
    CHECK (state <> 'challenge' OR challenge_until IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- Nothing goes back, whoever writes.
CREATE TRIGGER operation_goes_forward BEFORE UPDATE OF state ON operation
WHEN NOT ((OLD.state = 'begun' AND NEW.state IN ('challenge', 'authorised', 'refused', 'closed'))
       OR (OLD.state = 'challenge' AND NEW.state IN ('authorised', 'refused'))
       OR (OLD.state = 'authorised' AND NEW.state = 'refunded'))
BEGIN
    SELECT RAISE(ABORT, 'an operation does not go back');
END;

-- An order that a shop closed before anybody came with it: whoever comes later is sent away.
CREATE TABLE closed_order (
    order_number TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Each time money moved. Once in each direction for an order, whatever else goes wrong.
CREATE TABLE movement (
    order_number TEXT    NOT NULL REFERENCES operation (order_number),
    kind         TEXT    NOT NULL CHECK (kind IN ('charge', 'refund')),
    cents        INTEGER NOT NULL CHECK (cents > 0),
    moved        INTEGER NOT NULL,
    PRIMARY KEY (order_number, kind)
) STRICT, WITHOUT ROWID;

-- For whoever judges.
CREATE VIEW charges (order_number, charged_cents, refunded_cents) AS
    SELECT order_number,
           sum(CASE kind WHEN 'charge' THEN cents ELSE 0 END),
           sum(CASE kind WHEN 'refund' THEN cents ELSE 0 END)
    FROM movement GROUP BY order_number;

-- What shops are told. A row is written with what it tells of, and stays until the shop has said that it got it.
CREATE TABLE notification (
    id           INTEGER PRIMARY KEY,
    order_number TEXT    NOT NULL,
    url          TEXT    NOT NULL,
    version      TEXT    NOT NULL,
    parameters   TEXT    NOT NULL,
    signature    TEXT    NOT NULL,
    forged       INTEGER NOT NULL CHECK (forged IN (0, 1)), -- not by the gateway at all: tried once
    attempts     INTEGER NOT NULL DEFAULT 0,
    next_at      INTEGER,                                   -- NULL when it is not sent (any more)
    state        TEXT    NOT NULL CHECK (state IN ('waiting', 'delivered', 'lost', 'spent')),
    CHECK ((state = 'waiting') = (next_at IS NOT NULL))
) STRICT;
CREATE INDEX notification_due ON notification (next_at) WHERE next_at IS NOT NULL;
