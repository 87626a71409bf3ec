//! The JSON inside a message: an object of texts, in base64.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::Refusal;

/// Padding is written, and not missed where it lacks.
const PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
/// As requests are written.
pub const PLAIN: GeneralPurpose = GeneralPurpose::new(&STANDARD, PADDING);
/// As notifications and answers are written.
pub const URL: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, PADDING);

/// Base64 in either alphabet: shops and gateways mix them.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    PLAIN.decode(text).or_else(|_| URL.decode(text)).ok()
}

/// Names and values that were read. Redsys writes names in more than one case, and so do shops: here all are lower.
#[derive(Debug)]
pub struct Fields(BTreeMap<String, String>);

impl Fields {
    /// What is inside a message. The values of notifications may be percent-encoded; `encoded` says that they are.
    pub fn read(text: &str, encoded: bool) -> Result<Self, Refusal> {
        let bytes = decode(text).ok_or(Refusal::Undecodable)?;
        let object: Map<String, Value> = serde_json::from_slice(&bytes).map_err(|_| Refusal::NotJson)?;
        let mut fields = BTreeMap::new();
        for (name, value) in object {
            let value = match value {
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                _ => return Err(Refusal::NotJson),
            };
            let value = if encoded { percent_decoded(&value)? } else { value };
            // The same name in two cases would be two truths.
            if fields.insert(name.to_ascii_lowercase(), value).is_some() {
                return Err(Refusal::NotJson);
            }
        }
        Ok(Self(fields))
    }

    /// A value that must be there.
    pub fn text(&self, name: &'static str) -> Result<&str, Refusal> {
        self.find(name).ok_or(Refusal::Field(name))
    }

    /// A value that may be there. An empty one says nothing.
    pub fn find(&self, name: &str) -> Option<&str> {
        let value = self.0.get(&name.to_ascii_lowercase())?;
        (!value.is_empty()).then_some(value)
    }

    /// A value that must be there and be understood.
    pub fn parse<T>(&self, name: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Result<T, Refusal> {
        read(self.text(name)?).ok_or(Refusal::Field(name))
    }
}

fn percent_decoded(value: &str) -> Result<String, Refusal> {
    let decoded = percent_decode_str(value).decode_utf8().map_err(|_| Refusal::NotJson)?;
    Ok(decoded.into_owned())
}

/// The message with these fields, in the order given: a signature is over the text as it stands.
pub fn write(engine: &GeneralPurpose, fields: &[(&str, &str)]) -> String {
    let members: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}:{}", Value::from(*name), Value::from(*value)))
        .collect();
    engine.encode(format!("{{{}}}", members.join(",")))
}

/// An amount: cents, without sign. At most twelve digits (so it always fits).
pub fn cents(text: &str) -> Option<i64> {
    let digits = (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_any_case_and_values_decoded_where_they_are_encoded() {
        let text = write(&URL, &[("DS_Date", "09%2F11%2F2015"), ("Ds_Empty", "")]);
        let encoded = Fields::read(&text, true).unwrap();
        assert_eq!(encoded.text("Ds_Date").unwrap(), "09/11/2015");
        assert_eq!(encoded.find("Ds_Empty"), None);
        assert!(matches!(encoded.text("Ds_Empty"), Err(Refusal::Field("Ds_Empty"))));
        assert_eq!(
            Fields::read(&text, false).unwrap().text("ds_date").unwrap(),
            "09%2F11%2F2015"
        );
    }

    #[test]
    fn what_is_no_object_of_texts_is_refused() {
        for (json, refusal) in [
            ("[]", Refusal::NotJson),
            ("{\"a\":{}}", Refusal::NotJson),
            ("{\"a\":\"1\",\"A\":\"2\"}", Refusal::NotJson),
            ("{\"a\":\"%FF\"}", Refusal::NotJson),
            ("", Refusal::NotJson),
        ] {
            assert_eq!(Fields::read(&PLAIN.encode(json), true).unwrap_err(), refusal, "{json}");
        }
        assert_eq!(Fields::read("no base64!", true).unwrap_err(), Refusal::Undecodable);
    }

    #[test]
    fn both_alphabets_are_read_and_amounts_are_digits() {
        assert_eq!(decode("-_8="), decode("+/8"));
        assert!(decode("-_8=").is_some());
        assert_eq!(cents("000000000145"), Some(145));
        for bad in ["", "-1", "+1", "1.5", "1234567890123"] {
            assert_eq!(cents(bad), None, "{bad}");
        }
    }
}
