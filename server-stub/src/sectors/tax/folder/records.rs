//! The first records beside the receipts: periods, accounts, former years, changes of the cadastre, and what the ordinances say.

use chrono::{Datelike as _, NaiveDate};
use rusqlite::Transaction;

use super::rules::{Modalidad, Plazo};
use super::store::{self, Alteracion, Detalle, Historico, Oferta, read_day};
use crate::calendar::later;
use crate::citizens::{PERSONAS, by_id};
use crate::random::Dice;
use crate::sectors::numbers::{account, digits};
use crate::sectors::tax::records::denomination;
use crate::sectors::tax::store::Recibo;
use crate::sectors::{Founding, cents, nif_of};
use crate::store::StoreError;
use crate::terms::{voluntary_until, working_day_from};

/// How long before its last day a tax that is collected by register may be paid.
const CAMPAIGN: i64 = 61;
/// From the last day to the order of enforcement of a debt that is enforced when the city is founded.
const TO_THE_ORDER: i64 = 5;
/// An account whose number is in every book about IBAN, and which the banks say is nobody's that the city knows.
const ANOTHERS_ACCOUNT: &str = "ES7921000813610123456789";

/// Concept, way, hundredths of a percent off, at most cents, days before the last day. The 3.25 % and 70 euros of the split debit of
/// the IBI are the City's; days are the mock city's own, and so is a split of the other taxes.
const WAYS: [(&str, Modalidad, i64, i64, i64); 8] = [
    ("204", Modalidad::Unica, 0, 0, 30),
    ("204", Modalidad::Sep, 325, 7_000, 160),
    ("204", Modalidad::Pac, 0, 0, 300),
    ("208", Modalidad::Unica, 0, 0, 30),
    ("210", Modalidad::Unica, 0, 0, 10),
    ("301", Modalidad::Unica, 0, 0, 30),
    ("407", Modalidad::Unica, 0, 0, 20),
    ("407", Modalidad::Sep, 0, 0, 160),
];

/// Days from the last day to the order of enforcement, and cents from which instalments are offered.
const NORMS: [(&str, i64); 2] = [("DIAS_PROVIDENCIA", 45), ("FRACCIONAMIENTO_MINIMO", 10_000)];
const INSTALMENTS: [i64; 2] = [3, 6];

/// Concept, subject, first and last day. IBI and IVTM are as the City has held them for years.
const CAMPAIGNS: [(&str, &str, &str, &str); 7] = [
    ("204", "PAGO", "0110", "3011"),
    ("204", "DOMICILIACION", "0101", "2306"),
    ("208", "PAGO", "0104", "3105"),
    ("210", "PAGO", "0109", "3110"),
    ("210", "DOMICILIACION", "0101", "2110"),
    ("301", "PAGO", "0110", "3011"),
    ("407", "PAGO", "0104", "3105"),
];

/// What was paid before: person, concept, object, amount, years ago, days from the last day to the payment, how.
type Former = (
    &'static str,
    &'static str,
    Option<&'static str>,
    &'static str,
    i32,
    i64,
    &'static str,
);

const FORMER: [Former; 6] = [
    ("p-carmen", "204", None, "402,10", 1, 0, "D"),
    ("p-antonio", "210", None, "94,90", 1, -3, "V"),
    (
        "p-diego",
        "407",
        Some("PASO DE VEHICULOS CALLE DE ALCALÁ, 402"),
        "187,20",
        0,
        -12,
        "V",
    ),
    ("p-marta", "208", Some(""), "129,00", 1, -20, "V"),
    ("p-elena", "204", None, "388,64", 1, 0, "D"),
    ("p-elena", "501", Some("CALLE DE TOLEDO, 41"), "1.860,25", 0, -6, "V"),
];

/// The period of a receipt, and its account where the bank is charged.
pub fn detail(tx: &Transaction<'_>, founding: &Founding, recibo: &Recibo, until: NaiveDate) -> Result<(), StoreError> {
    let owed = cents(recibo.importe).ok_or(StoreError::Damaged)?;
    let is_split = recibo.nif == nif_of("p-diego")? && recibo.concepto == "204";
    // Half of it was charged in summer, and what is saved is off the second half.
    let (total, saved) = if is_split { (63_908, 2_077) } else { (owed, 0) };
    let order = (recibo.situacion == "E").then(|| later(until, TO_THE_ORDER));
    let detail = Detalle {
        num_fijo: &recibo.num_fijo,
        year: until.year(),
        // Nobody is told of what cannot be paid yet.
        from: later(until, -CAMPAIGN).min(founding.today),
        notified: None,
        total,
        order,
    };
    store::add_detail(tx, &detail)?;
    if recibo.situacion == "D" {
        let mode = if is_split { Modalidad::Sep } else { Modalidad::Unica };
        let part = |day, cents, is_paid| Plazo { day, cents, is_paid };
        let parts = [
            part(working_day_from(later(until, -150)), total - owed - saved, true),
            part(until, owed, false),
        ];
        let iban = account(founding.seed, recibo.nif);
        let parts = if is_split { &parts[..] } else { &[] };
        store::set_debit(tx, &recibo.num_fijo, (&iban, mode, saved), parts)?;
    }
    Ok(())
}

/// Everything else.
pub fn settle(tx: &Transaction<'_>, founding: &Founding, dice: &mut Dice) -> Result<(), StoreError> {
    for (concept, mode, share, cap, days) in WAYS {
        store::add_offer(tx, concept, Oferta { mode, share, cap, days })?;
    }
    for (name, value) in NORMS {
        store::add_norm(tx, name, value)?;
    }
    for count in INSTALMENTS {
        store::add_count_of_instalments(tx, count)?;
    }
    for campaign in CAMPAIGNS {
        store::add_campaign(tx, campaign)?;
    }
    let known = PERSONAS
        .iter()
        .map(|person| (account(founding.seed, person.nif), person.nif));
    for (iban, nif) in known.chain([(ANOTHERS_ACCOUNT.to_owned(), "00000000T")]) {
        store::add_holder(tx, &iban, nif)?;
    }
    for former in FORMER {
        settle_former(tx, founding, dice, former)?;
    }
    settle_change(tx, founding, dice)
}

fn settle_former(tx: &Transaction<'_>, founding: &Founding, dice: &mut Dice, former: Former) -> Result<(), StoreError> {
    let (person, concept, object, amount, years, paid_in, how) = former;
    let nif = nif_of(person)?;
    let object = match object {
        None => by_id(person)
            .map(|persona| persona.street.to_uppercase())
            .unwrap_or_default(),
        Some("") => crate::sectors::numbers::plate(founding.seed, nif),
        Some(object) => object.to_owned(),
    };
    // This year's ended before the city was founded.
    let around = later(founding.today, -60 - i64::from(years) * 365);
    // A self-assessment is notified by itself.
    let notified = (concept == "501").then(|| later(around, -40));
    let until = notified.map_or_else(|| working_day_from(around), voluntary_until);
    let from = notified.unwrap_or_else(|| later(until, -CAMPAIGN));
    let number = digits(dice, 13);
    store::add_former(
        tx,
        &Historico {
            num_fijo: &number,
            nif,
            concepto: concept,
            denominacion: denomination(concept),
            objeto: &object,
            importe: amount,
            until,
            paid: later(until, paid_in),
            how,
        },
    )?;
    let detail = Detalle {
        num_fijo: &number,
        year: until.year(),
        from,
        notified,
        total: cents(amount).ok_or(StoreError::Damaged)?,
        order: None,
    };
    store::add_detail(tx, &detail)
}

/// Elena inherited a flat this autumn. The cadastre has told; the receipts show it from March on.
fn settle_change(tx: &Transaction<'_>, founding: &Founding, dice: &mut Dice) -> Result<(), StoreError> {
    let known = later(founding.today, -30);
    let effect = read_day(&format!("0103{}", founding.today.year() + 1)).ok_or(StoreError::Damaged)?;
    let reference = format!("{}VK47{}", digits(dice, 7), digits(dice, 7));
    store::add_change(
        tx,
        &Alteracion {
            referencia: &reference,
            nif: nif_of("p-elena")?,
            objeto: "CALLE DE TOLEDO, 41, 2.º IZQUIERDA",
            clase: "TITULAR",
            known,
            effect,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::order_until;

    #[test]
    fn the_term_of_an_order_is_over_whenever_a_city_is_founded() {
        // Antonio's debt is enforced at twenty per cent, whatever the day is.
        for days in 0..800 {
            let today = later("2026-01-01".parse().unwrap(), days);
            let order = later(working_day_from(later(today, -41)), TO_THE_ORDER);
            assert!(order_until(order) < today, "{today}");
        }
    }
}
