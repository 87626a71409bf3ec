//! IBAN: the number of a bank account (ISO 13616), with its check digits.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How long the numbers of each country are that takes part in SEPA: only from an account there can a direct debit be made
/// (European Payments Council, EPC409-09; lengths of the IBAN registry of SWIFT).
const LENGTHS: [(&str, usize); 41] = [
    ("AD", 24),
    ("AL", 28),
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GI", 23),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IS", 26),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("RS", 22),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
];
/// What stands for the part that is not shown.
const HIDDEN: char = '•';
/// So many characters at the end are shown.
const SHOWN: usize = 4;

/// The text is no IBAN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidIban {
    /// Too long, too short, of no country that takes part, or with a letter where a digit belongs.
    #[error("it does not have the form of an IBAN")]
    Form,
    /// The form is right, the check digits do not fit: nearly always a slip of the finger.
    #[error("the check digits do not fit")]
    Check,
}

/// A checked IBAN, in capitals and without gaps. It prints nothing of itself in a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iban(String);

impl Iban {
    /// All of it, for the city.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last four characters, by which people know an account.
    #[must_use]
    pub fn tail(&self) -> &str {
        let from = self.0.len().saturating_sub(SHOWN);
        self.0.get(from..).unwrap_or_default()
    }

    /// What a screen may show: the country and the last four characters, `ES•• •••• •••• •••• •••• 1332`.
    #[must_use]
    pub fn masked(&self) -> String {
        let from = self.0.chars().count().saturating_sub(SHOWN);
        let mut masked = String::new();
        for (at, c) in self.0.chars().enumerate() {
            if at > 0 && at.is_multiple_of(4) {
                masked.push(' ');
            }
            masked.push(if at < 2 || at >= from { c } else { HIDDEN });
        }
        masked
    }
}

impl fmt::Debug for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Iban(…)")
    }
}

impl From<Iban> for String {
    fn from(iban: Iban) -> Self {
        iban.0
    }
}

impl TryFrom<String> for Iban {
    type Error = InvalidIban;

    fn try_from(text: String) -> Result<Self, InvalidIban> {
        text.parse()
    }
}

impl FromStr for Iban {
    type Err = InvalidIban;

    /// Reads what a person typed: any case, with gaps and dashes.
    fn from_str(text: &str) -> Result<Self, InvalidIban> {
        let bare: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let country = bare.get(..2).ok_or(InvalidIban::Form)?;
        let known = LENGTHS.iter().find(|(code, _)| *code == country);
        let is_whole = known.is_some_and(|(_, length)| bare.len() == *length);
        let digits = bare.get(2..4).unwrap_or_default();
        let is_formed = is_whole
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && bare.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_formed || (country == "ES" && !bare.bytes().skip(2).all(|byte| byte.is_ascii_digit())) {
            return Err(InvalidIban::Form);
        }
        // ISO 7064, MOD 97-10, over the number with its first four characters behind it.
        let (head, rest) = bare.split_at_checked(4).ok_or(InvalidIban::Form)?;
        let remainder = rest.chars().chain(head.chars()).fold(0, |sum, c| match c.to_digit(36) {
            Some(value @ 0..=9) => (sum * 10 + value) % 97,
            Some(value) => (sum * 100 + value) % 97,
            None => sum,
        });
        if remainder == 1 {
            Ok(Self(bare))
        } else {
            Err(InvalidIban::Check)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the registry.
    const EXAMPLES: [&str; 6] = [
        "ES91 2100 0418 4502 0005 1332",
        "GB29 NWBK 6016 1331 9268 19",
        "DE89 3704 0044 0532 0130 00",
        "FR14 2004 1010 0505 0001 3M02 606",
        "NO93 8601 1117 947",
        "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
    ];

    #[test]
    fn the_examples_of_the_registry_are_read() {
        for example in EXAMPLES {
            let iban: Iban = example.parse().unwrap();
            assert_eq!(iban.as_str(), example.replace(' ', ""));
            assert_eq!(example.to_lowercase().replace(' ', "-").parse::<Iban>(), Ok(iban));
        }
    }

    #[test]
    fn every_slip_of_one_digit_is_caught() {
        let right: Vec<char> = "ES9121000418450200051332".chars().collect();
        for place in 2..right.len() {
            for digit in '0'..='9' {
                let mut typed = right.clone();
                if typed[place] == digit {
                    continue;
                }
                typed[place] = digit;
                let typed: String = typed.into_iter().collect();
                assert_eq!(typed.parse::<Iban>(), Err(InvalidIban::Check), "{typed}");
            }
        }
    }

    #[test]
    fn what_is_none_is_refused_and_never_panics() {
        for typed in [
            "",
            "E",
            "ñ",
            "ES",
            "ES91",
            "ES91210004184502000513322",
            "ES912100041845020005133",
            "XX9121000418450200051332",
            "ESA121000418450200051332",
            "ES91210004184502000513ñ",
            "ES91２１00041845020005133",
            "ES9121000418450200051A32",
        ] {
            assert_eq!(typed.parse::<Iban>(), Err(InvalidIban::Form), "{typed}");
        }
    }

    #[test]
    fn it_shows_four_characters_and_a_log_nothing() {
        let iban: Iban = EXAMPLES[0].parse().unwrap();
        assert_eq!(iban.tail(), "1332");
        assert_eq!(iban.masked(), "ES•• •••• •••• •••• •••• 1332");
        assert_eq!(format!("{iban:?}"), "Iban(…)");
        let kept = serde_json::to_string(&iban).unwrap();
        assert_eq!(serde_json::from_str::<Iban>(&kept).unwrap(), iban);
        assert!(serde_json::from_str::<Iban>("\"ES00\"").is_err());
    }
}
