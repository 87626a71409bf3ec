//! `POST /issuer/deferred`: cards that an official has looked at (OpenID4VCI 1.0, 9); and `POST /issuer/notification`: what became of cards
//! (11).

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::credential::{ANSWERED_S, INTERVAL_S, Wanted, fingerprint_of, holding, issue};
use super::failed::{Failed, refused};
use super::store::{self, Deferred};
use super::wire::{Asked, answer};
use super::{at, bearer};
use crate::api::Problem;
use crate::cards::Configuration;
use crate::cards::jose::PublicKey;
use crate::cards::store::{answer_to, note_event};
use crate::identity::Origin;
use crate::state::CityState;

/// What may have become of cards.
const EVENTS: [&str; 3] = ["credential_accepted", "credential_failure", "credential_deleted"];

/// Cards, or when to ask again.
pub async fn give(
    State(city): State<CityState>,
    Origin(origin): Origin,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failed> {
    let permit = bearer::permit(&city, &headers, &at(&origin, "deferred")).await?;
    let asked = Asked::read(&headers, &body, city.pki().encryption())?;
    let name = asked
        .body
        .get("transaction_id")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let (owner, now) = (permit.id, city.clock().now().timestamp());
    let found = city
        .with_store(move |records| records.read(|c| store::deferred(c, &name, owner)))
        .await?;
    let deferred = found.ok_or(refused("invalid_transaction_id", "there is no such transaction"))?;
    if now < deferred.ready {
        let body = json!({ "transaction_id": deferred.name, "interval": INTERVAL_S });
        return answer(&asked, StatusCode::ACCEPTED, body);
    }
    let request = fingerprint_of(&deferred);
    let (fetched, since) = (request.clone(), now.saturating_sub(ANSWERED_S));
    let before = city
        .with_store(move |records| records.read(|c| answer_to(c, &fetched, since)))
        .await?;
    let body = match before {
        Some(Some(kept)) => serde_json::from_str(&kept).map_err(|_| Problem::BROKEN)?,
        Some(None) => return Err(refused("invalid_transaction_id", "these cards were fetched")),
        None => {
            let (configuration, keys) = kept(&deferred)?;
            let wanted = Wanted {
                configuration,
                holding: holding(&city, &permit.holder, configuration).await?,
                permit,
                request,
                keys,
                origin,
            };
            issue(&city, wanted, Vec::new()).await?
        }
    };
    answer(&asked, StatusCode::OK, body)
}

fn kept(deferred: &Deferred) -> Result<(Configuration, Vec<PublicKey>), Problem> {
    let configuration = Configuration::of(&deferred.configuration).ok_or(Problem::BROKEN)?;
    let keys: Vec<Value> = serde_json::from_str(&deferred.keys).map_err(|_| Problem::BROKEN)?;
    let keys: Option<Vec<_>> = keys.iter().map(PublicKey::from_jwk).collect();
    Ok((configuration, keys.ok_or(Problem::BROKEN)?))
}

/// Notes what became of cards.
pub async fn note(
    State(city): State<CityState>,
    Origin(origin): Origin,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failed> {
    let permit = bearer::permit(&city, &headers, &at(&origin, "notification")).await?;
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    let (Some(id), Some(event)) = (text("notification_id"), text("event")) else {
        return Err(refused(
            "invalid_notification_request",
            "notification_id and event are needed",
        ));
    };
    if !EVENTS.contains(&event.as_str()) {
        return Err(refused("invalid_notification_request", "there is no such event"));
    }
    let known = city
        .with_store(move |records| records.write(|tx| note_event(tx, permit.id, &id, &event)))
        .await?;
    if known {
        Ok(StatusCode::NO_CONTENT.into_response())
    } else {
        Err(refused("invalid_notification_id", "there are no such cards"))
    }
}
