//! `POST /issuer/credential`: cards (OpenID4VCI 1.0, 8).
//!
//! An answer may be lost on the way, and a wallet that was killed asks again. The same request, with the same proofs, is given the same
//! answer for a day, or until the wallet says that it has it: the copies are for the same keys, so that nobody gets a second batch, and
//! nobody loses one. A new request needs a new nonce.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::failed::{Failed, refused};
use super::proofs::{self, Against, Proved};
use super::store::{self, Deferred, Permit};
use super::wire::{Asked, answer};
use super::{at, bearer, identifier};
use crate::api::Problem;
use crate::cards::jose::{PublicKey, b64, sha256};
use crate::cards::store::{NewBatch, answer_to, is_taken_back, keep_batch};
use crate::cards::{Configuration, Holding, Order, Tier, holdings, list_uri, make};
use crate::citizens::by_id;
use crate::identity::{Origin, secret};
use crate::state::CityState;

/// For how long a lost answer can be had again, in seconds.
pub const ANSWERED_S: i64 = 24 * 60 * 60;
/// How long an official looks at a request, in seconds of the city.
const LOOKED_AT_S: i64 = 5 * 60;
/// When to ask again.
pub const INTERVAL_S: i64 = 60;

/// Cards.
pub async fn give(
    State(city): State<CityState>,
    Origin(origin): Origin,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failed> {
    let permit = bearer::permit(&city, &headers, &at(&origin, "credential")).await?;
    let asked = Asked::read(&headers, &body, city.pki().encryption())?;
    let configuration = configuration(&asked.body, &permit)?;
    let proofs = asked.body.get("proofs");
    let request = fingerprint(&permit, configuration, proofs);
    if let Some(lost) = given_before(&city, request.clone()).await? {
        return lost.and_then(|(status, body)| answer(&asked, status, body));
    }
    let against = Against {
        issuer: &identifier(&origin),
        client: &permit.client,
        nonces: city.nonces(),
        provider: city.pki().wallet_provider_root(),
        now: city.clock().now().timestamp(),
    };
    let proved = proofs::check(proofs, configuration, &against)?;
    let holding = holding(&city, &permit.holder, configuration).await?;
    let order = Wanted {
        configuration,
        holding,
        permit,
        request,
        keys: proved.keys.clone(),
        origin,
    };
    let (status, body) = if configuration.kind.checked_first {
        (StatusCode::ACCEPTED, put_off(&city, order, proved).await?)
    } else {
        (StatusCode::OK, issue(&city, order, proved.once).await?)
    };
    answer(&asked, status, body)
}

/// Cards that are about to be made.
pub struct Wanted {
    /// Which.
    pub configuration: Configuration,
    /// What they say.
    pub holding: Holding,
    /// By what right.
    pub permit: Permit,
    /// The hash of the request.
    pub request: Vec<u8>,
    /// A key for each copy.
    pub keys: Vec<PublicKey>,
    /// The address of the city.
    pub origin: String,
}

/// What is asked for, by the name of the configuration or of the card itself; never by both (OpenID4VCI 1.0, 8.2).
fn configuration(body: &Value, permit: &Permit) -> Result<Configuration, Failed> {
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let id = match (text("credential_configuration_id"), text("credential_identifier")) {
        (Some(_), None) if permit.detailed => {
            let why = "the token came with credential_identifiers: one of them is needed";
            return Err(refused("invalid_credential_request", why));
        }
        (Some(id), None) => Configuration::of(id)
            .map(|_| id)
            .ok_or(refused("unknown_credential_configuration", "there is no such card"))?,
        (None, Some(name)) => name
            .split_once(':')
            .filter(|(_, holder)| permit.detailed && *holder == permit.holder)
            .map(|(id, _)| id)
            .ok_or(refused("unknown_credential_identifier", "there is no such card"))?,
        _ => {
            return Err(refused(
                "invalid_credential_request",
                "one card is asked for by one name",
            ));
        }
    };
    let card = Configuration::of(id).ok_or(refused("unknown_credential_identifier", "there is no such card"))?;
    // A right to a card at one tier is one at any other that the wallet can show.
    if !is_among(card, &permit.configurations) {
        return Err(refused("credential_request_denied", "the token is not for this card"));
    }
    if card.tier() > permit.reach {
        let why = "the wallet that got the token did not show what this card needs";
        return Err(refused("credential_request_denied", why));
    }
    Ok(card)
}

/// Whether a card is one of these, at whatever tier.
pub fn is_among(card: Configuration, names: &[String]) -> bool {
    let mut all = names.iter().filter_map(|name| Configuration::of(name));
    all.any(|one| one.is_of_same_card(card))
}

/// What tells a request from others: who asks for what with which proofs. How the answer is to be encrypted is no part of it.
fn fingerprint(permit: &Permit, configuration: Configuration, proofs: Option<&Value>) -> Vec<u8> {
    // A card without keys has no proofs: there is one of it for a token, and a wallet that wants it anew gets a new token.
    let own = match configuration.tier() {
        Tier::None => Some(json!(b64(&permit.token))),
        Tier::Basic | Tier::Software | Tier::Hardware => proofs.cloned(),
    };
    sha256(json!([permit.id, configuration.id(), own]).to_string())
}

/// The answer that this request was given before.
async fn given_before(
    city: &CityState,
    request: Vec<u8>,
) -> Result<Option<Result<(StatusCode, Value), Failed>>, Failed> {
    let since = city.clock().now().timestamp().saturating_sub(ANSWERED_S);
    let (batch, deferred) = city
        .with_store(move |records| {
            records.read(|c| Ok((answer_to(c, &request, since)?, store::deferred_by(c, &request)?)))
        })
        .await?;
    let again = match (batch, deferred) {
        (Some(Some(kept)), _) => {
            let kept = serde_json::from_str(&kept).map_err(|_| Problem::BROKEN)?;
            Some(Ok((StatusCode::OK, kept)))
        }
        (Some(None), _) => Some(Err(refused(
            "invalid_nonce",
            "this request was answered, and the answer has arrived",
        ))),
        (None, Some(deferred)) => Some(Ok((StatusCode::ACCEPTED, put_off_answer(&deferred)))),
        (None, None) => None,
    };
    Ok(again)
}

/// What the card says today, if the person may have it.
pub async fn holding(city: &CityState, person: &str, configuration: Configuration) -> Result<Holding, Failed> {
    let person = by_id(person).ok_or(Problem::BROKEN)?;
    let all = holdings(city, person).await.map_err(|_| Problem::SECTOR_DOWN)?;
    all.into_iter()
        .find(|holding| holding.kind.id == configuration.kind.id)
        .ok_or(refused(
            "credential_request_denied",
            "the person may not have this card any more",
        ))
}

/// Makes the copies and writes them down, with everything that was good once: all or nothing.
pub async fn issue(city: &CityState, wanted: Wanted, once: Vec<String>) -> Result<Value, Failed> {
    let (notification, now) = (secret()?, city.clock().now().timestamp());
    let pki = city.pki().clone();
    city.with_store(move |records| {
        records.write(|tx| {
            if !store::see_all(tx, &once, (now, now.saturating_add(ANSWERED_S)))? {
                return Ok(Err(used_before()));
            }
            let kind = wanted.configuration.kind;
            if is_taken_back(tx, wanted.permit.id, kind.id)? {
                let why = "this card was taken back: it is had anew by signing in again";
                return Ok(Err(refused("credential_request_denied", why)));
            }
            let order = Order {
                configuration: wanted.configuration,
                holding: &wanted.holding,
                keys: &wanted.keys,
                issuer: &identifier(&wanted.origin),
                list: &list_uri(&wanted.origin, kind.id),
                now,
            };
            let Some(made) = make(tx, &order, pki.issuer())? else {
                return Ok(Err(Problem::BROKEN.into()));
            };
            let copies: Vec<Value> = made.copies.iter().map(|copy| json!({ "credential": copy })).collect();
            let answer = json!({ "credentials": copies, "notification_id": notification });
            let batch = NewBatch {
                configuration: &wanted.configuration.id(),
                kind: kind.id,
                person: &wanted.permit.holder,
                permit: wanted.permit.id,
                request: &wanted.request,
                answer: &answer.to_string(),
                notification: &notification,
                places: &made.places,
                times: (now, made.times.1),
            };
            keep_batch(tx, &batch)?;
            Ok(Ok(answer))
        })
    })
    .await?
}

fn used_before() -> Failed {
    refused("invalid_nonce", "the nonce or the key attestation was used before")
}

/// Keeps the request for an official.
async fn put_off(city: &CityState, wanted: Wanted, proved: Proved) -> Result<Value, Failed> {
    let now = city.clock().now().timestamp();
    let keys: Vec<Value> = wanted.keys.iter().map(PublicKey::jwk).collect();
    let deferred = Deferred {
        name: secret()?,
        permit: wanted.permit.id,
        configuration: wanted.configuration.id(),
        keys: Value::Array(keys).to_string(),
        request: wanted.request,
        ready: now.saturating_add(LOOKED_AT_S),
    };
    let body = put_off_answer(&deferred);
    let until = now.saturating_add(ANSWERED_S);
    let kept = city
        .with_store(move |records| {
            records.write(|tx| {
                if !store::see_all(tx, &proved.once, (now, until))? {
                    return Ok(false);
                }
                store::keep_deferred(tx, &deferred)?;
                Ok(true)
            })
        })
        .await?;
    if kept { Ok(body) } else { Err(used_before()) }
}

fn put_off_answer(deferred: &Deferred) -> Value {
    json!({ "transaction_id": deferred.name, "interval": INTERVAL_S })
}

/// The hash under which cards that were put off are written down.
pub fn fingerprint_of(deferred: &Deferred) -> Vec<u8> {
    sha256(format!("deferred {} {}", deferred.name, b64(&deferred.request)))
}
