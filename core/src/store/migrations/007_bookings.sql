-- Why: one service used to its end: a bath or a court, found, booked and called off. What can be booked is public and plain;
-- what the person has booked is sealed. In plain is only which intent of the outbox a booking waits for.

CREATE TABLE bookable (
    id               INTEGER PRIMARY KEY,       -- the city's own number
    version          INTEGER NOT NULL CHECK (version > 0),
    place_id         INTEGER NOT NULL CHECK (place_id > 0),
    place_name       TEXT NOT NULL CHECK (place_name <> ''),
    kind             TEXT NOT NULL,
    name             TEXT NOT NULL CHECK (name <> ''),
    sport            TEXT,
    capacity         INTEGER NOT NULL CHECK (capacity > 0),
    price_cents      INTEGER NOT NULL CHECK (price_cents >= 0),
    free             INTEGER NOT NULL CHECK (free IN (0, 1)),
    duration_minutes INTEGER NOT NULL CHECK (duration_minutes > 0),
    rules            TEXT
) STRICT;
CREATE INDEX bookable_at ON bookable (place_id);

-- What the person has booked, wants to book or wanted to. AUTOINCREMENT: a number is never used twice.
CREATE TABLE booking (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    intent INTEGER UNIQUE,                      -- the number in the outbox; NULL = it waits for nothing
    sealed BLOB NOT NULL                        -- the booking
) STRICT;
