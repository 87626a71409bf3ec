//! How the city reaches a person: a telephone number and an e-mail address, checked before they are kept.

use std::fmt;
use std::str::FromStr;

/// The text is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a telephone number")]
pub struct InvalidPhone;

/// The text is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct InvalidEmail;

/// A telephone number in E.164: `+` and 8 to 15 digits. It prints nothing of itself in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneNumber(String);

/// An e-mail address that looks like one; only a message that arrives proves more. It prints nothing of itself in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

impl PhoneNumber {
    /// `+34600100200`
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl EmailAddress {
    /// `nombre@example.org`
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhoneNumber(…)")
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

impl FromStr for PhoneNumber {
    type Err = InvalidPhone;

    /// Reads what a person typed. Nine digits that begin with 6, 7, 8 or 9 are Spanish; anything else needs its country.
    fn from_str(text: &str) -> Result<Self, InvalidPhone> {
        let bare: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '(' | ')' | '/'))
            .collect();
        let international = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00"));
        let digits = international.unwrap_or(&bare);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(InvalidPhone);
        }
        let is_spanish =
            |national: &str| national.len() == 9 && matches!(national.as_bytes().first(), Some(b'6'..=b'9'));
        match (international, digits.strip_prefix("34")) {
            (None, _) if is_spanish(digits) => Ok(Self(format!("+34{digits}"))),
            (Some(_), Some(national)) if is_spanish(national) => Ok(Self(format!("+{digits}"))),
            (Some(_), None) if (8..=15).contains(&digits.len()) && !digits.starts_with('0') => {
                Ok(Self(format!("+{digits}")))
            }
            _ => Err(InvalidPhone),
        }
    }
}

impl FromStr for EmailAddress {
    type Err = InvalidEmail;

    /// One `@`, something before it, a domain with a dot after it, no spaces (RFC 5321 limits: 64 and 254 octets).
    fn from_str(text: &str) -> Result<Self, InvalidEmail> {
        let text = text.trim();
        let (local, domain) = text.split_once('@').ok_or(InvalidEmail)?;
        let labels_are_good = domain.split('.').all(|label| !label.is_empty());
        let is_good = (1..=64).contains(&local.len())
            && text.len() <= 254
            && domain.contains('.')
            && labels_are_good
            && !domain.contains('@')
            && !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if is_good {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidEmail)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_read_as_people_write_them() {
        for (typed, kept) in [
            ("600 10 02 03", "+34600100203"),
            ("+34 600-100-203", "+34600100203"),
            ("0034 914 800 010", "+34914800010"),
            ("+212 (6) 12.34.56.78", "+212612345678"),
        ] {
            assert_eq!(typed.parse::<PhoneNumber>().unwrap().as_str(), kept);
        }
        for typed in [
            "",
            "+",
            "010",
            "12345",
            "+34 500 100 200",
            "600 10 02 0",
            "seis",
            "+0012345678",
            "+1234567890123456",
        ] {
            assert_eq!(typed.parse::<PhoneNumber>(), Err(InvalidPhone), "{typed}");
        }
    }

    #[test]
    fn addresses_that_cannot_arrive_are_refused() {
        assert_eq!(
            " ana.ñ@example.org ".parse::<EmailAddress>().unwrap().as_str(),
            "ana.ñ@example.org"
        );
        for typed in [
            "",
            "ana",
            "@example.org",
            "ana@",
            "ana@org",
            "ana@.org",
            "a b@example.org",
            "a@b@example.org",
        ] {
            assert_eq!(typed.parse::<EmailAddress>(), Err(InvalidEmail), "{typed}");
        }
    }
}
