//! The first register: everybody is on it, few were granted something.

use rusqlite::Transaction;

use super::store::{Titulo, entrust, give_volante, grant, register};
use crate::calendar::later;
use crate::citizens::{PERSONAS, Relation};
use crate::sectors::numbers::digits;
use crate::sectors::{Founding, nif_of};
use crate::store::StoreError;

/// Keeps the dice of the register apart from all other uses of the seed.
const PURPOSE: u64 = 0xBAD0;
/// Elena had to prove where she lives two months ago; a volante is believed for three.
const VOLANTE: (&str, i64) = ("p-elena", 30);

/// Person, class, days until it runs out (`None`: held for good).
const TITLES: [(&str, &str, Option<i64>); 3] = [
    ("p-carmen", "FN", Some(20)),
    ("p-antonio", "MM", None),
    ("p-diego", "TE", Some(25)),
];

/// Writes it.
pub fn settle(tx: &Transaction<'_>, founding: &Founding) -> Result<(), StoreError> {
    let mut dice = founding.dice(PURPOSE);
    for persona in PERSONAS {
        register(tx, persona.nif, &digits(&mut dice, 10))?;
    }
    for persona in PERSONAS {
        let children = persona
            .represents
            .iter()
            .filter(|other| other.relation == Relation::Child);
        for child in children {
            entrust(tx, persona.nif, nif_of(child.person)?)?;
        }
    }
    for (person, clase, runs_out_in) in TITLES {
        let day = runs_out_in.map(|days| later(founding.today, days).to_string());
        let titulo = Titulo {
            clase: clase.to_owned(),
            numero: format!("{clase}{}", digits(&mut dice, 8)),
            caduca: day.unwrap_or_default(),
        };
        grant(tx, nif_of(person)?, &titulo)?;
    }
    let (person, believed_for) = VOLANTE;
    let until = later(founding.today, believed_for).to_string();
    give_volante(tx, nif_of(person)?, &format!("V{}", digits(&mut dice, 9)), &until)
}
