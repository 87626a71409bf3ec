-- Who tried to sign in and failed, so that guessing ends. Documents as SHA-256: somebody may have typed a real one.
CREATE TABLE identity_attempt (
    document     BLOB    PRIMARY KEY,
    failures     INTEGER NOT NULL,
    last_at      INTEGER NOT NULL,
    locked_until INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A password that was right, waiting for the code on the telephone.
CREATE TABLE identity_ticket (
    hash     BLOB    PRIMARY KEY,
    person   TEXT    NOT NULL,
    question BLOB    NOT NULL,         -- what was asked, hashed: good for no other question
    expires  INTEGER NOT NULL
) STRICT;

-- An authorization code (RFC 6749, 1.3.1): good once. Client and redirect address are checked before there is one, and
-- there is only one of each.
CREATE TABLE identity_code (
    hash       BLOB    PRIMARY KEY,
    person     TEXT    NOT NULL,
    access     TEXT    NOT NULL CHECK (access IN ('light', 'strong')),
    challenge  TEXT    NOT NULL,
    nonce      TEXT    NOT NULL,
    started    INTEGER NOT NULL,       -- when the person signed in
    expires    INTEGER NOT NULL,
    used       INTEGER NOT NULL DEFAULT 0,
    family     INTEGER                 -- what it was redeemed for
) STRICT;

-- All tokens that go back to one sign-in: they die together.
CREATE TABLE identity_family (
    id      INTEGER PRIMARY KEY,
    person  TEXT    NOT NULL,
    access  TEXT    NOT NULL CHECK (access IN ('light', 'strong')),
    started INTEGER NOT NULL,
    ends    INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Tokens by their SHA-256: who steals this file has none.
CREATE TABLE identity_token (
    hash    BLOB    PRIMARY KEY,
    kind    TEXT    NOT NULL CHECK (kind IN ('access', 'refresh')),
    family  INTEGER NOT NULL REFERENCES identity_family (id) ON DELETE CASCADE,
    expires INTEGER NOT NULL,
    used_at INTEGER,                   -- a refresh token that was exchanged
    parent  BLOB,                      -- the refresh token it was given for; of an access token, the one given with it
    dead    INTEGER NOT NULL DEFAULT 0 -- given in an answer that was lost: another one was used
) STRICT;
CREATE INDEX identity_token_parent ON identity_token (parent);
CREATE INDEX identity_token_family ON identity_token (family);
