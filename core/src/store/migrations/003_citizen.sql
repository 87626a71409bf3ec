-- Why: the citizen. Who is signed in, what the city knows of the person, what it said of every block of the first screen,
-- and what the person wants of the city. Everything that speaks of a person is in a sealed column; what is left in plain
-- are states, times, codes, numbers of our own and the city's marks of versions.

-- One row: the person whose phone this is.
CREATE TABLE session (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    state  TEXT NOT NULL CHECK (state IN ('signed_in', 'expired', 'signed_out')),
    sealed BLOB NOT NULL            -- person, tokens
) STRICT;

-- One row: what the city knows of the person, as the city sends it.
CREATE TABLE profile (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    etag   TEXT,                    -- of the last answer; NULL once we changed something ourselves
    sealed BLOB NOT NULL
) STRICT;

-- What the person wants of the city and has not got an answer to. AUTOINCREMENT: a number is never used twice.
CREATE TABLE outbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL,
    key         TEXT NOT NULL UNIQUE,       -- random; the Idempotency-Key
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'stronger', 'conflict', 'refused')),
    created_ms  INTEGER NOT NULL,
    failed_code TEXT,
    sealed      BLOB NOT NULL
) STRICT;

-- Whom the first screen may be about: 1 is the person, the others those the person acts for.
CREATE TABLE home_subject (
    id     INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL            -- the city's key for them
) STRICT;

-- One row per subject and part of the city, whether or not it has ever answered.
CREATE TABLE home_section (
    subject     INTEGER NOT NULL REFERENCES home_subject (id) ON DELETE CASCADE,
    section     TEXT NOT NULL,
    as_of_ms    INTEGER,            -- when that part's own data were true; NULL = never answered
    version     TEXT,               -- the city's mark of the contents, to leave alone what did not change
    failed_code TEXT,               -- stable code of the last attempt if it failed
    PRIMARY KEY (subject, section)
) STRICT, WITHOUT ROWID;

CREATE TABLE home_item (
    id       INTEGER PRIMARY KEY,
    subject  INTEGER NOT NULL,
    section  TEXT NOT NULL,
    sealed   BLOB NOT NULL,         -- the item as the city sends it
    FOREIGN KEY (subject, section) REFERENCES home_section (subject, section) ON DELETE CASCADE
) STRICT;
CREATE INDEX home_item_of ON home_item (subject, section);

-- How the person likes the first screen. A block that is not here is shown after those that are.
CREATE TABLE home_layout (
    block    TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    hidden   INTEGER NOT NULL CHECK (hidden IN (0, 1))
) STRICT, WITHOUT ROWID;

-- One row from the moment everything personal was deleted until the journal and the damaged copies are gone too.
CREATE TABLE destruction (
    id INTEGER PRIMARY KEY CHECK (id = 1)
) STRICT;
