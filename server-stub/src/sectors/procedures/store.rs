//! The files.

use rusqlite::{Connection, Transaction, params};
use serde::Serialize;

use crate::store::StoreError;

/// A file, as the system keeps it and gives it out.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Expediente {
    /// Unit, year, number.
    pub numero: String,
    /// Code of the procedure.
    pub tramite: String,
    /// What it is about.
    pub asunto: String,
    /// 10, 20 or 90.
    pub estado: i64,
    /// When something last happened (`YYYY-MM-DD`).
    pub movimiento: String,
    /// The last day to answer (`YYYY-MM-DD`).
    pub plazo: Option<String>,
}

/// Opens a file.
pub fn add(tx: &Transaction<'_>, interesado: &str, file: &Expediente) -> Result<(), StoreError> {
    let sql = "INSERT INTO procedures_expediente (numero, interesado, tramite, asunto, estado, movimiento, plazo)
               VALUES (?, ?, ?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![
            file.numero,
            interesado,
            file.tramite,
            file.asunto,
            file.estado,
            file.movimiento,
            file.plazo
        ],
    )?;
    Ok(())
}

/// Somebody's files, the last moved first.
pub fn of(connection: &Connection, interesado: &str) -> Result<Vec<Expediente>, StoreError> {
    let sql = "SELECT numero, tramite, asunto, estado, movimiento, plazo FROM procedures_expediente
               WHERE interesado = ? ORDER BY movimiento DESC, numero";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([interesado], |row| {
        Ok(Expediente {
            numero: row.get(0)?,
            tramite: row.get(1)?,
            asunto: row.get(2)?,
            estado: row.get(3)?,
            movimiento: row.get(4)?,
            plazo: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
