//! Decides allegations, as an official would.

use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Body;
use crate::api::Problem;
use crate::sectors::fines::{self, Outcome};
use crate::state::CityState;

/// What is decided.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Decision {
    Accepted,
    Refused,
}

/// The decision.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResolutionWire {
    outcome: Decision,
}

/// `POST /admin/fines/{id}/resolution`: 409 where nothing waits for a decision.
pub async fn resolve(
    State(city): State<CityState>,
    Path(id): Path<String>,
    Body(wire): Body<ResolutionWire>,
) -> Result<Json<Value>, Problem> {
    let now = city.clock().now();
    let outcome = match wire.outcome {
        Decision::Accepted => Outcome::Accepted,
        Decision::Refused => Outcome::Refused,
    };
    let fine = id.clone();
    let done = city
        .with_store(move |records| records.write(|tx| fines::resolve(tx, &id, outcome, now)))
        .await?;
    done.map_err(Problem::from)?;
    Ok(Json(json!({ "fine": fine, "outcome": wire.outcome })))
}
