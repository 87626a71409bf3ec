//! Files for the tests of this system.

use chrono::NaiveDate;

use super::machine::{Expediente, Fase};

/// A day.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A report of 200 euros in a phase, of which half is taken off.
pub fn file(fase: Fase, notified: &str) -> Expediente {
    Expediente {
        numero: "482190375".to_owned(),
        titular: "17320508J".to_owned(),
        hecho: "ZBE".to_owned(),
        fecha: day("2026-01-10"),
        hora: "14:05".to_owned(),
        lugar: "Plaza Elíptica".to_owned(),
        matricula: "4821LKM".to_owned(),
        importe: 200,
        reduccion: 50,
        puntos: 0,
        notificado: Some(day(notified)),
        fase,
        cobrado: None,
        alegacion: None,
        conductor: None,
    }
}
