//! Baths and courts: every row and every booking of the city, from the wire to the phone.

use std::collections::BTreeSet;
use std::sync::Arc;

use madrid_core::bookings::{
    BookableKind, BookableWire, BookingState, BookingWire, BookingsWire, MOST_PEOPLE, Refusal, SlotWire, SlotsWire,
};
use madrid_core::kernel::Access;
use madrid_core::sync::{Page, Trigger};
use madrid_server_stub::{City, CityOptions};
use madrid_tests::free_times::free_times;
use madrid_tests::persona;
use madrid_tests::signed_in::{Hands, builder, persona_at, sign_in};
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Row};
use serde_json::{Value, json};

use crate::fields::{keys, understood};
use crate::http::ask;

/// What lies on the phone, as the city would have to have sent it.
fn stored(row: &Row<'_>) -> Value {
    let mut bookable = serde_json::Map::new();
    for (at, name) in row.as_ref().column_names().enumerate() {
        let value = match row.get::<_, Sql>(at).unwrap() {
            Sql::Null => continue,
            Sql::Integer(number) if name == "free" => json!(number == 1),
            Sql::Integer(number) => json!(number),
            Sql::Text(text) => json!(text),
            other => panic!("{name} is {other:?}"),
        };
        bookable.insert(name.to_owned(), value);
    }
    Value::Object(bookable)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_can_be_booked_arrives_whole() {
    let options = CityOptions {
        synthetic: 300,
        ..CityOptions::default()
    };
    let city = City::start(options).await.unwrap();
    let page = ask(city.http_url(), "GET", "/v1/bookables?limit=10000", &Value::Null).await;
    assert_eq!(keys(&page), understood::<Page<BookableWire>>());
    let home = tempfile::tempdir().unwrap();
    let app = builder(home.path(), city.http_url()).open().unwrap();
    app.sync(Trigger::Person).await.unwrap();
    let connection = Connection::open(home.path().join("madrid.db")).unwrap();
    let mut query = connection.prepare("SELECT * FROM bookable WHERE id = ?1").unwrap();
    let rows = page["rows"].as_array().unwrap();
    assert!(rows.len() > 50, "{}", rows.len());
    let mut kinds = BTreeSet::new();
    for row in rows {
        let id = row["id"].as_i64().unwrap();
        let held = query.query_row([id], |held| Ok(stored(held))).unwrap();
        assert_eq!(&held, row);
        assert!(keys(row).is_subset(&understood::<BookableWire>()), "{row}");
        kinds.insert(row["kind"].as_str().unwrap());
    }
    assert_eq!(kinds, ["court", "pool_ticket"].into());
    let count: i64 = connection
        .query_row("SELECT count(*) FROM bookable", [], |row| row.get(0))
        .unwrap();
    assert_eq!(usize::try_from(count).unwrap(), rows.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_booking_arrives_whole_and_what_the_city_refuses_is_understood() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let home = tempfile::tempdir().unwrap();
    let app = builder(home.path(), city.http_url()).open().unwrap();
    let lucia = persona_at(city.http_url(), "p-lucia").await.unwrap();
    sign_in(&app, Arc::new(Hands(lucia.clone())), Access::Light, false)
        .await
        .unwrap();
    app.sync(Trigger::Person).await.unwrap();
    let times = free_times(&app, 2).await.unwrap();
    let id = app.bookings().book(times[0].clone(), 2).await.unwrap();
    app.sync(Trigger::Person).await.unwrap();
    let url = city.http_url().to_owned();
    let sent = tokio::task::spawn_blocking(move || {
        let token = persona::access_token(&url, &lucia).unwrap();
        persona::get(&url, "/v1/me/bookings", &token).unwrap()
    });
    let sent = sent.await.unwrap();
    assert_eq!(keys(&sent), understood::<BookingsWire>());
    let booked = &sent["bookings"][0];
    let only_where_paid = ["pay_until", "given_back_cents"].map(str::to_owned);
    let always: BTreeSet<String> = understood::<BookingWire>()
        .difference(&only_where_paid.into())
        .cloned()
        .collect();
    assert_eq!(keys(booked), always);
    let held = app.bookings().show().await.unwrap().bookings.remove(0);
    assert_eq!(
        (held.id, held.state),
        (id, BookingState::Booked { not_called_off: None })
    );
    let confirmed = held.confirmed.clone().unwrap();
    let wall = |at: chrono::DateTime<chrono::Utc>| {
        at.with_timezone(&chrono_tz::Europe::Madrid)
            .format("%Y-%m-%dT%H:%M")
            .to_string()
    };
    let told = json!({
        "id": confirmed.number, "slot": held.slot.as_str(), "bookable_id": held.slot.bookable().get(),
        "place_id": held.place, "place_name": held.place_name, "what": held.what, "starts": wall(held.starts()),
        "ends": wall(held.ends), "people": held.people, "state": "booked", "code": confirmed.code,
        "cancellable_until": wall(confirmed.cancellable_until), "price_cents": held.price.get(),
    });
    assert_eq!(&told, booked);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_document_and_the_phone_name_the_same_things() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let document = ask(city.http_url(), "GET", "/openapi.json", &Value::Null).await;
    let schemas = &document["components"]["schemas"];
    let described = |name: &str| keys(&schemas[name]["properties"]);
    assert_eq!(described("Bookable"), understood::<BookableWire>());
    assert_eq!(described("BookablePage"), understood::<Page<BookableWire>>());
    assert_eq!(described("Bookings"), understood::<BookingsWire>());
    assert_eq!(described("Booking"), understood::<BookingWire>());
    assert_eq!(described("Slots"), understood::<SlotsWire>());
    let slot = &schemas["Slots"]["properties"]["slots"]["items"]["properties"];
    assert_eq!(keys(slot), understood::<SlotWire>());
    let kinds = schemas["Bookable"]["properties"]["kind"]["enum"].as_array().unwrap();
    for kind in kinds {
        assert_ne!(
            BookableKind::from_code(kind.as_str().unwrap()),
            BookableKind::Other,
            "{kind}"
        );
    }
    assert_eq!(
        schemas["BookingWish"]["properties"]["people"]["maximum"],
        json!(MOST_PEOPLE)
    );
    // So is every state that it names.
    let states = schemas["Booking"]["properties"]["state"]["enum"].as_array().unwrap();
    for state in states {
        let booking = json!({
            "id": 4, "slot": "71-20261201T1000", "bookable_id": 71, "place_id": 7, "place_name": "CDM", "what": "Piscina",
            "starts": "2026-12-01T10:00", "ends": "2026-12-01T11:00", "people": 2, "state": state, "code": "KX7M2P",
            "cancellable_until": "2026-12-01T08:00", "price_cents": 900, "pay_until": "2026-11-24T10:30:00Z",
        });
        let booking: BookingWire = serde_json::from_value(booking).unwrap();
        assert!(booking.listed().is_ok(), "{state}");
    }
    // Every reason that the document names has words of its own on the phone.
    let paths = document["paths"].to_string();
    for code in [
        "slot_full",
        "slot_gone",
        "already_booked",
        "too_late",
        "booking_unknown",
    ] {
        assert!(paths.contains(&format!("`{code}`")), "{code}");
        assert_ne!(Refusal::from_city(code), Refusal::Other, "{code}");
    }
}
