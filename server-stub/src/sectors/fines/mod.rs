//! The fines system. It speaks XML, in codes of two and three letters.

mod records;
mod store;

use quick_xml::se::to_string_with_root;
use rusqlite::Connection;
use serde::Serialize;

use crate::citizens::Persona;
use crate::sectors::{Sector, SectorFailure, ask};
use crate::state::CityState;
use crate::store::StoreError;

pub use records::settle;
pub use store::{holder, pay};

/// Its tables.
pub const SCHEMA: &str = include_str!("schema.sql");

/// The document it answers with.
#[derive(Debug, Serialize)]
struct Consulta<'a> {
    #[serde(rename = "@titular")]
    titular: &'a str,
    boletin: Vec<Boletin>,
}

/// A report.
#[derive(Debug, Serialize)]
struct Boletin {
    #[serde(rename = "@numero")]
    numero: String,
    #[serde(rename = "@fase")]
    fase: String,
    hecho: Hecho,
    matricula: String,
    importe: Importe,
    notificado: String,
}

#[derive(Debug, Serialize)]
struct Hecho {
    #[serde(rename = "@tipo")]
    tipo: String,
    #[serde(rename = "@fecha")]
    fecha: String,
    #[serde(rename = "$text")]
    lugar: String,
}

#[derive(Debug, Serialize)]
struct Importe {
    #[serde(rename = "@reduccion")]
    reduccion: i64,
    #[serde(rename = "$text")]
    euros: i64,
}

/// Somebody's fines, for instance:
///
/// ```text
/// <consulta titular="17320508J"><boletin numero="482190375" fase="NT"><hecho tipo="ZBE" fecha="2026-10-28">Plaza
/// Elíptica</hecho><matricula>4821LKM</matricula><importe reduccion="50">200</importe>...
/// ```
pub async fn query(city: &CityState, person: &Persona) -> Result<String, SectorFailure> {
    let titular = person.nif;
    ask(city, Sector::Fines, move |connection| print(connection, titular)).await
}

/// The same, for who has its file open.
pub fn print(connection: &Connection, titular: &str) -> Result<String, StoreError> {
    let boletin = store::of(connection, titular)?;
    to_string_with_root("consulta", &Consulta { titular, boletin }).map_err(|_| StoreError::Damaged)
}
