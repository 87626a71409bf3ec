//! NIF and NIE: the numbers by which Spain knows a person, with their check letter.
//!
//! Source: Real Decreto 1553/2005 (DNI), Orden INT/2058/2008 (NIE), Real Decreto 1065/2007 art. 19-20 (NIF K, L, M).

use std::fmt;
use std::str::FromStr;

/// The letters in the order of the remainder by 23.
const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

/// The text is no document number of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDocument {
    /// Too long, too short, or letters and digits in the wrong places.
    #[error("it does not have the form of a NIF or NIE")]
    Form,
    /// The form is right, the letter does not belong to the number: nearly always a slip of the finger.
    #[error("the letter does not belong to the number")]
    Letter,
}

/// A checked NIF or NIE of a person, upper case, without spaces or dashes. It prints nothing of itself in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct IdentityDocument(String);

impl IdentityDocument {
    /// The nine characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for IdentityDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdentityDocument(…)")
    }
}

impl FromStr for IdentityDocument {
    type Err = InvalidDocument;

    /// Reads what a person typed: any case, with spaces, dots and dashes, and without the zeros at the front.
    fn from_str(text: &str) -> Result<Self, InvalidDocument> {
        let bare: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '·'))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let (prefix, rest) = match bare.chars().next() {
            Some(first @ ('X' | 'Y' | 'Z' | 'K' | 'L' | 'M')) => (Some(first), bare.get(1..).unwrap_or_default()),
            _ => (None, bare.as_str()),
        };
        let digits = rest.get(..rest.len().saturating_sub(1)).ok_or(InvalidDocument::Form)?;
        let letter = rest
            .chars()
            .last()
            .filter(char::is_ascii_uppercase)
            .ok_or(InvalidDocument::Form)?;
        let width = if prefix.is_some() { 7 } else { 8 };
        let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
        if digits.is_empty() || digits.len() > width || !all_digits {
            return Err(InvalidDocument::Form);
        }
        let number: u32 = digits.parse().map_err(|_| InvalidDocument::Form)?;
        // A NIE counts as if X, Y, Z were 0, 1, 2; K, L and M add nothing.
        let leading = match prefix {
            Some('Y') => 10_000_000,
            Some('Z') => 20_000_000,
            _ => 0,
        };
        let expected = LETTERS.get(((leading + number) % 23) as usize).copied().map(char::from);
        if expected != Some(letter) {
            return Err(InvalidDocument::Letter);
        }
        let prefix = prefix.map(String::from).unwrap_or_default();
        Ok(Self(format!("{prefix}{number:0width$}{letter}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_read_as_people_write_them() {
        for (typed, kept) in [
            ("12345678Z", "12345678Z"),
            ("12.345.678-z", "12345678Z"),
            ("0T", "00000000T"),
            ("x 1234567 l", "X1234567L"),
            ("Y7654321G", "Y7654321G"),
            ("Z2718281P", "Z2718281P"),
            ("K1234567L", "K1234567L"),
        ] {
            assert_eq!(typed.parse::<IdentityDocument>().unwrap().as_str(), kept);
        }
    }

    #[test]
    fn every_slip_of_one_digit_is_caught() {
        for place in 0..8 {
            for digit in '0'..='9' {
                let mut typed: Vec<char> = "31415926L".chars().collect();
                if typed[place] == digit {
                    continue;
                }
                typed[place] = digit;
                let typed: String = typed.into_iter().collect();
                assert_eq!(
                    typed.parse::<IdentityDocument>(),
                    Err(InvalidDocument::Letter),
                    "{typed}"
                );
            }
        }
    }

    #[test]
    fn what_is_no_document_is_refused_and_never_panics() {
        for typed in [
            "",
            "T",
            "12345678",
            "123456789Z",
            "ñ2345678Z",
            "X12345678L",
            "B12345678",
            "1234５678Z",
            "XZ",
        ] {
            assert!(typed.parse::<IdentityDocument>().is_err(), "{typed}");
        }
        let document = "12345678Z".parse::<IdentityDocument>().unwrap();
        assert_eq!(format!("{document:?}"), "IdentityDocument(…)");
    }
}
