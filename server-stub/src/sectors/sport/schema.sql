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

-- What can be booked at a sports centre: `aforo` of it at a time, for `minutos`, at `precio` cents. One that is no longer
-- offered stays for the bookings that were made of it.
CREATE TABLE sport_recurso (
    recurso       INTEGER PRIMARY KEY,
    centro        INTEGER NOT NULL,
    nombre_centro TEXT    NOT NULL,
    clase         TEXT    NOT NULL CHECK (clase IN ('CUBIERTA', 'VERANO', 'PISTA')),
    nombre        TEXT    NOT NULL,
    modalidad     TEXT,
    aforo         INTEGER NOT NULL CHECK (aforo > 0),
    minutos       INTEGER NOT NULL CHECK (minutos > 0),
    precio        INTEGER NOT NULL CHECK (precio >= 0),
    retirado      INTEGER NOT NULL CHECK (retirado IN (0, 1))
) STRICT;

-- Who comes when. `turno` is its first second; `plazas` is what it takes of the `aforo`, `importe` what all of it costs in
-- cents. What costs something is kept for whoever asked: paying may begin until `pagar_hasta`, and it is let go at `caduca`
-- unless it was `pagada`. Nothing is deleted: one that was called off or let go keeps the second of it.
CREATE TABLE sport_reserva (
    reserva     INTEGER PRIMARY KEY AUTOINCREMENT,
    recurso     INTEGER NOT NULL REFERENCES sport_recurso (recurso),
    nif         TEXT    NOT NULL,
    turno       INTEGER NOT NULL,
    personas    INTEGER NOT NULL CHECK (personas BETWEEN 1 AND 4),
    plazas      INTEGER NOT NULL CHECK (plazas BETWEEN 1 AND 4),
    importe     INTEGER NOT NULL CHECK (importe >= 0),
    pagar_hasta INTEGER,
    caduca      INTEGER CHECK (caduca >= pagar_hasta),
    pagada      INTEGER,
    anulada     INTEGER,
    CHECK ((importe > 0) = (pagar_hasta IS NOT NULL) AND (importe > 0) = (caduca IS NOT NULL)),
    CHECK (pagada IS NULL OR importe > 0)
) STRICT;
CREATE INDEX sport_reserva_turno ON sport_reserva (recurso, turno);
-- One for a person and a time.
CREATE UNIQUE INDEX sport_reserva_viva ON sport_reserva (nif, recurso, turno) WHERE anulada IS NULL;
