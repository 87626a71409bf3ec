-- Sport and libraries: one desk, two tables. Times are seconds since 1970, at the end of the last day.

CREATE TABLE sport_abono (
    carne     INTEGER PRIMARY KEY,
    nif       TEXT    NOT NULL,
    -- 1 Abono Deporte Madrid, 2 escuela deportiva.
    modalidad INTEGER NOT NULL CHECK (modalidad IN (1, 2)),
    fin       INTEGER NOT NULL
) STRICT;

CREATE TABLE sport_lector (
    lector INTEGER PRIMARY KEY,
    nif    TEXT    NOT NULL,
    fin    INTEGER NOT NULL
) STRICT;
