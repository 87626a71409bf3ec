-- Why: personal rows come next, and they are sealed. Here is the data key that seals them, wrapped by the phone's key
-- store, and nowhere else: whoever deletes these rows has made every sealed value unreadable.

-- More than one row only while a rotation is under way. Generation and guard stand inside the wrapped secret as well,
-- so changing them here only makes the row unusable.
CREATE TABLE data_key (
    generation INTEGER PRIMARY KEY CHECK (generation BETWEEN 1 AND 4294967295),
    wrapped    BLOB NOT NULL CHECK (length(wrapped) > 0),
    guard      TEXT NOT NULL CHECK (guard IN ('device', 'person')),  -- who must agree before it is opened
    created_ms INTEGER NOT NULL                                     -- the phone's time, ms since 1970 UTC
) STRICT;
