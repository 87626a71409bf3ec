-- The treasury: what people asked to pay, with which order at the bank, and what came of it. Amounts are cents, times are
-- seconds since 1970. Nothing here is ever deleted.

-- A payment, under the name that the phone gave it. It is there for ever, refused ones too: a request that comes again, or late,
-- finds its answer and makes nothing.
CREATE TABLE treasury_payment (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    key     TEXT    NOT NULL UNIQUE CHECK (length(key) = 32 AND key NOT GLOB '*[^0-9a-f]*'),
    -- Who owes what is paid; empty where a reference is of nothing.
    nif     TEXT    NOT NULL,
    -- Where somebody pays by the reference on a paper and nobody asks who they are.
    reference TEXT,
    kind    TEXT    NOT NULL CHECK (kind IN ('tax', 'fine', 'booking')),
    debt    TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    amount  INTEGER NOT NULL CHECK (amount > 0),
    method  TEXT    NOT NULL CHECK (method IN ('card', 'bizum')),
    created INTEGER NOT NULL,
    state   TEXT    NOT NULL CHECK (state IN ('awaiting_payer', 'settled', 'rejected', 'closed')),
    reason  TEXT    CHECK (reason IN ('refused', 'cancelled', 'expired_card', 'authentication', 'fraud', 'refunded', 'locked',
                                      'already_paid', 'amount_changed', 'debt_unknown', 'other')),
    CHECK ((state = 'rejected') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX treasury_payment_of ON treasury_payment (nif, seq);
-- One at a time may be paid of a debt, and one may be paid in all.
CREATE UNIQUE INDEX treasury_payment_open ON treasury_payment (kind, debt) WHERE state = 'awaiting_payer';
CREATE UNIQUE INDEX treasury_payment_settled ON treasury_payment (kind, debt) WHERE state = 'settled';

-- What is paid stays paid, and what was given back stays given back; nobody waits again for a payer who was told no.
CREATE TRIGGER treasury_payment_no_way_back BEFORE UPDATE OF state, reason ON treasury_payment
WHEN OLD.state = 'settled' OR OLD.reason IS 'refunded' OR NEW.state = 'awaiting_payer'
BEGIN
    SELECT RAISE(ABORT, 'a payment never goes back');
END;

-- The order at the bank: made only for a payment that waits for its payer.
CREATE TABLE treasury_order (
    number  TEXT    PRIMARY KEY CHECK (length(number) = 12 AND number GLOB '[0-9][0-9][0-9][0-9]*'
                                       AND number NOT GLOB '*[^0-9A-Z]*'),
    payment INTEGER NOT NULL UNIQUE REFERENCES treasury_payment (seq),
    expires INTEGER NOT NULL
) STRICT;

CREATE TABLE treasury_receipt (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    number  TEXT    NOT NULL UNIQUE,
    payment INTEGER NOT NULL UNIQUE REFERENCES treasury_payment (seq),
    -- With it anybody can see that the receipt is real.
    code    TEXT    NOT NULL UNIQUE CHECK (length(code) = 16 AND code NOT GLOB '*[^0-9A-Z]*'),
    paid    INTEGER NOT NULL,
    -- The bank's number of what it took.
    bank    TEXT    NOT NULL,
    -- The original notice: a JSON list of lines.
    notice  TEXT    NOT NULL
) STRICT;

-- What was taken and is not the City's, or paid for what was called off since: to be given back until the bank has done so.
CREATE TABLE treasury_refund (
    payment INTEGER PRIMARY KEY REFERENCES treasury_payment (seq),
    amount  INTEGER NOT NULL CHECK (amount > 0),
    since   INTEGER NOT NULL,
    given   INTEGER CHECK (given >= since)
) STRICT;

-- What the bank said by itself, and what was made of it. The same words are one row.
CREATE TABLE treasury_notice (
    digest TEXT    PRIMARY KEY,
    came   INTEGER NOT NULL,
    times  INTEGER NOT NULL DEFAULT 1 CHECK (times > 0),
    -- As the notice says; of a forged one nothing is believed.
    number TEXT,
    made   TEXT    NOT NULL CHECK (made IN ('taken_in', 'nothing_new', 'forged', 'unknown_order', 'wrong_amount'))
) STRICT;

-- What was paid before and beside this treasury.
CREATE TABLE treasury_elsewhere (
    number  TEXT    PRIMARY KEY,
    code    TEXT    NOT NULL UNIQUE CHECK (length(code) = 16 AND code NOT GLOB '*[^0-9A-Z]*'),
    nif     TEXT    NOT NULL,
    kind    TEXT    NOT NULL CHECK (kind IN ('tax', 'fine')),
    debt    TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    amount  INTEGER NOT NULL CHECK (amount > 0),
    channel TEXT    NOT NULL CHECK (channel IN ('bank', 'counter', 'direct_debit', 'web')),
    paid    INTEGER NOT NULL,
    -- The original notice: a JSON list of lines.
    notice  TEXT    NOT NULL
) STRICT;
CREATE INDEX treasury_elsewhere_of ON treasury_elsewhere (nif);
