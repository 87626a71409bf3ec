//! Switches faults on and off.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use super::Body;
use crate::api::Problem;
use crate::faults::FaultRule;
use crate::state::CityState;

/// The rules, in the order they are tried.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesWire {
    rules: Vec<FaultRule>,
}

/// `GET /admin/faults`
pub async fn show(State(city): State<CityState>) -> Json<RulesWire> {
    Json(RulesWire {
        rules: city.faults().rules(),
    })
}

/// `PUT /admin/faults`
pub async fn replace(State(city): State<CityState>, Body(wire): Body<RulesWire>) -> Result<Json<RulesWire>, Problem> {
    for rule in &wire.rules {
        rule.check()
            .map_err(|bad| Problem::bad_request("bad_rule", bad.to_string()))?;
    }
    city.faults().set(wire.rules);
    Ok(show(State(city)).await)
}

/// `DELETE /admin/faults`
pub async fn clear(State(city): State<CityState>) -> StatusCode {
    city.faults().set(Vec::new());
    StatusCode::NO_CONTENT
}
