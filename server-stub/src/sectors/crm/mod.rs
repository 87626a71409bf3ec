//! The CRM: messages, appointments and legal notifications, and how people are reached. A hosted product: it answers
//! every question with JSON of its own kind, and its times have no zone.

mod contact;
mod preferences;
mod records;
mod store;
mod tasks;

use serde::Serialize;

use crate::citizens::Persona;
use crate::sectors::{Sector, SectorFailure, ask};
use crate::state::CityState;

pub use contact::Contact;
pub use preferences::{Consents, Preferences};
pub use records::settle;
pub use store::{Versioned, change_contact, change_preferences, contact, is_settled, preferences, tasks};
pub use tasks::{Task, add_task};

/// Its tables.
pub const SCHEMA: &str = include_str!("schema.sql");

/// What it wraps every answer in.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<T> {
    total_size: usize,
    done: bool,
    records: Vec<T>,
}

fn wrap<T: Serialize>(records: Vec<T>) -> Result<String, SectorFailure> {
    let answer = Answer {
        total_size: records.len(),
        done: true,
        records,
    };
    serde_json::to_string(&answer).map_err(|_| SectorFailure::Down)
}

/// Somebody's messages, the latest first.
pub async fn messages(city: &CityState, person: &Persona) -> Result<String, SectorFailure> {
    let nif = person.nif;
    wrap(ask(city, Sector::Crm, move |connection| store::cases(connection, nif)).await?)
}

/// Somebody's appointments.
pub async fn appointments(city: &CityState, person: &Persona) -> Result<String, SectorFailure> {
    let nif = person.nif;
    wrap(ask(city, Sector::Crm, move |connection| store::events(connection, nif)).await?)
}

/// Somebody's legal notifications.
pub async fn notifications(city: &CityState, person: &Persona) -> Result<String, SectorFailure> {
    let nif = person.nif;
    wrap(ask(city, Sector::Crm, move |connection| store::notices(connection, nif)).await?)
}
