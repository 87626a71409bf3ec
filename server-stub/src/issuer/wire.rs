//! How requests to the issuer and its answers travel: as JSON, or encrypted (OpenID4VCI 1.0, 10).

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use p256::SecretKey;
use serde_json::Value;

use super::failed::{Failed, never_kept, refused};
use crate::api::Problem;
use crate::cards::jose::PublicKey;
use crate::cards::jwe;

const JWT: &str = "application/jwt";

/// A request, with the key that its answer is encrypted to.
#[derive(Debug)]
pub struct Asked {
    /// What is asked.
    pub body: Value,
    to: Option<Recipient>,
}

#[derive(Debug)]
struct Recipient {
    key: PublicKey,
    kid: Option<String>,
    enc: String,
}

const fn bad_encryption(why: &'static str) -> Failed {
    refused("invalid_encryption_parameters", why)
}

impl Asked {
    /// Reads a request.
    pub fn read(headers: &HeaderMap, body: &[u8], own: &SecretKey) -> Result<Self, Failed> {
        let kind = headers
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default();
        let encrypted = kind
            .split(';')
            .next()
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case(JWT));
        let unreadable = refused("invalid_credential_request", "the request is no JSON object");
        let body: Value = if encrypted {
            let text = std::str::from_utf8(body).ok();
            let plain = text.and_then(|text| jwe::decrypt(text, own));
            let plain = plain.ok_or(bad_encryption("the request cannot be opened"))?;
            serde_json::from_slice(&plain).map_err(|_| unreadable)?
        } else {
            serde_json::from_slice(body).map_err(|_| unreadable)?
        };
        if !body.is_object() {
            return Err(refused("invalid_credential_request", "the request is no JSON object"));
        }
        let to = body.get("credential_response_encryption").map(recipient).transpose()?;
        // Somebody on the way could put another key in (OpenID4VCI 1.0, 8.2).
        if to.is_some() && !encrypted {
            return Err(bad_encryption("who wants an encrypted answer encrypts the request"));
        }
        Ok(Self { body, to })
    }
}

fn recipient(wish: &Value) -> Result<Recipient, Failed> {
    let jwk = wish.get("jwk").ok_or(bad_encryption("the key is missing"))?;
    if jwk.get("alg").and_then(Value::as_str) != Some(jwe::ALG) {
        return Err(bad_encryption("the key must be for ECDH-ES"));
    }
    if wish.get("zip").is_some() {
        return Err(bad_encryption("answers are not compressed"));
    }
    let enc = wish.get("enc").and_then(Value::as_str).unwrap_or_default();
    if !jwe::ENCS.contains(&enc) {
        return Err(bad_encryption("enc must be A128GCM or A256GCM"));
    }
    Ok(Recipient {
        key: PublicKey::from_jwk(jwk).ok_or(bad_encryption("the key is not on P-256"))?,
        kid: jwk.get("kid").and_then(Value::as_str).map(str::to_owned),
        enc: enc.to_owned(),
    })
}

/// An answer, encrypted if that was wished.
pub fn answer(asked: &Asked, status: StatusCode, body: Value) -> Result<Response, Failed> {
    let Some(to) = &asked.to else {
        return Ok(never_kept(status, body, None));
    };
    let text = jwe::encrypt(body.to_string().as_bytes(), (&to.key, to.kid.as_deref()), &to.enc);
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(JWT)),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((status, headers, text.ok_or(Problem::BROKEN)?).into_response())
}
