//! The mainframe's second file: what belongs to a receipt beyond its amount and its state, and what the ordinances say.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use super::rules::{Modalidad, Plazo};
use crate::store::StoreError;

/// A day as the mainframe writes it.
pub const DAY: &str = "%d%m%Y";

/// A receipt with its period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ficha {
    /// Its line in the listing of receipts.
    pub line: String,
    /// Thirteen digits.
    pub num_fijo: String,
    /// Three digits for the tax.
    pub concepto: String,
    /// What is to be paid, without a surcharge: `412,35`.
    pub importe: String,
    /// V, D, E or P.
    pub situacion: String,
    /// The last day.
    pub until: NaiveDate,
    /// The year.
    pub ejercicio: i64,
    /// 0 the year, 1 to 4 a quarter.
    pub periodo: i64,
    /// The first day.
    pub from: NaiveDate,
    /// When it was notified by itself.
    pub notified: Option<NaiveDate>,
    /// All of it, in cents.
    pub total: i64,
    /// When the order of enforcement was notified.
    pub order: Option<NaiveDate>,
    /// When it was paid and how, of former ones.
    pub paid: Option<(NaiveDate, String)>,
}

/// What a way to be charged by the bank offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Oferta {
    /// Which.
    pub mode: Modalidad,
    /// Hundredths of a percent off.
    pub share: i64,
    /// At most so many cents.
    pub cap: i64,
    /// To be asked for so many days before the last day.
    pub days: i64,
}

const FICHA: &str =
    "SELECT concat_ws(';', 'D', num_fijo, concepto, denominacion, objeto, importe, recargo, fec_vto, situacion),
        num_fijo, concepto, importe, situacion, fec_vto, ejercicio, periodo, fec_desde, fec_notif, total, providencia,
        fec_pago, forma
    FROM (SELECT num_fijo, nif, concepto, denominacion, objeto, importe, recargo, fec_vto, situacion,
                 NULL AS fec_pago, NULL AS forma FROM tax_recibo
          UNION ALL
          SELECT num_fijo, nif, concepto, denominacion, objeto, importe, '0,00', fec_vto, 'P', fec_pago, forma
          FROM tax_historico) AS recibo
    JOIN tax_detalle USING (num_fijo)";

/// Somebody's receipts, those of former years last.
pub fn fichas(connection: &Connection, nif: &str) -> Result<Vec<Ficha>, StoreError> {
    let sql = format!("{FICHA} WHERE nif = ? ORDER BY fec_pago IS NOT NULL, concepto, num_fijo");
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map([nif], ficha)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// One receipt of somebody's.
pub fn one(connection: &Connection, nif: &str, num_fijo: &str) -> Result<Option<Ficha>, StoreError> {
    let sql = format!("{FICHA} WHERE nif = ? AND num_fijo = ?");
    let found = connection
        .prepare_cached(&sql)?
        .query_row(params![nif, num_fijo], ficha);
    Ok(found.optional()?)
}

fn ficha(row: &Row<'_>) -> rusqlite::Result<Ficha> {
    let some_day = |at| -> rusqlite::Result<Option<NaiveDate>> {
        let written: Option<String> = row.get(at)?;
        Ok(written.and_then(|written| read_day(&written)))
    };
    // The tables allow nothing that is no day.
    let day = |at| Ok::<_, rusqlite::Error>(some_day(at)?.unwrap_or_default());
    let forma: Option<String> = row.get(13)?;
    Ok(Ficha {
        line: row.get(0)?,
        num_fijo: row.get(1)?,
        concepto: row.get(2)?,
        importe: row.get(3)?,
        situacion: row.get(4)?,
        until: day(5)?,
        ejercicio: row.get(6)?,
        periodo: row.get(7)?,
        from: day(8)?,
        notified: some_day(9)?,
        total: row.get(10)?,
        order: some_day(11)?,
        paid: some_day(12)?.zip(forma),
    })
}

/// A day of the mainframe.
pub fn read_day(written: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(written, DAY).ok()
}

/// The account that a receipt is charged to, how, and what that saves.
pub fn debit(connection: &Connection, num_fijo: &str) -> Result<Option<(String, Modalidad, i64)>, StoreError> {
    let sql = "SELECT iban, modalidad, ahorro FROM tax_domiciliacion WHERE num_fijo = ?";
    let found = connection.prepare_cached(sql)?.query_row([num_fijo], |row| {
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?))
    });
    let found = found.optional()?;
    Ok(found.and_then(|(iban, mode, saving)| Some((iban, Modalidad::of(&mode)?, saving))))
}

/// Has a receipt charged to an account. `charges` are those of a split debit.
pub fn set_debit(
    tx: &Transaction<'_>,
    num_fijo: &str,
    (iban, mode, saving): (&str, Modalidad, i64),
    charges: &[Plazo],
) -> Result<(), StoreError> {
    let sql = "INSERT INTO tax_domiciliacion (num_fijo, iban, modalidad, ahorro) VALUES (?, ?, ?, ?)
               ON CONFLICT (num_fijo) DO UPDATE
               SET iban = excluded.iban, modalidad = excluded.modalidad, ahorro = excluded.ahorro";
    tx.execute(sql, params![num_fijo, iban, mode.name(), saving])?;
    tx.execute("UPDATE tax_recibo SET situacion = 'D' WHERE num_fijo = ?", [num_fijo])?;
    set_parts(tx, num_fijo, charges)
}

/// Has a receipt charged no longer.
pub fn end_debit(tx: &Transaction<'_>, num_fijo: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM tax_domiciliacion WHERE num_fijo = ?", [num_fijo])?;
    tx.execute("UPDATE tax_recibo SET situacion = 'V' WHERE num_fijo = ?", [num_fijo])?;
    set_parts(tx, num_fijo, &[])
}

/// The parts of a receipt: charges of a split debit, or instalments.
pub fn parts(connection: &Connection, num_fijo: &str) -> Result<Vec<Plazo>, StoreError> {
    let sql = "SELECT fec, importe, pagado FROM tax_plazo WHERE num_fijo = ? ORDER BY orden";
    let mut statement = connection.prepare_cached(sql)?;
    let part = |row: &Row<'_>| {
        let day: String = row.get(0)?;
        Ok(Plazo {
            day: read_day(&day).unwrap_or_default(),
            cents: row.get(1)?,
            is_paid: row.get(2)?,
        })
    };
    let found = statement.query_map([num_fijo], part)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Writes them instead of those there were.
pub fn set_parts(tx: &Transaction<'_>, num_fijo: &str, parts: &[Plazo]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM tax_plazo WHERE num_fijo = ?", [num_fijo])?;
    let mut add =
        tx.prepare_cached("INSERT INTO tax_plazo (num_fijo, orden, fec, importe, pagado) VALUES (?, ?, ?, ?, ?)")?;
    for (order, part) in (1_i64..).zip(parts) {
        let day = part.day.format(DAY).to_string();
        add.execute(params![num_fijo, order, day, part.cents, part.is_paid])?;
    }
    Ok(())
}

/// When somebody asked to pay a receipt by instalments.
pub fn instalments_asked(connection: &Connection, num_fijo: &str) -> Result<Option<NaiveDate>, StoreError> {
    let sql = "SELECT pedido FROM tax_fraccionamiento WHERE num_fijo = ?";
    let found = connection
        .prepare_cached(sql)?
        .query_row([num_fijo], |row| row.get::<_, String>(0));
    Ok(found.optional()?.and_then(|written| read_day(&written)))
}

/// Notes that somebody asked to.
pub fn ask_instalments(
    tx: &Transaction<'_>,
    num_fijo: &str,
    asked: NaiveDate,
    parts: &[Plazo],
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO tax_fraccionamiento (num_fijo, pedido) VALUES (?, ?)",
        params![num_fijo, asked.format(DAY).to_string()],
    )?;
    set_parts(tx, num_fijo, parts)
}

/// How a tax may be charged by the bank.
pub fn offers(connection: &Connection, concepto: &str) -> Result<Vec<Oferta>, StoreError> {
    let sql = "SELECT modalidad, descuento, tope, dias FROM tax_modalidad WHERE concepto = ? ORDER BY modalidad DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let read = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
    let found = statement.query_map([concepto], read)?.collect::<Result<Vec<_>, _>>()?;
    let offer = |(mode, share, cap, days): (String, i64, i64, i64)| {
        let mode = Modalidad::of(&mode)?;
        Some(Oferta { mode, share, cap, days })
    };
    Ok(found.into_iter().filter_map(offer).collect())
}

/// What an ordinance says under a name.
pub fn norm(connection: &Connection, name: &str) -> Result<i64, StoreError> {
    let sql = "SELECT valor FROM tax_norma WHERE clave = ?";
    Ok(connection.prepare_cached(sql)?.query_row([name], |row| row.get(0))?)
}

/// In how many instalments a receipt may be paid.
pub fn counts_of_instalments(connection: &Connection) -> Result<Vec<usize>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT plazos FROM tax_plazos_ofrecidos ORDER BY plazos")?;
    let found = statement.query_map([], |row| row.get(0))?;
    let counts = found.collect::<Result<Vec<i64>, _>>()?;
    Ok(counts
        .into_iter()
        .filter_map(|count| usize::try_from(count).ok())
        .collect())
}

/// The lines about what the cadastre has told and no receipt shows yet.
pub fn changes(connection: &Connection, nif: &str) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT concat_ws(';', 'A', referencia, objeto, clase, fec_alta, fec_efecto)
               FROM tax_alteracion WHERE nif = ? ORDER BY referencia";
    let mut statement = connection.prepare_cached(sql)?;
    let lines = statement
        .query_map([nif], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(lines)
}

/// Whose account this is, where the banks have said.
pub fn holder(connection: &Connection, iban: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT nif FROM tax_cuenta WHERE iban = ?";
    let found = connection.prepare_cached(sql)?.query_row([iban], |row| row.get(0));
    Ok(found.optional()?)
}

/// The dates of every year: concept, subject, first and last day as `DDMM`.
pub fn campaigns(connection: &Connection) -> Result<Vec<(String, String, String, String)>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT concepto, asunto, desde, hasta FROM tax_campana ORDER BY concepto, asunto")?;
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
    let found = statement.query_map([], read)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// The certificate of somebody and a day: the one there is, or a new one under this code. Its number and its code.
pub fn certify(tx: &Transaction<'_>, nif: &str, day: NaiveDate, code: &str) -> Result<(i64, String), StoreError> {
    let written = day.format(DAY).to_string();
    tx.execute(
        "INSERT INTO tax_certificado (nif, dia, codigo) VALUES (?, ?, ?) ON CONFLICT (nif, dia) DO NOTHING",
        params![nif, written, code],
    )?;
    let sql = "SELECT numero, codigo FROM tax_certificado WHERE nif = ? AND dia = ?";
    Ok(tx.query_row(sql, params![nif, written], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The certificate with a code: its number, whose it is, and of which day.
pub fn certificate(connection: &Connection, code: &str) -> Result<Option<(i64, String, NaiveDate)>, StoreError> {
    let sql = "SELECT numero, nif, dia FROM tax_certificado WHERE codigo = ?";
    let found = connection
        .prepare_cached(sql)?
        .query_row([code], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)));
    let found = found.optional()?;
    Ok(found.and_then(|(number, nif, day)| Some((number, nif, read_day(&day)?))))
}

/// A period before it is written.
#[derive(Debug)]
pub struct Detalle<'a> {
    /// Of which receipt.
    pub num_fijo: &'a str,
    /// The year. All that there is at first are of whole years.
    pub year: i32,
    /// The first day.
    pub from: NaiveDate,
    /// When it was notified by itself.
    pub notified: Option<NaiveDate>,
    /// All of it, in cents.
    pub total: i64,
    /// When the order of enforcement was notified.
    pub order: Option<NaiveDate>,
}

/// Adds a period.
pub fn add_detail(tx: &Transaction<'_>, detail: &Detalle<'_>) -> Result<(), StoreError> {
    let sql = "INSERT INTO tax_detalle (num_fijo, ejercicio, periodo, fec_desde, fec_notif, total, providencia)
               VALUES (?, ?, 0, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![
            detail.num_fijo,
            detail.year,
            written(detail.from),
            detail.notified.map(written),
            detail.total,
            detail.order.map(written)
        ],
    )?;
    Ok(())
}

/// A receipt of former times before it is written.
#[derive(Debug)]
pub struct Historico<'a> {
    /// Thirteen digits.
    pub num_fijo: &'a str,
    /// Who paid it.
    pub nif: &'a str,
    /// Three digits for the tax.
    pub concepto: &'a str,
    /// Its name, in capitals without accents.
    pub denominacion: &'a str,
    /// What it was on.
    pub objeto: &'a str,
    /// `412,35`
    pub importe: &'a str,
    /// The last day.
    pub until: NaiveDate,
    /// When it was paid.
    pub paid: NaiveDate,
    /// D or V.
    pub how: &'a str,
}

/// Adds one.
pub fn add_former(tx: &Transaction<'_>, former: &Historico<'_>) -> Result<(), StoreError> {
    let sql = "INSERT INTO tax_historico
               (num_fijo, nif, concepto, denominacion, objeto, importe, fec_vto, fec_pago, forma)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![
            former.num_fijo,
            former.nif,
            former.concepto,
            former.denominacion,
            former.objeto,
            former.importe,
            written(former.until),
            written(former.paid),
            former.how
        ],
    )?;
    Ok(())
}

/// A change of the cadastre before it is written.
#[derive(Debug)]
pub struct Alteracion<'a> {
    /// The cadastre's own number of the place.
    pub referencia: &'a str,
    /// Whose.
    pub nif: &'a str,
    /// Where, in capitals.
    pub objeto: &'a str,
    /// TITULAR, REFORMA or USO.
    pub clase: &'a str,
    /// Since when the City knows.
    pub known: NaiveDate,
    /// From when receipts show it.
    pub effect: NaiveDate,
}

/// Adds one.
pub fn add_change(tx: &Transaction<'_>, change: &Alteracion<'_>) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO tax_alteracion (referencia, nif, objeto, clase, fec_alta, fec_efecto) VALUES (?, ?, ?, ?, ?, ?)";
    let (known, effect) = (written(change.known), written(change.effect));
    tx.execute(
        sql,
        params![
            change.referencia,
            change.nif,
            change.objeto,
            change.clase,
            known,
            effect
        ],
    )?;
    Ok(())
}

/// Adds a way to be charged by the bank.
pub fn add_offer(tx: &Transaction<'_>, concepto: &str, offer: Oferta) -> Result<(), StoreError> {
    let sql = "INSERT INTO tax_modalidad (concepto, modalidad, descuento, tope, dias) VALUES (?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![concepto, offer.mode.name(), offer.share, offer.cap, offer.days],
    )?;
    Ok(())
}

/// Adds what an ordinance says under a name.
pub fn add_norm(tx: &Transaction<'_>, name: &str, value: i64) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO tax_norma (clave, valor) VALUES (?, ?)",
        params![name, value],
    )?;
    Ok(())
}

/// Adds a number of instalments that is offered.
pub fn add_count_of_instalments(tx: &Transaction<'_>, count: i64) -> Result<(), StoreError> {
    tx.execute("INSERT INTO tax_plazos_ofrecidos (plazos) VALUES (?)", [count])?;
    Ok(())
}

/// Adds a date of every year: concept, subject, first and last day as `DDMM`.
pub fn add_campaign(tx: &Transaction<'_>, campaign: (&str, &str, &str, &str)) -> Result<(), StoreError> {
    let (concepto, subject, from, until) = campaign;
    let sql = "INSERT INTO tax_campana (concepto, asunto, desde, hasta) VALUES (?, ?, ?, ?)";
    tx.execute(sql, params![concepto, subject, from, until])?;
    Ok(())
}

/// Adds what the banks have said of an account.
pub fn add_holder(tx: &Transaction<'_>, iban: &str, nif: &str) -> Result<(), StoreError> {
    tx.execute("INSERT INTO tax_cuenta (iban, nif) VALUES (?, ?)", params![iban, nif])?;
    Ok(())
}

fn written(day: NaiveDate) -> String {
    day.format(DAY).to_string()
}
