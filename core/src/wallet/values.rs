//! What claims say, ready to be read by a person.

use chrono::NaiveDate;
use madrid_credentials::path::{self, Place, Step};
use serde_json::Value;

use crate::log::opaque_debug;

/// Something that a card says.
#[derive(Clone, PartialEq, Eq)]
pub enum Said {
    /// In words or signs.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// Yes or no.
    Truth(bool),
    /// A number.
    Number(String),
    /// Nothing at all.
    Nothing,
}

opaque_debug!(Said);

/// What a single value says. One that is taken apart says nothing itself.
#[must_use]
pub fn said(value: &Value) -> Said {
    match value {
        Value::String(text) => match text.parse() {
            Ok(day) => Said::Day(day),
            // A picture is not read; that it is one is all there is to say in words.
            Err(_) if text.starts_with("data:") => Said::Nothing,
            Err(_) => Said::Text(text.clone()),
        },
        Value::Bool(truth) => Said::Truth(*truth),
        Value::Number(number) => Said::Number(number.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => Said::Nothing,
    }
}

/// Every single thing that stands at a place or below it.
#[must_use]
pub fn told_below(place: &[Step], value: &Value) -> Vec<(Place, Said)> {
    let below = path::leaves(value).into_iter();
    below
        .map(|rest| {
            let said = path::at(value, &rest).map_or(Said::Nothing, said);
            (place.iter().cloned().chain(rest).collect(), said)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_read_as_what_they_are() {
        let claims = json!({ "day": "2027-05-01", "over": true, "of": ["a", 2], "photo": "data:image/png;base64,AA", "none": null });
        let told: Vec<Said> = told_below(&[], &claims).into_iter().map(|(_, said)| said).collect();
        let text = |text: &str| Said::Text(text.to_owned());
        let day = NaiveDate::from_ymd_opt(2027, 5, 1).unwrap();
        assert_eq!(
            told,
            [
                Said::Day(day),
                Said::Nothing,
                text("a"),
                Said::Number("2".to_owned()),
                Said::Truth(true),
                Said::Nothing,
            ]
        );
        let (place, _) = told_below(&[Step::Name("x".to_owned())], &json!(["y"])).remove(0);
        assert_eq!(place, [Step::Name("x".to_owned()), Step::Index(0)]);
    }
}
