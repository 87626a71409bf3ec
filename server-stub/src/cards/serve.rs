//! What everybody may know of the cards: whether copies are still good, and the roots above those who sign.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::jose::{b64, sha256};
use super::status::List;
use super::{KINDS, store};
use crate::api::Problem;
use crate::identity::Origin;
use crate::state::CityState;

const JWT: &str = "application/statuslist+jwt";
const CWT: &str = "application/statuslist+cwt";

/// `GET /status/{list}`: as signed JSON, or as signed CBOR for whoever asks for that alone.
pub async fn list(
    State(city): State<CityState>,
    Origin(origin): Origin,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let kind = KINDS.iter().find(|kind| kind.id == id).ok_or(Problem::NOT_FOUND)?;
    let marked = city
        .with_store(|store| store.read(|c| store::marked(c, kind.id)))
        .await?;
    let list = List {
        uri: &uri_of(&origin, kind.id),
        marked: &marked,
        now: city.clock().now().timestamp(),
    };
    let accepted = headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .unwrap_or_default();
    let signer = city.pki().issuer();
    let (kind, body) = if accepted.contains(CWT) && !accepted.contains(JWT) {
        (CWT, list.cwt(signer))
    } else {
        (JWT, list.jwt(signer).map(String::into_bytes))
    };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (VARY, HeaderValue::from_static("accept")),
    ];
    Ok((headers, body.ok_or(Problem::BROKEN)?).into_response())
}

/// The address of a list.
pub fn uri_of(origin: &str, id: &str) -> String {
    format!("{origin}/status/{id}")
}

/// `GET /.well-known/madrid-trust`: the roots that a phone pins, by what they are for.
pub async fn roots(State(city): State<CityState>) -> Json<Value> {
    let roots = city.pki().roots().iter().map(|root| {
        let one = json!({ "x5c": [STANDARD.encode(&root.der)], "sha256": b64(sha256(&root.der)) });
        (root.name.to_owned(), one)
    });
    Json(Value::Object(roots.collect()))
}
