-- Why: the wallet keeps cards that others issued, each as several copies with a key of the phone's hardware for every copy. All that
-- speaks of the person is sealed. In plain are numbers, states and the names of keys: a key that nobody needs any more is destroyed
-- whether the data are open or not, and a key has its name here before it exists, so that none is ever forgotten.

CREATE TABLE wallet_card (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,      -- a number is never used twice
    sealed  BLOB NOT NULL,                          -- what it is, whose, how it looks and how it may be used
    claims  BLOB NOT NULL,                          -- what it says; all of its copies say the same
    renewal BLOB                                    -- the right to fetch it anew; NULL = there is none
) STRICT;

-- A card that is being fetched, step by step, until it is there or nobody wants it any more.
CREATE TABLE wallet_issuance (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    stage  TEXT NOT NULL CHECK (stage IN ('offered', 'asking', 'notifying', 'failed')),
    card   INTEGER REFERENCES wallet_card (id),     -- the card that it fetches anew; NULL = a new one
    sealed BLOB NOT NULL                            -- all that was said so far
) STRICT;
CREATE UNIQUE INDEX wallet_issuance_of_card ON wallet_issuance (card) WHERE stage = 'asking';

CREATE TABLE wallet_key (
    name    TEXT PRIMARY KEY CHECK (name <> ''),
    state   TEXT NOT NULL CHECK (state IN ('wanted', 'held', 'doomed')),
    process INTEGER REFERENCES wallet_issuance (id),
    CHECK ((state = 'wanted') = (process IS NOT NULL))
) STRICT;
CREATE INDEX wallet_key_by_process ON wallet_key (process);

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
CREATE INDEX wallet_copy_by_card ON wallet_copy (card);

-- Status lists, as fetched. Which lists somebody has says which cards: sealed.
CREATE TABLE wallet_status (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    sealed BLOB NOT NULL
) STRICT;

-- What the wallet's provider says of this wallet, once for each issuer, so that no two of them can put together who asks.
CREATE TABLE wallet_instance (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    key    TEXT NOT NULL UNIQUE REFERENCES wallet_key (name),
    sealed BLOB NOT NULL
) STRICT;

-- A card that is being shown to who asked for it, until nobody waits for it any more.
CREATE TABLE wallet_showing (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    sealed BLOB NOT NULL                            -- who asks for what, and how far it has come
) STRICT;

-- What happened with whom, entry by entry, each with a hash over the one before it.
CREATE TABLE wallet_log (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    chain  INTEGER NOT NULL CHECK (chain >= 0),     -- 0 = this phone's own; others came from older phones
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX wallet_log_by_chain ON wallet_log (chain, id);

-- Whom the city says may issue cards and ask for them. It says so to everybody.
CREATE TABLE wallet_trust (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    body      BLOB NOT NULL,
    fetched_s INTEGER NOT NULL
) STRICT;
