-- The fines system: one row for each report, with codes of its own.

CREATE TABLE fines_boletin (
    numero     TEXT PRIMARY KEY CHECK (length(numero) = 9),
    titular    TEXT NOT NULL,
    -- VEL velocidad, EST estacionamiento, ZBE bajas emisiones, SEM semáforo.
    hecho      TEXT NOT NULL,
    fecha      TEXT NOT NULL,
    hora       TEXT NOT NULL,
    lugar      TEXT NOT NULL,
    matricula  TEXT NOT NULL,
    -- Whole euros.
    importe    INTEGER NOT NULL CHECK (importe > 0),
    -- Per cent, for whoever pays in the first twenty days.
    reduccion  INTEGER NOT NULL CHECK (reduccion BETWEEN 0 AND 100),
    puntos     INTEGER NOT NULL CHECK (puntos BETWEEN 0 AND 6),
    -- NULL until somebody was told.
    notificado TEXT,
    -- DE denunciado, NT notificado, AL alegado, CO conductor identificado, FI firme, AP apremio, PA pagado, AN anulado,
    -- BA baja, DV devuelto.
    fase       TEXT NOT NULL CHECK (fase IN ('DE', 'NT', 'AL', 'CO', 'FI', 'AP', 'PA', 'AN', 'BA', 'DV')),
    -- Cents that were paid.
    cobrado    INTEGER CHECK (cobrado > 0),
    CHECK (notificado IS NOT NULL OR fase = 'DE')
) STRICT;

CREATE INDEX fines_boletin_por_titular ON fines_boletin (titular);

-- What somebody says against a report: once for each.
CREATE TABLE fines_alegacion (
    numero     TEXT PRIMARY KEY REFERENCES fines_boletin (numero),
    registro   TEXT NOT NULL UNIQUE,
    -- Seconds since 1970.
    presentado INTEGER NOT NULL,
    texto      TEXT NOT NULL,
    -- A day and ES estimada or DS desestimada, once an official has decided before the system does.
    resuelto   TEXT,
    resultado  TEXT CHECK (resultado IN ('ES', 'DS')),
    CHECK ((resuelto IS NULL) = (resultado IS NULL))
) STRICT;

CREATE TABLE fines_adjunto (
    numero TEXT    NOT NULL REFERENCES fines_alegacion (numero),
    orden  INTEGER NOT NULL,
    nombre TEXT    NOT NULL,
    tipo   TEXT    NOT NULL,
    datos  BLOB    NOT NULL,
    PRIMARY KEY (numero, orden)
) STRICT;

-- Who was at the wheel, as the owner says.
CREATE TABLE fines_conductor (
    numero     TEXT PRIMARY KEY REFERENCES fines_boletin (numero),
    registro   TEXT NOT NULL UNIQUE,
    presentado INTEGER NOT NULL,
    nombre     TEXT NOT NULL,
    nif        TEXT NOT NULL,
    domicilio  TEXT NOT NULL,
    permiso    TEXT
) STRICT;
