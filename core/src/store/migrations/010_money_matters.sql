-- Why: fines can be read, and answered, without a network: the City's document is kept whole, and what the person writes is on the
-- disk from its first letter until the City has it. All of it is sealed. Papers lie apart from the draft they go with, so that a
-- letter that is typed does not write megabytes again; photos are kept once they were looked at.

CREATE TABLE fine_document (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    sealed BLOB NOT NULL                        -- every fine, as the City said them last
) STRICT;

CREATE TABLE fine_draft (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,   -- a number is never used twice
    intent INTEGER UNIQUE,                      -- the intent in the outbox whose answer it waits for
    sealed BLOB NOT NULL                        -- of which fine, what it says, how far it has come
) STRICT;

CREATE TABLE fine_paper (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    draft  INTEGER NOT NULL REFERENCES fine_draft (id),
    sealed BLOB NOT NULL                        -- the bytes
) STRICT;
CREATE INDEX fine_paper_by_draft ON fine_paper (draft);

CREATE TABLE fine_photo (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    sealed BLOB NOT NULL                        -- of which fine, which, and the picture
) STRICT;

-- Why: the tax folder is read at the desk of an office, without a network, and what is asked of it there goes when there is one. All
-- of it speaks of the person and is sealed. In plain are only the intent of the outbox that a wish waits for, and the calendar of the
-- year, which is everybody's.

-- The city's document, whole and as the city wrote it.
CREATE TABLE tax_folder (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    sealed BLOB NOT NULL
) STRICT;

-- What the person asked about a receipt, until the city's yes, or until they have read its no.
CREATE TABLE tax_wish (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,   -- a number is never used twice
    intent INTEGER UNIQUE,                      -- the number in the outbox; NULL = it waits for nothing
    sealed BLOB NOT NULL                        -- the wish
) STRICT;

-- How many days before which date the person wants to be told. None that they did not choose.
CREATE TABLE tax_reminder (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    sealed BLOB NOT NULL
) STRICT;

-- What the city last said of debts, with the paper: to be shown where there is no network.
CREATE TABLE tax_certificate (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    sealed BLOB NOT NULL
) STRICT;

CREATE TABLE tax_calendar (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    etag     TEXT,
    document TEXT NOT NULL                      -- as the city wrote it
) STRICT;

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
