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
