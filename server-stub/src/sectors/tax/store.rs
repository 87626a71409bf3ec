//! The mainframe's file of receipts.

use rusqlite::{Connection, Transaction, params};

use crate::store::StoreError;

/// A receipt as the mainframe keeps it.
#[derive(Debug)]
pub struct Recibo {
    /// Thirteen digits.
    pub num_fijo: String,
    /// Who owes it.
    pub nif: &'static str,
    /// Three digits for the tax.
    pub concepto: &'static str,
    /// Its name, in capitals without accents.
    pub denominacion: &'static str,
    /// What it is on, in capitals.
    pub objeto: String,
    /// `412,35`
    pub importe: &'static str,
    /// `38,65`, to be added.
    pub recargo: &'static str,
    /// `DDMMAAAA`
    pub fec_vto: String,
    /// V, D or E.
    pub situacion: &'static str,
}

/// Adds a receipt.
pub fn add(tx: &Transaction<'_>, recibo: &Recibo) -> Result<(), StoreError> {
    let sql = "INSERT INTO tax_recibo
               (num_fijo, nif, concepto, denominacion, objeto, importe, recargo, fec_vto, situacion)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![
            recibo.num_fijo,
            recibo.nif,
            recibo.concepto,
            recibo.denominacion,
            recibo.objeto,
            recibo.importe,
            recibo.recargo,
            recibo.fec_vto,
            recibo.situacion
        ],
    )?;
    Ok(())
}

/// The lines of a listing.
pub fn lines(connection: &Connection, nif: &str) -> Result<Vec<String>, StoreError> {
    let sql =
        "SELECT concat_ws(';', 'D', num_fijo, concepto, denominacion, objeto, importe, recargo, fec_vto, situacion)
               FROM tax_recibo WHERE nif = ? ORDER BY concepto, num_fijo";
    let mut statement = connection.prepare_cached(sql)?;
    let lines = statement
        .query_map([nif], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(lines)
}

/// Notes that a receipt is paid.
pub fn pay(tx: &Transaction<'_>, num_fijo: &str) -> Result<(), StoreError> {
    tx.execute("UPDATE tax_recibo SET situacion = 'P' WHERE num_fijo = ?", [num_fijo])?;
    Ok(())
}

/// Who owes the receipt whose number ends so, and all of its number. If there are several it is nobody's.
pub fn holder(connection: &Connection, number: &str) -> Result<Option<(String, String)>, StoreError> {
    let sql = "SELECT nif, num_fijo FROM tax_recibo WHERE num_fijo LIKE '%' || ? LIMIT 2";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map([number], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut found = found.collect::<Result<Vec<_>, _>>()?;
    Ok(found.pop().filter(|_| found.is_empty()))
}
