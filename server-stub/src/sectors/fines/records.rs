//! The first fines.

use chrono::NaiveDate;
use rusqlite::Transaction;

use super::machine::{Expediente, Fase, Outcome};
use super::store::{self, NewConductor};
use crate::calendar::{later, moment};
use crate::random::Dice;
use crate::sectors::numbers::{digits, plate};
use crate::sectors::{Founding, nif_of};
use crate::store::StoreError;

/// Keeps the dice of the fines apart from all other uses of the seed.
const PURPOSE: u64 = 0xF14E;

/// Person, kind, place, euros, days since it happened, days since it was notified, phase.
type Line = (&'static str, &'static str, &'static str, i64, i64, Option<i64>, Fase);

const LINES: [Line; 2] = [
    // Notified 18 days ago: the reduction, 20 calendar days from the day after (RDL 6/2015 art. 94), ends in two days.
    ("p-marta", "ZBE", "Plaza Elíptica", 200, 33, Some(18), Fase::Nt),
    // Final eight days ago, after thirty days of silence; another seven to pay in full before enforcement.
    (
        "p-marta",
        "VEL",
        "M-30, túnel de Costa Rica",
        100,
        70,
        Some(38),
        Fase::Fi,
    ),
];

/// Somebody who drives all day has one in every other state.
const DRIVER: &str = "p-rafael";

/// Kind, place, euros, points, days since it happened, days since it was notified, phase, and what was done about it.
type Course = (&'static str, &'static str, i64, i64, i64, Option<i64>, Fase, Done);

/// What was done about a fine.
#[derive(Debug, Clone, Copy)]
enum Done {
    /// Nothing.
    Nothing,
    /// So many cents were paid.
    Paid(i64),
    /// Allegations, so many days ago, and what was decided of them so many days ago.
    Alleged(i64, Option<(Outcome, i64)>),
    /// Another driver, so many days ago.
    Named(i64),
}

const COURSES: [Course; 13] = [
    ("EST", "Calle de Alcalá, 45", 90, 0, 4, None, Fase::De, Done::Nothing),
    (
        "SEM",
        "Paseo de la Castellana, 120",
        200,
        4,
        20,
        Some(6),
        Fase::Nt,
        Done::Nothing,
    ),
    (
        "VEL",
        "Calle de Embajadores, 181",
        100,
        0,
        24,
        Some(9),
        Fase::Nt,
        Done::Nothing,
    ),
    (
        "EST",
        "Calle de Serrano, 61",
        90,
        0,
        40,
        Some(24),
        Fase::Nt,
        Done::Nothing,
    ),
    (
        "ZBE",
        "Calle de Atocha, 12",
        200,
        0,
        30,
        Some(12),
        Fase::Al,
        Done::Alleged(3, None),
    ),
    (
        "VEL",
        "Avenida de América, 20",
        300,
        2,
        60,
        Some(30),
        Fase::Al,
        Done::Alleged(20, Some((Outcome::Refused, 5))),
    ),
    (
        "SEM",
        "Calle de Bravo Murillo, 200",
        200,
        4,
        55,
        Some(30),
        Fase::Al,
        Done::Alleged(20, Some((Outcome::Accepted, 4))),
    ),
    (
        "VEL",
        "M-30, puente de Ventas",
        100,
        0,
        32,
        Some(14),
        Fase::Co,
        Done::Named(8),
    ),
    ("EST", "Calle de Goya, 30", 90, 0, 90, Some(70), Fase::Ap, Done::Nothing),
    (
        "VEL",
        "Calle de Velázquez, 92",
        300,
        2,
        120,
        Some(95),
        Fase::Pa,
        Done::Paid(30_000),
    ),
    (
        "EST",
        "Ronda de Toledo, 4",
        90,
        0,
        130,
        Some(110),
        Fase::Pa,
        Done::Paid(4_500),
    ),
    (
        "EST",
        "Calle de Toledo, 80",
        60,
        0,
        1_600,
        Some(1_550),
        Fase::Ba,
        Done::Nothing,
    ),
    (
        "ZBE",
        "Glorieta de Embajadores",
        200,
        0,
        220,
        Some(200),
        Fase::Dv,
        Done::Paid(20_000),
    ),
];

/// Writes them.
pub fn settle(tx: &Transaction<'_>, founding: &Founding) -> Result<(), StoreError> {
    let mut dice = founding.dice(PURPOSE);
    for (person, tipo, lugar, euros, happened, notified, fase) in LINES {
        let course = (tipo, lugar, euros, 0, happened, notified, fase, Done::Nothing);
        write(tx, founding, &mut dice, nif_of(person)?, course)?;
    }
    let nif = nif_of(DRIVER)?;
    for course in COURSES {
        write(tx, founding, &mut dice, nif, course)?;
    }
    Ok(())
}

fn write(
    tx: &Transaction<'_>,
    founding: &Founding,
    dice: &mut Dice,
    nif: &str,
    (tipo, lugar, importe, puntos, happened, notified, fase, done): Course,
) -> Result<(), StoreError> {
    let ago = |days: i64| later(founding.today, -days);
    let numero = digits(dice, 9);
    let file = Expediente {
        numero: numero.clone(),
        titular: nif.to_owned(),
        hecho: tipo.to_owned(),
        fecha: ago(happened),
        hora: hour_of(&numero),
        lugar: lugar.to_owned(),
        matricula: plate(founding.seed, nif),
        importe,
        reduccion: 50,
        puntos,
        notificado: notified.map(ago),
        fase,
        cobrado: match done {
            Done::Paid(cents) => Some(cents),
            _ => None,
        },
        alegacion: None,
        conductor: None,
    };
    store::add(tx, &file)?;
    match done {
        Done::Nothing | Done::Paid(_) => Ok(()),
        Done::Alleged(days, decided) => alleged(tx, &numero, ago(days), decided.map(|(what, days)| (what, ago(days)))),
        Done::Named(days) => named(tx, &numero, ago(days)),
    }
}

/// Some hour of the day that follows from the number.
fn hour_of(numero: &str) -> String {
    let sum: u32 = numero.bytes().map(u32::from).sum();
    format!("{:02}:{:02}", 7 + sum % 15, (sum * 7) % 60)
}

fn alleged(
    tx: &Transaction<'_>,
    numero: &str,
    day: NaiveDate,
    decided: Option<(Outcome, NaiveDate)>,
) -> Result<(), StoreError> {
    let registro = store::next_registro(tx, day)?;
    let text = "El coche estaba en el taller ese día. Adjunto la factura.";
    store::add_alegacion(tx, numero, &registro, at_ten(day), text)?;
    match decided {
        Some((outcome, day)) => store::resolve(tx, numero, outcome, day),
        None => Ok(()),
    }
}

fn named(tx: &Transaction<'_>, numero: &str, day: NaiveDate) -> Result<(), StoreError> {
    let registro = store::next_registro(tx, day)?;
    let who = NewConductor {
        nombre: "Julia Rey Mora",
        nif: "12345678Z",
        domicilio: "Calle del Pez, 9, 28004 Madrid",
        permiso: None,
    };
    store::add_conductor(tx, numero, &registro, at_ten(day), &who)
}

/// Ten o'clock in the morning, in seconds since 1970.
fn at_ten(day: NaiveDate) -> i64 {
    day.and_hms_opt(10, 0, 0).map_or(0, |wall| moment(wall).timestamp())
}
