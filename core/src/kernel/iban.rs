//! The number of a bank account (ISO 13616): it is read and checked, and shows nothing of itself in a log.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Country, check digits and at most thirty more (ISO 13616-1, 5).
const SHORTEST: usize = 15;
const LONGEST: usize = 34;
/// Spain's have as many.
const SPAIN: (&str, usize) = ("ES", 24);

/// An IBAN whose check digits are right: letters in capitals, no spaces.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iban(String);

/// The text is no IBAN: of the wrong length, with a sign that is none, or with check digits that do not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an IBAN")]
pub struct NotAnIban;

impl Iban {
    /// As a bank's programs write it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last four signs, by which people know an account.
    #[must_use]
    pub fn tail(&self) -> &str {
        let from = self.0.len().saturating_sub(4);
        self.0.get(from..).unwrap_or_default()
    }
}

impl FromStr for Iban {
    type Err = NotAnIban;

    /// Reads it as people write it: with spaces, in small letters.
    fn from_str(text: &str) -> Result<Self, NotAnIban> {
        let plain: String = text
            .chars()
            .filter(|sign| !sign.is_whitespace())
            .map(|sign| sign.to_ascii_uppercase())
            .collect();
        let are_signs = plain
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        let (country, rest) = plain.split_at_checked(2).ok_or(NotAnIban)?;
        let has_form = country.bytes().all(|byte| byte.is_ascii_uppercase())
            && rest.bytes().take(2).all(|byte| byte.is_ascii_digit())
            && (SHORTEST..=LONGEST).contains(&plain.len())
            && (country != SPAIN.0 || plain.len() == SPAIN.1);
        if are_signs && has_form && remainder(&plain) == 1 {
            Ok(Self(plain))
        } else {
            Err(NotAnIban)
        }
    }
}

/// The first four signs to the end, letters as 10 to 35, divided by 97 (ISO 7064, MOD 97-10).
fn remainder(plain: &str) -> u32 {
    let (front, rest) = plain.split_at_checked(4).unwrap_or_default();
    let digit = |sum: u32, digit: u32| match digit {
        0..10 => (sum * 10 + digit) % 97,
        _ => (sum * 100 + digit) % 97,
    };
    let signs = rest.chars().chain(front.chars());
    signs.filter_map(|sign| sign.to_digit(36)).fold(0, digit)
}

impl TryFrom<String> for Iban {
    type Error = NotAnIban;

    fn try_from(text: String) -> Result<Self, NotAnIban> {
        text.parse()
    }
}

impl From<Iban> for String {
    fn from(iban: Iban) -> Self {
        iban.0
    }
}

impl fmt::Debug for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Iban(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Published examples (ISO 13616 registry).
    const GOOD: [&str; 4] = [
        "ES91 2100 0418 4502 0005 1332",
        "GB29 NWBK 6016 1331 9268 19",
        "DE89 3704 0044 0532 0130 00",
        "NO93 8601 1117 947",
    ];

    #[test]
    fn published_ones_are_read_however_they_are_written() {
        for good in GOOD {
            let iban: Iban = good.to_lowercase().parse().unwrap();
            assert_eq!(iban.as_str(), good.replace(' ', ""));
            assert!(good.replace(' ', "").ends_with(iban.tail()) && iban.tail().len() == 4);
            assert_eq!(format!("{iban:?}"), "Iban(…)");
        }
    }

    #[test]
    fn any_wrong_sign_and_any_two_that_changed_places_are_noticed() {
        let right = GOOD[0].replace(' ', "");
        for at in 2..right.len() {
            for digit in '0'..='9' {
                let mut text: Vec<char> = right.chars().collect();
                if text[at] != digit {
                    text[at] = digit;
                    let text: String = text.into_iter().collect();
                    assert_eq!(text.parse::<Iban>(), Err(NotAnIban), "{text}");
                }
            }
            let mut text: Vec<char> = right.chars().collect();
            if at + 1 < text.len() && text[at] != text[at + 1] {
                text.swap(at, at + 1);
                let text: String = text.into_iter().collect();
                assert_eq!(text.parse::<Iban>(), Err(NotAnIban), "{text}");
            }
        }
        for wrong in [
            "",
            "E",
            "ES",
            "ES9121000418450200051332X",
            "91ES21000418450200051332",
            "é",
        ] {
            assert_eq!(wrong.parse::<Iban>(), Err(NotAnIban), "{wrong}");
        }
    }

    #[test]
    fn it_is_kept_as_a_text_and_checked_when_it_is_read() {
        let iban: Iban = GOOD[0].parse().unwrap();
        let kept = serde_json::to_string(&iban).unwrap();
        assert_eq!(serde_json::from_str::<Iban>(&kept).unwrap(), iban);
        assert!(serde_json::from_str::<Iban>("\"ES00\"").is_err());
    }
}
