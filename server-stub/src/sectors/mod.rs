//! The City's sectoral systems. Each has its own records, words and manners, and none knows another; they are kept in one
//! data file only because a laptop has one. What they say is made one by [`crate::api`].
//!
//! - `tax`: a mainframe of the eighties. `fines`: XML. `padron`: a copy made every night. `procedures`: pages of JSON,
//!   slowly. `sport`: seconds since 1970. `crm`: records in the manner of a hosted product.
//! - `line` is the way to any of them, and `moods` are how well they are today.
//! - `numbers` invents what all of them print on their papers.

pub mod crm;
pub mod fines;
pub mod padron;
pub mod procedures;
pub mod sport;
pub mod tax;

mod line;
mod moods;
mod numbers;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Transaction;

pub use line::{SectorFailure, ask, reach};
pub use moods::{Mood, Moods, Sector};
pub use numbers::cents;

use crate::calendar::today;
use crate::random::Dice;
use crate::store::StoreError;

/// The tables of each system.
pub const SCHEMAS: [&str; 6] = [
    crm::SCHEMA,
    fines::SCHEMA,
    padron::SCHEMA,
    procedures::SCHEMA,
    sport::SCHEMA,
    tax::SCHEMA,
];

/// What the first records follow from.
#[derive(Debug, Clone)]
pub struct Founding {
    /// The seed of the city.
    pub seed: u64,
    /// The day they are relative to.
    pub today: NaiveDate,
}

impl Founding {
    /// Chance for one system: more records in one never change another.
    const fn dice(&self, purpose: u64) -> Dice {
        Dice::for_purpose(self.seed, purpose)
    }
}

/// Gives every system its first records, relative to the day it is. Done once for a data file; afterwards the records
/// stay as they are and only the days pass.
pub fn settle(tx: &Transaction<'_>, seed: u64, now: DateTime<Utc>) -> Result<(), StoreError> {
    if crm::is_settled(tx)? {
        return Ok(());
    }
    let founding = Founding {
        seed,
        today: today(now),
    };
    crm::settle(tx, &founding)?;
    fines::settle(tx, &founding)?;
    padron::settle(tx, &founding)?;
    procedures::settle(tx, &founding)?;
    sport::settle(tx, &founding)?;
    tax::settle(tx, &founding)
}

/// The document of somebody in the table of first records.
fn nif_of(person: &str) -> Result<&'static str, StoreError> {
    crate::citizens::by_id(person)
        .map(|persona| persona.nif)
        .ok_or(StoreError::Damaged)
}
