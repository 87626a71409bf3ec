//! Offers (OpenID4VCI 1.0, 4): what a QR code or a link leads a wallet to.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use ring::rand::{SecureRandom as _, SystemRandom};
use serde_json::json;

use super::store::{self, Right};
use super::token::PRE_AUTHORIZED;
use super::{at, identifier};
use crate::api::Problem;
use crate::cards::Configuration;
use crate::citizens::Persona;
use crate::identity::{query, secret};
use crate::state::CityState;

/// For how long an offer is good, in seconds: as long as somebody stands at the counter, or sits before the page.
pub const GOOD_FOR: i64 = 30 * 60;
/// Digits of the code that is told apart.
const DIGITS: usize = 6;

/// An offer, as people carry it to their wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The link, for a QR code as well.
    pub link: String,
    /// What the official tells the person, who types it.
    pub tx_code: Option<String>,
}

/// An official gives a card to somebody who stands there.
pub async fn by_official(
    city: &CityState,
    origin: &str,
    (holder, card): (&'static Persona, Configuration),
) -> Result<Offer, Problem> {
    let (code, tx_code) = (secret()?, digits()?);
    let grants = json!({ PRE_AUTHORIZED: {
        "pre-authorized_code": code,
        "tx_code": { "input_mode": "numeric", "length": DIGITS, "description": "El código que te dice la persona del mostrador" },
    } });
    let right = Right {
        client: String::new(),
        attested: false,
        jkt: None,
        redirect_uri: String::new(),
        challenge: String::new(),
        holder: holder.id.to_owned(),
        configurations: vec![card.id()],
        detailed: false,
    };
    let until = city.clock().now().timestamp().saturating_add(GOOD_FOR);
    let told = tx_code.clone();
    city.with_store(move |records| records.write(|tx| store::keep_offered(tx, (&code, &told), &right, until)))
        .await?;
    Ok(Offer {
        link: keep(city, origin, card, grants).await?,
        tx_code: Some(tx_code),
    })
}

/// Somebody takes a card by themselves, and signs in on the way.
pub async fn by_oneself(city: &CityState, origin: &str, card: Configuration) -> Result<Offer, Problem> {
    Ok(Offer {
        link: keep(city, origin, card, json!({ "authorization_code": {} })).await?,
        tx_code: None,
    })
}

async fn keep(
    city: &CityState,
    origin: &str,
    card: Configuration,
    grants: serde_json::Value,
) -> Result<String, Problem> {
    let content = json!({
        "credential_issuer": identifier(origin), "credential_configuration_ids": [card.id()], "grants": grants,
    });
    let (name, now) = (secret()?, city.clock().now().timestamp());
    let address = format!("{}/{name}", at(origin, "offers"));
    let until = now.saturating_add(GOOD_FOR);
    city.with_store(move |records| {
        records.write(|tx| store::keep_offer(tx, &name, &content.to_string(), (now, until)))
    })
    .await?;
    let fields = query([("credential_offer_uri", address.as_str())].into_iter());
    Ok(format!("openid-credential-offer://?{fields}"))
}

/// `GET /issuer/offers/{id}`
pub async fn show(
    State(city): State<CityState>,
    Path(name): Path<String>,
) -> Result<([(HeaderName, HeaderValue); 2], String), Problem> {
    let now = city.clock().now().timestamp();
    let found = city
        .with_store(move |records| records.read(|c| store::offer(c, &name, now)))
        .await?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, found.ok_or(Problem::NOT_FOUND)?))
}

/// A number that nobody guesses in five tries.
fn digits() -> Result<String, Problem> {
    let mut bytes = [0_u8; 8];
    SystemRandom::new().fill(&mut bytes).map_err(|_| Problem::BROKEN)?;
    let number = u64::from_le_bytes(bytes) % 1_000_000;
    Ok(format!("{number:0DIGITS$}"))
}
