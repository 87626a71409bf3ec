//! Reads cards that are SD-JWT VCs, as holders show them (RFC 9901, 7.3).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::chain::{leaf_key, x5c};
use super::jose::{PublicKey, Token, b64, sha256, unb64};
use super::kind::Format;
use super::shown::{Fault, Place, Shown, Talk};

/// No honest holder shows more, in bytes.
const LONGEST: usize = 128 * 1024;
const MOST_DISCLOSURES: usize = 300;
const DEEPEST: usize = 12;
/// Seconds by which the clock of a wallet may be ahead.
const SKEW: i64 = 60;
/// What an issuer must not let the holder keep back (draft-ietf-oauth-sd-jwt-vc, 2.2.2.2), nor a disclosure put in its place.
const PROTECTED: [&str; 9] = [
    "iss",
    "nbf",
    "exp",
    "cnf",
    "vct",
    "vct#integrity",
    "status",
    "iat",
    "_sd_alg",
];

/// Reads it, and believes the root and the holder alone.
pub fn read(text: &str, root: &[u8], talk: &Talk<'_>) -> Result<Shown, Fault> {
    let (body, binding) = text
        .rsplit_once('~')
        .filter(|_| text.len() <= LONGEST)
        .ok_or(Fault::Unreadable)?;
    let mut pieces = body.split('~');
    let token = pieces.next().and_then(|token| Token::read(token, "dc+sd-jwt"));
    let token = token.ok_or(Fault::Unreadable)?;
    let chain = x5c(&token.header).ok_or(Fault::ForeignIssuer)?;
    let issuer = leaf_key(&chain, root, talk.times.1).ok_or(Fault::ForeignIssuer)?;
    if !token.is_signed_by(&issuer) {
        return Err(Fault::Changed);
    }
    let (claims, disclosed) = opened(&token.claims, pieces)?;
    let bound = if binding.is_empty() {
        false
    } else {
        let signed = text.strip_suffix(binding).unwrap_or_default();
        is_bound(&claims, (binding, signed), talk)?;
        true
    };
    let seconds = |name: &str| token.seconds(name);
    Ok(Shown {
        format: Format::SdJwt,
        typ: token.text("vct").ok_or(Fault::Unreadable)?.to_owned(),
        status: status(&claims),
        times: (seconds("nbf").unwrap_or(0), seconds("exp").ok_or(Fault::Unreadable)?),
        claims,
        disclosed,
        bound,
    })
}

/// The reference to a status list (draft-ietf-oauth-status-list, 6.2).
fn status(claims: &Value) -> Option<(String, i64)> {
    let reference = claims.get("status")?.get("status_list")?;
    Some((
        reference.get("uri")?.as_str()?.to_owned(),
        reference.get("idx")?.as_i64()?,
    ))
}

/// Whether whose card it is has signed that it is shown here and now (RFC 9901, 4.3).
fn is_bound(claims: &Value, (binding, signed): (&str, &str), talk: &Talk<'_>) -> Result<(), Fault> {
    let binding = Token::read(binding, "kb+jwt").ok_or(Fault::Unreadable)?;
    let holder = claims
        .get("cnf")
        .and_then(|cnf| cnf.get("jwk"))
        .and_then(PublicKey::from_jwk);
    let holder = holder.ok_or(Fault::WrongHolder)?;
    if !binding.is_signed_by(&holder) || binding.text("sd_hash") != Some(&b64(sha256(signed))) {
        return Err(Fault::WrongHolder);
    }
    // The audience is one text (RFC 9901, 4.3).
    if binding.text("aud") != Some(talk.client_id) {
        return Err(Fault::WrongAudience);
    }
    if binding.text("nonce") != Some(talk.nonce) {
        return Err(Fault::WrongNonce);
    }
    let (asked, now) = talk.times;
    let fresh = asked.saturating_sub(SKEW)..=now.saturating_add(SKEW);
    match binding.seconds("iat") {
        Some(made) if fresh.contains(&made) => Ok(()),
        _ => Err(Fault::Stale),
    }
}

/// Puts back what the holder discloses, and says what that was.
fn opened<'t>(
    claims: &Map<String, Value>,
    pieces: impl Iterator<Item = &'t str>,
) -> Result<(Value, Vec<Place>), Fault> {
    if claims.get("_sd_alg").is_some_and(|name| name != "sha-256") {
        return Err(Fault::Unreadable);
    }
    let mut opening = Opening::default();
    for piece in pieces {
        let parts = unb64(piece).and_then(|bytes| serde_json::from_slice::<Vec<Value>>(&bytes).ok());
        let again = opening.left.insert(b64(sha256(piece)), parts.ok_or(Fault::Unreadable)?);
        if again.is_some() || opening.left.len() > MOST_DISCLOSURES {
            return Err(Fault::Unreadable);
        }
    }
    let mut value = opening.open(Value::Object(claims.clone()), &Place::new())?;
    if let Some(members) = value.as_object_mut() {
        members.remove("_sd_alg");
    }
    // What belongs to no digest was signed by nobody.
    if opening.left.is_empty() {
        Ok((value, opening.disclosed))
    } else {
        Err(Fault::Changed)
    }
}

/// Disclosures on their way to their places.
#[derive(Debug, Default)]
struct Opening {
    left: BTreeMap<String, Vec<Value>>,
    /// Each digest is there once only, also where it stands for nothing.
    seen: BTreeSet<String>,
    disclosed: Vec<Place>,
}

impl Opening {
    fn open(&mut self, value: Value, at: &Place) -> Result<Value, Fault> {
        if at.len() > DEEPEST {
            return Err(Fault::Unreadable);
        }
        match value {
            Value::Object(members) => self.open_members(members, at).map(Value::Object),
            Value::Array(elements) => self.open_elements(elements, at).map(Value::Array),
            plain => Ok(plain),
        }
    }

    fn open_members(&mut self, mut members: Map<String, Value>, at: &Place) -> Result<Map<String, Value>, Fault> {
        let digests = match members.remove("_sd") {
            None => Vec::new(),
            Some(Value::Array(digests)) => digests,
            Some(_) => return Err(Fault::Unreadable),
        };
        let mut open = Map::new();
        for (name, value) in members {
            if name == "..." {
                return Err(Fault::Unreadable);
            }
            let value = self.open(value, &below(at, json!(name)))?;
            open.insert(name, value);
        }
        for digest in digests {
            let Some(parts) = self.take(&digest)? else { continue };
            let [_, Value::String(name), value] = parts.as_slice() else {
                return Err(Fault::Unreadable);
            };
            let is_free = !open.contains_key(name) && !matches!(name.as_str(), "_sd" | "...");
            if !is_free || (at.is_empty() && PROTECTED.contains(&name.as_str())) {
                return Err(Fault::Unreadable);
            }
            let place = below(at, json!(name));
            self.disclosed.push(place.clone());
            let value = self.open(value.clone(), &place)?;
            open.insert(name.clone(), value);
        }
        Ok(open)
    }

    fn open_elements(&mut self, elements: Vec<Value>, at: &Place) -> Result<Vec<Value>, Fault> {
        let mut open = Vec::new();
        for element in elements {
            let place = below(at, json!(open.len()));
            let hidden = element.as_object().filter(|members| members.len() == 1);
            let Some(digest) = hidden.and_then(|members| members.get("...")) else {
                open.push(self.open(element, &place)?);
                continue;
            };
            // One that is kept back leaves no gap.
            let Some(parts) = self.take(digest)? else { continue };
            let [_, value] = parts.as_slice() else {
                return Err(Fault::Unreadable);
            };
            self.disclosed.push(place.clone());
            open.push(self.open(value.clone(), &place)?);
        }
        Ok(open)
    }

    /// The disclosure of this digest, if there is one.
    fn take(&mut self, digest: &Value) -> Result<Option<Vec<Value>>, Fault> {
        let digest = digest.as_str().ok_or(Fault::Unreadable)?;
        if !self.seen.insert(digest.to_owned()) {
            return Err(Fault::Unreadable);
        }
        Ok(self.left.remove(digest))
    }
}

fn below(at: &Place, step: Value) -> Place {
    [at.as_slice(), &[step]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(parts: &Value) -> (String, String) {
        let piece = b64(parts.to_string());
        let digest = b64(sha256(&piece));
        (piece, digest)
    }

    fn open(claims: Value, pieces: &[&str]) -> Result<(Value, Vec<Place>), Fault> {
        opened(claims.as_object().unwrap(), pieces.iter().copied())
    }

    #[test]
    fn what_is_disclosed_goes_back_to_its_place() {
        let (street, street_digest) = piece(&json!(["s", "street", "Calle Mayor 1"]));
        let (address, address_digest) = piece(&json!(["s", "address", { "_sd": [street_digest], "city": "Madrid" }]));
        let (second, second_digest) = piece(&json!(["s", "b"]));
        let hidden = piece(&json!(["s", "a"])).1;
        let claims = json!({ "_sd_alg": "sha-256", "_sd": [address_digest, "decoy"],
            "l": [{ "...": hidden }, { "...": second_digest }, "c"] });
        let (value, places) = open(claims.clone(), &[&street, &address, &second]).unwrap();
        let whole = json!({ "address": { "street": "Calle Mayor 1", "city": "Madrid" }, "l": ["b", "c"] });
        assert_eq!(value, whole);
        let expected = [json!(["l", 0]), json!(["address"]), json!(["address", "street"])];
        assert_eq!(places.into_iter().map(Value::from).collect::<Vec<_>>(), expected);
        // Without the one above it, it belongs nowhere.
        assert_eq!(open(claims, &[&street]), Err(Fault::Changed));
    }

    #[test]
    fn what_nobody_signed_and_what_may_not_be_is_refused() {
        let (one, digest) = piece(&json!(["s", "name", "x"]));
        let protected = piece(&json!(["s", "vct", "x"]));
        let reserved = piece(&json!(["s", "_sd", ["x"]]));
        let element = piece(&json!(["s", "x"]));
        for (claims, piece, fault) in [
            (json!({}), &one, Fault::Changed),
            (json!({ "_sd": [digest, digest] }), &one, Fault::Unreadable),
            (json!({ "_sd": [digest], "name": "y" }), &one, Fault::Unreadable),
            (json!({ "_sd": [protected.1] }), &protected.0, Fault::Unreadable),
            (json!({ "_sd": [reserved.1] }), &reserved.0, Fault::Unreadable),
            (json!({ "_sd": [element.1] }), &element.0, Fault::Unreadable),
            (json!({ "l": [{ "...": digest }] }), &one, Fault::Unreadable),
            (json!({ "_sd": "x" }), &one, Fault::Unreadable),
            (json!({ "_sd_alg": "md5", "_sd": [digest] }), &one, Fault::Unreadable),
        ] {
            assert_eq!(open(claims.clone(), &[piece]), Err(fault), "{claims}");
        }
        assert_eq!(open(json!({ "_sd": [digest] }), &[&one, &one]), Err(Fault::Unreadable));
    }
}
