-- What the city keeps. One sequence numbers every change of every row in commit order; it is all the phones follow.

CREATE TABLE meta (
    only      INTEGER PRIMARY KEY CHECK (only = 1),
    -- Names this line of numbers: a cursor of another epoch means nothing here.
    epoch     TEXT    NOT NULL,
    -- The number of the last change.
    sequence  INTEGER NOT NULL CHECK (sequence >= 0),
    -- Live rows, and the sum of their hashes modulo 2^64 (the bits of a u64).
    live      INTEGER NOT NULL CHECK (live >= 0),
    checksum  INTEGER NOT NULL,
    -- The newest tombstone that was thrown away: whoever has seen less can no longer be told what is gone.
    forgotten INTEGER NOT NULL CHECK (forgotten >= 0)
) STRICT;

CREATE TABLE place (
    id      INTEGER PRIMARY KEY,
    version INTEGER NOT NULL UNIQUE,
    -- The JSON object that is published, without its version: written once, sent many times.
    content TEXT    NOT NULL
) STRICT;

CREATE TABLE tombstone (
    id      INTEGER PRIMARY KEY,
    version INTEGER NOT NULL UNIQUE,
    -- By the city's clock, seconds since 1970.
    gone_at INTEGER NOT NULL
) STRICT;

-- What the catalogue said when it was last loaded. Loading compares with this and not with `place`, so that changes made
-- since by other means stay until the catalogue itself changes.
CREATE TABLE loaded (
    id      INTEGER PRIMARY KEY,
    content TEXT    NOT NULL
) STRICT;
