//! Real answers, field by field, from the wire to the phone's disk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use madrid_core::app::AppBuilder;
use madrid_core::kernel::CollectionChecksum;
use madrid_core::places::{Need, PlaceWire};
use madrid_core::sync::{Delete, Page, Total, Trigger};
use madrid_server_stub::{City, CityOptions, RunningCity};
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Row};
use serde_json::{Map, Value, json};

use crate::fields::{keys, understood};
use crate::http::ask;

/// The City's own files, or `None` after saying so. With `CI=true` they have to be there.
pub fn real_files() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let shared = std::env::var_os("MADRID_SHARED").unwrap_or_else(|| "../shared".into());
    let files = workspace.join(shared).join("madrid-data");
    if files.is_dir() {
        return Some(files);
    }
    assert_ne!(
        std::env::var("CI").as_deref(),
        Ok("true"),
        "{} is not there",
        files.display()
    );
    eprintln!("SKIPPED: no real data at {}", files.display());
    None
}

async fn page(city: &RunningCity) -> Value {
    ask(city.http_url(), "GET", "/v1/places?limit=10000", &Value::Null).await
}

/// The columns of a row that are not NULL.
pub fn stored(row: &Row<'_>) -> Map<String, Value> {
    let mut columns = Map::new();
    for (at, name) in row.as_ref().column_names().enumerate() {
        let value = match row.get::<_, Sql>(at).unwrap() {
            Sql::Null => continue,
            Sql::Integer(number) => json!(number),
            Sql::Real(number) => json!(number),
            Sql::Text(text) => json!(text),
            Sql::Blob(_) => panic!("{name} is no JSON"),
        };
        columns.insert(name.to_owned(), value);
    }
    columns
}

/// A place on the phone, as the city would have to have sent it.
fn place(row: &Row<'_>) -> Value {
    let mut place = stored(row);
    // Needs are the phone's own reading of the features.
    let needs = place.remove("needs").unwrap();
    let features: Vec<String> = place["features"]
        .as_str()
        .unwrap()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    assert_eq!(needs, json!(bits(&features)), "{place:?}");
    place.insert("features".to_owned(), json!(features));
    Value::Object(place)
}

fn bits(features: &[String]) -> u32 {
    let known = (0_u32..)
        .zip(Need::ALL)
        .filter(|(_, need)| features.iter().any(|word| word == need.code()));
    known.map(|(bit, _)| 1 << bit).sum()
}

/// Synchronises a phone with the city and compares every field of every row; the fields that occurred.
async fn assert_arrives_whole(options: CityOptions) -> BTreeSet<String> {
    let city = City::start(options).await.unwrap();
    let sent = page(&city).await;
    assert_envelope(&sent);
    let home = tempfile::tempdir().unwrap();
    let app = AppBuilder::new(home.path(), city.http_url()).open().unwrap();
    app.sync(Trigger::Person).await.unwrap();
    let connection = Connection::open(home.path().join("madrid.db")).unwrap();
    let mut query = connection.prepare("SELECT * FROM place WHERE id = ?1").unwrap();
    let mut seen = BTreeSet::new();
    let rows = sent["rows"].as_array().unwrap();
    for row in rows {
        let held = query
            .query_row([row["id"].as_i64().unwrap()], |held| Ok(place(held)))
            .unwrap();
        assert_eq!(&held, row);
        seen.extend(keys(row));
    }
    let count: i64 = connection
        .query_row("SELECT count(*) FROM place", [], |row| row.get(0))
        .unwrap();
    assert_eq!(usize::try_from(count).unwrap(), rows.len());
    seen
}

/// Both sides add up alike, and the envelope has no field that the phone does not read.
fn assert_envelope(page: &Value) {
    let mut sum = CollectionChecksum::default();
    for row in page["rows"].as_array().unwrap() {
        sum.add(row["id"].as_i64().unwrap(), row["version"].as_i64().unwrap());
        assert!(keys(row).is_subset(&understood::<PlaceWire>()), "{row}");
    }
    assert_eq!(page["total"]["checksum"], sum.to_hex());
    assert_eq!(keys(page), understood::<Page<PlaceWire>>());
    assert_eq!(keys(&page["total"]), understood::<Total>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_built_in_and_the_invented_places_arrive_whole() {
    for synthetic in [0, 1_000] {
        let options = CityOptions {
            synthetic,
            ..CityOptions::default()
        };
        assert!(assert_arrives_whole(options).await.len() > 15);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_citys_own_files_arrive_whole() {
    let Some(files) = real_files() else { return };
    let options = CityOptions {
        catalogue: vec![files],
        ..CityOptions::default()
    };
    let mut seen = assert_arrives_whole(options).await;
    let options = CityOptions {
        synthetic: 1_000,
        ..CityOptions::default()
    };
    seen.extend(assert_arrives_whole(options).await);
    // No field is only ever described: each of them occurs.
    assert_eq!(seen, understood::<PlaceWire>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tombstones_are_understood_and_both_sums_agree_after_changes() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let home = tempfile::tempdir().unwrap();
    let app = AppBuilder::new(home.path(), city.http_url()).open().unwrap();
    app.sync(Trigger::Person).await.unwrap();
    let cursor = page(&city).await["next"].as_str().unwrap().to_owned();
    let churn = json!({ "upserts": 9, "deletes": 4, "inserts": 3 });
    ask(city.http_url(), "POST", "/admin/churn", &churn).await;
    let path = format!("/v1/places?after={cursor}");
    let delta = ask(city.http_url(), "GET", &path, &Value::Null).await;
    let deletes = delta["deletes"].as_array().unwrap();
    assert_eq!((deletes.len(), delta["rows"].as_array().unwrap().len()), (4, 12));
    assert!(deletes.iter().all(|delete| keys(delete) == understood::<Delete>()));
    // The phone compares the sums itself and would begin again if they differed.
    app.sync(Trigger::Person).await.unwrap();
    let told = ask(city.http_url(), "GET", "/admin/collections", &Value::Null).await["places"].take();
    assert_eq!(json!(app.status().await.unwrap().places), told["count"]);
    assert_envelope(&page(&city).await);
}
