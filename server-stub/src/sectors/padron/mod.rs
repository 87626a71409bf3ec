//! The padrón. Nobody may ask the register itself: what answers is a copy of it that is made every night.

mod records;
mod store;

use chrono::{DateTime, Utc};

use crate::calendar::nightly_copy;
use crate::citizens::Persona;
use crate::sectors::{Mood, Sector, SectorFailure, ask};
use crate::state::CityState;

pub use records::settle;
pub use store::{Ficha, Titulo};

/// Its tables.
pub const SCHEMA: &str = include_str!("schema.sql");

/// How many nights the copy has missed when it is switched to be stale.
const NIGHTS_MISSED: i64 = 3;

/// What the copy says of somebody.
#[derive(Debug)]
pub struct Copia {
    /// When it was made.
    pub hecha: DateTime<Utc>,
    /// The record.
    pub ficha: Ficha,
}

/// Looks somebody up in the copy.
pub async fn look_up(city: &CityState, person: &Persona) -> Result<Copia, SectorFailure> {
    let nif = person.nif;
    let ficha = ask(city, Sector::Padron, move |connection| store::ficha(connection, nif)).await?;
    let missed = match city.moods().of(Sector::Padron) {
        Mood::Stale => NIGHTS_MISSED,
        Mood::Ok | Mood::Slow | Mood::Down => 0,
    };
    Ok(Copia {
        hecha: nightly_copy(city.clock().now(), missed),
        ficha,
    })
}
