-- Why: the thread. The City's public facilities, what they say in a form that can be searched, and how far each
-- collection has been brought up to date. Nothing here is personal, so nothing is sealed.

-- One row per collection. The cursor moves in the same transaction as the rows it stands for.
CREATE TABLE sync_cursor (
    collection      TEXT PRIMARY KEY,
    cursor          TEXT,               -- the city's opaque position; NULL = nothing yet
    etag            TEXT,               -- of the last answer "nothing new after cursor"
    as_of_ms        INTEGER,            -- the city's time of the last confirmation, ms since 1970 UTC
    failed_code     TEXT,               -- stable code of the last attempt if it failed, else NULL
    clock_offset_ms INTEGER NOT NULL DEFAULT 0  -- the city's clock minus the phone's, at the last answer
) STRICT;

-- id is the City's own number and the rowid: the city sends rows in id order first, so inserting appends.
CREATE TABLE place (
    id                 INTEGER PRIMARY KEY,
    version            INTEGER NOT NULL CHECK (version > 0),
    kind               TEXT NOT NULL,
    needs              INTEGER NOT NULL,    -- bit set of model::Need, so that "near" reads one index only
    lat                REAL NOT NULL CHECK (lat BETWEEN -90 AND 90),
    lon                REAL NOT NULL CHECK (lon BETWEEN -180 AND 180),
    name               TEXT NOT NULL CHECK (name <> ''),
    summary            TEXT,
    street             TEXT,
    postal_code        TEXT,
    district_code      TEXT,
    district           TEXT,
    neighbourhood_code TEXT,
    neighbourhood      TEXT,
    phone              TEXT,
    email              TEXT,
    url                TEXT,
    hours              TEXT,
    transport          TEXT,
    equipment          TEXT,
    features           TEXT NOT NULL,       -- space-separated, as the city names them
    source             TEXT NOT NULL,
    source_date        TEXT
) STRICT;

-- Everything ranking needs, in one narrow index: scanning it is cheaper than any spatial index at Madrid's size.
CREATE INDEX place_near ON place (kind, needs, lat, lon);

-- Text folded in Rust (accents forgiven, ñ kept), so the tokenizer must not fold again. Contentless: the words live
-- here only, the row is fetched from place by id.
CREATE VIRTUAL TABLE place_search USING fts5 (
    name, body,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0"
);
