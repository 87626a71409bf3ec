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
CREATE TABLE booking (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    intent INTEGER UNIQUE,                      -- the number in the outbox; NULL = it waits for nothing
    sealed BLOB NOT NULL                        -- the booking
) STRICT;
CREATE TABLE data_key (
    generation INTEGER PRIMARY KEY CHECK (generation BETWEEN 1 AND 4294967295),
    wrapped    BLOB NOT NULL CHECK (length(wrapped) > 0),
    guard      TEXT NOT NULL CHECK (guard IN ('device', 'person')),  -- who must agree before it is opened
    created_ms INTEGER NOT NULL                                     -- the phone's time, ms since 1970 UTC
) STRICT;
INSERT INTO data_key VALUES (3, X'A1B2C3', 'person', 1795514400000);
CREATE TABLE destruction (
    id INTEGER PRIMARY KEY CHECK (id = 1)
) STRICT;
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
    audience_codes     TEXT NOT NULL,       -- folded in Rust, a space before each: what a person may look for
    CHECK ((lat IS NULL) = (lon IS NULL)),
    CHECK (ends IS NULL OR begins IS NOT NULL)
) STRICT;
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
CREATE TABLE fine_photo (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    sealed BLOB NOT NULL                        -- of which fine, which, and the picture
) STRICT;
CREATE TABLE home_item (
    id       INTEGER PRIMARY KEY,
    subject  INTEGER NOT NULL,
    section  TEXT NOT NULL,
    sealed   BLOB NOT NULL,         -- the item as the city sends it
    FOREIGN KEY (subject, section) REFERENCES home_section (subject, section) ON DELETE CASCADE
) STRICT;
CREATE TABLE home_layout (
    block    TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    hidden   INTEGER NOT NULL CHECK (hidden IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE TABLE home_section (
    subject     INTEGER NOT NULL REFERENCES home_subject (id) ON DELETE CASCADE,
    section     TEXT NOT NULL,
    as_of_ms    INTEGER,            -- when that part's own data were true; NULL = never answered
    version     TEXT,               -- the city's mark of the contents, to leave alone what did not change
    failed_code TEXT,               -- stable code of the last attempt if it failed
    PRIMARY KEY (subject, section)
) STRICT, WITHOUT ROWID;
CREATE TABLE home_subject (
    id     INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL            -- the city's key for them
) STRICT;
CREATE TABLE outbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL,
    key         TEXT NOT NULL UNIQUE,       -- random; the Idempotency-Key
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'stronger', 'conflict', 'refused')),
    created_ms  INTEGER NOT NULL,
    failed_code TEXT,
    sealed      BLOB NOT NULL
) STRICT;
CREATE TABLE payment_attempt (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,   -- a number is never used twice
    stage  TEXT NOT NULL CHECK (stage IN ('prepared', 'submitting', 'awaiting_payer', 'unknown', 'not_found',
                                          'settled', 'rejected', 'closed', 'expired')),
    changed_ms INTEGER NOT NULL,                -- by the phone's clock
    sealed BLOB NOT NULL                        -- the attempt
, by_reference INTEGER NOT NULL DEFAULT 0 CHECK (by_reference IN (0, 1))) STRICT;
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
INSERT INTO place VALUES (1, 7, 'library', 128, 40.41, -3.68, 'Biblioteca Eugenio Trías', NULL, 'Paseo de Fernán Núñez, 24', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'wifi', 'Ayuntamiento de Madrid', '2026-11-01');
CREATE TABLE profile (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    etag   TEXT,                    -- of the last answer; NULL once we changed something ourselves
    sealed BLOB NOT NULL
) STRICT;
CREATE TABLE receipt (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL UNIQUE CHECK (number <> ''),   -- the city's; it says nothing of the person
    sealed BLOB NOT NULL                                -- the receipt and the original notice
, pdf BLOB) STRICT;
CREATE TABLE recommend_memory (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    sealed BLOB NOT NULL
) STRICT;
CREATE TABLE recommend_switch (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    is_on INTEGER NOT NULL CHECK (is_on IN (0, 1))
) STRICT;
CREATE TABLE reference_receipt (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,           -- a number is never used twice
    number TEXT NOT NULL UNIQUE CHECK (number <> ''),   -- the city's; it says nothing of a person
    sealed BLOB NOT NULL,                               -- the receipt and the original notice
    pdf    BLOB                                         -- the official paper; NULL = never fetched
) STRICT;
CREATE TABLE refund (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    intent INTEGER UNIQUE,                              -- the number in the outbox; NULL = it waits for nothing
    sealed BLOB NOT NULL                                -- the refund
) STRICT;
CREATE TABLE session (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    state  TEXT NOT NULL CHECK (state IN ('signed_in', 'expired', 'signed_out')),
    sealed BLOB NOT NULL            -- person, tokens
) STRICT;
CREATE TABLE sync_cursor (
    collection      TEXT PRIMARY KEY,
    cursor          TEXT,               -- the city's opaque position; NULL = nothing yet
    etag            TEXT,               -- of the last answer "nothing new after cursor"
    as_of_ms        INTEGER,            -- the city's time of the last confirmation, ms since 1970 UTC
    failed_code     TEXT,               -- stable code of the last attempt if it failed, else NULL
    clock_offset_ms INTEGER NOT NULL DEFAULT 0  -- the city's clock minus the phone's, at the last answer
) STRICT;
INSERT INTO sync_cursor VALUES ('places', 'aa.7.0', NULL, 1795514400000, NULL, 0);
CREATE TABLE tax_calendar (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    etag     TEXT,
    document TEXT NOT NULL                      -- as the city wrote it
) STRICT;
CREATE TABLE tax_certificate (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    sealed BLOB NOT NULL
) STRICT;
CREATE TABLE tax_folder (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    sealed BLOB NOT NULL
) STRICT;
CREATE TABLE tax_reminder (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    sealed BLOB NOT NULL
) STRICT;
CREATE TABLE tax_wish (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,   -- a number is never used twice
    intent INTEGER UNIQUE,                      -- the number in the outbox; NULL = it waits for nothing
    sealed BLOB NOT NULL                        -- the wish
) STRICT;
CREATE TABLE wallet_card (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,      -- a number is never used twice
    sealed  BLOB NOT NULL,                          -- what it is, whose, how it looks and how it may be used
    claims  BLOB NOT NULL,                          -- what it says; all of its copies say the same
    renewal BLOB                                    -- the right to fetch it anew; NULL = there is none
) STRICT;
CREATE TABLE wallet_copy (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    card       INTEGER NOT NULL REFERENCES wallet_card (id),
    key        TEXT UNIQUE REFERENCES wallet_key (name),                    -- NULL = whoever has it may show it, or it is retired
    state      TEXT NOT NULL CHECK (state IN ('fresh', 'shown', 'retired')),
    sealed     BLOB NOT NULL,                                               -- until when it is valid, and who saw it
    credential BLOB,                                                        -- the bytes as issued, sealed
    CHECK ((state = 'retired') = (credential IS NULL)),
    CHECK (state <> 'retired' OR key IS NULL)
) STRICT;
CREATE TABLE wallet_instance (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    key    TEXT NOT NULL UNIQUE REFERENCES wallet_key (name),
    sealed BLOB NOT NULL
) STRICT;
CREATE TABLE wallet_issuance (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    stage  TEXT NOT NULL CHECK (stage IN ('offered', 'asking', 'notifying', 'failed')),
    card   INTEGER REFERENCES wallet_card (id),     -- the card that it fetches anew; NULL = a new one
    sealed BLOB NOT NULL                            -- all that was said so far
) STRICT;
CREATE TABLE wallet_key (
    name    TEXT PRIMARY KEY CHECK (name <> ''),
    state   TEXT NOT NULL CHECK (state IN ('wanted', 'held', 'doomed')),
    process INTEGER REFERENCES wallet_issuance (id),
    CHECK ((state = 'wanted') = (process IS NOT NULL))
) STRICT;
CREATE TABLE wallet_log (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    chain  INTEGER NOT NULL CHECK (chain >= 0),     -- 0 = this phone's own; others came from older phones
    sealed BLOB NOT NULL
) STRICT;
CREATE TABLE wallet_showing (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    sealed BLOB NOT NULL                            -- who asks for what, and how far it has come
) STRICT;
CREATE TABLE wallet_status (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    sealed BLOB NOT NULL
) STRICT;
CREATE TABLE wallet_trust (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    body      BLOB NOT NULL,
    fetched_s INTEGER NOT NULL
) STRICT;
CREATE INDEX bookable_at ON bookable (place_id);
CREATE INDEX event_when ON event (last_day, first_day, begins, ends, weekdays, interval, excluded, kind, audiences, free,
    district_code, lat, lon);
CREATE INDEX fine_paper_by_draft ON fine_paper (draft);
CREATE INDEX home_item_of ON home_item (subject, section);
CREATE INDEX payment_attempt_by_stage ON payment_attempt (stage);
CREATE INDEX place_near ON place (kind, needs, lat, lon);
CREATE INDEX wallet_copy_by_card ON wallet_copy (card);
CREATE UNIQUE INDEX wallet_issuance_of_card ON wallet_issuance (card) WHERE stage = 'asking';
CREATE INDEX wallet_key_by_process ON wallet_key (process);
CREATE INDEX wallet_log_by_chain ON wallet_log (chain, id);
PRAGMA user_version = 11;
