//! What the collections amount to, and the switch that loses every cursor.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::api::Problem;
use crate::state::CityState;
use crate::store::{Collection, Meta, StoreError, new_epoch};
use crate::wire::Total;

/// Every collection by name.
pub type CollectionsWire = BTreeMap<&'static str, CollectionWire>;

/// One collection.
#[derive(Debug, Serialize)]
pub struct CollectionWire {
    #[serde(flatten)]
    total: Total,
    sequence: i64,
    epoch: String,
}

impl From<Meta> for CollectionWire {
    fn from(meta: Meta) -> Self {
        Self {
            total: meta.total(),
            sequence: meta.sequence,
            epoch: meta.epoch,
        }
    }
}

/// `GET /admin/collections`
pub async fn show(State(city): State<CityState>) -> Result<Json<CollectionsWire>, Problem> {
    let all = city
        .with_store(|store| store.read(|connection| each(|collection| Meta::read(connection, collection))))
        .await?;
    Ok(Json(all))
}

/// `POST /admin/epoch`
pub async fn begin_epoch(State(city): State<CityState>) -> Result<Json<CollectionsWire>, Problem> {
    let all = city
        .with_store(|store| store.write(|tx| each(|collection| new_epoch(tx, collection))))
        .await?;
    Ok(Json(all))
}

fn each(meta: impl Fn(Collection) -> Result<Meta, StoreError>) -> Result<CollectionsWire, StoreError> {
    Collection::ALL
        .into_iter()
        .map(|collection| Ok((collection.name(), meta(collection)?.into())))
        .collect()
}
