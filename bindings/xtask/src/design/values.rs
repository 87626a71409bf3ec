//! The values of the format, type by type, as numbers.

use serde_json::Value;

use super::document::{Document, alias};
use super::wrong;
use crate::part::Failure;

/// An opaque colour: 0xRRGGBB.
pub type Rgb = u32;

/// A role of the type scale. Sizes in px of the format: sp of Android, points of iOS.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lettering {
    /// How large the letters are.
    pub size: f64,
    /// From one line to the next.
    pub line: f64,
    /// How heavy they are: 400 is regular, 700 bold.
    pub weight: u16,
    /// What is added between letters.
    pub spacing: f64,
}

/// An opaque colour of sRGB. Its `hex` and its components must say the same: tools read either.
pub fn colour(document: &Document, token: &str) -> Result<Rgb, Failure> {
    let (token, value) = document.value(token, "color")?;
    if value.get("colorSpace").and_then(Value::as_str) != Some("srgb") {
        return Err(wrong(token, "a colour is in the colorSpace `srgb`"));
    }
    if value.get("alpha").is_some_and(|alpha| alpha.as_f64() != Some(1.0)) {
        return Err(wrong(token, "a colour is opaque, or its contrast could not be told"));
    }
    let hex = value.get("hex").and_then(Value::as_str).unwrap_or_default();
    let rgb = hex
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6)
        .and_then(|digits| u32::from_str_radix(digits, 16).ok())
        .ok_or_else(|| wrong(token, format!("its hex is `{hex}`, not #rrggbb")))?;
    let components: Option<Vec<f64>> = value
        .get("components")
        .and_then(Value::as_array)
        .and_then(|all| all.iter().map(Value::as_f64).collect());
    let said = components.ok_or_else(|| wrong(token, "its components are not three numbers"))?;
    let agree = said.len() == 3
        && said
            .iter()
            .zip(channels(rgb))
            .all(|(said, channel)| (said * 255.0 - f64::from(channel)).abs() < 0.1);
    if agree {
        Ok(rgb)
    } else {
        Err(wrong(token, format!("its components {said:?} are not {hex}")))
    }
}

/// Red, green and blue.
pub fn channels(rgb: Rgb) -> [u8; 3] {
    let [_, red, green, blue] = rgb.to_be_bytes();
    [red, green, blue]
}

/// A length in px.
pub fn dimension(document: &Document, token: &str) -> Result<f64, Failure> {
    let (token, value) = document.value(token, "dimension")?;
    pixels(token, value)
}

fn pixels(token: &str, value: &Value) -> Result<f64, Failure> {
    let number = value.get("value").and_then(Value::as_f64);
    match (number, value.get("unit").and_then(Value::as_str)) {
        (Some(number), Some("px")) if number >= 0.0 => Ok(number),
        _ => Err(wrong(
            token,
            format!("{value} is not a length in px such as {{\"value\": 16, \"unit\": \"px\"}}"),
        )),
    }
}

/// A time in milliseconds.
pub fn duration(document: &Document, token: &str) -> Result<u64, Failure> {
    let (token, value) = document.value(token, "duration")?;
    let number = value.get("value").and_then(Value::as_u64);
    match (number, value.get("unit").and_then(Value::as_str)) {
        (Some(number), Some("ms")) => Ok(number),
        _ => Err(wrong(
            token,
            format!("{value} is not a time in whole ms such as {{\"value\": 120, \"unit\": \"ms\"}}"),
        )),
    }
}

/// The four numbers of a curve: two points between 0,0 and 1,1.
pub fn curve(document: &Document, token: &str) -> Result<[f64; 4], Failure> {
    let (token, value) = document.value(token, "cubicBezier")?;
    let numbers: Option<Vec<f64>> = value.as_array().and_then(|all| all.iter().map(Value::as_f64).collect());
    let curve = numbers.and_then(|numbers| <[f64; 4]>::try_from(numbers).ok());
    curve
        .filter(|[x1, _, x2, _]| (0.0..=1.0).contains(x1) && (0.0..=1.0).contains(x2))
        .ok_or_else(|| wrong(token, "is not four numbers, the first and the third from 0 to 1"))
}

/// A role of the type scale.
pub fn typography(document: &Document, token: &str) -> Result<Lettering, Failure> {
    let (token, value) = document.value(token, "typography")?;
    let part = |name: &str| {
        value
            .get(name)
            .ok_or_else(|| wrong(token, format!("its {name} is missing")))
    };
    referred(document, part("fontFamily")?, "fontFamily")?;
    let size = pixels(token, referred(document, part("fontSize")?, "dimension")?)?;
    let spacing = pixels(token, referred(document, part("letterSpacing")?, "dimension")?)?;
    let weight = referred(document, part("fontWeight")?, "fontWeight")?
        .as_u64()
        .and_then(|weight| u16::try_from(weight).ok())
        .filter(|weight| (1..=1000).contains(weight))
        .ok_or_else(|| wrong(token, "its fontWeight is not a number from 1 to 1000"))?;
    let times = part("lineHeight")?
        .as_f64()
        .filter(|times| *times >= 1.0)
        .ok_or_else(|| wrong(token, "its lineHeight is not a number of at least 1"))?;
    Ok(Lettering {
        size,
        line: (size * times).round(),
        weight,
        spacing,
    })
}

/// A part of a value that may itself be an alias.
fn referred<'a>(document: &'a Document, part: &'a Value, wanted: &str) -> Result<&'a Value, Failure> {
    match alias(part) {
        Some(path) => document.value(path, wanted).map(|(_, value)| value),
        None => Ok(part),
    }
}
