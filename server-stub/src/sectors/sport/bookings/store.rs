//! The resources and the bookings, as the desk keeps them.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::{Clase, Recurso, Wanted};
use crate::store::StoreError;

/// A booking, with what was booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reserva {
    /// Its number.
    pub reserva: i64,
    /// What was booked.
    pub recurso: Recurso,
    /// The first second of it.
    pub turno: i64,
    /// How many people come.
    pub personas: i64,
    /// What all of it costs, in cents.
    pub importe: i64,
    /// Until when paying may begin, where it costs something.
    pub pagar_hasta: Option<i64>,
    /// When it is let go if it was not paid.
    pub caduca: Option<i64>,
    /// When it was paid, if it was.
    pub pagada: Option<i64>,
    /// When it was called off or let go, if it was.
    pub anulada: Option<i64>,
}

/// What is written of a booking that somebody may have.
#[derive(Debug, Clone, Copy)]
pub struct Given {
    /// What it takes of the `aforo`.
    pub plazas: i64,
    /// What all of it costs, in cents.
    pub importe: i64,
    /// Until when paying may begin, and when it is let go, where it costs something.
    pub plazo: Option<(i64, i64)>,
}

const RECURSO: &str = "recurso.recurso, centro, nombre_centro, clase, nombre, modalidad, aforo, minutos, precio";

/// Puts what is offered, and takes back what no longer is.
pub fn furnish(tx: &Transaction<'_>, offered: &[Recurso]) -> Result<(), StoreError> {
    tx.execute("UPDATE sport_recurso SET retirado = 1", [])?;
    let mut put = tx.prepare(
        "INSERT INTO sport_recurso
             (recurso, centro, nombre_centro, clase, nombre, modalidad, aforo, minutos, precio, retirado)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0)
         ON CONFLICT (recurso) DO UPDATE SET
             centro = excluded.centro, nombre_centro = excluded.nombre_centro, clase = excluded.clase,
             nombre = excluded.nombre, modalidad = excluded.modalidad, aforo = excluded.aforo,
             minutos = excluded.minutos, precio = excluded.precio, retirado = 0",
    )?;
    for resource in offered {
        put.execute(params![
            resource.recurso,
            resource.centro,
            resource.nombre_centro,
            resource.clase.name(),
            resource.nombre,
            resource.modalidad,
            resource.aforo,
            resource.minutos,
            resource.precio,
        ])?;
    }
    Ok(())
}

/// A resource that is offered.
pub fn offered(connection: &Connection, recurso: i64) -> Result<Option<Recurso>, StoreError> {
    let sql = format!("SELECT {RECURSO} FROM sport_recurso AS recurso WHERE recurso.recurso = ? AND retirado = 0");
    let found = connection
        .prepare_cached(&sql)?
        .query_row([recurso], |row| resource(row, 0));
    Ok(found.optional()?)
}

/// How much of a time people have at a moment: what they have booked, and what is kept for who is to pay it.
pub fn taken(connection: &Connection, recurso: i64, turno: i64, now: i64) -> Result<i64, StoreError> {
    let sql = "SELECT coalesce(sum(plazas), 0) FROM sport_reserva
               WHERE recurso = ? AND turno = ? AND anulada IS NULL AND (pagada IS NOT NULL OR coalesce(caduca > ?, 1))";
    let taken = connection
        .prepare_cached(sql)?
        .query_row([recurso, turno, now], |row| row.get(0));
    Ok(taken?)
}

/// Lets go of all that was not paid in time.
pub fn let_go(tx: &Transaction<'_>, now: i64) -> Result<(), StoreError> {
    let sql = "UPDATE sport_reserva SET anulada = caduca WHERE anulada IS NULL AND pagada IS NULL AND caduca <= ?";
    tx.execute(sql, [now])?;
    Ok(())
}

/// Whether somebody has a time already. What was not paid in time has to be let go of first.
pub fn has(connection: &Connection, nif: &str, recurso: i64, turno: i64) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM sport_reserva WHERE nif = ? AND recurso = ? AND turno = ? AND anulada IS NULL";
    Ok(connection.prepare_cached(sql)?.exists(params![nif, recurso, turno])?)
}

/// Writes a booking down. Fails, and the transaction with it, if the person has that time already.
pub fn add(tx: &Transaction<'_>, nif: &str, wanted: &Wanted, turno: i64, given: Given) -> Result<Reserva, StoreError> {
    let sql = "INSERT INTO sport_reserva (recurso, nif, turno, personas, plazas, importe, pagar_hasta, caduca)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    let (until, gone) = given.plazo.unzip();
    tx.execute(
        sql,
        params![
            wanted.recurso,
            nif,
            turno,
            wanted.people,
            given.plazas,
            given.importe,
            until,
            gone
        ],
    )?;
    one(tx, nif, tx.last_insert_rowid())?.ok_or(StoreError::Damaged)
}

/// Notes that a booking is paid. Fails, and the transaction with it, if it was called off or let go: then nobody owes it.
pub fn pay(tx: &Transaction<'_>, reserva: i64, now: i64) -> Result<(), StoreError> {
    let sql = "UPDATE sport_reserva SET pagada = ?2
               WHERE reserva = ?1 AND pagada IS NULL AND anulada IS NULL AND caduca > ?2";
    match tx.execute(sql, [reserva, now])? {
        1 => Ok(()),
        _ => Err(StoreError::Damaged),
    }
}

/// Somebody's booking.
pub fn one(connection: &Connection, nif: &str, reserva: i64) -> Result<Option<Reserva>, StoreError> {
    let sql = listing("nif = ? AND reserva = ?");
    let found = connection
        .prepare_cached(&sql)?
        .query_row(params![nif, reserva], booking);
    Ok(found.optional()?)
}

/// Somebody's bookings that begin after a second, in that order.
pub fn of(connection: &Connection, nif: &str, after: i64) -> Result<Vec<Reserva>, StoreError> {
    let sql = listing("nif = ? AND turno > ? ORDER BY turno, reserva");
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map(params![nif, after], booking)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Calls a booking off.
pub fn call_off(tx: &Transaction<'_>, reserva: i64, now: i64) -> Result<(), StoreError> {
    tx.execute("UPDATE sport_reserva SET anulada = ? WHERE reserva = ?", [now, reserva])?;
    Ok(())
}

fn listing(condition: &str) -> String {
    format!(
        "SELECT reserva, turno, personas, importe, pagar_hasta, caduca, pagada, anulada, {RECURSO}
         FROM sport_reserva JOIN sport_recurso AS recurso USING (recurso) WHERE {condition}"
    )
}

fn booking(row: &Row<'_>) -> rusqlite::Result<Reserva> {
    Ok(Reserva {
        reserva: row.get(0)?,
        turno: row.get(1)?,
        personas: row.get(2)?,
        importe: row.get(3)?,
        pagar_hasta: row.get(4)?,
        caduca: row.get(5)?,
        pagada: row.get(6)?,
        anulada: row.get(7)?,
        recurso: resource(row, 8)?,
    })
}

fn resource(row: &Row<'_>, at: usize) -> rusqlite::Result<Recurso> {
    let class = row.get_ref(at + 3)?.as_str()?;
    Ok(Recurso {
        recurso: row.get(at)?,
        centro: row.get(at + 1)?,
        nombre_centro: row.get(at + 2)?,
        // The table allows no other word.
        clase: Clase::of(class).unwrap_or(Clase::Pista),
        nombre: row.get(at + 4)?,
        modalidad: row.get(at + 5)?,
        aforo: row.get(at + 6)?,
        minutos: row.get(at + 7)?,
        precio: row.get(at + 8)?,
    })
}
