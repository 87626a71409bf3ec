//! Fines: every fine of the city, from the wire to the phone, and the words of what it refuses.

use std::collections::BTreeSet;
use std::sync::Arc;

use madrid_core::fines::{
    Act, Both, CheckWire, FiledWire, Fine, FineKind, FineState, FineWire, FinesWire, GivenUp, MOST_PAPERS, PaperKind,
    Refusal, Severity, Step, StepKind, Verified,
};
use madrid_core::kernel::Access;
use madrid_core::sync::Trigger;
use madrid_server_stub::{City, CityOptions};
use madrid_tests::persona;
use madrid_tests::signed_in::{Hands, builder, persona_at, sign_in};
use serde_json::{Value, json};

use crate::fields::{keys, understood};
use crate::http::ask;

fn both(words: &Both) -> Value {
    json!({ "es": words.es, "en": words.en })
}

fn step(step: &Step) -> Value {
    json!({
        "kind": step.kind, "surcharge_percent": step.surcharge, "amount_cents": step.amount, "from": step.from,
        "until": step.until,
    })
}

/// What the phone holds, as the city would have to have said it. Of what was filed it keeps the day.
fn told(fine: &Fine) -> Value {
    let windows = &fine.windows;
    json!({
        "id": fine.id, "kind": fine.kind, "rule": both(&fine.rule), "severity": fine.severity, "points": fine.points,
        "plate": fine.plate, "place": fine.place, "at": fine.at.format("%Y-%m-%dT%H:%M").to_string(),
        "state": fine.state, "amount_cents": fine.amount, "full_cents": fine.full, "reduced_cents": fine.reduced,
        "notified": fine.notified, "gives_up": fine.gives_up, "allowed": fine.allowed, "paid_cents": fine.paid,
        "windows": {
            "discount_until": windows.discount, "allegations_until": windows.allegations,
            "driver_until": windows.driver, "payment_until": windows.payment,
        },
        "steps": fine.steps.iter().map(step).collect::<Vec<_>>(),
        "evidence": {
            "description": both(&fine.evidence.description), "photos": fine.evidence.photos,
            "device": fine.evidence.device.as_ref().map(|device| json!({
                "name": both(&device.name), "serial": device.serial, "verified": device.verified,
            })),
        },
        "allegations": fine.allegations.as_ref().map(|filed| json!({
            "registry": filed.registry, "filed": filed.day, "attachments": filed.papers,
            "resolution": filed.resolution.map(|(outcome, day)| json!({ "outcome": outcome, "day": day })),
        })),
        "driver": fine.driver.as_ref().map(|named| json!({
            "registry": named.registry, "filed": named.day, "name": named.name,
        })),
    })
}

/// What the city said, with the day in place of each moment at which something was filed. All of it was in office hours.
fn with_days(mut fine: Value) -> Value {
    for pointer in ["/allegations/filed", "/driver/filed"] {
        if let Some(filed) = fine.pointer_mut(pointer) {
            *filed = json!(filed.as_str().unwrap().get(..10).unwrap());
        }
    }
    fine
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fine_arrives_whole() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let home = tempfile::tempdir().unwrap();
    let app = builder(home.path(), city.http_url()).open().unwrap();
    let rafael = persona_at(city.http_url(), "p-rafael").await.unwrap();
    sign_in(&app, Arc::new(Hands(rafael.clone())), Access::Light, false)
        .await
        .unwrap();
    app.sync(Trigger::Person).await.unwrap();
    let url = city.http_url().to_owned();
    let sent = tokio::task::spawn_blocking(move || {
        let token = persona::access_token(&url, &rafael).unwrap();
        persona::get(&url, "/v1/me/fines", &token).unwrap()
    });
    let sent = sent.await.unwrap();
    assert_eq!(keys(&sent), understood::<FinesWire>());
    let sent: Vec<Value> = sent["fines"].as_array().unwrap().clone();
    assert_eq!(keys(&sent[0]), understood::<FineWire>());
    let held = app.fines().list().await.unwrap().fines;
    assert_eq!(held.len(), sent.len());
    let mut states = BTreeSet::new();
    for (held, sent) in held.iter().zip(sent) {
        states.insert(sent["state"].as_str().unwrap().to_owned());
        assert_eq!(told(held), with_days(sent));
    }
    assert!(states.len() > 9, "{states:?}");
    let fine = &held[0];
    let real = app.fines().verify(&fine.id, &fine.plate).await;
    assert!(matches!(real, Verified::Real(real) if real.state == fine.state && real.amount == fine.amount));
    assert_eq!(app.fines().verify(&fine.id, "0000BBB").await, Verified::NotOurs);
    let path = format!("/v1/fines/check?bulletin={}&plate={}", fine.id, fine.plate);
    let check = ask(city.http_url(), "GET", &path, &Value::Null).await;
    assert_eq!(keys(&check), understood::<CheckWire>());
}

/// Every word that a schema lists, read by the phone.
fn each_is_known<T: serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(listed: &Value, other: &T) {
    let listed = listed["enum"].as_array().unwrap();
    assert!(!listed.is_empty());
    // The city has an "other" of its own.
    for word in listed.iter().filter(|word| *word != "other") {
        let read: T = serde_json::from_value(word.clone()).unwrap();
        assert_ne!(&read, other, "{word}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_document_and_the_phone_name_the_same_things() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let document = ask(city.http_url(), "GET", "/openapi.json", &Value::Null).await;
    let schemas = &document["components"]["schemas"];
    let described = |name: &str| keys(&schemas[name]["properties"]);
    assert_eq!(described("Fines"), understood::<FinesWire>());
    assert_eq!(described("FineFile"), understood::<FineWire>());
    assert_eq!(described("Filed"), understood::<FiledWire>());
    assert_eq!(described("FineCheck"), understood::<CheckWire>());
    let fine = &schemas["FineFile"]["properties"];
    each_is_known(&schemas["FineState"], &FineState::Other);
    each_is_known(&fine["kind"], &FineKind::Other);
    each_is_known(&fine["severity"], &Severity::Other);
    each_is_known(&fine["gives_up"]["items"], &GivenUp::Other);
    each_is_known(&fine["allowed"]["items"], &Act::Other);
    each_is_known(&schemas["FineStep"]["properties"]["kind"], &StepKind::Other);
    let wish = &schemas["AllegationsWish"]["properties"];
    assert_eq!(wish["attachments"]["maxItems"], json!(MOST_PAPERS));
    let kinds: Vec<&str> = PaperKind::ALL.iter().map(|kind| kind.media_type()).collect();
    assert_eq!(schemas["AttachmentWish"]["properties"]["type"]["enum"], json!(kinds));
    // Every reason that the document names has words of its own on the phone.
    let paths = document["paths"].to_string();
    for code in [
        "fine_unknown",
        "too_late",
        "already_paid",
        "already_filed",
        "not_now",
        "too_big",
        "too_large",
        "wrong_type",
        "identity_wrong",
    ] {
        assert!(paths.contains(&format!("`{code}`")), "{code}");
        assert_ne!(Refusal::from_city(code), Refusal::Other, "{code}");
    }
}
