//! Procedures, out of as many pages as the system of files makes of them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::words::day;
use super::{Answer, all};
use crate::citizens::Persona;
use crate::sectors::{SectorFailure, procedures as system};
use crate::state::CityState;

#[derive(Debug, Deserialize)]
struct Pagina {
    total_paginas: usize,
    expedientes: Vec<Expediente>,
}

#[derive(Debug, Deserialize)]
struct Expediente {
    numero: String,
    tramite: String,
    asunto: String,
    estado: i64,
    movimiento: String,
    plazo: Option<String>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Item {
    id: String,
    kind: &'static str,
    name: String,
    reference: String,
    status: &'static str,
    updated: NaiveDate,
    act_by: Option<NaiveDate>,
}

/// What somebody has asked of the City.
pub async fn procedures(city: &CityState, person: &Persona) -> Result<Answer, SectorFailure> {
    let as_of = city.clock().now();
    let mut found = Vec::new();
    let mut number = 1;
    loop {
        let page = system::page(city, person, number).await?;
        let page: Pagina = serde_json::from_str(&page).map_err(|_| SectorFailure::Down)?;
        found.extend(page.expedientes);
        if number >= page.total_paginas {
            break;
        }
        number += 1;
    }
    Answer::new(as_of, &all(&found, item)?)
}

fn item(file: &Expediente) -> Option<Item> {
    let act_by = match &file.plazo {
        Some(written) => Some(day(written, "%Y-%m-%d")?),
        None => None,
    };
    Some(Item {
        id: file.numero.replace('/', "-"),
        // The catalogue of procedures is ordered by subject: the first two digits say which.
        kind: match file.tramite.chars().take(2).collect::<String>().as_str() {
            "01" => "padron",
            "02" => "parking_permit",
            "03" => "large_family",
            "05" => "grant",
            "07" => "business",
            _ => "other",
        },
        name: file.asunto.clone(),
        reference: file.numero.clone(),
        status: match file.estado {
            10 => "in_progress",
            20 => "needs_you",
            90 => "resolved",
            _ => return None,
        },
        updated: day(&file.movimiento, "%Y-%m-%d")?,
        act_by,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_put_into_words() {
        let mut file = Expediente {
            numero: "711/2026/01234".to_owned(),
            tramite: "0227".to_owned(),
            asunto: "Renovación".to_owned(),
            estado: 20,
            movimiento: "2026-11-20".to_owned(),
            plazo: Some("2026-11-30".to_owned()),
        };
        let read = item(&file).unwrap();
        assert_eq!(
            (read.id.as_str(), read.kind, read.status),
            ("711-2026-01234", "parking_permit", "needs_you")
        );
        assert_eq!(read.act_by.map(|day| day.to_string()).as_deref(), Some("2026-11-30"));
        file.tramite = "9".to_owned();
        assert_eq!(item(&file).map(|read| read.kind), Some("other"));
        file.estado = 11;
        assert_eq!(item(&file), None);
    }
}
