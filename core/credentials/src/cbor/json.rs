//! From items to JSON (RFC 8949, section 6.1): how a verifier's `values` are compared with an element (OpenID4VP 1.0, section 6.4.1), and
//! how it is shown.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Number, Value};

use super::{Content, Item, Key};
use crate::error::CredentialError;
use crate::jose::b64;

/// Tags that matter to it (RFC 8949, sections 3.4.3 and 3.4.5.2).
const BIG: u64 = 2;
const BIG_NEGATIVE: u64 = 3;
const AS_BASE64URL: u64 = 21;
const AS_BASE64: u64 = 22;
const AS_BASE16: u64 = 23;

/// How bytes become a text.
#[derive(Clone, Copy)]
enum Bytes {
    Base64Url,
    Base64,
    Base16,
}

impl Item<'_> {
    /// It as JSON: bytes as base64url, dates and other tagged texts as their text, what has no value as null. Integers as names of members
    /// are written as texts.
    ///
    /// # Errors
    /// `Duplicate` where two names would be written alike.
    pub fn json(&self) -> Result<Value, CredentialError> {
        value(self, Bytes::Base64Url)
    }
}

fn value(item: &Item<'_>, bytes: Bytes) -> Result<Value, CredentialError> {
    Ok(match &item.content {
        Content::Unsigned(number) => Value::from(*number),
        Content::Negative(number) => negative(*number),
        Content::Bytes(content) => Value::String(bytes.write(content)),
        Content::Text(text) => Value::from(*text),
        Content::Array(items) => {
            let items = items.iter().map(|item| value(item, bytes));
            Value::Array(items.collect::<Result<_, _>>()?)
        }
        Content::Map(members) => {
            let mut object = Map::new();
            for (key, item) in members.iter() {
                if object.insert(name(*key), value(item, bytes)?).is_some() {
                    return Err(CredentialError::Duplicate("name of a member"));
                }
            }
            Value::Object(object)
        }
        Content::Tag(tag, inside) => tagged(*tag, inside, bytes)?,
        Content::Bool(is) => Value::Bool(*is),
        Content::Null | Content::Undefined => Value::Null,
        Content::Float(number) => float(*number),
    })
}

fn tagged(tag: u64, inside: &Item<'_>, bytes: Bytes) -> Result<Value, CredentialError> {
    match (tag, &inside.content) {
        (BIG, Content::Bytes(number)) => Ok(Value::String(b64(number))),
        (BIG_NEGATIVE, Content::Bytes(number)) => Ok(Value::String(format!("~{}", b64(number)))),
        (AS_BASE64URL, _) => value(inside, Bytes::Base64Url),
        (AS_BASE64, _) => value(inside, Bytes::Base64),
        (AS_BASE16, _) => value(inside, Bytes::Base16),
        _ => value(inside, bytes),
    }
}

impl Bytes {
    fn write(self, bytes: &[u8]) -> String {
        match self {
            Self::Base64Url => b64(bytes),
            Self::Base64 => STANDARD.encode(bytes),
            Self::Base16 => bytes.iter().map(|byte| format!("{byte:02X}")).collect(),
        }
    }
}

/// Beyond 64 bits it is written as near as a double comes, as any reader of JSON would have it.
fn negative(number: u64) -> Value {
    let exact = i64::try_from(number).map(|number| Value::from(-1 - number));
    exact.unwrap_or_else(|_| float(-1.0 - number as f64))
}

fn float(number: f64) -> Value {
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

fn name(key: Key<'_>) -> String {
    match key {
        Key::Unsigned(number) => number.to_string(),
        Key::Negative(number) => (-1 - i128::from(number)).to_string(),
        Key::Text(text) => text.to_owned(),
    }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
