//! What the issuer of tests makes of what is proved to it.

use std::collections::{BTreeMap, BTreeSet};

use madrid_credentials::jose::b64;
use madrid_credentials::jose::jwk::sha256;
use madrid_credentials::jose::jws::Jws;
use serde_json::Value;

use super::test_documents::no;
use super::test_issuer::{ISSUER, State};
use crate::net::percent_decode;
use crate::ports::{WebRequest, WebResponse};

/// The keys that are proved, each with its own token or all by one attestation, over a nonce that was never used.
pub fn keys(state: &mut State, proofs: &Value, is_lower: bool) -> Result<Vec<Value>, &'static str> {
    if state.tier == "none" {
        assert!(proofs.is_null());
        return Ok(Vec::new());
    }
    let tokens: Vec<&str> = proofs["jwt"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_str().unwrap())
        .collect();
    let (mut keys, mut nonces) = (Vec::new(), BTreeSet::new());
    for token in tokens {
        let jws = Jws::parse(token).unwrap();
        jws.header.expect_type(&["openid4vci-proof+jwt"]).unwrap();
        let key = jws.header.jwk().unwrap().unwrap();
        jws.verify(&key).unwrap();
        let claims = jws.claims().unwrap();
        assert_eq!(claims["aud"], ISSUER);
        nonces.insert(claims["nonce"].as_str().unwrap().to_owned());
        match jws.header.text("key_attestation") {
            Some(_) if state.wary > 0 => {
                state.wary -= 1;
                return Err("invalid_proof");
            }
            Some(attestation) => {
                let said = Jws::parse(attestation).unwrap().claims().unwrap();
                assert_eq!(said["attested_keys"][0], key.jwk(), "the first one proves all");
                keys.extend(said["attested_keys"].as_array().unwrap().clone());
            }
            None => {
                assert!(is_lower || state.tier != "hardware");
                keys.push(key.jwk());
            }
        }
    }
    assert_eq!(nonces.len(), 1);
    if !state.nonces.remove(nonces.first().unwrap()) {
        return Err("invalid_nonce");
    }
    Ok(keys)
}

/// The thumbprint of the key that is proved; each server wants a nonce of its own.
pub fn proved(request: &WebRequest, server: &str, token: Option<&str>) -> Result<String, Box<WebResponse>> {
    let text = header(request, "dpop").unwrap_or_default();
    let jws = Jws::parse(&text).unwrap();
    let key = jws.header.jwk().unwrap().unwrap();
    jws.verify(&key).unwrap();
    let claims = jws.claims().unwrap();
    assert_eq!(
        (claims["htm"].as_str(), claims["htu"].as_str()),
        (Some("POST"), Some(request.url.as_str()))
    );
    let ath = token.map(|token| b64(sha256(token.as_bytes())));
    assert_eq!(claims.get("ath").and_then(Value::as_str), ath.as_deref());
    let wanted = format!("nonce of {server}");
    if claims.get("nonce").and_then(Value::as_str) == Some(&wanted) {
        return Ok(b64(key.thumbprint()));
    }
    let mut refused = no("use_dpop_nonce", if server == "as" { 400 } else { 401 });
    refused.dpop_nonce = Some(wanted);
    Err(Box::new(refused))
}

/// A header of a request.
pub fn header(request: &WebRequest, name: &str) -> Option<String> {
    let found = request.headers.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| value.clone())
}

/// A form.
pub fn fields(request: &WebRequest) -> BTreeMap<String, String> {
    let body = String::from_utf8(request.body.as_ref().unwrap().bytes.clone()).unwrap();
    let pairs = body.split('&').map(|pair| pair.split_once('=').unwrap());
    pairs
        .map(|(name, value)| (percent_decode(name).unwrap(), percent_decode(value).unwrap()))
        .collect()
}
