//! `POST /verifier/answers/{name}`: what wallets answer, encrypted (OpenID4VP 1.0, 8.2 and 8.3), or why they do not (8.5).

use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::desk::{Asking, Door, Progress};
use super::judge::judge;
use crate::cards::jwe::decrypt;
use crate::identity::{Fields, query, secret};
use crate::issuer::{Failed, never_kept, refused};
use crate::state::CityState;

/// No code of an error is longer.
const LONGEST_CODE: usize = 64;
/// A no that says nothing of what was wrong: whoever tries out cards must not learn from it. The official sees it.
const NOT_TAKEN: Failed = refused("invalid_request", "this answer is not taken");

/// Takes an answer, once.
pub async fn take(
    State(city): State<CityState>,
    Path(name): Path<String>,
    form: Result<Fields, FormRejection>,
) -> Result<Response, Failed> {
    let fields = form.map_err(|_| refused("invalid_request", "this is no form"))?;
    if fields.repeats() {
        return Err(refused("invalid_request", "each parameter comes once"));
    }
    let now = city.clock().now().timestamp();
    let found = city.questions().at(&name, now);
    let (asking, door) = found.ok_or(refused("invalid_request", "nobody waits for this answer"))?;
    let said = read(&fields, &asking)?;
    // Whoever has not read the request cannot use it up.
    if said.get("state").and_then(Value::as_str) != Some(&asking.state) {
        return Err(refused("invalid_request", "this is no answer to this question"));
    }
    if !city.questions().take(&asking.id) {
        return Err(refused("invalid_request", "there was an answer already"));
    }
    let code = match door {
        Door::Here => Some(secret()?),
        Door::Across => None,
    };
    let (progress, is_taken) = match said.get("error").and_then(Value::as_str) {
        Some(error) => (Progress::Declined(plain(error)), true),
        None => match judge(&city, &asking, door, said.get("vp_token")).await {
            Ok(verdict) => {
                let counts = verdict.counts();
                (Progress::Answered(verdict), counts)
            }
            // The answer is used up all the same: it has been seen.
            Err(problem) => {
                let failed = Progress::Declined("server_error".to_owned());
                city.questions().close(&asking.id, failed, door, None);
                return Err(problem.into());
            }
        },
    };
    city.questions().close(&asking.id, progress, door, code.clone());
    if !is_taken {
        return Err(NOT_TAKEN);
    }
    let body = code.map_or_else(|| json!({}), |code| json!({ "redirect_uri": back(&asking, &code) }));
    Ok(never_kept(StatusCode::OK, body, None))
}

/// What was said: cards come encrypted, and a no may come without that (8.3.1).
fn read(fields: &Fields, asking: &Asking) -> Result<Map<String, Value>, Failed> {
    if let Some(sealed) = fields.once("response") {
        let plain = decrypt(sealed, &asking.key);
        let said = plain.and_then(|plain| serde_json::from_slice(&plain).ok());
        return said.ok_or(refused("invalid_request", "this cannot be opened"));
    }
    if fields.once("error").is_none() {
        return Err(refused("invalid_request", "the answer must be encrypted"));
    }
    let said = ["error", "state"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), json!(fields.once(name)?))));
    Ok(said.collect())
}

/// A code as it may be shown (RFC 6749, 4.1.2.1: no quotes and no backslash).
fn plain(error: &str) -> String {
    let is_code = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    error.chars().filter(is_code).take(LONGEST_CODE).collect()
}

/// Where the person goes on (8.2). The code shows that it is the one who answered.
fn back(asking: &Asking, code: &str) -> String {
    let fields = query([("response_code", code)].into_iter());
    format!("{}/tarjeta-comprobada?{fields}", asking.origin)
}
