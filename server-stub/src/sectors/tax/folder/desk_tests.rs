//! What the desk does and refuses, on the records of a city on its first day.

use super::*;
use crate::sectors::settle;
use crate::store::{Data, Store};
use chrono::{DateTime, Utc};

const CARMEN: &str = "27182818S";
const ANTONIO: &str = "16180339T";
const MARTA: &str = "17320508J";
const DIEGO: &str = "14142135X";
const GOOD: &str = "ES9121000418450200051332";
const ANOTHERS: &str = "ES7921000813610123456789";

fn founded() -> Store {
    let start: DateTime<Utc> = "2026-11-24T10:00:00Z".parse().unwrap();
    let store = Store::open(&Data::Memory).unwrap();
    store.write(|tx| settle(tx, 1, start)).unwrap();
    store
}

fn desk<'a>(nif: &'a str, today: &str) -> Desk<'a> {
    Desk {
        nif,
        today: today.parse().unwrap(),
    }
}

/// The number of somebody's receipt of a tax and state.
fn number(store: &Store, nif: &str, concepto: &str, situacion: &str) -> String {
    let all = store.read(|connection| store::fichas(connection, nif)).unwrap();
    let found = all
        .into_iter()
        .find(|ficha| ficha.concepto == concepto && ficha.situacion == situacion);
    found.unwrap().num_fijo
}

#[test]
fn a_receipt_is_given_to_the_bank_once_and_taken_back() {
    let city = founded();
    let tgr = number(&city, CARMEN, "210", "V");
    let carmen = desk(CARMEN, "2026-11-24");
    let set = |iban: &str| {
        city.write(|tx| carmen.set_debit(tx, &tgr, (iban, Modalidad::Unica)))
            .unwrap()
    };
    assert_eq!((set(GOOD), set(GOOD)), (Ok(true), Ok(false)));
    let lines = city.read(|connection| carmen.listing(connection, &tgr)).unwrap();
    assert!(
        lines
            .iter()
            .any(|line| line.contains("ES•• •••• •••• •••• •••• 1332;UNI")),
        "{lines:?}"
    );
    assert!(!lines.join("").contains("0418"), "the number is not told");
    let end = || city.write(|tx| carmen.end_debit(tx, &tgr)).unwrap();
    assert_eq!((end(), end()), (Ok(true), Ok(false)));
    assert_eq!(number(&city, CARMEN, "210", "V"), tgr);
}

#[test]
fn what_the_desk_refuses_it_says() {
    use Refusal::{IbanWrong, NotHolder, NotOffered, Paid, TooLate, Unknown};
    let city = founded();
    let tgr = number(&city, CARMEN, "210", "V");
    let ivtm = number(&city, MARTA, "208", "V");
    let enforced = number(&city, ANTONIO, "204", "E");
    let former = number(&city, CARMEN, "204", "P");
    let split = number(&city, DIEGO, "204", "D");
    for (nif, number, today, iban, mode, expected) in [
        (CARMEN, "0000000000000", "2026-11-24", GOOD, Modalidad::Unica, Unknown),
        (MARTA, tgr.as_str(), "2026-11-24", GOOD, Modalidad::Unica, Unknown),
        (CARMEN, &former, "2026-11-24", GOOD, Modalidad::Unica, Paid),
        (ANTONIO, &enforced, "2026-11-24", GOOD, Modalidad::Unica, NotOffered),
        (CARMEN, &tgr, "2026-11-24", GOOD, Modalidad::Sep, NotOffered),
        (
            CARMEN,
            &tgr,
            "2026-11-24",
            "ES9121000418450200051333",
            Modalidad::Unica,
            IbanWrong,
        ),
        (CARMEN, &tgr, "2026-11-24", ANOTHERS, Modalidad::Unica, NotHolder),
        (MARTA, &ivtm, "2026-11-24", GOOD, Modalidad::Unica, TooLate),
        // Ten days before 21 December is the last day.
        (CARMEN, &tgr, "2026-12-12", GOOD, Modalidad::Unica, TooLate),
    ] {
        let done = city.write(|tx| desk(nif, today).set_debit(tx, number, (iban, mode)));
        assert_eq!(done.unwrap(), Err(expected), "{number} {today}");
    }
    let last = city.write(|tx| desk(CARMEN, "2026-12-11").set_debit(tx, &tgr, (GOOD, Modalidad::Unica)));
    assert_eq!(last.unwrap(), Ok(true));
    let end = |number: &str| {
        city.write(|tx| desk(DIEGO, "2026-11-24").end_debit(tx, number))
            .unwrap()
    };
    assert_eq!((end(&split), end("1")), (Err(TooLate), Err(Unknown)));
}

#[test]
fn instalments_are_asked_for_once_and_agreed_in_the_night() {
    let city = founded();
    let tgr = number(&city, CARMEN, "210", "V");
    let ask = |count| {
        city.write(|tx| desk(CARMEN, "2026-11-24").ask_instalments(tx, &tgr, count))
            .unwrap()
    };
    assert_eq!(ask(4), Err(Refusal::NotOffered));
    assert_eq!(
        (ask(3), ask(3), ask(6)),
        (Ok(true), Ok(false), Err(Refusal::NotOffered))
    );
    let state = |today: &str| {
        let lines = city
            .read(|connection| desk(CARMEN, today).listing(connection, &tgr))
            .unwrap();
        let line = lines.into_iter().find(|line| line.starts_with("F;")).unwrap();
        line.split(';').nth(2).unwrap().to_owned()
    };
    assert_eq!((state("2026-11-24").as_str(), state("2026-11-25").as_str()), ("P", "C"));
    let debit = city.write(|tx| desk(CARMEN, "2026-11-24").set_debit(tx, &tgr, (GOOD, Modalidad::Unica)));
    assert_eq!(debit.unwrap(), Err(Refusal::NotOffered));
    let ivtm = number(&city, MARTA, "208", "V");
    let late = city.write(|tx| desk(MARTA, "2026-12-15").ask_instalments(tx, &ivtm, 3));
    assert_eq!(late.unwrap(), Err(Refusal::TooLate));
}
