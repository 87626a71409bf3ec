//! What is printed on papers: numbers of orders and receipts, verification codes, amounts. They follow from the seed of the city
//! and from the key of the payment, which nobody can guess; so nobody can guess them either, and a city that is played again
//! gives the same ones.

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use ring::digest::{Context, SHA256};

use super::model::PaymentKey;
use crate::calendar::today;

/// Crockford's alphabet: nothing in it looks like something else.
const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P',
    'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

/// The number of an order: year and month, and eight characters. Should it be taken, the next `attempt` gives another.
#[must_use]
pub fn order_number(seed: u64, key: &PaymentKey, now: DateTime<Utc>, attempt: u32) -> String {
    let month = today(now).format("%y%m").to_string();
    month + &letters(seed, key.as_str(), &format!("order {attempt}"), 8)
}

/// The verification code of a receipt: 80 bits.
#[must_use]
pub fn receipt_code(seed: u64, key: &PaymentKey) -> String {
    letters(seed, key.as_str(), "receipt", 16)
}

/// The verification code of the receipt of something that was paid elsewhere. A number can be guessed and the seed cannot.
#[must_use]
pub fn paper_code(seed: u64, number: &str) -> String {
    letters(seed, number, "paper", 16)
}

/// `R-2026-0001234`
#[must_use]
pub fn receipt_number(now: DateTime<Utc>, seq: i64) -> String {
    format!("R-{}-{seq:07}", today(now).year())
}

/// A code as somebody types it: without the gaps, in capitals, and with what Crockford's alphabet has for letters that look
/// like digits. `None` if it cannot be one.
#[must_use]
pub fn read_code(typed: &str) -> Option<String> {
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    (code.chars().count() == 16 && code.chars().all(|c| ALPHABET.contains(&c))).then_some(code)
}

/// A code in groups of four, as people read it.
#[must_use]
pub fn in_groups(code: &str) -> String {
    let mut grouped = String::new();
    for (at, c) in code.chars().enumerate() {
        if at > 0 && at.is_multiple_of(4) {
            grouped.push('-');
        }
        grouped.push(c);
    }
    grouped
}

/// `1.204,56 €`, with a space that does not break.
#[must_use]
pub fn euros(cents: i64) -> String {
    let whole = (cents / 100).unsigned_abs().to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{grouped},{:02}\u{a0}€", (cents % 100).unsigned_abs())
}

/// `24/11/2026`
#[must_use]
pub fn on_paper(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

fn letters(seed: u64, name: &str, purpose: &str, count: usize) -> String {
    let mut context = Context::new(&SHA256);
    context.update(&seed.to_be_bytes());
    context.update(name.as_bytes());
    context.update(purpose.as_bytes());
    letters_of(context, count)
}

/// Letters of a code that follow from what was digested.
#[must_use]
pub fn letters_of(context: Context, count: usize) -> String {
    let digest = context.finish();
    // 256 is a whole number of times 32: each letter is as likely as any other.
    let letter = |byte: &u8| ALPHABET.get(usize::from(byte % 32)).copied();
    digest.as_ref().iter().filter_map(letter).take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    fn key(number: u32) -> PaymentKey {
        PaymentKey::read(&format!("{number:032x}")).unwrap()
    }

    #[test]
    fn an_order_begins_with_year_and_month_in_madrid_and_is_never_the_same() {
        let now = at("2026-11-30T23:30:00Z");
        let numbers: BTreeSet<String> = (0..1_000).map(|n| order_number(1, &key(n), now, 0)).collect();
        assert_eq!(numbers.len(), 1_000);
        for number in &numbers {
            assert!(number.len() == 12 && number.starts_with("2612"), "{number}");
            assert!(number.chars().all(|c| ALPHABET.contains(&c)), "{number}");
        }
        let one = order_number(1, &key(1), now, 0);
        assert_eq!(one, order_number(1, &key(1), now, 0));
        assert_ne!(one, order_number(1, &key(1), now, 1));
        assert_ne!(one, order_number(2, &key(1), now, 0));
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = receipt_code(1, &key(1));
        assert_eq!(code.len(), 16);
        assert_eq!(read_code(&in_groups(&code).to_lowercase()), Some(code.clone()));
        assert_eq!(read_code(&format!(" {code} ")), Some(code));
        assert_eq!(read_code("oOiIlL0000000000"), Some("0011110000000000".to_owned()));
        for wrong in [
            "",
            "1",
            "000000000000000U",
            "00000000000000000",
            "００００００００００００００００",
        ] {
            assert_eq!(read_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn amounts_and_days_are_as_on_paper() {
        for (cents, text) in [
            (0, "0,00\u{a0}€"),
            (5, "0,05\u{a0}€"),
            (120_456, "1.204,56\u{a0}€"),
            (100_000_000, "1.000.000,00\u{a0}€"),
            (-4_205, "-42,05\u{a0}€"),
        ] {
            assert_eq!(euros(cents), text);
        }
        assert_eq!(receipt_number(at("2026-12-31T23:30:00Z"), 12), "R-2027-0000012");
        assert_eq!(on_paper(today(at("2026-11-24T10:00:00Z"))), "24/11/2026");
    }
}
