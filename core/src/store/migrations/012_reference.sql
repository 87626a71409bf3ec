-- Why: somebody pays with a paper in the hand and nobody is signed in. Such a payment is sealed with a key that opens without a
-- person and is told from the others by a mark in the open, because both share one row of numbers; its receipt is apart, because the
-- same receipt may also be that of the person who owed it. The official paper of a receipt is kept beside it once it was fetched,
-- and a refund that a person asks for is a row and an intent, as a booking is.

ALTER TABLE payment_attempt ADD COLUMN by_reference INTEGER NOT NULL DEFAULT 0 CHECK (by_reference IN (0, 1));

ALTER TABLE receipt ADD COLUMN pdf BLOB;                -- the official paper, sealed; NULL = never fetched

CREATE TABLE reference_receipt (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,           -- a number is never used twice
    number TEXT NOT NULL UNIQUE CHECK (number <> ''),   -- the city's; it says nothing of a person
    sealed BLOB NOT NULL,                               -- the receipt and the original notice
    pdf    BLOB                                         -- the official paper; NULL = never fetched
) STRICT;

CREATE TABLE refund (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    intent INTEGER UNIQUE,                              -- the number in the outbox; NULL = it waits for nothing
    sealed BLOB NOT NULL                                -- the refund
) STRICT;
