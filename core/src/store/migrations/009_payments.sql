-- Why: a payment is on the disk before anything of it leaves the phone, and stays until the city has said how it ended. What is paid,
-- by whom and for how much is sealed; in plain is only how far it has come and when, so that the database itself refuses a state
-- that does not exist, and so that removing the person's data can see that money may be on its way, also while all is locked.

CREATE TABLE payment_attempt (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,   -- a number is never used twice
    stage  TEXT NOT NULL CHECK (stage IN ('prepared', 'submitting', 'awaiting_payer', 'unknown', 'not_found',
                                          'settled', 'rejected', 'closed', 'expired')),
    changed_ms INTEGER NOT NULL,                -- by the phone's clock
    sealed BLOB NOT NULL                        -- the attempt
) STRICT;
CREATE INDEX payment_attempt_by_stage ON payment_attempt (stage);

-- Kept for ever: the proof that something was paid.
CREATE TABLE receipt (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL UNIQUE CHECK (number <> ''),   -- the city's; it says nothing of the person
    sealed BLOB NOT NULL                                -- the receipt and the original notice
) STRICT;
