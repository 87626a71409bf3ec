-- The register of residents as it was copied last night, and what the city grants to them.

CREATE TABLE padron_inscripcion (
    nif           TEXT PRIMARY KEY,
    -- District, section, sheet.
    hoja          TEXT NOT NULL,
    -- The last volante that was asked for, if any, and until when it is believed.
    volante       TEXT,
    volante_hasta TEXT,
    CHECK ((volante IS NULL) = (volante_hasta IS NULL))
) STRICT;

-- FN familia numerosa, TE tarjeta de estacionamiento, MM madridmayor.
CREATE TABLE padron_titulo (
    numero TEXT PRIMARY KEY,
    nif    TEXT NOT NULL REFERENCES padron_inscripcion (nif),
    clase  TEXT NOT NULL CHECK (clase IN ('FN', 'TE', 'MM')),
    -- Empty for titles that are held for good.
    caduca TEXT NOT NULL
) STRICT;

CREATE TABLE padron_menor (
    nif   TEXT NOT NULL REFERENCES padron_inscripcion (nif),
    menor TEXT NOT NULL REFERENCES padron_inscripcion (nif),
    PRIMARY KEY (nif, menor)
) STRICT, WITHOUT ROWID;
