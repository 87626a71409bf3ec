//! The city's description of itself beside the phone's types: the same fields, the same words.

use std::collections::BTreeSet;

use madrid_core::places::{Need, PlaceKind, PlaceWire};
use madrid_core::sync::{Delete, Page, Total};
use madrid_server_stub::{City, CityOptions};
use serde_json::Value;

use crate::fields::{keys, understood};
use crate::http::ask;

async fn schemas() -> Value {
    let city = City::start(CityOptions::default()).await.unwrap();
    let mut document = ask(city.http_url(), "GET", "/openapi.json", &Value::Null).await;
    document["components"]["schemas"].take()
}

fn words(list: &Value) -> BTreeSet<&str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kinds_and_features_are_the_same_words() {
    let place = &schemas().await["Place"]["properties"];
    let kinds: BTreeSet<_> = PlaceKind::ALL.into_iter().map(PlaceKind::code).collect();
    assert_eq!(words(&place["kind"]["enum"]), kinds);
    let needs: BTreeSet<_> = Need::ALL.into_iter().map(Need::code).collect();
    assert_eq!(words(&place["features"]["items"]["enum"]), needs);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_field_of_the_document_is_one_the_phone_reads() {
    let schemas = schemas().await;
    let described = |name: &str| keys(&schemas[name]["properties"]);
    assert_eq!(described("Place"), understood::<PlaceWire>());
    assert_eq!(described("PlacePage"), understood::<Page<PlaceWire>>());
    assert_eq!(described("Delete"), understood::<Delete>());
    assert_eq!(described("Total"), understood::<Total>());
}
