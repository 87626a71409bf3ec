//! The fines system. It speaks XML, in codes of two and three letters, to who only wants to know what is owed.
//!
//! - `machine` is how a fine stands on a day and `prices` what it costs then, pure; `store` is the SQL, `records` the first fines.
//! - `filing` is what people and officials do about one; `words` says what it is for, and `photo` draws what the camera saw.

mod filing;
mod machine;
mod photo;
mod prices;
mod records;
mod store;
mod words;

#[cfg(test)]
mod test_files;

use chrono::NaiveDate;
use quick_xml::se::to_string_with_root;
use rusqlite::Connection;
use serde::Serialize;

use crate::calendar::today;
use crate::citizens::Persona;
use crate::sectors::{Sector, SectorFailure, ask};
use crate::state::CityState;
use crate::store::StoreError;

pub use filing::{Driver, Paper, allege, name_driver, own, resolve};
pub use machine::{Expediente, Outcome, Refusal, Standing, State, may_allege, may_name_driver, standing};
pub use photo::draw;
pub use prices::{Step, StepKind, full, reduced};
pub use records::settle;
pub use store::{holder, of, one, pay};
pub use words::{Device, Words, described, device, photos, rule, severity};

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
    fase: &'static str,
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
    #[serde(rename = "@recargo")]
    recargo: i64,
    #[serde(rename = "$text")]
    euros: i64,
}

/// Somebody's fines, for instance:
///
/// ```text
/// <consulta titular="17320508J"><boletin numero="482190375" fase="NT"><hecho tipo="ZBE" fecha="2026-10-28">Plaza
/// Elíptica</hecho><matricula>4821LKM</matricula><importe reduccion="50" recargo="0">200</importe>...
/// ```
pub async fn query(city: &CityState, person: &Persona) -> Result<String, SectorFailure> {
    let (titular, day) = (person.nif, today(city.clock().now()));
    ask(city, Sector::Fines, move |connection| print(connection, titular, day)).await
}

/// The same on a day, for who has its file open. What nobody was told of is not said.
pub fn print(connection: &Connection, titular: &str, day: NaiveDate) -> Result<String, StoreError> {
    let files = store::of(connection, titular)?;
    let boletin = files.into_iter().filter_map(|file| boletin(file, day)).collect();
    to_string_with_root("consulta", &Consulta { titular, boletin }).map_err(|_| StoreError::Damaged)
}

fn boletin(file: Expediente, day: NaiveDate) -> Option<Boletin> {
    let found = standing(&file, day);
    Some(Boletin {
        numero: file.numero,
        fase: found.state.fase().code(),
        hecho: Hecho {
            tipo: file.hecho,
            fecha: file.fecha.to_string(),
            lugar: file.lugar,
        },
        matricula: file.matricula,
        importe: Importe {
            reduccion: file.reduccion,
            recargo: found.step.map_or(0, |step| step.surcharge),
            euros: file.importe,
        },
        notificado: file.notificado?.to_string(),
    })
}
