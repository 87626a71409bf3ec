//! Reads, moves and holds the city's clock.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Body;
use crate::api::Problem;
use crate::clock::rfc3339;
use crate::state::CityState;
use crate::store;

/// What the clock says.
#[derive(Debug, Serialize)]
pub struct ClockWire {
    now: String,
    held: bool,
}

/// Where the clock is to go, by one of the first two, and whether it then stands still.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetClockWire {
    now: Option<DateTime<Utc>>,
    advance_s: Option<i64>,
    held: Option<bool>,
}

/// `GET /admin/clock`
pub async fn show(State(city): State<CityState>) -> Json<ClockWire> {
    Json(ClockWire {
        now: rfc3339(city.clock().now()),
        held: city.clock().is_held(),
    })
}

/// `PUT /admin/clock`. The clock runs on from there, unless it is held; tombstones too old by then are forgotten.
pub async fn set(State(city): State<CityState>, Body(wire): Body<SetClockWire>) -> Result<Json<ClockWire>, Problem> {
    match (wire.now, wire.advance_s) {
        (Some(now), None) => city.clock().set(now),
        (None, Some(seconds)) if city.clock().advance(seconds) => {}
        (None, None) if wire.held.is_some() => {}
        _ => {
            return Err(Problem::bad_request(
                "bad_clock",
                "give either now or advance_s, within reason, or held alone".to_owned(),
            ));
        }
    }
    if let Some(held) = wire.held {
        city.clock().hold(held);
    }
    let now = city.clock().now().timestamp();
    city.with_store(move |store| store.write(|tx| store::forget_old_tombstones(tx, now)))
        .await?;
    Ok(show(State(city)).await)
}
