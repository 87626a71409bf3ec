//! `GET /v1/receipts/{code}/pdf`: a receipt on paper, for whoever has its code.

use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::api::Problem;
use crate::identity::Origin;
use crate::state::CityState;
use crate::treasury;

/// `GET /v1/receipts/{code}/pdf`. Who has the code needs no sign-in: it is on the receipt, to be checked by anybody.
pub async fn pdf(
    State(city): State<CityState>,
    Origin(origin): Origin,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let proof = treasury::receipt_of(&city, &code)
        .await?
        .ok_or(Problem::RECEIPT_UNKNOWN)?;
    let name = format!("inline; filename=\"{}.pdf\"", proof.number);
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        (
            CONTENT_DISPOSITION,
            HeaderValue::from_str(&name).map_err(|_| Problem::BROKEN)?,
        ),
    ];
    Ok((headers, treasury::write_pdf(&proof, &origin)).into_response())
}
