//! The first files.

use chrono::Datelike as _;
use rusqlite::Transaction;

use super::store::{Expediente, add};
use crate::calendar::later;
use crate::sectors::numbers::digits;
use crate::sectors::{Founding, nif_of};
use crate::store::StoreError;

/// Keeps the dice of the files apart from all other uses of the seed.
const PURPOSE: u64 = 0xE8BE;

/// Person, procedure, subject, state, days since it moved, days left to answer.
type Line = (&'static str, &'static str, &'static str, i64, i64, Option<i64>);

const LINES: [Line; 5] = [
    (
        "p-carmen",
        "0310",
        "Renovación del título de familia numerosa: falta el libro de familia",
        20,
        4,
        Some(6),
    ),
    ("p-carmen", "0540", "Ayuda de comedor escolar", 10, 15, None),
    (
        "p-carmen",
        "0225",
        "Autorización de estacionamiento SER para residentes",
        90,
        60,
        None,
    ),
    ("p-amina", "0101", "Alta en el padrón municipal", 10, 8, None),
    (
        "p-diego",
        "0227",
        "Renovación de la tarjeta de estacionamiento: falta el dictamen de movilidad",
        20,
        3,
        Some(12),
    ),
];

/// Writes them.
pub fn settle(tx: &Transaction<'_>, founding: &Founding) -> Result<(), StoreError> {
    let mut dice = founding.dice(PURPOSE);
    for (person, tramite, asunto, estado, moved, left) in LINES {
        let movimiento = later(founding.today, -moved);
        let file = Expediente {
            numero: format!(
                "{}/{}/{}",
                digits(&mut dice, 3),
                movimiento.year(),
                digits(&mut dice, 5)
            ),
            tramite: tramite.to_owned(),
            asunto: asunto.to_owned(),
            estado,
            movimiento: movimiento.to_string(),
            plazo: left.map(|days| later(founding.today, days).to_string()),
        };
        add(tx, nif_of(person)?, &file)?;
    }
    Ok(())
}
