//! What the collections amount to, and the switch that loses every cursor.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::api::Problem;
use crate::state::CityState;
use crate::store::{Meta, new_epoch};
use crate::wire::Total;

/// Every collection by name.
#[derive(Debug, Serialize)]
pub struct CollectionsWire {
    places: CollectionWire,
}

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
    let meta = city.with_store(|store| store.read(Meta::read)).await?;
    Ok(Json(CollectionsWire { places: meta.into() }))
}

/// `POST /admin/epoch`
pub async fn begin_epoch(State(city): State<CityState>) -> Result<Json<CollectionsWire>, Problem> {
    let meta = city.with_store(|store| store.write(new_epoch)).await?;
    Ok(Json(CollectionsWire { places: meta.into() }))
}
