//! What each persona is promised to have, as one table.

use std::collections::BTreeSet;

use madrid_server_stub::{CityOptions, Data};
use serde_json::Value;

use crate::citizen::Citizen;
use crate::support::{Tester, options};

/// Who asks, for whom, section, items. The clock says 24 November 2026.
const PROMISED: &[(&str, &str, &str, &[&str])] = &[
    ("lucia", "p-lucia", "cards", &["sport 2027-02-28", "library 2028-11-23"]),
    ("lucia", "p-lucia", "appointments", &["other 2026-11-27T17:30:00Z"]),
    ("lucia", "p-lucia", "messages", &["library unread 2026-11-23T16:30:00Z"]),
    (
        "carmen",
        "p-carmen",
        "tax",
        &["ibi 41235 direct_debit 2026-12-04", "tgr 14120 voluntary 2026-12-21"],
    ),
    ("carmen", "p-carmen", "cards", &["large_family 2026-12-14"]),
    (
        "carmen",
        "p-carmen",
        "procedures",
        &[
            "large_family needs_you 2026-11-30",
            "grant in_progress null",
            "parking_permit resolved null",
        ],
    ),
    ("carmen", "p-hugo", "cards", &["library 2028-01-09"]),
    ("carmen", "p-vera", "cards", &["sport 2027-06-21"]),
    ("carmen", "p-nora", "appointments", &["other 2026-12-09T11:30:00Z"]),
    (
        "antonio",
        "p-antonio",
        "tax",
        // 386.50 and a surcharge of twenty per cent.
        &["ibi 46380 enforcement 2026-10-14", "tgr 9640 direct_debit 2026-12-21"],
    ),
    ("antonio", "p-antonio", "cards", &["senior null"]),
    (
        "antonio",
        "p-antonio",
        "notifications",
        &["opened 2026-10-27 2026-11-06"],
    ),
    ("amina", "p-amina", "procedures", &["padron in_progress null"]),
    (
        "amina",
        "p-amina",
        "appointments",
        &["citizen_office 2026-12-03T09:30:00Z"],
    ),
    ("amina", "p-amina", "notifications", &["unread 2026-11-18 2026-11-28"]),
    ("diego", "p-diego", "tax", &["ibi 29877 direct_debit 2026-12-04"]),
    ("diego", "p-diego", "cards", &["disabled_parking 2026-12-19"]),
    (
        "diego",
        "p-diego",
        "procedures",
        &["parking_permit needs_you 2026-12-06"],
    ),
    (
        "diego",
        "p-diego",
        "messages",
        &["street_report unread 2026-11-22T08:30:00Z"],
    ),
    (
        "marta",
        "p-marta",
        "tax",
        &["iae 120456 direct_debit 2026-11-30", "ivtm 12900 voluntary 2026-12-14"],
    ),
    (
        "marta",
        "p-marta",
        "fines",
        &[
            "low_emission_zone 20000 10000 2026-11-26 notified",
            "speed 10000 null null final",
        ],
    ),
    (
        "elena",
        "p-elena",
        "tax",
        &["tgr 11805 direct_debit 2026-12-21", "ibi 39112 voluntary 2027-10-20"],
    ),
    (
        "elena",
        "p-elena",
        "cards",
        &["library 2029-08-23", "padron 2026-12-24"],
    ),
    (
        "elena",
        "p-antonio",
        "tax",
        &["ibi 46380 enforcement 2026-10-14", "tgr 9640 direct_debit 2026-12-21"],
    ),
    ("elena", "p-antonio", "cards", &["senior null"]),
    ("elena", "p-antonio", "notifications", &["opened 2026-10-27 2026-11-06"]),
    // Has nothing anywhere.
    ("pablo", "p-pablo", "messages", &[]),
];

const SECTIONS: [(&str, &[&str]); 7] = [
    ("tax", &["kind", "amount_cents", "status", "due"]),
    (
        "fines",
        &["kind", "amount_cents", "reduced_cents", "reduced_until", "status"],
    ),
    ("cards", &["kind", "valid_until"]),
    ("procedures", &["kind", "status", "act_by"]),
    ("appointments", &["kind", "at"]),
    ("notifications", &["status", "issued", "expires"]),
    ("messages", &["about", "status", "at"]),
];

/// The members of an item that the table is about, in one line.
fn line(item: &Value, members: &[&str]) -> String {
    let words: Vec<_> = members
        .iter()
        .map(|member| match &item[member] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
        .collect();
    words.join(" ")
}

#[tokio::test]
async fn every_persona_has_what_was_promised_and_nothing_else() {
    let tester = Tester::start(options(5)).await;
    let pairs: BTreeSet<_> = PROMISED.iter().map(|(alias, person, ..)| (*alias, *person)).collect();
    assert_eq!(pairs.len(), 12);
    for (alias, person) in pairs {
        let citizen = Citizen::light(&tester, alias).await;
        let sections = citizen.sections(&format!("?for={person}")).await;
        for (section, members) in SECTIONS {
            let promised = PROMISED
                .iter()
                .find(|(by, of, id, _)| (*by, *of, *id) == (alias, person, section));
            let promised = promised.map_or(&[][..], |(.., items)| items);
            let items = sections[section]["items"].as_array().unwrap();
            let found: Vec<_> = items.iter().map(|item| line(item, members)).collect();
            assert_eq!(found, promised, "{alias} for {person}: {section}");
        }
    }
}

#[tokio::test]
async fn papers_of_one_car_show_one_plate_and_ids_differ() {
    let tester = Tester::start(options(5)).await;
    let sections = Citizen::new(&tester, "marta").await.sections("").await;
    let plate = sections["tax"]["items"][1]["object"].as_str().unwrap();
    assert_eq!(sections["fines"]["items"][0]["plate"], plate);
    assert_eq!(sections["fines"]["items"][1]["plate"], plate);
    assert!(
        plate.len() == 7 && plate.chars().take(4).all(|c| c.is_ascii_digit()),
        "{plate}"
    );
    for (section, _) in SECTIONS {
        let items = sections[section]["items"].as_array().unwrap();
        let ids: BTreeSet<_> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), items.len(), "{section}");
    }
}

#[tokio::test]
async fn the_same_seed_gives_the_same_papers() {
    async fn papers(seed: u64) -> Value {
        let tester = Tester::start(CityOptions { seed, ..options(5) }).await;
        let mut sections = Citizen::new(&tester, "carmen").await.sections("").await;
        for section in sections.as_object_mut().unwrap().values_mut() {
            section.as_object_mut().unwrap().remove("as_of");
        }
        sections
    }
    let one = papers(1).await;
    assert_eq!(one, papers(1).await);
    let two = papers(2).await;
    assert_ne!(one["cards"]["items"][0]["number"], two["cards"]["items"][0]["number"]);
    assert_eq!(
        one["cards"]["items"][0]["valid_until"],
        two["cards"]["items"][0]["valid_until"]
    );
}

#[tokio::test]
async fn records_are_made_once_and_then_only_the_days_pass() {
    let dir = tempfile::tempdir().unwrap();
    let data = Data::File(dir.path().join("city.sqlite"));
    let start = || {
        Tester::start(CityOptions {
            data: data.clone(),
            ..options(5)
        })
    };
    let first = start().await;
    let before = Citizen::new(&first, "marta").await.sections("").await;
    first.city.stop().await;

    let second = start().await;
    let marta = Citizen::new(&second, "marta").await;
    second
        .put("/admin/clock", serde_json::json!({ "advance_s": 3 * 24 * 3600 }))
        .await;
    let after = marta.sections("").await;
    assert_eq!(before["tax"]["items"], after["tax"]["items"]);
    let (before, after) = (&before["fines"]["items"][0], &after["fines"]["items"][0]);
    assert_eq!(
        (&before["id"], &before["reduced_until"]),
        (&after["id"], &after["reduced_until"])
    );
    // The window closed yesterday.
    assert_eq!(
        (&before["reduced_cents"], &after["reduced_cents"]),
        (&10_000.into(), &Value::Null)
    );
}
