-- What people ask to be given back. Days are those of Madrid, YYYY-MM-DD. Nothing here is ever deleted.

-- Fines that were annulled, whether or not somebody had paid them.
CREATE TABLE refund_annulment (
    kind  TEXT NOT NULL CHECK (kind IN ('tax', 'fine')),
    debt  TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (kind, debt)
) STRICT;

CREATE TABLE refund_request (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    nif       TEXT    NOT NULL,
    receipt   TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    amount    INTEGER NOT NULL CHECK (amount > 0),
    cause     TEXT    NOT NULL CHECK (cause IN ('undue', 'annulled')),
    iban      TEXT    NOT NULL,
    state     TEXT    NOT NULL CHECK (state IN ('requested', 'agreed', 'ordered', 'paid', 'refused')),
    requested TEXT    NOT NULL,
    agreed    TEXT    CHECK (agreed >= requested),
    ordered   TEXT    CHECK (ordered >= agreed),
    paid      TEXT    CHECK (paid >= ordered),
    refused   TEXT    CHECK (refused >= requested),
    reason    TEXT    CHECK (reason IN ('was_due', 'account_closed', 'other')),
    -- The day on which the agent was told that it is late.
    reminded  TEXT,
    CHECK ((state = 'refused') = (refused IS NOT NULL AND reason IS NOT NULL)),
    CHECK (state NOT IN ('agreed', 'ordered', 'paid') OR agreed IS NOT NULL),
    CHECK (state NOT IN ('ordered', 'paid') OR ordered IS NOT NULL),
    CHECK ((state = 'paid') = (paid IS NOT NULL))
) STRICT;
CREATE INDEX refund_request_of ON refund_request (nif, seq);
-- One at a time for a receipt; after a refusal somebody may ask again.
CREATE UNIQUE INDEX refund_request_open ON refund_request (receipt) WHERE state <> 'refused';

-- Forward only: what is paid or refused stays so, and nothing is agreed twice.
CREATE TRIGGER refund_request_no_way_back BEFORE UPDATE OF state ON refund_request
WHEN OLD.state IN ('paid', 'refused')
  OR (OLD.state = 'agreed' AND NEW.state NOT IN ('ordered', 'refused'))
  OR (OLD.state = 'ordered' AND NEW.state NOT IN ('paid', 'refused'))
  OR (OLD.state = 'requested' AND NEW.state NOT IN ('agreed', 'refused'))
BEGIN
    SELECT RAISE(ABORT, 'a refund never goes back');
END;
