//! JSON as it must be read where a signature or a decision hangs on it: no name twice in one object (RFC 8725, section 3.10 and RFC 7515,
//! section 4: two readers would see two things), no more than the depth and size of [`crate::limits`].

use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use crate::error::CredentialError;
use crate::limits;

/// The words by which a refusal of ours is told from one of the reader.
const TWICE: &str = "twice";
const DEEP: &str = "too deep";

/// Reads a value; `what` names it in the error.
///
/// # Errors
/// `TooLarge`, `TooDeep`, `Duplicate` where a name stands twice in an object, `Malformed` where it is no JSON.
pub fn value(bytes: &[u8], what: &'static str) -> Result<Value, CredentialError> {
    read(bytes, what, Strict { depth: 0 })
}

/// Reads an array of a text and one or two values more (RFC 9901, section 4.2): the text is looked at and not kept.
///
/// # Errors
/// As [`value`]; `Malformed` too where it is something else.
pub(crate) fn after_text(bytes: &[u8], what: &'static str) -> Result<(Value, Option<Value>), CredentialError> {
    read(bytes, what, AfterText)
}

fn read<'a, S: DeserializeSeed<'a>>(bytes: &'a [u8], what: &'static str, seed: S) -> Result<S::Value, CredentialError> {
    if bytes.len() > limits::BYTES {
        return Err(CredentialError::TooLarge(what));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = seed.deserialize(&mut reader);
    let read = read.and_then(|value| reader.end().map(|()| value));
    read.map_err(|error| {
        let said = error.to_string();
        if said.starts_with(TWICE) {
            CredentialError::Duplicate(what)
        } else if said.starts_with(DEEP) || said.starts_with("recursion limit") {
            CredentialError::TooDeep
        } else {
            CredentialError::Malformed(what)
        }
    })
}

/// Reads an object.
///
/// # Errors
/// As [`value`]; `Malformed` too where it is no object.
pub fn object(bytes: &[u8], what: &'static str) -> Result<Map<String, Value>, CredentialError> {
    match value(bytes, what)? {
        Value::Object(object) => Ok(object),
        _ => Err(CredentialError::Malformed(what)),
    }
}

/// Seconds since 1970, as a NumericDate of RFC 7519: fractions are cut off.
///
/// # Errors
/// `Malformed` where it is no number, or one that no clock shows.
pub fn seconds(value: &Value, what: &'static str) -> Result<i64, CredentialError> {
    let whole = value.as_i64().or_else(|| value.as_f64().and_then(whole));
    whole.ok_or(CredentialError::Malformed(what))
}

/// What fits into the integers that a double holds exactly.
fn whole(value: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (value.abs() < EXACT)
        .then(|| format!("{:.0}", value.trunc()).parse().ok())
        .flatten()
}

#[derive(Clone, Copy)]
struct Strict {
    depth: usize,
}

impl Strict {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth >= limits::DEPTH {
            return Err(E::custom(DEEP));
        }
        Ok(Self { depth: self.depth + 1 })
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("no number"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inside = self.deeper()?;
        let mut all = Vec::new();
        while let Some(item) = items.next_element_seed(inside)? {
            all.push(item);
        }
        Ok(Value::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let inside = self.deeper()?;
        let mut all = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            match all.entry(name) {
                Entry::Occupied(_) => return Err(A::Error::custom(TWICE)),
                Entry::Vacant(free) => free.insert(entries.next_value_seed(inside)?),
            };
        }
        Ok(Value::Object(all))
    }
}

/// A text that is looked at and not kept.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_str(self)
    }
}

impl Visitor<'_> for Text {
    type Value = ();

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a text")
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}

struct AfterText;

impl<'de> DeserializeSeed<'de> for AfterText {
    type Value = (Value, Option<Value>);

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Self::Value, D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for AfterText {
    type Value = (Value, Option<Value>);

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a text and one or two values")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let inside = Strict { depth: 0 }.deeper()?;
        items.next_element_seed(Text)?;
        let first = items.next_element_seed(inside)?;
        let second = items.next_element_seed(inside)?;
        // A fourth is no end, which the reader of arrays refuses.
        first
            .map(|first| (first, second))
            .ok_or_else(|| A::Error::custom("too short"))
    }
}

/// Reads a value that is already JSON into a type of ours.
///
/// # Errors
/// `Malformed` where it has another shape.
pub fn shaped<'a, T: serde::Deserialize<'a>>(value: &'a Value, what: &'static str) -> Result<T, CredentialError> {
    T::deserialize(value).map_err(|_| CredentialError::Malformed(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> CredentialError {
        value(text.as_bytes(), "it").unwrap_err()
    }

    #[test]
    fn what_two_readers_would_read_differently_is_refused() {
        assert_eq!(fault(r#"{"a":1,"a":2}"#), CredentialError::Duplicate("it"));
        assert_eq!(fault(r#"[{"a":{"b":1,"b":1}}]"#), CredentialError::Duplicate("it"));
        for broken in ["", "{", "{} {}", "nul", "{'a':1}", "1e999", "\"\u{1}\""] {
            assert_eq!(fault(broken), CredentialError::Malformed("it"), "{broken}");
        }
    }

    #[test]
    fn one_or_two_values_follow_a_text() {
        let read = |text: &str| after_text(text.as_bytes(), "it");
        assert_eq!(read(r#"["salt",1]"#), Ok((1.into(), None)));
        assert_eq!(
            read(r#"["a\u0000b","name",{}]"#),
            Ok(("name".into(), Some(Map::new().into())))
        );
        for wrong in [
            "[]",
            r#"["salt"]"#,
            "[1,2]",
            r#"[null,"name",3]"#,
            r#"["salt",1,2,3]"#,
            r#"["salt",1,2"#,
            r#"["salt",1] 2"#,
            r#"{"salt":1}"#,
            r#""salt""#,
        ] {
            assert_eq!(read(wrong), Err(CredentialError::Malformed("it")), "{wrong}");
        }
        assert_eq!(read(r#"["salt",{"a":1,"a":2}]"#), Err(CredentialError::Duplicate("it")));
        let nested = |depth: usize| format!(r#"["salt",{}{}]"#, "[".repeat(depth), "]".repeat(depth));
        assert!(read(&nested(limits::DEPTH - 1)).is_ok());
        assert_eq!(read(&nested(limits::DEPTH)), Err(CredentialError::TooDeep));
    }

    #[test]
    fn depth_and_size_are_measured() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(value(nested(limits::DEPTH).as_bytes(), "it").is_ok());
        assert_eq!(fault(&nested(limits::DEPTH + 1)), CredentialError::TooDeep);
        assert_eq!(fault(&nested(10_000)), CredentialError::TooDeep);
        assert_eq!(fault(&"{\"a\":".repeat(10_000)), CredentialError::TooDeep);
        let large = format!("\"{}\"", "x".repeat(limits::BYTES));
        assert_eq!(fault(&large), CredentialError::TooLarge("it"));
    }

    #[test]
    fn values_come_as_serde_json_has_them() {
        let text = r#"{"b":[null,true,-1,18446744073709551615,1.5,"ñ\u0000"],"a":{}}"#;
        assert_eq!(
            value(text.as_bytes(), "it").unwrap(),
            serde_json::from_str::<Value>(text).unwrap()
        );
        assert_eq!(object(b"[]", "it"), Err(CredentialError::Malformed("it")));
    }

    #[test]
    fn times_are_whole_seconds() {
        let read = |text: &str| seconds(&serde_json::from_str(text).unwrap(), "iat");
        assert_eq!(read("1761868800"), Ok(1_761_868_800));
        assert_eq!(read("1761868800.9"), Ok(1_761_868_800));
        for wrong in ["\"1\"", "1e300", "null", "18446744073709551615"] {
            assert_eq!(read(wrong), Err(CredentialError::Malformed("iat")), "{wrong}");
        }
    }
}
