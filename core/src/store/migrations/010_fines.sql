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
