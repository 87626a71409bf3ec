//! The desk of sport centres and libraries. It thinks in seconds since 1970.
//!
//! - `records` and `store`: passes and readers.
//! - `bookings`: what can be booked at the centres, when, and who has.

pub mod bookings;

mod records;
mod store;

use crate::citizens::Persona;
use crate::sectors::{Sector, SectorFailure, ask};
use crate::state::CityState;

pub use records::settle;
pub use store::{Abono, Carnes, Lector};

/// Its tables.
pub const SCHEMA: &str = include_str!("schema.sql");

/// What somebody holds.
pub async fn carnes(city: &CityState, person: &Persona) -> Result<Carnes, SectorFailure> {
    let nif = person.nif;
    ask(city, Sector::Sport, move |connection| store::of(connection, nif)).await
}
