//! How somebody is reached: what the city takes for a telephone number and an e-mail address.

use serde::{Deserialize, Serialize};

/// The longest address there is (RFC 5321 section 4.5.3.1.3, less the brackets).
const LONGEST_EMAIL: usize = 254;

/// Contact details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// E.164.
    pub phone: String,
    /// `None`: none. It has to be said, so that nobody loses theirs by leaving it out.
    #[serde(deserialize_with = "Option::deserialize")]
    pub email: Option<String>,
}

impl Contact {
    /// The details as the city keeps them, without spaces in the number, or the name of the field that is wrong.
    pub fn checked(self) -> Result<Self, &'static str> {
        let phone = e164(&self.phone).ok_or("phone")?;
        if self.email.as_deref().is_some_and(|email| !is_email(email)) {
            return Err("email");
        }
        Ok(Self {
            phone,
            email: self.email,
        })
    }
}

/// `+34 600 100 201`: a plus, then 8 to 15 digits, the first not 0 (E.164), single spaces between them if at all.
fn e164(written: &str) -> Option<String> {
    let number = written.strip_prefix('+')?;
    let spaces_are_single = !number.contains("  ") && !number.starts_with(' ') && !number.ends_with(' ');
    let digits: String = number.chars().filter(|c| *c != ' ').collect();
    let fits = (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    (spaces_are_single && fits && !digits.starts_with('0')).then(|| format!("+{digits}"))
}

/// Looks like an address. Whether anybody reads it only a letter can tell.
fn is_email(written: &str) -> bool {
    let Some((local, domain)) = written.split_once('@') else {
        return false;
    };
    let local_fits = (1..=64).contains(&local.len())
        && local
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte));
    let label_fits = |label: &str| {
        (1..=63).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let Some((_, top)) = domain.rsplit_once('.') else {
        return false;
    };
    let top_fits = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    written.len() <= LONGEST_EMAIL && local_fits && top_fits && domain.split('.').all(label_fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_their_spaces_and_nothing_else() {
        assert_eq!(e164("+34 600 100 201").as_deref(), Some("+34600100201"));
        assert_eq!(e164("+12345678").as_deref(), Some("+12345678"));
        for wrong in [
            "600100201",
            "0034600100201",
            "+",
            "+1234567",
            "+1234567890123456",
            "+0600100201",
            "+34 600  100201",
            "+ 34600100201",
            "+34600100201 ",
            "+34-600-100-201",
            "+34600100201\n",
            "+34600100\u{0}201",
            "+٣٤٦٠٠١٠٠٢٠١",
        ] {
            assert_eq!(e164(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn addresses_look_like_addresses() {
        for right in ["a@b.es", "lucia.romero+madrid@correo.example.org", "x_%-@a-b.co"] {
            assert!(is_email(right), "{right}");
        }
        let long = format!("a@{}.es", "b.".repeat(130));
        for wrong in [
            "", "a", "a@", "@b.es", "a@b", "a@b.", "a@.es", "a@b..es", "a b@c.es", "a@b.e", "a@b.es\n", "a@b@c.es",
            "a@b.12", &long,
        ] {
            assert!(!is_email(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn an_address_has_to_be_mentioned_and_the_wrong_field_is_named() {
        let read = |json| serde_json::from_str::<Contact>(json);
        assert!(read(r#"{"phone":"+34600100201"}"#).is_err());
        let wrong = |json| read(json).unwrap().checked().unwrap_err();
        assert_eq!(wrong(r#"{"phone":"1","email":null}"#), "phone");
        assert_eq!(wrong(r#"{"phone":"+34600100201","email":""}"#), "email");
    }
}
