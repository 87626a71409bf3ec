//! The first things the City has to say to people.

use chrono::NaiveTime;
use rusqlite::Transaction;

use super::preferences::Language;
use super::store::{Case, Event, Notice, add_case, add_event, add_notice, add_person};
use super::{Consents, Contact, Preferences};
use crate::calendar::later;
use crate::citizens::PERSONAS;
use crate::random::Dice;
use crate::sectors::numbers::digits;
use crate::sectors::{Founding, nif_of};
use crate::store::StoreError;

/// Keeps the dice of the CRM apart from all other uses of the seed.
const PURPOSE: u64 = 0xC4B1;
/// Who agreed to be reminded.
const REMINDED: [&str; 2] = ["p-carmen", "p-diego"];

/// Person, topic, subject, days ago, hour, whether it was read.
const MESSAGES: [(&str, &str, &str, i64, u32, bool); 2] = [
    (
        "p-lucia",
        "BIBLIOTECA",
        "Ya puedes recoger el libro que reservaste",
        1,
        17,
        false,
    ),
    (
        "p-diego",
        "AVISO",
        "Hemos reparado la acera de la calle de Alcalá, 402",
        2,
        9,
        false,
    ),
];

/// Person, queue, office, in how many days, hour.
const APPOINTMENTS: [(&str, &str, &str, i64, u32); 3] = [
    (
        "p-lucia",
        "OTRO",
        "Centro Deportivo Municipal Vallehermoso: prueba de esfuerzo",
        3,
        18,
    ),
    ("p-amina", "OLM", "Oficina de Línea Madrid Tetuán", 9, 10),
    ("p-nora", "OTRO", "Centro Madrid Salud Joven Arganzuela", 15, 12),
];

/// Person, subject, days since it was issued, days since it was opened.
const NOTIFICATIONS: [(&str, &str, i64, Option<i64>); 2] = [
    (
        "p-antonio",
        "Providencia de apremio: impuesto sobre bienes inmuebles",
        28,
        Some(25),
    ),
    // Six of ten days have gone: four are left.
    ("p-amina", "Alta en el padrón: requerimiento de documentación", 6, None),
];

/// Writes them.
pub fn settle(tx: &Transaction<'_>, founding: &Founding) -> Result<(), StoreError> {
    for persona in PERSONAS {
        let contact = Contact {
            phone: persona.phone.to_owned(),
            email: persona.email.map(str::to_owned),
        };
        let likes = Preferences {
            language: Language::of(persona.language),
            consents: Consents {
                analytics: false,
                reminders: REMINDED.contains(&persona.id),
            },
        };
        add_person(tx, persona.nif, &contact, &likes)?;
    }
    let mut dice = founding.dice(PURPOSE);
    for (person, topic, subject, days, hour, is_read) in MESSAGES {
        let case = Case {
            id: id(&mut dice, "500"),
            topic: topic.to_owned(),
            subject: subject.to_owned(),
            sent_date: wall_time(founding, -days, hour),
            is_read,
        };
        add_case(tx, nif_of(person)?, &case)?;
    }
    for (person, queue, office, days, hour) in APPOINTMENTS {
        let event = Event {
            id: id(&mut dice, "00U"),
            queue: queue.to_owned(),
            office: office.to_owned(),
            start_date_time: wall_time(founding, days, hour),
        };
        add_event(tx, nif_of(person)?, &event)?;
    }
    settle_notices(tx, founding, &mut dice)
}

fn settle_notices(tx: &Transaction<'_>, founding: &Founding, dice: &mut Dice) -> Result<(), StoreError> {
    for (person, subject, issued, opened) in NOTIFICATIONS {
        let notice = Notice {
            id: id(dice, "a0N"),
            subject: subject.to_owned(),
            issued: day(founding, -issued),
            opened: opened.map(|days| day(founding, -days)),
        };
        add_notice(tx, nif_of(person)?, &notice)?;
    }
    Ok(())
}

/// The product's ids begin with what kind of thing it is.
fn id(dice: &mut Dice, kind: &str) -> String {
    format!("{kind}{}", digits(dice, 12))
}

fn day(founding: &Founding, days: i64) -> String {
    later(founding.today, days).format("%d/%m/%Y").to_string()
}

fn wall_time(founding: &Founding, days: i64, hour: u32) -> String {
    let time = NaiveTime::from_hms_opt(hour, 30, 0).unwrap_or(NaiveTime::MIN);
    format!("{} {}", day(founding, days), time.format("%H:%M"))
}
