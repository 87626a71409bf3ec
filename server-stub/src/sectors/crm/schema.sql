-- The CRM: what the City says to people, and how it reaches them. Bought as a product, with the product's words.

CREATE TABLE crm_contact (
    nif     TEXT    PRIMARY KEY,
    phone   TEXT    NOT NULL,
    email   TEXT,
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;

CREATE TABLE crm_preferences (
    nif       TEXT    PRIMARY KEY,
    language  TEXT    NOT NULL CHECK (language IN ('es', 'en')),
    analytics INTEGER NOT NULL CHECK (analytics IN (0, 1)),
    reminders INTEGER NOT NULL CHECK (reminders IN (0, 1)),
    version   INTEGER NOT NULL CHECK (version > 0)
) STRICT;

-- Times are the product's: what the wall clock says in Madrid, `DD/MM/YYYY HH:MM`.
CREATE TABLE crm_case (
    id      TEXT PRIMARY KEY,
    nif     TEXT NOT NULL,
    topic   TEXT NOT NULL,
    subject TEXT NOT NULL,
    sent    TEXT NOT NULL,
    is_read INTEGER NOT NULL CHECK (is_read IN (0, 1))
) STRICT;

CREATE TABLE crm_event (
    id     TEXT PRIMARY KEY,
    nif    TEXT NOT NULL,
    -- OLM Línea Madrid, OAIC tax office, OTRO.
    queue  TEXT NOT NULL,
    office TEXT NOT NULL,
    starts TEXT NOT NULL
) STRICT;

-- Electronic notifications (Ley 39/2015 art. 43).
CREATE TABLE crm_notice (
    id      TEXT PRIMARY KEY,
    nif     TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- DD/MM/YYYY
    issued  TEXT NOT NULL,
    opened  TEXT
) STRICT;

-- What agents are told to look at: once for each file.
CREATE TABLE crm_task (
    about   TEXT NOT NULL UNIQUE,
    nif     TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- DD/MM/YYYY
    created TEXT NOT NULL
) STRICT;
