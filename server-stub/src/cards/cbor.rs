//! CBOR (RFC 8949) and signed CBOR (COSE_Sign1, RFC 9052): what mdocs and status lists of the other kind are made of.

use ciborium::value::Value;
use p256::ecdsa::SigningKey;

use super::jose::{PublicKey, b64, signature};

/// COSE's name of a header: the algorithm (RFC 9052, 3.1).
const ALG: i64 = 1;
/// The type of what is signed (RFC 9596).
const TYP: i64 = 16;
/// Certificates (RFC 9360).
const X5CHAIN: i64 = 33;
/// ECDSA with SHA-256 (RFC 9053, 2.1).
const ES256: i64 = -7;
/// What is inside is CBOR once more (RFC 8949, 3.4.5.1).
const EMBEDDED: u64 = 24;
/// No honest value goes deeper.
const DEEPEST: usize = 12;
/// A date without a time (RFC 8943).
const FULL_DATE: u64 = 1004;

/// Text.
pub fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A whole number.
pub fn int(number: i64) -> Value {
    Value::Integer(number.into())
}

/// A map, in this order.
pub fn map(members: impl IntoIterator<Item = (Value, Value)>) -> Value {
    Value::Map(members.into_iter().collect())
}

/// The bytes of a value. Memory takes whatever is written to it.
pub fn bytes(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    match ciborium::into_writer(value, &mut bytes) {
        Ok(()) => bytes,
        Err(_) => Vec::new(),
    }
}

/// A value inside another: its bytes are kept as they are, so that a digest over them stays true.
pub fn embedded(value: &Value) -> Value {
    Value::Tag(EMBEDDED, Box::new(Value::Bytes(bytes(value))))
}

/// A date.
pub fn full_date(day: &str) -> Value {
    Value::Tag(FULL_DATE, Box::new(text(day)))
}

/// A moment (RFC 8949, 3.4.1).
pub fn moment(rfc3339: &str) -> Value {
    Value::Tag(0, Box::new(text(rfc3339)))
}

/// A public key (RFC 9053, 7.1.1).
pub fn cose_key(key: &PublicKey) -> Value {
    let (x, y) = key.coordinates();
    map([
        (int(1), int(2)),
        (int(-1), int(1)),
        (int(-2), Value::Bytes(x)),
        (int(-3), Value::Bytes(y)),
    ])
}

/// Signs a payload, with the certificates in front of the root beside it and the type of the payload if it has one.
pub fn sign1(key: &SigningKey, chain: &[Vec<u8>], typ: Option<&str>, payload: Vec<u8>) -> Value {
    let protected = [(int(ALG), int(ES256))];
    let protected = protected.into_iter().chain(typ.map(|typ| (int(TYP), text(typ))));
    let protected = bytes(&map(protected));
    let signature = signature(key, &to_sign(&protected, &payload));
    // One certificate stands alone, several in a list (RFC 9360, 2).
    let mut chain: Vec<Value> = chain.iter().cloned().map(Value::Bytes).collect();
    let chain = match (chain.pop(), chain.is_empty()) {
        (Some(only), true) => only,
        (last, _) => Value::Array(chain.into_iter().chain(last).collect()),
    };
    Value::Array(vec![
        Value::Bytes(protected),
        map([(int(X5CHAIN), chain)]),
        Value::Bytes(payload),
        Value::Bytes(signature),
    ])
}

/// What these bytes are, if they are one value and nothing more.
pub fn parse(bytes: &[u8]) -> Option<Value> {
    let mut rest = bytes;
    let value = ciborium::from_reader(&mut rest).ok()?;
    rest.is_empty().then_some(value)
}

/// The member of a map that has this name, if one has.
pub fn get<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let mut all = value
        .as_map()?
        .iter()
        .filter(|(other, _)| other.as_text() == Some(name));
    all.next().map(|(_, value)| value).filter(|_| all.next().is_none())
}

/// The bytes of a value inside another.
pub fn inside(value: &Value) -> Option<Vec<u8>> {
    match value {
        Value::Tag(EMBEDDED, content) => content.as_bytes().cloned(),
        _ => None,
    }
}

/// A signed payload that somebody sent: read, and not believed yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sign1 {
    protected: Vec<u8>,
    /// The certificates beside it, the leaf first.
    pub chain: Vec<Vec<u8>>,
    /// The payload, unless it is somewhere else.
    pub payload: Option<Vec<u8>>,
    signature: Vec<u8>,
}

impl Sign1 {
    /// Reads one that says to be signed with ES256.
    pub fn read(value: &Value) -> Option<Self> {
        let [Value::Bytes(protected), unprotected, payload, Value::Bytes(signature)] = value.as_array()?.as_slice()
        else {
            return None;
        };
        let header = parse(protected)?;
        let mut labels = header.as_map()?.iter();
        // Nothing else is needed of it, and nothing else that is critical could be met.
        let (Some(only), None) = (labels.next(), labels.next()) else {
            return None;
        };
        let payload = match payload {
            Value::Bytes(payload) => Some(payload.clone()),
            Value::Null => None,
            _ => return None,
        };
        (*only == (int(ALG), int(ES256))).then_some(Self {
            protected: protected.clone(),
            chain: chain(unprotected)?,
            payload,
            signature: signature.clone(),
        })
    }

    /// Whether this key signed this payload.
    pub fn is_signed_by(&self, key: &PublicKey, payload: &[u8]) -> bool {
        key.verifies(&to_sign(&self.protected, payload), &self.signature)
    }
}

fn chain(unprotected: &Value) -> Option<Vec<Vec<u8>>> {
    let mut all = unprotected.as_map()?.iter().filter(|(label, _)| *label == int(X5CHAIN));
    match (all.next(), all.next()) {
        (None, _) => Some(Vec::new()),
        (Some((_, Value::Bytes(only))), None) => Some(vec![only.clone()]),
        (Some((_, Value::Array(all))), None) => all.iter().map(|one| one.as_bytes().cloned()).collect(),
        _ => None,
    }
}

/// What a signature is over (RFC 9052, 4.4).
fn to_sign(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    bytes(&Value::Array(vec![
        text("Signature1"),
        Value::Bytes(protected.to_vec()),
        Value::Bytes(Vec::new()),
        Value::Bytes(payload.to_vec()),
    ]))
}

/// CBOR as JSON, where there is such: dates become text, bytes base64url. `None` for what goes too deep or is something else.
pub fn to_json(value: &Value, depth: usize) -> Option<serde_json::Value> {
    let below = |value: &Value| to_json(value, depth + 1);
    Some(match value {
        _ if depth > DEEPEST => return None,
        Value::Null => serde_json::Value::Null,
        Value::Bool(truth) => (*truth).into(),
        Value::Integer(number) => i64::try_from(*number).ok()?.into(),
        Value::Float(number) => (*number).into(),
        Value::Text(words) => words.as_str().into(),
        Value::Bytes(raw) => b64(raw).into(),
        Value::Tag(0 | FULL_DATE, day) => day.as_text()?.into(),
        Value::Array(all) => all.iter().map(below).collect::<Option<Vec<_>>>()?.into(),
        Value::Map(members) => {
            let member = |(name, value): &(Value, Value)| Some((name.as_text()?.to_owned(), below(value)?));
            serde_json::Value::Object(members.iter().map(member).collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

/// JSON as CBOR. Text that is a date becomes one, as ISO/IEC 18013-5 has them.
pub fn from_json(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(truth) => Value::Bool(*truth),
        serde_json::Value::Number(number) => number
            .as_i64()
            .map_or_else(|| Value::Float(number.as_f64().unwrap_or_default()), int),
        serde_json::Value::String(words) if is_day(words) => full_date(words),
        serde_json::Value::String(words) => text(words),
        serde_json::Value::Array(all) => Value::Array(all.iter().map(from_json).collect()),
        serde_json::Value::Object(members) => map(members.iter().map(|(name, value)| (text(name), from_json(value)))),
    }
}

fn is_day(words: &str) -> bool {
    words.len() == 10 && chrono::NaiveDate::parse_from_str(words, "%Y-%m-%d").is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates_and_everything_else_stays() {
        let json = serde_json::json!({ "day": "2026-12-01", "word": "2026-12-0x", "n": -1, "yes": true, "l": ["a"] });
        let Value::Map(members) = from_json(&json) else {
            panic!("no map")
        };
        let at = |name: &str| members.iter().find(|(key, _)| *key == text(name)).unwrap().1.clone();
        assert_eq!(at("day"), full_date("2026-12-01"));
        assert_eq!((at("word"), at("n")), (text("2026-12-0x"), int(-1)));
        assert_eq!(at("l"), Value::Array(vec![text("a")]));
    }

    #[test]
    fn a_signature_is_over_the_structure_of_the_rfc() {
        let key = SigningKey::from_slice(&[9; 32]).unwrap();
        let Value::Array(parts) = sign1(&key, &[vec![1]], Some("x"), b"hola".to_vec()) else {
            panic!("no array")
        };
        let [
            Value::Bytes(protected),
            unprotected,
            Value::Bytes(payload),
            Value::Bytes(made),
        ] = parts.as_slice()
        else {
            panic!("not four parts")
        };
        assert_eq!(protected.as_slice(), b"\xa2\x01\x26\x10\x61x");
        assert_eq!(*unprotected, map([(int(33), Value::Bytes(vec![1]))]));
        // Written by hand: an array of four, "Signature1", the header, nothing, the payload.
        let signed = [b"\x84\x6aSignature1\x46".as_slice(), protected, b"\x40\x44", payload].concat();
        assert!(PublicKey::of(&key).verifies(&signed, made));
    }
}
