-- The keys that sign for cards, each with its certificates as a JSON list. They are the mock city's own and worth nothing elsewhere.
CREATE TABLE card_key (
    name  TEXT PRIMARY KEY,
    pkcs8 BLOB NOT NULL,
    chain TEXT NOT NULL
) STRICT;

-- Copies that were given together. `request` is a hash of what was asked, so that a lost answer can be given again: `answer` stays
-- until the wallet says that it has it, or for a while.
CREATE TABLE card_batch (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    configuration TEXT   NOT NULL,
    person       TEXT    NOT NULL,
    permit       INTEGER NOT NULL,
    request      BLOB    NOT NULL UNIQUE,
    answer       TEXT,
    made         INTEGER NOT NULL,
    notification TEXT    NOT NULL UNIQUE,
    event        TEXT CHECK (event IN ('credential_accepted', 'credential_failure', 'credential_deleted'))
) STRICT;

-- One copy: its place in the status list of its type, drawn so that it says nothing of when it was made. 0 valid, 1 invalid,
-- 2 suspended.
CREATE TABLE card_copy (
    kind   TEXT    NOT NULL,
    place  INTEGER NOT NULL,
    batch  INTEGER NOT NULL REFERENCES card_batch (id),
    status INTEGER NOT NULL DEFAULT 0 CHECK (status IN (0, 1, 2)),
    ends   INTEGER NOT NULL,
    PRIMARY KEY (kind, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX card_copy_batch ON card_copy (batch);
