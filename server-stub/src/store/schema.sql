-- What the city keeps. In each collection one sequence numbers every change of every row in commit order; it is all the
-- phones follow. All collections share these tables: a new one is a new name, not a new table.

CREATE TABLE collection (
    name      TEXT    NOT NULL PRIMARY KEY,
    -- Names this line of numbers: a cursor of another epoch means nothing here.
    epoch     TEXT    NOT NULL,
    -- The number of the last change.
    sequence  INTEGER NOT NULL CHECK (sequence >= 0),
    -- Live rows, and the sum of their hashes modulo 2^64 (the bits of a u64).
    live      INTEGER NOT NULL CHECK (live >= 0),
    checksum  INTEGER NOT NULL,
    -- The newest tombstone that was thrown away: whoever has seen less can no longer be told what is gone.
    forgotten INTEGER NOT NULL CHECK (forgotten >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
    collection TEXT    NOT NULL,
    id         INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    -- The JSON object that is published, without its version: written once, sent many times.
    content    TEXT    NOT NULL,
    PRIMARY KEY (collection, id),
    UNIQUE (collection, version)
) STRICT;

CREATE TABLE tombstone (
    collection TEXT    NOT NULL,
    id         INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    -- By the city's clock, seconds since 1970.
    gone_at    INTEGER NOT NULL,
    PRIMARY KEY (collection, id),
    UNIQUE (collection, version)
) STRICT;

-- What the sources said when they were last loaded. Loading compares with this and not with `entry`, so that changes made
-- since by other means stay until the source itself changes.
CREATE TABLE loaded (
    collection TEXT    NOT NULL,
    id         INTEGER NOT NULL,
    content    TEXT    NOT NULL,
    PRIMARY KEY (collection, id)
) STRICT;
