//! The description of the API, as OpenAPI 3.1. Written by hand and tested against real answers (tests/openapi.rs).

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

/// The document.
pub const DOCUMENT: &str = include_str!("openapi.json");

/// `GET /openapi.json`
pub async fn show() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], DOCUMENT)
}
