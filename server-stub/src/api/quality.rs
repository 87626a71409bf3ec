//! The quality of the open data, for programs.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::Problem;
use super::tags::{Held, hash, respond};
use crate::state::CityState;

/// `GET /v1/quality`
pub async fn show(State(city): State<CityState>, headers: HeaderMap) -> Result<Response, Problem> {
    let body = serde_json::to_string(city.quality()).map_err(|_| Problem::BROKEN)?;
    let tag = format!("\"quality-{}\"", hash(body.as_bytes()));
    let is_held = Held::of(&headers).has(&tag);
    respond(&tag, (!is_held).then_some(body))
}
