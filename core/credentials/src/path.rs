//! Where a claim stands: the claims path pointer of OpenID4VP 1.0 (section 7), and the places that one points at.

use serde_json::Value;

use crate::error::CredentialError;
use crate::limits;

const WHAT: CredentialError = CredentialError::Malformed("path");

/// One step down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into a member of an object.
    Name(String),
    /// Into an element of an array, from 0.
    Index(usize),
}

/// The one place of a claim, from the root. A place never says what is there.
pub type Place = Vec<Step>;

/// A part of a pointer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Part {
    /// A member of an object.
    Name(String),
    /// An element of an array, from 0.
    Index(usize),
    /// All elements of an array (`null`).
    All,
}

/// What a verifier points at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pointer(Vec<Part>);

impl Pointer {
    /// Reads the array of strings, non-negative integers and nulls.
    ///
    /// # Errors
    /// `Malformed` where it is empty or holds anything else, `TooDeep`.
    pub fn read(value: &Value) -> Result<Self, CredentialError> {
        let parts = value.as_array().filter(|parts| !parts.is_empty()).ok_or(WHAT)?;
        if parts.len() > limits::DEPTH {
            return Err(CredentialError::TooDeep);
        }
        let part = |value: &Value| match value {
            Value::String(name) => Ok(Part::Name(name.clone())),
            Value::Null => Ok(Part::All),
            Value::Number(index) => {
                let index = index.as_u64().and_then(|index| usize::try_from(index).ok());
                index.map(Part::Index).ok_or(WHAT)
            }
            _ => Err(WHAT),
        };
        parts.iter().map(part).collect::<Result<_, _>>().map(Self)
    }

    /// Its parts, of which there is at least one.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// The places it points at in these claims (section 7.1.1), in their order. None where it fits nowhere or asks to go down into what is no
    /// object or no array: to the verifier both look alike.
    #[must_use]
    pub fn places(&self, claims: &Value) -> Vec<Place> {
        let mut found = Vec::new();
        let fits = point(&self.0, claims, &mut Vec::new(), &mut found).is_some();
        if fits { found } else { Vec::new() }
    }
}

/// A step down that is not kept yet.
#[derive(Clone, Copy)]
enum Down<'p> {
    Name(&'p str),
    Index(usize),
}

impl From<Down<'_>> for Step {
    fn from(down: Down<'_>) -> Self {
        match down {
            Down::Name(name) => Self::Name(name.to_owned()),
            Down::Index(index) => Self::Index(index),
        }
    }
}

/// Goes down the parts that are left, from what is at the end of the way; `None` where there is no way down of such a kind. As many steps as
/// a pointer has parts: it reads no deeper than [`limits::DEPTH`].
fn point<'p>(parts: &'p [Part], value: &Value, way: &mut Vec<Down<'p>>, found: &mut Vec<Place>) -> Option<()> {
    let Some((part, rest)) = parts.split_first() else {
        found.push(way.iter().copied().map(Step::from).collect());
        return Some(());
    };
    let mut step = |down: Down<'p>, below: &Value| {
        way.push(down);
        point(rest, below, way, found)?;
        way.pop();
        Some(())
    };
    match (part, value) {
        (Part::Name(name), Value::Object(members)) => members
            .get(name)
            .map_or(Some(()), |value| step(Down::Name(name), value)),
        (Part::Index(index), Value::Array(elements)) => elements
            .get(*index)
            .map_or(Some(()), |value| step(Down::Index(*index), value)),
        (Part::All, Value::Array(elements)) => {
            let mut all = elements.iter().enumerate();
            all.try_for_each(|(index, value)| step(Down::Index(index), value))
        }
        _ => None,
    }
}

/// What stands at a place.
#[must_use]
pub fn at<'v>(claims: &'v Value, place: &[Step]) -> Option<&'v Value> {
    place.iter().try_fold(claims, |value, step| match step {
        Step::Name(name) => value.get(name),
        Step::Index(index) => value.get(index),
    })
}

/// The places of everything that has nothing below it, in their order. An object or an array without anything in it is one of them.
#[must_use]
pub fn leaves(claims: &Value) -> Vec<Place> {
    let mut found = Vec::new();
    gather(claims, &mut Place::new(), &mut found);
    found
}

fn gather(value: &Value, place: &mut Place, found: &mut Vec<Place>) {
    let mut down = |step: Step, value: &Value| {
        place.push(step);
        gather(value, place, found);
        place.pop();
    };
    match value {
        Value::Object(members) if !members.is_empty() => members
            .iter()
            .for_each(|(name, value)| down(Step::Name(name.clone()), value)),
        Value::Array(elements) if !elements.is_empty() => elements
            .iter()
            .enumerate()
            .for_each(|(index, value)| down(Step::Index(index), value)),
        _ => found.push(place.clone()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn leaves_are_what_has_nothing_below() {
        let claims = json!({ "a": { "b": 1, "c": [true, []] }, "d": {}, "e": null });
        let found: Vec<_> = leaves(&claims)
            .iter()
            .map(|place| at(&claims, place).unwrap().clone())
            .collect();
        assert_eq!(found, [json!(1), json!(true), json!([]), json!({}), json!(null)]);
        assert_eq!(leaves(&json!("x")), [Place::new()]);
    }

    /// OpenID4VP 1.0, section 7.3.
    fn arthur() -> Value {
        json!({
            "name": "Arthur Dent",
            "address": { "street_address": "42 Market Street", "locality": "Milliways", "postal_code": "12345" },
            "degrees": [
                { "type": "Bachelor of Science", "university": "University of Betelgeuse" },
                { "type": "Master of Science", "university": "University of Betelgeuse" },
            ],
            "nationalities": ["British", "Betelgeusian"],
        })
    }

    fn values(pointer: Value) -> Vec<Value> {
        let claims = arthur();
        let places = Pointer::read(&pointer).unwrap().places(&claims);
        places.iter().map(|place| at(&claims, place).unwrap().clone()).collect()
    }

    #[test]
    fn the_examples_of_the_standard_point_where_it_says() {
        assert_eq!(values(json!(["name"])), ["Arthur Dent"]);
        assert_eq!(values(json!(["address"])), [arthur()["address"].clone()]);
        assert_eq!(values(json!(["address", "street_address"])), ["42 Market Street"]);
        assert_eq!(
            values(json!(["degrees", null, "type"])),
            ["Bachelor of Science", "Master of Science"]
        );
        assert_eq!(values(json!(["nationalities", 1])), ["Betelgeusian"]);
    }

    #[test]
    fn what_fits_nowhere_points_at_nothing() {
        for pointer in [
            json!(["nobody"]),
            json!(["name", "first"]),
            json!(["address", 0]),
            json!(["address", null]),
            json!(["nationalities", 2]),
            json!(["nationalities", "0"]),
            json!(["degrees", null, "type", null]),
        ] {
            assert_eq!(values(pointer.clone()), Vec::<Value>::new(), "{pointer}");
        }
        // One way down of the wrong kind spoils all of them, one that is only absent does not.
        let claims = json!({ "a": [{ "b": 1 }, {}, { "b": 2 }], "c": [{ "b": 1 }, 7] });
        let count = |pointer| Pointer::read(&pointer).unwrap().places(&claims).len();
        assert_eq!(count(json!(["a", null, "b"])), 2);
        assert_eq!(count(json!(["c", null, "b"])), 0);
    }

    #[test]
    fn what_is_no_pointer_is_refused() {
        for wrong in [
            json!([]),
            json!("name"),
            json!([true]),
            json!([-1]),
            json!([1.5]),
            json!([{}]),
            json!({}),
        ] {
            assert_eq!(Pointer::read(&wrong), Err(WHAT), "{wrong}");
        }
        let deep = vec!["a"; limits::DEPTH + 1];
        assert_eq!(Pointer::read(&json!(deep)), Err(CredentialError::TooDeep));
    }
}
