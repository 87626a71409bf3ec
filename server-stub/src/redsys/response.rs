//! `Ds_Response`: what became of a payment, as the gateway numbers it.

use std::fmt;

/// One of those numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ResponseCode(u16);

/// What a code means to a shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// The money was taken.
    Authorised,
    /// The money was given back.
    Refunded,
    /// The shop closed it.
    Annulled,
    /// The payer did not want to.
    Cancelled,
    /// The card is no longer valid, or the date given is not its own.
    ExpiredCard,
    /// The bank does not know that it is the payer.
    Authentication,
    /// The security code is wrong.
    WrongCvv,
    /// The bank holds the card for suspicion of fraud.
    Fraud,
    /// The order was paid, or tried, before.
    RepeatedOrder,
    /// A refund that is not allowed.
    RefundNotAllowed,
    /// The bank or the gateway could not be reached. No money was taken.
    SystemDown,
    /// The bank said no, and not why.
    Refused,
}

impl ResponseCode {
    /// The money was taken.
    pub const AUTHORISED: Self = Self(0);
    /// The money was given back.
    pub const REFUNDED: Self = Self(900);
    /// The shop closed it.
    pub const ANNULLED: Self = Self(400);
    /// The payer did not want to.
    pub const CANCELLED: Self = Self(9915);
    /// The card is no longer valid.
    pub const EXPIRED: Self = Self(101);
    /// The security code is wrong.
    pub const WRONG_CVV: Self = Self(129);
    /// This card is not of those that can be paid with here.
    pub const OTHER_CARD: Self = Self(180);
    /// The payer could not show that it is them.
    pub const NOT_AUTHENTICATED: Self = Self(184);
    /// The bank said no.
    pub const REFUSED: Self = Self(190);
    /// The bank holds the card for suspicion of fraud.
    pub const FRAUD: Self = Self(202);
    /// The bank does not answer.
    pub const ISSUER_DOWN: Self = Self(9912);

    /// A code as it is written: up to four digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { text.parse().ok().map(Self) } else { None }
    }

    /// What it means. A code that nobody described is a refusal: money is taken by 0000 to 0099 alone.
    #[must_use]
    pub const fn meaning(self) -> Meaning {
        match self.0 {
            0..=99 => Meaning::Authorised,
            900 => Meaning::Refunded,
            400 => Meaning::Annulled,
            9915 => Meaning::Cancelled,
            101 | 191 => Meaning::ExpiredCard,
            106 | 184 => Meaning::Authentication,
            129 => Meaning::WrongCvv,
            102 | 202 => Meaning::Fraud,
            913 => Meaning::RepeatedOrder,
            950 => Meaning::RefundNotAllowed,
            909 | 912 | 9912 => Meaning::SystemDown,
            _ => Meaning::Refused,
        }
    }

    /// Whether money was taken by it.
    #[must_use]
    pub const fn is_authorised(self) -> bool {
        matches!(self.meaning(), Meaning::Authorised)
    }
}

impl fmt::Display for ResponseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_hundred_take_money() {
        let taking: Vec<u16> = (0..=9999).filter(|code| ResponseCode(*code).is_authorised()).collect();
        assert_eq!(taking, (0..=99).collect::<Vec<_>>());
    }

    #[test]
    fn codes_are_read_with_and_without_zeros_and_written_with_them() {
        assert_eq!(ResponseCode::parse("0"), Some(ResponseCode::AUTHORISED));
        assert_eq!(ResponseCode::parse("101"), Some(ResponseCode::EXPIRED));
        assert_eq!(ResponseCode::EXPIRED.to_string(), "0101");
        assert_eq!(ResponseCode::ISSUER_DOWN.to_string(), "9912");
        for bad in ["", "-1", "12345", "00000", "0x1"] {
            assert_eq!(ResponseCode::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn each_described_code_has_its_meaning() {
        for (code, meaning) in [
            (900, Meaning::Refunded),
            (400, Meaning::Annulled),
            (9915, Meaning::Cancelled),
            (191, Meaning::ExpiredCard),
            (184, Meaning::Authentication),
            (129, Meaning::WrongCvv),
            (102, Meaning::Fraud),
            (202, Meaning::Fraud),
            (913, Meaning::RepeatedOrder),
            (950, Meaning::RefundNotAllowed),
            (912, Meaning::SystemDown),
            (180, Meaning::Refused),
            (190, Meaning::Refused),
            (9064, Meaning::Refused),
        ] {
            assert_eq!(ResponseCode(code).meaning(), meaning, "{code}");
        }
    }
}
