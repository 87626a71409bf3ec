-- The fines system: one row for each report, with codes of its own.

CREATE TABLE fines_boletin (
    numero     TEXT PRIMARY KEY CHECK (length(numero) = 9),
    titular    TEXT NOT NULL,
    -- VEL velocidad, EST estacionamiento, ZBE bajas emisiones, SEM semáforo.
    hecho      TEXT NOT NULL,
    fecha      TEXT NOT NULL,
    lugar      TEXT NOT NULL,
    matricula  TEXT NOT NULL,
    -- Whole euros.
    importe    INTEGER NOT NULL CHECK (importe > 0),
    -- Per cent, for whoever pays in the first twenty days.
    reduccion  INTEGER NOT NULL CHECK (reduccion BETWEEN 0 AND 100),
    notificado TEXT NOT NULL,
    -- NT notificado, FI firme, AP apremio, PA pagado.
    fase       TEXT NOT NULL CHECK (fase IN ('NT', 'FI', 'AP', 'PA'))
) STRICT;

CREATE INDEX fines_boletin_por_titular ON fines_boletin (titular);
