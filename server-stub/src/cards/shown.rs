//! A card that somebody shows, and why it may not count.

use serde_json::Value;

use super::kind::{Format, Tier};
use super::kinds::KEY_TIER;

/// A place in a card: names of members, and numbers of elements of lists. In an mdoc it is the name space and the element.
pub type Place = Vec<Value>;

/// What the holder's signature must be about: one showing of a card to one verifier.
#[derive(Debug, Clone, Copy)]
pub struct Talk<'a> {
    /// The verifier, with the prefix of its name.
    pub client_id: &'a str,
    /// What the verifier asked to be repeated.
    pub nonce: &'a str,
    /// The thumbprint of the key that the answer is encrypted to (RFC 7638).
    pub thumbprint: &'a [u8],
    /// Where the answer goes.
    pub response_uri: &'a str,
    /// When the verifier asked, and what time it is, in seconds since 1970.
    pub times: (i64, i64),
}

/// A card whose issuer and holder have signed what they should. Whether it says what was asked is another question.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// How it is written.
    pub format: Format,
    /// The type.
    pub typ: String,
    /// What it says. Of an mdoc: elements in their name spaces.
    pub claims: Value,
    /// What its holder could have kept back.
    pub disclosed: Vec<Place>,
    /// Whether the holder proved to be whose it is.
    pub bound: bool,
    /// From when until when it is good.
    pub times: (i64, i64),
    /// Its place in a status list, and the address of that.
    pub status: Option<(String, i64)>,
}

impl Shown {
    /// The tier that it says it has; `None` where it says none.
    pub fn tier(&self) -> Option<Tier> {
        let claims = match self.format {
            Format::SdJwt => &self.claims,
            Format::Mdoc => self.claims.get(&self.typ)?,
        };
        claims.get(KEY_TIER)?.as_str().map(Tier::of)
    }
}

/// Why a card does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be read.
    Unreadable,
    /// Nobody who is trusted issued it.
    ForeignIssuer,
    /// The issuer did not sign this.
    Changed,
    /// It is another card than was asked for.
    WrongType,
    /// It is not good any more.
    Expired,
    /// It is not good yet.
    NotYet,
    /// It was taken back.
    Revoked,
    /// It is worth nothing for the moment.
    Suspended,
    /// It says nothing of where its status can be looked up.
    NoStatus,
    /// The holder did not prove to be whose it is.
    Unbound,
    /// Somebody else than the holder signed, or something else.
    WrongHolder,
    /// It was signed for another verifier.
    WrongAudience,
    /// It was signed for another question.
    WrongNonce,
    /// It was signed before the question, or after now.
    Stale,
    /// Something that was asked for is not there.
    Missing,
    /// It says something else than was asked for.
    OtherValue,
    /// Its key is not kept as well as was asked for.
    LowTier,
    /// Something is there that was not asked for.
    TooMuch,
    /// The holder was to agree to something, and did not.
    NotAgreed,
}

impl Fault {
    /// Its name for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::ForeignIssuer => "foreign_issuer",
            Self::Changed => "changed",
            Self::WrongType => "wrong_type",
            Self::Expired => "expired",
            Self::NotYet => "not_yet",
            Self::Revoked => "revoked",
            Self::Suspended => "suspended",
            Self::NoStatus => "no_status",
            Self::Unbound => "unbound",
            Self::WrongHolder => "wrong_holder",
            Self::WrongAudience => "wrong_audience",
            Self::WrongNonce => "wrong_nonce",
            Self::Stale => "stale",
            Self::Missing => "missing",
            Self::OtherValue => "other_value",
            Self::LowTier => "low_tier",
            Self::TooMuch => "too_much",
            Self::NotAgreed => "not_agreed",
        }
    }
}

/// Everything at a path of a query, with its place; `null` in a path is every element of a list (OpenID4VP 1.0, 7.1).
pub fn select<'v>(value: &'v Value, path: &[Value]) -> Vec<(Place, &'v Value)> {
    let mut found = vec![(Place::new(), value)];
    for step in path {
        found = found
            .into_iter()
            .flat_map(|(at, value)| inside(&at, value, step))
            .collect();
    }
    found
}

fn inside<'v>(at: &Place, value: &'v Value, step: &Value) -> Vec<(Place, &'v Value)> {
    let below = |step: Value, value: &'v Value| ([at.as_slice(), &[step]].concat(), value);
    match (step, value) {
        (Value::String(name), Value::Object(members)) => members
            .get(name)
            .map(|one| below(step.clone(), one))
            .into_iter()
            .collect(),
        (Value::Number(number), Value::Array(all)) => {
            let index = number.as_u64().and_then(|number| usize::try_from(number).ok());
            index
                .and_then(|index| all.get(index))
                .map(|one| below(step.clone(), one))
                .into_iter()
                .collect()
        }
        (Value::Null, Value::Array(all)) => all
            .iter()
            .enumerate()
            .map(|(index, one)| below(Value::from(index), one))
            .collect(),
        _ => Vec::new(),
    }
}

/// What is left of a value when only these places, what is below them, and the way to them stay.
pub fn only(value: &Value, places: &[Place]) -> Value {
    kept(value, &Place::new(), places).unwrap_or(Value::Null)
}

fn kept(value: &Value, at: &Place, places: &[Place]) -> Option<Value> {
    if places.iter().any(|place| at.starts_with(place)) {
        return Some(value.clone());
    }
    if !places.iter().any(|place| place.starts_with(at)) {
        return None;
    }
    let below = |step: Value, value: &Value| kept(value, &[at.as_slice(), &[step]].concat(), places);
    Some(match value {
        Value::Object(members) => {
            let left = members
                .iter()
                .filter_map(|(name, value)| Some((name.clone(), below(name.as_str().into(), value)?)));
            Value::Object(left.collect())
        }
        Value::Array(all) => all
            .iter()
            .enumerate()
            .filter_map(|(index, value)| below(index.into(), value))
            .collect(),
        plain => plain.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_was_not_asked_for_is_left_out() {
        let card = json!({ "a": { "b": 1, "c": 2 }, "l": ["x", "y"], "n": 3 });
        let left = |places: &[Value]| {
            let places: Vec<Place> = places.iter().map(|place| place.as_array().unwrap().clone()).collect();
            only(&card, &places)
        };
        assert_eq!(
            left(&[json!(["a", "b"]), json!(["l", 1])]),
            json!({ "a": { "b": 1 }, "l": ["y"] })
        );
        assert_eq!(left(&[json!(["a"])]), json!({ "a": { "b": 1, "c": 2 } }));
        assert_eq!(left(&[]), Value::Null);
    }

    #[test]
    fn paths_lead_to_members_elements_and_all_elements() {
        let card = json!({ "a": { "b": [1, 2] }, "l": [{ "n": "x" }, { "m": "y" }] });
        let at = |path: Value| -> Vec<Value> {
            let found = select(&card, path.as_array().unwrap());
            found.into_iter().map(|(place, value)| json!([place, value])).collect()
        };
        assert_eq!(at(json!(["a", "b", 1])), [json!([["a", "b", 1], 2])]);
        assert_eq!(at(json!(["a", "b", null])).len(), 2);
        assert_eq!(at(json!(["l", null, "n"])), [json!([["l", 0, "n"], "x"])]);
        for nothing in [
            json!(["c"]),
            json!(["a", 0]),
            json!(["a", "b", "0"]),
            json!(["l", 2]),
            json!(["a", null]),
        ] {
            assert_eq!(at(nothing.clone()).len(), 0, "{nothing}");
        }
    }
}
