//! Makes sectoral systems slow, or brings them down.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;

use super::Body;
use crate::api::Problem;
use crate::sectors::{Mood, Sector};
use crate::state::CityState;

type MoodsWire = BTreeMap<Sector, Mood>;

/// `GET /admin/sectors`
pub async fn show(State(city): State<CityState>) -> Json<MoodsWire> {
    Json(city.moods().all())
}

/// `PUT /admin/sectors`. Those that are not mentioned stay as they are.
pub async fn change(State(city): State<CityState>, Body(wire): Body<MoodsWire>) -> Result<Json<MoodsWire>, Problem> {
    if !city.moods().set(wire) {
        let reason = "only the padron can be stale".to_owned();
        return Err(Problem::bad_request("bad_sector", reason));
    }
    Ok(show(State(city)).await)
}
