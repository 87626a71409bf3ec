//! The number of an order.

use std::fmt;

/// What shop and gateway call a payment: 4 to 12 characters, the first four digits, the others digits or ASCII letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Order(String);

impl Order {
    /// An order number, if it keeps to the rule.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (start, rest) = bytes.split_at_checked(4)?;
        let fits =
            bytes.len() <= 12 && start.iter().all(u8::is_ascii_digit) && rest.iter().all(u8::is_ascii_alphanumeric);
        fits.then(|| Self(text.to_owned()))
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_is_four_digits_and_up_to_eight_more() {
        for good in ["2611", "2611AB12CD34", "0069", "1234abcdEFGH"] {
            assert_eq!(Order::parse(good).unwrap().as_str(), good);
        }
        for bad in [
            "",
            "1",
            "261",
            "A611",
            "26A1",
            "2611AB12CD345",
            "2611-AB",
            "2611 AB",
            "2611ñ",
            "２６１１",
        ] {
            assert_eq!(Order::parse(bad), None, "{bad}");
        }
    }
}
