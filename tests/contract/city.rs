//! The agenda and the areas, field by field, from the wire to the phone's disk.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use madrid_core::agenda::EventWire;
use madrid_core::app::AppBuilder;
use madrid_core::areas::AreaWire;
use madrid_core::kernel::CollectionChecksum;
use madrid_core::sync::{Page, Trigger};
use madrid_server_stub::{City, CityOptions, RunningCity};
use rusqlite::{Connection, Row};
use serde_json::{Map, Value, json};

use crate::fields::{keys, understood};
use crate::http::ask;
use crate::rows::{real_files, stored};

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const AUDIENCES: [&str; 5] = ["children", "families", "young", "women", "seniors"];

async fn page(city: &RunningCity, collection: &str) -> Value {
    let path = format!("/v1/{collection}?limit=10000");
    let page = ask(city.http_url(), "GET", &path, &Value::Null).await;
    let mut sum = CollectionChecksum::default();
    for row in page["rows"].as_array().unwrap() {
        sum.add(row["id"].as_i64().unwrap(), row["version"].as_i64().unwrap());
    }
    assert_eq!(page["total"]["checksum"], sum.to_hex(), "{collection}");
    page
}

/// Synchronises a phone with the city and compares every row of a table, read back by `read`; the fields that occurred.
async fn assert_arrive_whole(
    city: &RunningCity,
    collection: &str,
    table: &str,
    read: fn(&Row<'_>) -> Value,
) -> BTreeSet<String> {
    let sent = page(city, collection).await;
    let home = tempfile::tempdir().unwrap();
    let app = AppBuilder::new(home.path(), city.http_url()).open().unwrap();
    app.sync(Trigger::Person).await.unwrap();
    let connection = Connection::open(home.path().join("madrid.db")).unwrap();
    let mut query = connection
        .prepare(&format!("SELECT * FROM {table} WHERE id = ?1"))
        .unwrap();
    let mut seen = BTreeSet::new();
    let rows = sent["rows"].as_array().unwrap();
    for row in rows {
        let id = row["id"].as_i64().unwrap();
        assert_eq!(&query.query_row([id], |held| Ok(read(held))).unwrap(), row);
        seen.extend(keys(row));
    }
    let counted = format!("SELECT count(*) FROM {table}");
    let count: i64 = connection.query_row(&counted, [], |row| row.get(0)).unwrap();
    assert_eq!(usize::try_from(count).unwrap(), rows.len(), "{collection}");
    seen
}

/// An event on the phone, as the city would have to have sent it.
fn event(row: &Row<'_>) -> Value {
    let mut held = stored(row);
    let mut take = |name: &str| held.remove(name).and_then(|value| value.as_i64());
    let (first, last) = (take("first_day"), take("last_day"));
    let (begins, ends) = (take("begins"), take("ends"));
    let (weekdays, audiences, free) = (take("weekdays"), take("audiences"), take("free"));
    let interval = take("interval");
    let mut put = |name: &str, value: Option<Value>| value.map(|value| held.insert(name.to_owned(), value));
    put("first_day", first.map(day));
    put("last_day", last.map(day));
    put("time", begins.map(hour));
    put("ends", ends.map(hour));
    put("free", Some(json!(free == Some(1))));
    put("days", weekdays.map(|bits| words(bits, &WEEKDAYS)));
    // The city counts weeks only where there are days of the week.
    put(
        "interval",
        interval.filter(|_| weekdays.is_some()).map(|weeks| json!(weeks)),
    );
    let said = split(&mut held, "audience_codes");
    let understood: BTreeSet<String> = serde_json::from_value(words(audiences.unwrap(), &AUDIENCES)).unwrap();
    assert_eq!(said.iter().cloned().collect::<BTreeSet<_>>(), understood);
    held.insert("audiences".to_owned(), json!(said));
    let excluded = split(&mut held, "excluded");
    if !excluded.is_empty() {
        held.insert("excluded".to_owned(), json!(excluded));
    }
    Value::Object(held)
}

fn day(days: i64) -> Value {
    let day = NaiveDate::from_epoch_days(i32::try_from(days).unwrap()).unwrap();
    json!(day.to_string())
}

fn hour(minute: i64) -> Value {
    json!(format!("{:02}:{:02}", minute / 60, minute % 60))
}

fn words(bits: i64, names: &[&str]) -> Value {
    let set = names.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
    json!(set.map(|(_, name)| *name).collect::<Vec<_>>())
}

fn split(held: &mut Map<String, Value>, name: &str) -> Vec<String> {
    let text = held.remove(name).unwrap();
    text.as_str().unwrap().split_whitespace().map(str::to_owned).collect()
}

/// An area on the phone, as the city would have to have sent it.
fn area(row: &Row<'_>) -> Value {
    let mut held = stored(row);
    for side in ["south", "west", "north", "east"] {
        assert!(held.remove(side).unwrap().is_number());
    }
    let rings = held.remove("rings").unwrap();
    let rings: Vec<&str> = rings.as_str().unwrap().split(' ').collect();
    held.insert("rings".to_owned(), json!(rings));
    Value::Object(held)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_built_in_agenda_arrives_whole() {
    let city = City::start(CityOptions::default()).await.unwrap();
    assert!(assert_arrive_whole(&city, "events", "event", event).await.len() > 20);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_citys_own_agenda_and_outlines_arrive_whole() {
    let Some(files) = real_files() else { return };
    let city = City::start(CityOptions {
        catalogue: vec![files],
        ..CityOptions::default()
    });
    let city = city.await.unwrap();
    let mut seen = assert_arrive_whole(&city, "events", "event", event).await;
    assert_eq!(
        assert_arrive_whole(&city, "areas", "area", area).await,
        understood::<AreaWire>()
    );
    // No field is only ever described: each of them occurs, if not in the files, then in the built-in agenda.
    let invented = City::start(CityOptions::default()).await.unwrap();
    seen.extend(assert_arrive_whole(&invented, "events", "event", event).await);
    assert_eq!(seen, understood::<EventWire>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_sides_use_the_same_fields_and_words() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let mut document = ask(city.http_url(), "GET", "/openapi.json", &Value::Null).await;
    let schemas = document["components"]["schemas"].take();
    let described = |name: &str| keys(&schemas[name]["properties"]);
    assert_eq!(described("Event"), understood::<EventWire>());
    assert_eq!(described("EventPage"), understood::<Page<EventWire>>());
    assert_eq!(described("Area"), understood::<AreaWire>());
    assert_eq!(described("AreaPage"), understood::<Page<AreaWire>>());
    let event = &schemas["Event"]["properties"];
    let listed = |list: &Value| -> BTreeSet<String> { serde_json::from_value(list.clone()).unwrap() };
    let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>();
    let kinds = madrid_core::agenda::EventKind::ALL.map(|kind| kind.code());
    assert_eq!(listed(&event["kind"]["enum"]), set(&kinds));
    assert_eq!(listed(&event["audiences"]["items"]["enum"]), set(&AUDIENCES));
    let audiences = madrid_core::agenda::Audience::ALL.map(|audience| audience.code());
    assert_eq!(set(&audiences), set(&AUDIENCES));
    assert_eq!(listed(&event["days"]["items"]["enum"]), set(&WEEKDAYS));
    assert_eq!(
        listed(&schemas["Area"]["properties"]["level"]["enum"]),
        set(&["district", "neighbourhood"])
    );
}
