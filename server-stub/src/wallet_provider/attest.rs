//! The attestations: of a wallet, and of keys.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::CLIENT_ID;
use crate::admin::Body;
use crate::api::Problem;
use crate::cards::MOST_COPIES;
use crate::cards::jose::{PublicKey, Token, sign};
use crate::identity::Origin;
use crate::issuer::Use;
use crate::state::CityState;

/// The type of a phone's proofs.
const PROOF_TYPE: &str = "madrid-key-proof+jwt";
/// A wallet attestation lives for half of the day that TS3 allows (2.3).
const WALLET_S: i64 = 12 * 60 * 60;
/// A key attestation is used at once.
const KEYS_S: i64 = 15 * 60;
/// For how long the provider looks after the keys' store (TS3, 2.4: 31 days at least).
const LOOKED_AFTER_S: i64 = 365 * 24 * 60 * 60;
/// A token is not signed by its own key, or is not for this provider, or its nonce is too old.
const KEY_NOT_PROVED: Problem = Problem::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "key_not_proved",
    "each token must be signed by its own key, over a fresh nonce",
);
/// The wallet provider is switched off.
const DOWN: Problem = Problem::new(
    StatusCode::SERVICE_UNAVAILABLE,
    "wallet_provider_down",
    "the wallet provider does not answer",
);
const NAME: &str = "Madrid en tu móvil (ciudad de pruebas)";

/// `POST /wallet-provider/nonce`
pub async fn nonce(State(city): State<CityState>) -> Result<Response, Problem> {
    open(&city)?;
    let now = city.clock().now().timestamp();
    Ok(fresh(json!({ "nonce": city.nonces().make(Use::WalletProvider, now)? })))
}

/// The proof of a wallet's own key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WalletWire {
    proof: String,
}

/// `POST /wallet-provider/wallet-attestation`: for a token that the wallet's own key signed over the nonce.
pub async fn wallet(
    State(city): State<CityState>,
    Origin(origin): Origin,
    Body(wire): Body<WalletWire>,
) -> Result<Response, Problem> {
    open(&city)?;
    let now = city.clock().now().timestamp();
    let key = proved(&city, &wire.proof, &origin, now).ok_or(KEY_NOT_PROVED)?;
    let signer = city.pki().wallet_provider();
    let header = json!({ "typ": "oauth-client-attestation+jwt", "x5c": signer.x5c() });
    let claims = json!({
        "iss": provider(&origin), "sub": CLIENT_ID, "iat": now, "exp": now.saturating_add(WALLET_S),
        "wallet_name": NAME, "cnf": { "jwk": key.jwk() },
    });
    Ok(fresh(
        json!({ "wallet_attestation": sign(&signer.key, header, &claims), "expires_in": WALLET_S }),
    ))
}

/// Proofs of keys for cards, and the nonce of who will get the attestation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeysWire {
    proofs: Vec<String>,
    /// The `c_nonce` of the issuer.
    nonce: Option<String>,
    storage: Storage,
}

/// How the keys are kept, by the phone's own word.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Storage {
    /// In a chip of its own or a trusted part of the processor.
    Hardware,
    /// In a file.
    Software,
}

impl Storage {
    /// As OpenID4VCI grades it (D.2).
    const fn grade(self) -> &'static str {
        match self {
            Self::Hardware => "iso_18045_high",
            Self::Software => "iso_18045_basic",
        }
    }
}

/// `POST /wallet-provider/key-attestation`: for as many keys as there are tokens, each signed by one of them, over one nonce.
pub async fn keys(
    State(city): State<CityState>,
    Origin(origin): Origin,
    Body(wire): Body<KeysWire>,
) -> Result<Response, Problem> {
    open(&city)?;
    let now = city.clock().now().timestamp();
    if wire.proofs.is_empty() || wire.proofs.len() > MOST_COPIES {
        return Err(KEY_NOT_PROVED);
    }
    let proved: Option<Vec<_>> = wire
        .proofs
        .iter()
        .map(|proof| proved(&city, proof, &origin, now))
        .collect();
    let keys: Vec<Value> = proved.ok_or(KEY_NOT_PROVED)?.iter().map(PublicKey::jwk).collect();
    let signer = city.pki().wallet_provider();
    let header = json!({ "typ": "key-attestation+jwt", "x5c": signer.x5c() });
    let grade = [wire.storage.grade()];
    let mut claims = json!({
        "iss": provider(&origin), "iat": now, "exp": now.saturating_add(KEYS_S), "attested_keys": keys,
        "key_storage": grade, "user_authentication": grade,
        "key_storage_status": { "exp": now.saturating_add(LOOKED_AFTER_S) },
    });
    if let (Some(nonce), Some(claims)) = (wire.nonce, claims.as_object_mut()) {
        claims.insert("nonce".to_owned(), json!(nonce));
    }
    Ok(fresh(json!({ "key_attestation": sign(&signer.key, header, &claims) })))
}

/// The provider's name at this address.
fn provider(origin: &str) -> String {
    format!("{origin}/wallet-provider")
}

/// The key that signed this proof, for this provider and over a fresh nonce of its own.
fn proved(city: &CityState, proof: &str, origin: &str, now: i64) -> Option<PublicKey> {
    let token = Token::read(proof, PROOF_TYPE)?;
    let key = token.own_key()?;
    let fresh = city
        .nonces()
        .is_good(Use::WalletProvider, token.text("nonce").unwrap_or_default(), now);
    (fresh && token.is_for(&provider(origin))).then_some(key)
}

fn open(city: &CityState) -> Result<(), Problem> {
    if city.wallet_provider().is_down() {
        Err(DOWN)
    } else {
        Ok(())
    }
}

fn fresh(body: Value) -> Response {
    (StatusCode::OK, [(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
