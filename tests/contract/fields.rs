//! The fields that a type of the phone reads, asked from the type itself.

use std::collections::BTreeSet;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde_json::Value;

/// Reads nothing: it only hears which fields are asked for.
struct Listener<'a>(&'a mut BTreeSet<String>);

impl<'de> Deserializer<'de> for Listener<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.extend(fields.iter().map(|field| (*field).to_owned()));
        Err(Error::custom("only listening"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Error::custom("not a struct"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The fields that `T` understands.
pub fn understood<T: for<'de> Deserialize<'de>>() -> BTreeSet<String> {
    let mut fields = BTreeSet::new();
    assert!(T::deserialize(Listener(&mut fields)).is_err());
    assert!(!fields.is_empty());
    fields
}

/// The keys of a JSON object.
pub fn keys(object: &Value) -> BTreeSet<String> {
    object.as_object().unwrap().keys().cloned().collect()
}
