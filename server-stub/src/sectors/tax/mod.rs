//! The tax mainframe. It prints a listing: a head, one line for each receipt, and a foot that counts them.

pub mod folder;
mod records;
mod store;

use rusqlite::Connection;

use crate::citizens::Persona;
use crate::sectors::{Sector, SectorFailure, ask};
use crate::state::CityState;
use crate::store::StoreError;

pub use records::settle;
pub use store::{holder, pay};

/// Its tables.
pub const SCHEMA: &str = include_str!("schema.sql");

/// The listing of somebody's receipts, for instance:
///
/// ```text
/// C;TRIB0010;17320508J;IGLESIAS PONS MARTA
/// D;0004417203391;204;BIENES INMUEBLES URBANA;CALLE DEL GENERAL RICARDOS, 55;412,35;0,00;04122026;D
/// P;0001
/// ```
pub async fn listing(city: &CityState, person: &Persona) -> Result<String, SectorFailure> {
    let nif = person.nif;
    let holder = format!("{} {}", person.family_name, person.given_name).to_uppercase();
    ask(city, Sector::Tax, move |connection| print(connection, nif, &holder)).await
}

/// The same, for who has its file open.
pub fn print(connection: &Connection, nif: &str, holder: &str) -> Result<String, StoreError> {
    let lines = store::lines(connection, nif)?;
    let mut listing = format!("C;TRIB0010;{nif};{holder}\n");
    for line in &lines {
        listing.push_str(line);
        listing.push('\n');
    }
    listing.push_str(&format!("P;{:04}\n", lines.len()));
    Ok(listing)
}
