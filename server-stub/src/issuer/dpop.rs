//! Proofs of possession (DPoP, RFC 9449): whoever uses a token has the key it was given to.

use axum::http::HeaderMap;

use super::failed::{DPOP_NONCE, Failed, bad_token, refused};
use super::nonce::{GOOD_FOR, Use};
use super::store;
use crate::cards::jose::{Token, b64, sha256};
use crate::state::CityState;

const TYPE: &str = "dpop+jwt";
const HEADER: &str = "dpop";
/// No honest name of a proof is longer.
const LONGEST_NAME: usize = 256;

/// What is proved: a request by this method to this address, at one of the two servers, with a token if there is one.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The method.
    pub method: &'static str,
    /// The address, without a query.
    pub url: &'a str,
    /// Whose nonce it needs.
    pub at: Use,
    /// The token.
    pub token: Option<&'a str>,
}

/// The thumbprint of the key that was proved. Each proof is good once.
pub async fn check(city: &CityState, headers: &HeaderMap, asked: Asked<'_>) -> Result<String, Failed> {
    let now = city.clock().now().timestamp();
    let no = |error, why| match asked.at {
        Use::Resource => bad_token(error, why),
        _ => refused(error, why),
    };
    let invalid = |why| no("invalid_dpop_proof", why);
    let mut all = headers.get_all(HEADER).iter();
    let (Some(header), None) = (all.next(), all.next()) else {
        return Err(invalid("there must be one proof of possession"));
    };
    let proof = header.to_str().ok().and_then(|text| Token::read(text, TYPE));
    let proof = proof.ok_or(invalid("this is no proof of possession"))?;
    let key = proof
        .own_key()
        .ok_or(invalid("the proof is not signed by its own key"))?;
    let url = proof
        .text("htu")
        .map(|url| url.split(['?', '#']).next().unwrap_or_default());
    if proof.text("htm") != Some(asked.method) || url != Some(asked.url) {
        return Err(invalid("the proof is for another request"));
    }
    if proof.text("ath") != asked.token.map(|token| b64(sha256(token))).as_deref() {
        return Err(invalid("the proof is for another token"));
    }
    let fresh = || city.nonces().make(asked.at, now);
    // The nonce says when the proof was made; the wallet's own clock need not be right (RFC 9449, 11.1).
    let nonce = proof.text("nonce").unwrap_or_default();
    if !city.nonces().is_good(asked.at, nonce, now) {
        let why = "the proof needs the nonce in the header DPoP-Nonce";
        return Err(no("use_dpop_nonce", why).with(DPOP_NONCE, fresh()?));
    }
    let name = proof
        .text("jti")
        .filter(|name| !name.is_empty() && name.len() <= LONGEST_NAME);
    let name = name.ok_or(invalid("the proof has no name"))?;
    if proof.seconds("iat").is_none() {
        return Err(invalid("the proof does not say when it was made"));
    }
    let (thumbprint, until) = (key.thumbprint(), now.saturating_add(GOOD_FOR));
    let seen = format!("dpop {thumbprint} {name}");
    let first = city
        .with_store(move |records| records.write(|tx| store::see(tx, &seen, (now, until))))
        .await?;
    if first {
        Ok(thumbprint)
    } else {
        Err(invalid("the proof was used before"))
    }
}

/// Whether there is a proof at all: where a code is asked for it may be left out (RFC 9449, 10).
pub fn is_there(headers: &HeaderMap) -> bool {
    headers.contains_key(HEADER)
}
