//! The request, as a link leads to it and as a wallet fetches it (OpenID4VP 1.0, 5; RFC 9101).

use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::desk::{Asking, Door, Prefix};
use super::registration::verifier_info;
use crate::api::Problem;
use crate::cards::jose::{PublicKey, b64, sha256, sign};
use crate::cards::jwe::{ALG, ENCS, point_of};
use crate::cards::{Signer, VERIFIER_HOST};
use crate::identity::{Fields, query};
use crate::state::CityState;

const TYPE: &str = "oauth-authz-req+jwt";
const MEDIA_TYPE: &str = "application/oauth-authz-req+jwt";
/// Whom it is for, since the desk knows no wallet in particular (5.8).
const ANY_WALLET: &str = "https://self-issued.me/v2";
/// ES256 as COSE has it.
const COSE_ES256: i64 = -7;
/// No honest nonce of a wallet is longer.
const LONGEST_NONCE: usize = 512;

/// The desk's name for wallets: prefix and all.
pub fn client_id(prefix: Prefix, signer: &Signer) -> String {
    match prefix {
        Prefix::X509Hash => {
            let leaf = signer.chain.first().map(Vec::as_slice).unwrap_or_default();
            format!("x509_hash:{}", b64(sha256(leaf)))
        }
        Prefix::X509SanDns => format!("x509_san_dns:{VERIFIER_HOST}"),
    }
}

/// Where the doors for wallets are. Who goes by a host must be at that host (5.9.3).
fn door_at(asking: &Asking, what: &str, door: Door) -> String {
    let own = match (asking.wish.prefix, asking.origin.split_once("://")) {
        (Prefix::X509SanDns, Some((scheme, place))) => {
            let port = place.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok());
            let port = port.map(|(_, port)| format!(":{port}")).unwrap_or_default();
            format!("{scheme}://{VERIFIER_HOST}{port}")
        }
        _ => asking.origin.clone(),
    };
    format!("{own}/verifier/{what}/{}", asking.name(door))
}

/// Where the answer goes.
pub fn response_uri(asking: &Asking, door: Door) -> String {
    door_at(asking, "answers", door)
}

/// What a QR code or a link leads a wallet to.
pub fn link(asking: &Asking, door: Door, signer: &Signer) -> String {
    let (own, at) = (client_id(asking.wish.prefix, signer), door_at(asking, "requests", door));
    let method = asking.wish.posts.then_some(("request_uri_method", "post"));
    let fields = [("client_id", own.as_str()), ("request_uri", at.as_str())];
    format!("openid4vp://?{}", query(fields.into_iter().chain(method)))
}

/// The key that the answer is encrypted to.
pub fn encryption_key(asking: &Asking) -> Option<PublicKey> {
    PublicKey::from_point(&point_of(&asking.key))
}

/// `GET /verifier/requests/{name}`
pub async fn fetched(State(city): State<CityState>, Path(name): Path<String>) -> Result<Response, Problem> {
    give(&city, &name, None)
}

/// `POST /verifier/requests/{name}`: with a nonce of the wallet's, which it finds again in the request (5.10).
pub async fn posted(
    State(city): State<CityState>,
    Path(name): Path<String>,
    form: Result<Fields, FormRejection>,
) -> Result<Response, Problem> {
    let fields = form.map_err(|_| Problem::NO_FORM)?;
    let nonce = fields.once("wallet_nonce").filter(|nonce| nonce.len() <= LONGEST_NONCE);
    give(&city, &name, nonce)
}

fn give(city: &CityState, name: &str, wallet_nonce: Option<&str>) -> Result<Response, Problem> {
    let now = city.clock().now().timestamp();
    let (asking, door) = city.questions().at(name, now).ok_or(Problem::NOT_FOUND)?;
    let signer = city.pki().verifier();
    let mut claims = claims(&asking, door, signer, now).ok_or(Problem::BROKEN)?;
    let more = [
        (
            "verifier_info",
            verifier_info(&asking.wish, city.pki().registrar(), now),
        ),
        ("wallet_nonce", wallet_nonce.map(|nonce| json!(nonce))),
    ];
    if let Some(claims) = claims.as_object_mut() {
        claims.extend(
            more.into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), value?))),
        );
        if !asking.wish.transactions.is_empty() {
            claims.insert("transaction_data".to_owned(), json!(asking.wish.transactions));
        }
    }
    city.questions().note_fetched(&asking.id);
    let header = json!({ "typ": TYPE, "x5c": signer.x5c() });
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE)),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, sign(&signer.key, header, &claims)).into_response())
}

fn claims(asking: &Asking, door: Door, signer: &Signer, now: i64) -> Option<Value> {
    Some(json!({
        "response_type": "vp_token",
        "response_mode": "direct_post.jwt",
        "client_id": client_id(asking.wish.prefix, signer),
        "response_uri": response_uri(asking, door),
        "aud": ANY_WALLET,
        "nonce": asking.nonce,
        "state": asking.state,
        "iat": now, "exp": asking.ends(),
        "dcql_query": asking.wish.query,
        "client_metadata": metadata(asking)?,
    }))
}

/// How the desk reads answers (5.1; HAIP 1.0, 5).
fn metadata(asking: &Asking) -> Option<Value> {
    let mut key = encryption_key(asking)?.jwk();
    for (name, value) in [("use", "enc"), ("alg", ALG), ("kid", "answer")] {
        key.as_object_mut()?.insert(name.to_owned(), json!(value));
    }
    Some(json!({
        "jwks": { "keys": [key] },
        "encrypted_response_enc_values_supported": ENCS,
        "vp_formats_supported": {
            "dc+sd-jwt": { "sd-jwt_alg_values": ["ES256"], "kb-jwt_alg_values": ["ES256"] },
            "mso_mdoc": { "issuerauth_alg_values": [COSE_ES256], "deviceauth_alg_values": [COSE_ES256] },
        },
    }))
}
