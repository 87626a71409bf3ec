//! `GET /v1/references/{digits}`: what the reference on a paper would pay. Nobody signs in; whoever tries numbers is stopped.

use std::net::{IpAddr, Ipv4Addr};

use axum::Json;
use axum::extract::{Extension, Path, State};
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse as _, Response};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json;

use super::Problem;
use crate::clock::rfc3339;
use crate::gate::Peer;
use crate::guesses::Tried;
use crate::state::CityState;
use crate::treasury::reference::{Reference, Wrong};
use crate::treasury::{self, Paper, PaperState};

/// What is counted of who tries references.
pub const REFERENCE: &str = "reference";

#[derive(Debug, Serialize)]
struct PaperWire {
    kind: &'static str,
    name: String,
    amount_cents: i64,
    window: WindowWire,
    state: &'static str,
    valid_until: String,
}

#[derive(Debug, Serialize)]
struct WindowWire {
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<NaiveDate>,
}

impl PaperWire {
    fn new(paper: Paper) -> Self {
        Self {
            kind: paper.kind.name(),
            name: paper.name,
            amount_cents: paper.amount,
            window: WindowWire { until: paper.until },
            state: match paper.state {
                PaperState::Payable => "payable",
                PaperState::Paid => "paid",
                PaperState::Locked => "locked",
                PaperState::Expired => "expired",
            },
            valid_until: rfc3339(paper.valid_until),
        }
    }
}

/// Reads a reference, or says which part of it is wrong.
pub fn read(typed: &str) -> Result<Reference, Problem> {
    Reference::read(typed).map_err(|Wrong { field, expected }| {
        Problem::REFERENCE_WRONG
            .with("field", json!(field))
            .with("expected", json!(expected))
    })
}

/// Whoever calls, as far as it is known.
pub fn caller(peer: Option<Extension<Peer>>) -> IpAddr {
    peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |Extension(Peer(ip))| ip)
}

/// Counts a reference that somebody asks about as one in vain, until `Guesses::was_right` says otherwise; refuses who tried too many.
pub fn admit(city: &CityState, tried: &Tried<'_>) -> Result<(), Problem> {
    let may = city.guesses().admit(tried, city.clock().now());
    may.map_err(|wait| Problem::TOO_MANY_GUESSES.after(wait.num_seconds().max(1).unsigned_abs()))
}

/// `GET /v1/references/{digits}`
pub async fn show(
    State(city): State<CityState>,
    peer: Option<Extension<Peer>>,
    Path(digits): Path<String>,
) -> Result<Response, Problem> {
    let about = [(REFERENCE, digits.as_str())];
    let tried = Tried {
        from: Some(caller(peer)),
        about: &about,
    };
    admit(&city, &tried)?;
    let found = match read(&digits) {
        Ok(reference) => treasury::by_reference(&city, reference).await,
        Err(wrong) => Err(wrong),
    };
    let paper = found.and_then(|paper| paper.ok_or(Problem::REFERENCE_UNKNOWN));
    if !paper.as_ref().is_err_and(|problem| problem.status().is_client_error()) {
        city.guesses().was_right(&tried);
    }
    let fresh = [(CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((fresh, Json(PaperWire::new(paper?))).into_response())
}
