//! The system of files. It gives them out in pages of JSON, two files to a page, and takes its time over each.

mod records;
mod store;

use std::time::Duration;

use serde::Serialize;

use crate::citizens::Persona;
use crate::sectors::{Sector, SectorFailure, ask};
use crate::state::CityState;

pub use records::settle;
pub use store::Expediente;

/// Its tables.
pub const SCHEMA: &str = include_str!("schema.sql");

/// What a page takes on a good day.
const PACE: Duration = Duration::from_millis(300);
/// How many files make a page.
const PAGE: usize = 2;

/// A page.
#[derive(Debug, Serialize)]
struct Pagina {
    pagina: usize,
    total_paginas: usize,
    expedientes: Vec<Expediente>,
}

/// One page of somebody's files, counted from 1, as JSON. A page that is not there is empty.
pub async fn page(city: &CityState, person: &Persona, number: usize) -> Result<String, SectorFailure> {
    tokio::time::sleep(PACE).await;
    let nif = person.nif;
    let all = ask(city, Sector::Procedures, move |connection| store::of(connection, nif)).await?;
    let pagina = Pagina {
        pagina: number,
        total_paginas: all.len().div_ceil(PAGE),
        expedientes: all
            .into_iter()
            .skip(number.saturating_sub(1).saturating_mul(PAGE))
            .take(PAGE)
            .collect(),
    };
    serde_json::to_string(&pagina).map_err(|_| SectorFailure::Down)
}
