//! The first fines.

use rusqlite::Transaction;

use super::store::add;
use super::{Boletin, Hecho, Importe};
use crate::calendar::later;
use crate::sectors::numbers::{digits, plate};
use crate::sectors::{Founding, nif_of};
use crate::store::StoreError;

/// Keeps the dice of the fines apart from all other uses of the seed.
const PURPOSE: u64 = 0xF14E;

/// Person, kind, place, euros, days since it happened, days since it was notified, phase.
type Line = (&'static str, &'static str, &'static str, i64, i64, i64, &'static str);

const LINES: [Line; 2] = [
    // Notified 18 days ago: the reduction, 20 calendar days from the day after (RDL 6/2015 art. 94), ends in two days.
    ("p-marta", "ZBE", "Plaza Elíptica", 200, 33, 18, "NT"),
    // Final eight days ago, after thirty days of silence; another seven to pay in full before enforcement.
    ("p-marta", "VEL", "M-30, túnel de Costa Rica", 100, 70, 38, "FI"),
];

/// Writes them.
pub fn settle(tx: &Transaction<'_>, founding: &Founding) -> Result<(), StoreError> {
    let mut dice = founding.dice(PURPOSE);
    for (person, tipo, lugar, euros, happened, notified, fase) in LINES {
        let nif = nif_of(person)?;
        let boletin = Boletin {
            numero: digits(&mut dice, 9),
            fase: fase.to_owned(),
            hecho: Hecho {
                tipo: tipo.to_owned(),
                fecha: later(founding.today, -happened).to_string(),
                lugar: lugar.to_owned(),
            },
            matricula: plate(founding.seed, nif),
            importe: Importe { reduccion: 50, euros },
            notificado: later(founding.today, -notified).to_string(),
        };
        add(tx, nif, &boletin)?;
    }
    Ok(())
}
