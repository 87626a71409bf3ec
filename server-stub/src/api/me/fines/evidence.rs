//! `GET /v1/me/fines/{id}/evidence/{n}`: a photo of a fine of the caller, counted from 1.

use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};

use crate::api::Problem;
use crate::identity::Caller;
use crate::sectors::fines;
use crate::sectors::{Sector, ask};
use crate::state::CityState;

/// `GET /v1/me/fines/{id}/evidence/{n}`
pub async fn photo(
    State(city): State<CityState>,
    caller: Caller,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let nif = caller.person.nif;
    let found = ask(&city, Sector::Fines, move |connection| fines::own(connection, nif, &id)).await;
    let file = found.map_err(|_| Problem::SECTOR_DOWN)?.ok_or(Problem::FINE_UNKNOWN)?;
    let number: Option<usize> = number.parse().ok().filter(|number| *number >= 1);
    let number = number.filter(|number| *number <= fines::photos(&file));
    let number = number.ok_or(Problem::EVIDENCE_UNKNOWN)?;
    let headers = [(CONTENT_TYPE, HeaderValue::from_static("image/png"))];
    Ok((headers, fines::draw(&file, number)).into_response())
}
