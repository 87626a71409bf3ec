//! That a wallet has the keys which cards are to be bound to (OpenID4VCI 1.0, 8.2.1, appendices D and F).

use serde_json::{Map, Value};

use super::failed::{Failed, refused};
use super::nonce::{Nonces, Use};
use crate::cards::chain::{leaf_key, x5c};
use crate::cards::jose::{PublicKey, Token, sha256};
use crate::cards::{Configuration, MOST_COPIES, Tier};

const PROOF_TYPE: &str = "openid4vci-proof+jwt";
const ATTESTATION_TYPE: &str = "key-attestation+jwt";
/// How well a key has to be kept for a card of the highest tier (OpenID4VCI 1.0, D.2).
pub const GOOD_STORAGE: [&str; 2] = ["iso_18045_moderate", "iso_18045_high"];

/// What proofs are held against.
#[derive(Debug)]
pub struct Against<'a> {
    /// The issuer's identifier.
    pub issuer: &'a str,
    /// The wallet's name; empty for one that has none.
    pub client: &'a str,
    /// What made the nonces.
    pub nonces: &'a Nonces,
    /// The root above the wallet provider.
    pub provider: &'a [u8],
    /// The city's time.
    pub now: i64,
}

/// Keys that were proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proved {
    /// One for each copy.
    pub keys: Vec<PublicKey>,
    /// What must not come again: the nonce, and key attestations.
    pub once: Vec<String>,
}

const fn invalid(why: &'static str) -> Failed {
    refused("invalid_proof", why)
}

/// Checks the proofs for a card.
pub fn check(proofs: Option<&Value>, card: Configuration, against: &Against<'_>) -> Result<Proved, Failed> {
    if card.tier() == Tier::None {
        // Keys that are sent all the same are none of our business (OpenID4VCI 1.0, 8.2).
        return Ok(Proved {
            keys: Vec::new(),
            once: Vec::new(),
        });
    }
    let all = proofs.and_then(Value::as_object).filter(|all| all.len() == 1);
    let all = all.ok_or(invalid("proofs of one type are needed"))?;
    let (name, texts) = all.iter().next().ok_or(invalid("proofs are needed"))?;
    let texts: Option<Vec<&str>> = texts.as_array().and_then(|all| all.iter().map(Value::as_str).collect());
    let texts = texts.filter(|texts| !texts.is_empty() && texts.len() <= MOST_COPIES);
    let texts = texts.ok_or(invalid("proofs are a list of texts, and not too many"))?;
    let proved = match name.as_str() {
        "jwt" => by_tokens(&texts, card.tier(), against)?,
        "attestation" if card.tier() > Tier::Basic => by_attestation(&texts, against)?,
        _ => return Err(invalid("there is no such type of proof")),
    };
    let mut prints: Vec<_> = proved.keys.iter().map(PublicKey::thumbprint).collect();
    prints.sort_unstable();
    prints.dedup();
    if prints.len() != proved.keys.len() {
        return Err(invalid("each copy needs a key of its own"));
    }
    if proved.keys.len() > card.reuse().batch() {
        return Err(invalid("there are not so many copies of this card at a time"));
    }
    Ok(proved)
}

/// Each token proves its own key; or one proves the first of those that the wallet provider vouches for.
fn by_tokens(texts: &[&str], tier: Tier, against: &Against<'_>) -> Result<Proved, Failed> {
    let tokens: Option<Vec<Token>> = texts.iter().map(|text| Token::read(text, PROOF_TYPE)).collect();
    let tokens = tokens.ok_or(invalid("a proof cannot be read"))?;
    let attested = tokens
        .iter()
        .filter(|token| token.header.contains_key("key_attestation"))
        .count();
    let (keys, mut once) = match (tokens.as_slice(), attested) {
        ([only], 1) => by_first_key(only, against)?,
        (_, 0) if tier < Tier::Hardware => {
            let keys: Option<Vec<_>> = tokens.iter().map(Token::own_key).collect();
            (keys.ok_or(invalid("a proof is not signed by its own key"))?, Vec::new())
        }
        (_, 0) => return Err(invalid("this card needs a key_attestation")),
        _ => return Err(invalid("one key_attestation, in one proof, stands for all keys")),
    };
    let mut nonces: Vec<&str> = tokens
        .iter()
        .map(|token| token.text("nonce").unwrap_or_default())
        .collect();
    nonces.dedup();
    let [nonce] = nonces.as_slice() else {
        return Err(invalid("all proofs have the same nonce"));
    };
    for token in &tokens {
        claims(token, against)?;
    }
    once.push(fresh(nonce, against)?);
    Ok(Proved { keys, once })
}

fn claims(token: &Token, against: &Against<'_>) -> Result<(), Failed> {
    if !token.is_for(against.issuer) {
        return Err(invalid("a proof is for another issuer"));
    }
    if token.seconds("iat").is_none() {
        return Err(invalid("a proof does not say when it was made"));
    }
    // Left out where the wallet has no name (OpenID4VCI 1.0, F.1).
    if token.text("iss").is_some_and(|iss| iss != against.client) {
        return Err(invalid("a proof is another wallet's"));
    }
    Ok(())
}

/// One proof for all keys, signed by the first of them (TS3, 2.5).
fn by_first_key(token: &Token, against: &Against<'_>) -> Result<(Vec<PublicKey>, Vec<String>), Failed> {
    let text = token
        .header
        .get("key_attestation")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let (attestation, keys) = attestation(text, against)?;
    // Its nonce may be left out here, where the proof has one; a wrong one may not be.
    let nonce = token.text("nonce");
    if attestation.contains_key("nonce") && attestation.get("nonce").and_then(Value::as_str) != nonce {
        return Err(invalid("the key attestation has another nonce"));
    }
    let signed = keys.first().is_some_and(|first| token.is_signed_by(first));
    let named = token
        .header
        .get("jwk")
        .is_none_or(|jwk| PublicKey::from_jwk(jwk).as_ref() == keys.first());
    if !signed || !named {
        return Err(invalid("the proof is not signed by the first attested key"));
    }
    Ok((keys, vec![once(text)]))
}

/// The wallet provider alone speaks for all keys, and for this nonce.
fn by_attestation(texts: &[&str], against: &Against<'_>) -> Result<Proved, Failed> {
    let [text] = texts else {
        return Err(invalid("one key attestation stands for all keys"));
    };
    let (claims, keys) = attestation(text, against)?;
    let nonce = claims.get("nonce").and_then(Value::as_str).unwrap_or_default();
    Ok(Proved {
        keys,
        once: vec![once(text), fresh(nonce, against)?],
    })
}

/// What the wallet provider says of keys, if it was that and did so lately.
fn attestation(text: &str, against: &Against<'_>) -> Result<(Map<String, Value>, Vec<PublicKey>), Failed> {
    let read = || {
        let token = Token::read(text, ATTESTATION_TYPE)?;
        let provider = leaf_key(&x5c(&token.header)?, against.provider, against.now)?;
        let ends = token.seconds("exp")?;
        (token.is_signed_by(&provider) && against.now < ends).then_some(token)
    };
    let token = read().ok_or(invalid("the wallet provider does not vouch for these keys"))?;
    let stored = token.claims.get("key_storage").and_then(Value::as_array);
    let well = stored.is_some_and(|all| all.iter().any(|one| GOOD_STORAGE.iter().any(|good| one == good)));
    if !well {
        return Err(invalid("the keys are not kept well enough"));
    }
    let keys = token.claims.get("attested_keys").and_then(Value::as_array);
    let keys: Option<Vec<_>> = keys.and_then(|keys| keys.iter().map(PublicKey::from_jwk).collect());
    let keys = keys.filter(|keys| !keys.is_empty() && keys.len() <= MOST_COPIES);
    Ok((
        token.claims,
        keys.ok_or(invalid("the key attestation has no keys that can be used"))?,
    ))
}

fn once(attestation: &str) -> String {
    format!("attested {}", crate::cards::jose::b64(sha256(attestation)))
}

/// The nonce, if it is one of ours and fresh.
fn fresh(nonce: &str, against: &Against<'_>) -> Result<String, Failed> {
    if against.nonces.is_good(Use::Card, nonce, against.now) {
        Ok(format!("nonce {nonce}"))
    } else {
        Err(refused("invalid_nonce", "ask the nonce endpoint for another one"))
    }
}
