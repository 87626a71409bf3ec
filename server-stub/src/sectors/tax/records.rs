//! The first receipts (research: IBI, IVTM, TGR, IAE; surcharge of LGT art. 28).

use rusqlite::Transaction;

use super::folder;
use super::store::{Recibo, add};
use crate::calendar::later;
use crate::citizens::by_id;
use crate::sectors::numbers::{digits, plate};
use crate::sectors::{Founding, nif_of};
use crate::store::StoreError;
use crate::terms::working_day_from;

/// Keeps the dice of the receipts apart from all other uses of the seed.
const PURPOSE: u64 = 0x7A81;

/// What a tax is on.
enum Object {
    Home,
    Car,
    Business(&'static str),
}

/// Person, concept, object, amount, surcharge, days until it is due, state.
type Line = (
    &'static str,
    &'static str,
    Object,
    &'static str,
    &'static str,
    i64,
    &'static str,
);

const LINES: [Line; 9] = [
    ("p-carmen", "204", Object::Home, "412,35", "0,00", 10, "D"),
    ("p-carmen", "210", Object::Home, "141,20", "0,00", 25, "V"),
    // 20 %: the term that the enforcement order opened has passed as well (LGT art. 28.4).
    ("p-antonio", "204", Object::Home, "386,50", "77,30", -41, "E"),
    ("p-antonio", "210", Object::Home, "96,40", "0,00", 25, "D"),
    ("p-diego", "204", Object::Home, "298,77", "0,00", 10, "D"),
    ("p-marta", "208", Object::Car, "129,00", "0,00", 18, "V"),
    (
        "p-marta",
        "301",
        Object::Business("PELUQUERÍA Y ESTÉTICA"),
        "1.204,56",
        "0,00",
        6,
        "D",
    ),
    ("p-elena", "210", Object::Home, "118,05", "0,00", 25, "D"),
    // Next year's, early enough to choose every way to pay it.
    ("p-elena", "204", Object::Home, "391,12", "0,00", 330, "V"),
];

/// Writes them.
pub fn settle(tx: &Transaction<'_>, founding: &Founding) -> Result<(), StoreError> {
    let mut dice = founding.dice(PURPOSE);
    for (person, concepto, object, importe, recargo, due_in, situacion) in LINES {
        let nif = nif_of(person)?;
        let objeto = match object {
            Object::Home => by_id(person)
                .map(|persona| persona.street.to_uppercase())
                .unwrap_or_default(),
            Object::Car => plate(founding.seed, nif),
            Object::Business(trade) => trade.to_owned(),
        };
        // A last day on which nobody works moves to the next one (Ley 39/2015, art. 30.5).
        let until = working_day_from(later(founding.today, due_in));
        let recibo = Recibo {
            num_fijo: digits(&mut dice, 13),
            nif,
            concepto,
            denominacion: denomination(concepto),
            objeto,
            importe,
            recargo,
            fec_vto: until.format("%d%m%Y").to_string(),
            situacion,
        };
        add(tx, &recibo)?;
        folder::detail(tx, founding, &recibo, until)?;
    }
    folder::settle(tx, founding, &mut dice)
}

/// The mainframe has no accents.
pub(super) fn denomination(concepto: &str) -> &'static str {
    match concepto {
        "204" => "BIENES INMUEBLES URBANA",
        "208" => "VEHICULOS TRACCION MECANICA",
        "210" => "TASA GESTION RESIDUOS",
        "301" => "ACTIVIDADES ECONOMICAS",
        "407" => "PASOS DE VEHICULOS",
        "501" => "INCREMENTO VALOR TERRENOS",
        _ => "OTROS INGRESOS",
    }
}
