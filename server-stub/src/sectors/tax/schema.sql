-- The tax mainframe: fixed widths, capitals, amounts and dates as text.

CREATE TABLE tax_recibo (
    num_fijo     TEXT PRIMARY KEY CHECK (length(num_fijo) = 13),
    nif          TEXT NOT NULL,
    -- 204 IBI, 208 IVTM, 210 TGR, 301 IAE, 407 pasos de vehículos.
    concepto     TEXT NOT NULL CHECK (length(concepto) = 3),
    denominacion TEXT NOT NULL CHECK (denominacion = upper(denominacion)),
    objeto       TEXT NOT NULL,
    -- 412,35
    importe      TEXT NOT NULL,
    recargo      TEXT NOT NULL,
    -- DDMMAAAA
    fec_vto      TEXT NOT NULL CHECK (length(fec_vto) = 8),
    -- V voluntaria, D domiciliado, E ejecutiva, P pagado.
    situacion    TEXT NOT NULL CHECK (situacion IN ('V', 'D', 'E', 'P'))
) STRICT;

CREATE INDEX tax_recibo_por_nif ON tax_recibo (nif);
