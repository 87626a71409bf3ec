//! The reports on file, and what people filed about them.

use chrono::{DateTime, NaiveDate};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use super::machine::{Alegacion, Conductor, Expediente, Fase, Outcome};
use crate::calendar::today;
use crate::store::StoreError;

const COLUMNS: &str = "SELECT b.numero, b.titular, b.hecho, b.fecha, b.hora, b.lugar, b.matricula, b.importe, b.reduccion,
    b.puntos, b.notificado, b.fase, b.cobrado, a.registro, a.presentado, a.resuelto, a.resultado,
    (SELECT count(*) FROM fines_adjunto AS p WHERE p.numero = b.numero), c.registro, c.presentado, c.nombre
    FROM fines_boletin AS b LEFT JOIN fines_alegacion AS a USING (numero) LEFT JOIN fines_conductor AS c USING (numero)";

/// Adds a report.
pub fn add(tx: &Transaction<'_>, file: &Expediente) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO fines_boletin (numero, titular, hecho, fecha, hora, lugar, matricula, importe, reduccion, puntos,
               notificado, fase, cobrado) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![
            file.numero,
            file.titular,
            file.hecho,
            file.fecha.to_string(),
            file.hora,
            file.lugar,
            file.matricula,
            file.importe,
            file.reduccion,
            file.puntos,
            file.notificado.map(|day| day.to_string()),
            file.fase.code(),
            file.cobrado
        ],
    )?;
    Ok(())
}

/// The reports of somebody, the latest first.
pub fn of(connection: &Connection, titular: &str) -> Result<Vec<Expediente>, StoreError> {
    let sql = format!("{COLUMNS} WHERE b.titular = ? ORDER BY b.fecha DESC, b.numero");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([titular])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// One report, whoever's it is.
pub fn one(connection: &Connection, numero: &str) -> Result<Option<Expediente>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{COLUMNS} WHERE b.numero = ?"))?;
    let mut rows = statement.query([numero])?;
    rows.next()?.map(read).transpose()
}

/// Notes that a report is paid, and how much was.
pub fn pay(tx: &Transaction<'_>, numero: &str, cents: i64) -> Result<(), StoreError> {
    let sql = "UPDATE fines_boletin SET fase = 'PA', cobrado = ?2 WHERE numero = ?1";
    tx.execute(sql, params![numero, cents])?;
    Ok(())
}

/// Another phase.
pub fn set_fase(tx: &Transaction<'_>, numero: &str, fase: Fase) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE fines_boletin SET fase = ?2 WHERE numero = ?1",
        params![numero, fase.code()],
    )?;
    Ok(())
}

/// The next number of the registry: `2026/0000001`. Nothing that was registered is ever taken away.
pub fn next_registro(tx: &Transaction<'_>, day: NaiveDate) -> Result<String, StoreError> {
    let sql = "SELECT (SELECT count(*) FROM fines_alegacion) + (SELECT count(*) FROM fines_conductor)";
    let before: i64 = tx.query_row(sql, [], |row| row.get(0))?;
    Ok(format!("{}/{:07}", day.format("%Y"), before + 1))
}

/// Keeps allegations. Their papers go with [`add_paper`].
pub fn add_alegacion(
    tx: &Transaction<'_>,
    numero: &str,
    registro: &str,
    at: i64,
    texto: &str,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO fines_alegacion (numero, registro, presentado, texto) VALUES (?, ?, ?, ?)";
    tx.execute(sql, params![numero, registro, at, texto])?;
    Ok(())
}

/// Keeps a paper.
pub fn add_paper(
    tx: &Transaction<'_>,
    numero: &str,
    orden: usize,
    (nombre, tipo, datos): (&str, &str, &[u8]),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO fines_adjunto (numero, orden, nombre, tipo, datos) VALUES (?, ?, ?, ?, ?)";
    let orden = i64::try_from(orden).unwrap_or(i64::MAX);
    tx.execute(sql, params![numero, orden, nombre, tipo, datos])?;
    Ok(())
}

/// Who was at the wheel.
#[derive(Debug)]
pub struct NewConductor<'a> {
    /// The name.
    pub nombre: &'a str,
    /// NIF or NIE.
    pub nif: &'a str,
    /// Where letters reach them.
    pub domicilio: &'a str,
    /// The number of the driving licence, where it is known.
    pub permiso: Option<&'a str>,
}

/// Keeps who was at the wheel.
pub fn add_conductor(
    tx: &Transaction<'_>,
    numero: &str,
    registro: &str,
    at: i64,
    who: &NewConductor<'_>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO fines_conductor (numero, registro, presentado, nombre, nif, domicilio, permiso)
               VALUES (?, ?, ?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![numero, registro, at, who.nombre, who.nif, who.domicilio, who.permiso],
    )?;
    Ok(())
}

/// Notes what an official decided.
pub fn resolve(tx: &Transaction<'_>, numero: &str, outcome: Outcome, day: NaiveDate) -> Result<(), StoreError> {
    let sql = "UPDATE fines_alegacion SET resuelto = ?2, resultado = ?3 WHERE numero = ?1";
    tx.execute(sql, params![numero, day.to_string(), code(outcome)])?;
    Ok(())
}

const fn code(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "ES",
        Outcome::Refused => "DS",
    }
}

fn read(row: &Row<'_>) -> Result<Expediente, StoreError> {
    let fase: String = row.get(11)?;
    Ok(Expediente {
        numero: row.get(0)?,
        titular: row.get(1)?,
        hecho: row.get(2)?,
        fecha: day(&row.get::<_, String>(3)?)?,
        hora: row.get(4)?,
        lugar: row.get(5)?,
        matricula: row.get(6)?,
        importe: row.get(7)?,
        reduccion: row.get(8)?,
        puntos: row.get(9)?,
        notificado: row.get::<_, Option<String>>(10)?.as_deref().map(day).transpose()?,
        fase: Fase::of(&fase).ok_or(StoreError::Damaged)?,
        cobrado: row.get(12)?,
        alegacion: alegacion(row)?,
        conductor: conductor(row)?,
    })
}

fn alegacion(row: &Row<'_>) -> Result<Option<Alegacion>, StoreError> {
    let Some(registro) = row.get(13)? else {
        return Ok(None);
    };
    let presentado: i64 = row.get(14)?;
    let (decided, outcome): (Option<String>, Option<String>) = (row.get(15)?, row.get(16)?);
    let resuelto = match (decided, outcome.as_deref()) {
        (Some(decided), Some("ES")) => Some((Outcome::Accepted, day(&decided)?)),
        (Some(decided), Some("DS")) => Some((Outcome::Refused, day(&decided)?)),
        (None, None) => None,
        _ => return Err(StoreError::Damaged),
    };
    let at = DateTime::from_timestamp(presentado, 0).ok_or(StoreError::Damaged)?;
    Ok(Some(Alegacion {
        registro,
        presentado,
        dia: today(at),
        adjuntos: row.get(17)?,
        resuelto,
    }))
}

fn conductor(row: &Row<'_>) -> Result<Option<Conductor>, StoreError> {
    let Some(registro) = row.get(18)? else {
        return Ok(None);
    };
    Ok(Some(Conductor {
        registro,
        presentado: row.get(19)?,
        nombre: row.get(20)?,
    }))
}

fn day(text: &str) -> Result<NaiveDate, StoreError> {
    text.parse().map_err(|_| StoreError::Damaged)
}

/// Who is to pay a report, and for which plate.
pub fn holder(connection: &Connection, numero: &str) -> Result<Option<(String, String)>, StoreError> {
    let sql = "SELECT titular, matricula FROM fines_boletin WHERE numero = ?";
    let found = connection
        .prepare_cached(sql)?
        .query_row([numero], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(found.optional()?)
}
