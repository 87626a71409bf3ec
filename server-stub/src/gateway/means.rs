//! Cards and telephones as payers type them, and what their banks say. None of it is kept but the last four digits.

use std::fmt;

use chrono::{Datelike as _, NaiveDate};

use super::operation::Verdict;
use crate::redsys::ResponseCode;

/// A card that was typed. It is never kept, shown or written to a log.
pub struct Card {
    number: String,
    /// Year and month, the last in which it is good.
    expires: (i32, u32),
    cvv: String,
}

/// A telephone that was typed, of somebody with Bizum. Neither is it.
pub struct Phone(String);

/// What cannot be right in a form, whatever the bank says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// The number of the card is missing.
    NumberMissing,
    /// It has a slip: too long, too short, or its last digit does not follow from the others.
    NumberWrong,
    /// The date is not a month and a year.
    Expiry,
    /// The security code is not three digits.
    Cvv,
    /// The telephone is no Spanish mobile number.
    Phone,
    /// The code is missing.
    CodeMissing,
}

/// A card for tests, and what its bank says when date and security code are right.
#[derive(Debug)]
pub struct TestCard {
    /// Its number.
    pub number: &'static str,
    /// What the bank says.
    pub verdict: Verdict,
}

/// The security code of every test card.
pub const TEST_CVV: &str = "123";
/// The telephone that has Bizum.
pub const TEST_PHONE: &str = "700000000";

/// The first three are published by shops of Redsys. The others are this mock's own: the four digits after 454881 are
/// the answer.
pub const TEST_CARDS: [TestCard; 7] = [
    TestCard {
        number: "4548812049400004",
        verdict: Verdict::Authorised,
    },
    TestCard {
        number: "4548817212493017",
        verdict: Verdict::Challenge,
    },
    TestCard {
        number: "4111111111111111",
        verdict: Verdict::Refused(ResponseCode::REFUSED),
    },
    TestCard {
        number: "4548810101000001",
        verdict: Verdict::Refused(ResponseCode::EXPIRED),
    },
    TestCard {
        number: "4548810129000009",
        verdict: Verdict::Refused(ResponseCode::WRONG_CVV),
    },
    TestCard {
        number: "4548810202000009",
        verdict: Verdict::Refused(ResponseCode::FRAUD),
    },
    TestCard {
        number: "4548819912000001",
        verdict: Verdict::Refused(ResponseCode::ISSUER_DOWN),
    },
];

impl Card {
    /// A card as typed: blanks and hyphens do not matter, and the date is like 12/34.
    pub fn parse(number: &str, expiry: &str, cvv: &str) -> Result<Self, Vec<Mistake>> {
        let number = compact(number);
        let expires = read_expiry(expiry);
        let cvv = cvv.trim();
        let mut mistakes = Vec::new();
        if number.is_empty() {
            mistakes.push(Mistake::NumberMissing);
        } else if !is_card_number(&number) {
            mistakes.push(Mistake::NumberWrong);
        }
        if expires.is_none() {
            mistakes.push(Mistake::Expiry);
        }
        if cvv.len() != 3 || !is_digits(cvv) {
            mistakes.push(Mistake::Cvv);
        }
        match expires {
            Some(expires) if mistakes.is_empty() => Ok(Self {
                number,
                expires,
                cvv: cvv.to_owned(),
            }),
            _ => Err(mistakes),
        }
    }

    /// What its bank says on a day. A card that is none of the test cards is nobody's: a real one is good for nothing here.
    pub fn verdict(&self, today: NaiveDate) -> Verdict {
        let Some(card) = TEST_CARDS.iter().find(|card| card.number == self.number) else {
            return Verdict::Refused(ResponseCode::OTHER_CARD);
        };
        if self.expires < (today.year(), today.month()) {
            Verdict::Refused(ResponseCode::EXPIRED)
        } else if self.cvv != TEST_CVV {
            Verdict::Refused(ResponseCode::WRONG_CVV)
        } else {
            card.verdict
        }
    }

    /// All that is kept of it.
    pub fn last_four(&self) -> String {
        last_four(&self.number)
    }
}

impl Phone {
    /// A telephone as typed: with or without +34.
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let compact = compact(text);
        let national = compact.strip_prefix("+34").or(compact.strip_prefix("0034"));
        let number = national.unwrap_or(&compact);
        let is_mobile = number.len() == 9 && is_digits(number) && number.starts_with(['6', '7']);
        if is_mobile {
            Ok(Self(number.to_owned()))
        } else {
            Err(Mistake::Phone)
        }
    }

    /// What its bank says: not everybody has Bizum, and everybody confirms with a code.
    pub fn verdict(&self) -> Verdict {
        if self.0 == TEST_PHONE {
            Verdict::Challenge
        } else {
            Verdict::Refused(ResponseCode::REFUSED)
        }
    }

    /// All that is kept of it.
    pub fn last_four(&self) -> String {
        last_four(&self.0)
    }
}

impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Card(…)")
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn last_four(number: &str) -> String {
    number.chars().skip(number.chars().count().saturating_sub(4)).collect()
}

/// 12 to 19 digits (ISO/IEC 7812-1), the last of which checks the others.
fn is_card_number(number: &str) -> bool {
    (12..=19).contains(&number.len()) && is_digits(number) && passes_luhn(number)
}

/// Luhn's check: every second digit from the right counts twice, and the digits of all of it add up to tens.
fn passes_luhn(number: &str) -> bool {
    let digits = number.bytes().rev().map(|byte| u32::from(byte - b'0'));
    let counted = digits.enumerate().map(|(place, digit)| match (place % 2, digit) {
        (1, 5..) => digit * 2 - 9,
        (1, _) => digit * 2,
        _ => digit,
    });
    counted.sum::<u32>() % 10 == 0
}

fn read_expiry(text: &str) -> Option<(i32, u32)> {
    let (month, year) = text.split_once('/')?;
    let (month, year) = (month.trim(), year.trim());
    let fits = (1..=2).contains(&month.len()) && matches!(year.len(), 2 | 4) && is_digits(month) && is_digits(year);
    let (month, typed): (u32, i32) = fits.then(|| month.parse().ok().zip(year.parse().ok()))??;
    let year = if year.len() == 2 { 2000 + typed } else { typed };
    (1..=12).contains(&month).then_some((year, month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 30).unwrap()
    }

    fn verdict(number: &str, expiry: &str, cvv: &str) -> Verdict {
        Card::parse(number, expiry, cvv).unwrap().verdict(day())
    }

    #[test]
    fn every_test_card_can_be_typed_and_says_what_the_table_says() {
        for card in &TEST_CARDS {
            assert_eq!(verdict(card.number, "12/34", TEST_CVV), card.verdict, "{}", card.number);
        }
        let codes = TEST_CARDS.iter().filter_map(|card| match card.verdict {
            Verdict::Refused(code) => Some(code.to_string()),
            _ => None,
        });
        assert_eq!(codes.collect::<Vec<_>>(), ["0190", "0101", "0129", "0202", "9912"]);
    }

    #[test]
    fn a_date_that_is_over_and_a_wrong_code_are_the_banks_to_refuse() {
        let good = TEST_CARDS[0].number;
        assert_eq!(verdict(good, "11/26", "123"), Verdict::Authorised);
        assert_eq!(verdict(good, "10/2026", "123"), Verdict::Refused(ResponseCode::EXPIRED));
        assert_eq!(verdict(good, "12/34", "321"), Verdict::Refused(ResponseCode::WRONG_CVV));
        // Luhn's check passes, but it is nobody's.
        assert_eq!(
            verdict("4000 0000 0000 0002", "12/34", "123"),
            Verdict::Refused(ResponseCode::OTHER_CARD)
        );
    }

    #[test]
    fn slips_are_told_all_at_once() {
        let mistakes = |number, expiry, cvv| Card::parse(number, expiry, cvv).unwrap_err();
        assert_eq!(
            mistakes("", "", ""),
            [Mistake::NumberMissing, Mistake::Expiry, Mistake::Cvv]
        );
        assert_eq!(mistakes("4548812049400014", "12/34", "123"), [Mistake::NumberWrong]);
        assert_eq!(mistakes("45488120494٠0004", "12/34", "123"), [Mistake::NumberWrong]);
        for expiry in ["13/34", "0/34", "1234", "12/345", "12/-4", "aa/bb", "1/+1"] {
            assert_eq!(
                mistakes("4548 8120-4940 0004", expiry, "123"),
                [Mistake::Expiry],
                "{expiry}"
            );
        }
        for cvv in ["12", "1234", "12a"] {
            assert_eq!(mistakes("4548812049400004", "12/34", cvv), [Mistake::Cvv], "{cvv}");
        }
    }

    #[test]
    fn luhn_finds_every_wrong_digit() {
        let good = TEST_CARDS[0].number;
        for (at, digit) in good.char_indices() {
            for other in ('0'..='9').filter(|other| *other != digit) {
                let mut wrong = good.to_owned();
                wrong.replace_range(at..=at, &other.to_string());
                assert!(!passes_luhn(&wrong), "{wrong}");
            }
        }
    }

    #[test]
    fn telephones_are_mobile_numbers_and_one_has_bizum() {
        for typed in ["700000000", "+34 700 000 000", "0034700-000-000"] {
            assert_eq!(Phone::parse(typed).unwrap().verdict(), Verdict::Challenge, "{typed}");
        }
        assert_eq!(
            Phone::parse("600111222").unwrap().verdict(),
            Verdict::Refused(ResponseCode::REFUSED)
        );
        for bad in ["", "910000000", "70000000", "7000000000", "+33700000000"] {
            assert_eq!(Phone::parse(bad).unwrap_err(), Mistake::Phone, "{bad}");
        }
    }

    #[test]
    fn only_the_last_four_digits_can_be_had() {
        let card = Card::parse(TEST_CARDS[0].number, "12/34", "123").unwrap();
        assert_eq!(
            (card.last_four().as_str(), format!("{card:?}").as_str()),
            ("0004", "Card(…)")
        );
        let phone = Phone::parse("700001234").unwrap();
        assert_eq!(
            (phone.last_four().as_str(), format!("{phone:?}").as_str()),
            ("1234", "Phone(…)")
        );
    }
}
