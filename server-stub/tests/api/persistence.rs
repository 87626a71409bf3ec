//! A data file: what a restart keeps, and what a changed catalogue changes.

use std::path::Path;

use madrid_server_stub::{City, CityError, CityOptions, Data};
use serde_json::json;

use crate::citizen::{Citizen, key};
use crate::support::{Phone, Tester, options};

async fn start(file: &Path, synthetic: usize) -> Tester {
    Tester::start(CityOptions {
        data: Data::File(file.to_owned()),
        ..options(synthetic)
    })
    .await
}

#[tokio::test]
async fn a_restart_keeps_epoch_sequence_and_what_happened() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("city.sqlite");
    let mut phone = Phone::default();
    let first = start(&file, 400).await;
    phone.pull_all(&first, 1_000).await;
    first
        .post("/admin/churn", json!({ "upserts": 5, "deletes": 5, "inserts": 5 }))
        .await;
    let before = first.collection().await;
    first.city.stop().await;

    let second = start(&file, 400).await;
    assert_eq!(second.collection().await, before);
    phone.pull_all(&second, 4).await;
    phone.assert_complete();
    second.city.stop().await;

    let third = start(&file, 400).await;
    assert_eq!(third.collection().await, before);
}

#[tokio::test]
async fn a_restart_keeps_what_people_changed_and_the_answers_they_got() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("city.sqlite");
    let first = start(&file, 5).await;
    let lucia = Citizen::new(&first, "lucia").await;
    let answer = lucia.put_contact(&key(1), 1, "+34600999888").await;
    let answer = answer.text().await.unwrap();
    first.city.stop().await;

    let second = start(&file, 5).await;
    let lucia = Citizen::new(&second, "lucia").await;
    assert_eq!(lucia.json("/v1/me").await["contact"]["phone"], "+34600999888");
    let again = lucia.put_contact(&key(1), 1, "+34600999888").await;
    assert_eq!(again.text().await.unwrap(), answer);
    let ledger = second.json("/admin/ledger").await;
    assert_eq!(ledger["entries"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_changed_catalogue_comes_as_a_delta() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("city.sqlite");
    let mut phone = Phone::default();
    let first = start(&file, 400).await;
    phone.pull_all(&first, 1_000).await;
    let sequence = first.collection().await["sequence"].as_i64().unwrap();
    first.city.stop().await;

    let more = start(&file, 430).await;
    assert_eq!(more.collection().await["sequence"], sequence + 30);
    phone.pull_all(&more, 1_000).await;
    phone.assert_complete();
    assert_eq!(phone.rows.len(), 430);
    more.city.stop().await;

    let fewer = start(&file, 390).await;
    assert_eq!(fewer.collection().await["sequence"], sequence + 70);
    phone.pull_all(&fewer, 1_000).await;
    phone.assert_complete();
    assert_eq!(phone.rows.len(), 390);
}

#[tokio::test]
async fn what_cannot_be_used_is_an_error_and_leaves_no_listener() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("notes.txt");
    std::fs::write(
        &file,
        "this is not a database, and it is long enough to be sure of it ............................",
    )
    .unwrap();
    let refused = City::start(CityOptions {
        data: Data::File(file.clone()),
        ..options(5)
    })
    .await;
    assert!(matches!(refused, Err(CityError::Store(_))));
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("this is not"));

    let missing = vec![dir.path().join("nothing-here")];
    let refused = City::start(CityOptions {
        catalogue: missing,
        ..options(5)
    })
    .await;
    assert!(matches!(refused, Err(CityError::Source(_))));

    let tester = start(&dir.path().join("city.sqlite"), 5).await;
    let port = tester.city.http_url().rsplit(':').next().unwrap().parse().unwrap();
    let refused = City::start(CityOptions { port, ..options(5) }).await;
    assert!(matches!(refused, Err(CityError::Port { .. })));
    tester.city.stop().await;
    // The port is free again as soon as stop returns.
    City::start(CityOptions { port, ..options(5) })
        .await
        .unwrap()
        .stop()
        .await;
}
