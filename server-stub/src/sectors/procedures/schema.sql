-- The system of files (expedientes), whatever the procedure.

CREATE TABLE procedures_expediente (
    -- 711/2026/01234: unit, year, number.
    numero     TEXT PRIMARY KEY,
    interesado TEXT NOT NULL,
    -- A four-digit code of the catalogue of procedures.
    tramite    TEXT NOT NULL CHECK (length(tramite) = 4),
    asunto     TEXT NOT NULL,
    -- 10 en tramitación, 20 requerimiento, 90 finalizado.
    estado     INTEGER NOT NULL CHECK (estado IN (10, 20, 90)),
    movimiento TEXT NOT NULL,
    -- The last day to answer; only where something was required.
    plazo      TEXT,
    CHECK ((estado = 20) = (plazo IS NOT NULL))
) STRICT;

CREATE INDEX procedures_expediente_por_interesado ON procedures_expediente (interesado);
