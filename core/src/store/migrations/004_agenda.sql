-- Why: what is on in the city, and the outlines of its districts and barrios, to say where a person is and to draw a map
-- without asking anybody. Public, so nothing is sealed.

-- Days are counted from 1970-01-01 and hours in minutes after midnight: both are Madrid's, wherever the phone is.
CREATE TABLE event (
    id                 INTEGER PRIMARY KEY,
    version            INTEGER NOT NULL CHECK (version > 0),
    kind               TEXT NOT NULL,
    audiences          INTEGER NOT NULL,    -- bit set of model::Audience
    free               INTEGER NOT NULL CHECK (free IN (0, 1)),
    first_day          INTEGER NOT NULL,
    last_day           INTEGER NOT NULL CHECK (last_day >= first_day),
    begins             INTEGER CHECK (begins BETWEEN 0 AND 1439),
    ends               INTEGER CHECK (ends BETWEEN 0 AND 1439),
    weekdays           INTEGER CHECK (weekdays BETWEEN 1 AND 127),  -- bit set, Monday first; NULL = every day
    interval           INTEGER NOT NULL CHECK (interval > 0),       -- in weeks
    excluded           TEXT NOT NULL,       -- days it does not take place, in order, with a space between
    lat                REAL CHECK (lat BETWEEN -90 AND 90),
    lon                REAL CHECK (lon BETWEEN -180 AND 180),
    title              TEXT NOT NULL CHECK (title <> ''),
    price              TEXT,                -- prose, as the city writes it
    summary            TEXT,
    venue              TEXT,
    place_id           INTEGER,             -- a facility of the catalogue, which may not have it any more
    street             TEXT,
    postal_code        TEXT,
    district_code      TEXT,
    district           TEXT,
    neighbourhood_code TEXT,
    neighbourhood      TEXT,
    url                TEXT,
    source             TEXT NOT NULL,
    source_date        TEXT,
    audience_codes     TEXT NOT NULL,       -- space-separated, as the city names them
    words              TEXT NOT NULL,       -- folded in Rust, a space before each: what a person may look for
    CHECK ((lat IS NULL) = (lon IS NULL)),
    CHECK (ends IS NULL OR begins IS NOT NULL)
) STRICT;

-- Everything choosing needs: the days first, since most of an old agenda is over.
CREATE INDEX event_when ON event (last_day, first_day, begins, ends, weekdays, interval, excluded, kind, audiences, free,
    district_code, lat, lon);

-- Districts and the barrios in them. The box around the outline says quickly where a point is not.
CREATE TABLE area (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL CHECK (version > 0),
    level         TEXT NOT NULL,
    code          TEXT NOT NULL,
    name          TEXT NOT NULL CHECK (name <> ''),
    district_code TEXT NOT NULL,
    south         REAL NOT NULL,
    west          REAL NOT NULL,
    north         REAL NOT NULL,
    east          REAL NOT NULL,
    rings         TEXT NOT NULL       -- encoded polylines, as the city sends them, with a space between
) STRICT;
