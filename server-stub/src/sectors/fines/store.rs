//! The reports on file.

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::{Boletin, Hecho, Importe};
use crate::store::StoreError;

/// Adds a report.
pub fn add(tx: &Transaction<'_>, titular: &str, boletin: &Boletin) -> Result<(), StoreError> {
    let sql = "INSERT INTO fines_boletin
               (numero, titular, hecho, fecha, lugar, matricula, importe, reduccion, notificado, fase)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![
            boletin.numero,
            titular,
            boletin.hecho.tipo,
            boletin.hecho.fecha,
            boletin.hecho.lugar,
            boletin.matricula,
            boletin.importe.euros,
            boletin.importe.reduccion,
            boletin.notificado,
            boletin.fase
        ],
    )?;
    Ok(())
}

/// The reports of somebody, the latest first.
pub fn of(connection: &Connection, titular: &str) -> Result<Vec<Boletin>, StoreError> {
    let sql = "SELECT numero, fase, hecho, fecha, lugar, matricula, importe, reduccion, notificado
               FROM fines_boletin WHERE titular = ? ORDER BY fecha DESC, numero";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([titular], |row| {
        Ok(Boletin {
            numero: row.get(0)?,
            fase: row.get(1)?,
            hecho: Hecho {
                tipo: row.get(2)?,
                fecha: row.get(3)?,
                lugar: row.get(4)?,
            },
            matricula: row.get(5)?,
            importe: Importe {
                euros: row.get(6)?,
                reduccion: row.get(7)?,
            },
            notificado: row.get(8)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes that a report is paid.
pub fn pay(tx: &Transaction<'_>, numero: &str) -> Result<(), StoreError> {
    tx.execute("UPDATE fines_boletin SET fase = 'PA' WHERE numero = ?", [numero])?;
    Ok(())
}

/// Who is to pay a report, and for which plate.
pub fn holder(connection: &Connection, numero: &str) -> Result<Option<(String, String)>, StoreError> {
    let sql = "SELECT titular, matricula FROM fines_boletin WHERE numero = ?";
    let found = connection
        .prepare_cached(sql)?
        .query_row([numero], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(found.optional()?)
}
