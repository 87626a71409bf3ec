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

-- What the receipts above do not say: the period, since when it may be paid, whether it was notified by itself, and the whole of it
-- where a part has been paid. Dates are DDMMAAAA, amounts are cents.
CREATE TABLE tax_detalle (
    num_fijo    TEXT PRIMARY KEY CHECK (length(num_fijo) = 13),
    ejercicio   INTEGER NOT NULL,
    -- 0 the year, 1 to 4 a quarter.
    periodo     INTEGER NOT NULL CHECK (periodo BETWEEN 0 AND 4),
    fec_desde   TEXT NOT NULL CHECK (length(fec_desde) = 8),
    fec_notif   TEXT CHECK (length(fec_notif) = 8),
    total       INTEGER NOT NULL,
    -- When the order of enforcement was notified.
    providencia TEXT CHECK (length(providencia) = 8)
) STRICT;

-- Receipts of former years and terms: nothing is owed of them.
CREATE TABLE tax_historico (
    num_fijo     TEXT PRIMARY KEY CHECK (length(num_fijo) = 13),
    nif          TEXT NOT NULL,
    concepto     TEXT NOT NULL CHECK (length(concepto) = 3),
    denominacion TEXT NOT NULL CHECK (denominacion = upper(denominacion)),
    objeto       TEXT NOT NULL,
    importe      TEXT NOT NULL,
    fec_vto      TEXT NOT NULL CHECK (length(fec_vto) = 8),
    fec_pago     TEXT NOT NULL CHECK (length(fec_pago) = 8),
    -- D domiciliado, V ventanilla del banco.
    forma        TEXT NOT NULL CHECK (forma IN ('D', 'V'))
) STRICT;
CREATE INDEX tax_historico_por_nif ON tax_historico (nif);

CREATE TABLE tax_domiciliacion (
    num_fijo  TEXT PRIMARY KEY,
    iban      TEXT NOT NULL,
    modalidad TEXT NOT NULL CHECK (modalidad IN ('UNI', 'SEP', 'PAC')),
    ahorro    INTEGER NOT NULL
) STRICT;

-- The charges of a split direct debit, and the instalments that somebody asked for.
CREATE TABLE tax_plazo (
    num_fijo TEXT NOT NULL,
    orden    INTEGER NOT NULL,
    fec      TEXT NOT NULL CHECK (length(fec) = 8),
    importe  INTEGER NOT NULL,
    pagado   INTEGER NOT NULL CHECK (pagado IN (0, 1)),
    PRIMARY KEY (num_fijo, orden)
) STRICT, WITHOUT ROWID;

CREATE TABLE tax_fraccionamiento (
    num_fijo TEXT PRIMARY KEY,
    pedido   TEXT NOT NULL CHECK (length(pedido) = 8)
) STRICT;

-- What the ordinances say. How a tax may be charged by the bank: hundredths of a percent off, at most so many cents, to be asked
-- for so many days before the last day.
CREATE TABLE tax_modalidad (
    concepto  TEXT NOT NULL,
    modalidad TEXT NOT NULL CHECK (modalidad IN ('UNI', 'SEP', 'PAC')),
    descuento INTEGER NOT NULL,
    tope      INTEGER NOT NULL,
    dias      INTEGER NOT NULL,
    PRIMARY KEY (concepto, modalidad)
) STRICT, WITHOUT ROWID;

CREATE TABLE tax_norma (
    clave TEXT PRIMARY KEY,
    valor INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tax_plazos_ofrecidos (plazos INTEGER PRIMARY KEY) STRICT;

-- DDMM of every year.
CREATE TABLE tax_campana (
    concepto TEXT NOT NULL,
    asunto   TEXT NOT NULL CHECK (asunto IN ('PAGO', 'DOMICILIACION')),
    desde    TEXT NOT NULL CHECK (length(desde) = 4),
    hasta    TEXT NOT NULL CHECK (length(hasta) = 4),
    PRIMARY KEY (concepto, asunto)
) STRICT, WITHOUT ROWID;

-- What the cadastre has told and no receipt shows yet.
CREATE TABLE tax_alteracion (
    referencia TEXT PRIMARY KEY,
    nif        TEXT NOT NULL,
    objeto     TEXT NOT NULL,
    clase      TEXT NOT NULL CHECK (clase IN ('TITULAR', 'REFORMA', 'USO')),
    fec_alta   TEXT NOT NULL CHECK (length(fec_alta) = 8),
    fec_efecto TEXT NOT NULL CHECK (length(fec_efecto) = 8)
) STRICT;

-- Accounts of which the banks have said whose they are.
CREATE TABLE tax_cuenta (
    iban TEXT PRIMARY KEY,
    nif  TEXT NOT NULL
) STRICT;

CREATE TABLE tax_certificado (
    numero INTEGER PRIMARY KEY AUTOINCREMENT,
    nif    TEXT NOT NULL,
    dia    TEXT NOT NULL CHECK (length(dia) = 8),
    codigo TEXT NOT NULL UNIQUE CHECK (length(codigo) = 16),
    UNIQUE (nif, dia)
) STRICT;
