//! Passes and readers.

use rusqlite::{Connection, Transaction, params};

use crate::store::StoreError;

/// Everything of one person.
#[derive(Debug, PartialEq, Eq)]
pub struct Carnes {
    /// Sport passes.
    pub abonos: Vec<Abono>,
    /// Library cards.
    pub lectores: Vec<Lector>,
}

/// A sport pass.
#[derive(Debug, PartialEq, Eq)]
pub struct Abono {
    /// Its number.
    pub carne: i64,
    /// 1 or 2.
    pub modalidad: i64,
    /// The last second it is good for.
    pub fin: i64,
}

/// A library card.
#[derive(Debug, PartialEq, Eq)]
pub struct Lector {
    /// Its number.
    pub lector: i64,
    /// The last second it is good for.
    pub fin: i64,
}

/// Sells a pass.
pub fn add_abono(tx: &Transaction<'_>, nif: &str, abono: &Abono) -> Result<(), StoreError> {
    let sql = "INSERT INTO sport_abono (carne, nif, modalidad, fin) VALUES (?, ?, ?, ?)";
    tx.execute(sql, params![abono.carne, nif, abono.modalidad, abono.fin])?;
    Ok(())
}

/// Takes in a reader.
pub fn add_lector(tx: &Transaction<'_>, nif: &str, lector: &Lector) -> Result<(), StoreError> {
    let sql = "INSERT INTO sport_lector (lector, nif, fin) VALUES (?, ?, ?)";
    tx.execute(sql, params![lector.lector, nif, lector.fin])?;
    Ok(())
}

/// What somebody holds.
pub fn of(connection: &Connection, nif: &str) -> Result<Carnes, StoreError> {
    let mut passes = connection.prepare_cached("SELECT carne, modalidad, fin FROM sport_abono WHERE nif = ?")?;
    let abonos = passes.query_map([nif], |row| {
        Ok(Abono {
            carne: row.get(0)?,
            modalidad: row.get(1)?,
            fin: row.get(2)?,
        })
    })?;
    let mut readers = connection.prepare_cached("SELECT lector, fin FROM sport_lector WHERE nif = ?")?;
    let lectores = readers.query_map([nif], |row| {
        Ok(Lector {
            lector: row.get(0)?,
            fin: row.get(1)?,
        })
    })?;
    Ok(Carnes {
        abonos: abonos.collect::<Result<_, _>>()?,
        lectores: lectores.collect::<Result<_, _>>()?,
    })
}
