//! Whether the city is up, and what time it thinks it is.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::clock::rfc3339;
use crate::state::CityState;

/// The answer of `/health`.
#[derive(Debug, Serialize)]
pub struct HealthWire {
    status: &'static str,
    seed: u64,
    now: String,
}

/// `GET /health`
pub async fn show(State(city): State<CityState>) -> Json<HealthWire> {
    Json(HealthWire {
        status: "up",
        seed: city.seed(),
        now: rfc3339(city.clock().now()),
    })
}
