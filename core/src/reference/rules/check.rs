//! The check digits that are public. All of them come of a division by 97 whose first two decimals count, in whole numbers here.
//!
//! Mind the trap: Cuaderno 60 takes them from 99, Cuaderno 57 and the older layout from 100, with 00 for 100.

use super::super::model::{Bill, Digits, LocalNotice, TaxReceipt};

/// Two check digits.
pub(super) type Pair = Digits<2>;

/// What every rule divides by.
const DIVISOR: u64 = 97;

/// Weights of the amount in 501 and 503, from the units up.
const AMOUNT_WEIGHTS: [i64; 9] = [6, 3, 7, 9, 10, 5, 8, 4, 2];

/// The first two decimals of a sum divided by 97.
const fn decimals(sum: i64) -> u64 {
    100 * (sum.rem_euclid(DIVISOR.cast_signed()).cast_unsigned()) / DIVISOR
}

fn from_99(sum: i64) -> Pair {
    Digits::last_of(99 - decimals(sum))
}

/// The last two digits of what is left of 100: 00 for 100 itself.
fn from_100(sum: i64) -> Pair {
    Digits::last_of(100 - decimals(sum))
}

/// Cuaderno 60, mode 2: 76 times the issuer, 9 times the document, 55 times identification and amount together less one.
fn mode_2(issuer: i64, document: i64, identification: i64, amount: i64) -> Pair {
    from_99(76 * issuer + 9 * document + 55 * (identification + amount - 1))
}

/// The check digits of a 521. Its identification is a 1, the tax, its year and the last day.
pub(super) fn of_receipt(receipt: &TaxReceipt) -> Pair {
    let tax = 1_000 + receipt.tax.value();
    let identification = (tax * 100 + receipt.year.value()) * 10_000 + receipt.due.value();
    mode_2(
        receipt.issuer.value(),
        receipt.document.value(),
        identification,
        receipt.amount.cents().get(),
    )
}

/// The check digits of the key of a 501 or 503: 76 times the town, 9 times year, batch and tax, 55 times the notice less one.
pub(super) fn of_key(notice: &LocalNotice) -> Pair {
    let series = notice.year.value() * 1_000 + notice.batch.value() * 100 + notice.tax.value();
    from_100(76 * notice.town.value() + 9 * series + 55 * (notice.notice.value() - 1))
}

/// The check digits of the amount of a 501 or 503: its digits weighed, after those of the key were added to it.
///
/// A tenth digit has no weight. Only amounts within a euro of ten millions could have one.
pub(super) fn of_amount(notice: &LocalNotice) -> Pair {
    let sum = notice.amount.cents().get() + of_key(notice).value();
    let digits = std::iter::successors(Some(sum), |rest| Some(rest / 10)).map(|rest| rest % 10);
    from_100(
        AMOUNT_WEIGHTS
            .iter()
            .zip(digits)
            .map(|(weight, digit)| weight * digit)
            .sum(),
    )
}

/// The check digits of a 507: all of its parts added up.
pub(super) fn of_bill(bill: &Bill) -> Pair {
    let numbers = bill.issuer.value() + bill.suffix.value() + bill.number.value() + bill.mark.value();
    from_100(numbers + bill.amount.cents().get())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Issuer;

    #[test]
    fn mode_2_gives_the_published_digits() {
        for (issuer, document, identification, amount, digits) in [
            (481_166, 280_724_001, 1_002_188_265, 1, "07"),
            (123_456, 1_234_567_890, 123_456_879_012, 1_200, "42"),
            (280_796, 12_345, 1_001_255_305, 14_100, "04"),
        ] {
            let worked_out = mode_2(issuer, document, identification, amount);
            assert_eq!(worked_out.as_str(), digits, "{issuer}");
        }
    }

    #[test]
    fn whole_numbers_give_what_the_division_gives() {
        for rest in 0..97_i64 {
            let by_division = format!("{:.6}", f64::from(u8::try_from(rest).unwrap()) / 97.0);
            let cut: u64 = by_division.get(2..4).unwrap().parse().unwrap();
            for sum in [rest, rest + 97 * 1_000_003, rest - 97] {
                assert_eq!(decimals(sum), cut, "{sum}");
            }
        }
    }

    #[test]
    fn each_rest_has_digits_of_its_own() {
        // That is why a single wrong digit never gets through: it changes the rest by 97, a prime.
        for rule in [from_99, from_100] {
            let all: std::collections::HashSet<_> = (0..97).map(rule).collect();
            assert_eq!(all.len(), 97);
        }
        assert_eq!(from_99(0).as_str(), "99");
        assert_eq!(from_100(0).as_str(), "00");
    }

    /// The check digit that INE gives to the code of a town: its published tables, taken in turn from the units up.
    fn town_digit(town: &str) -> usize {
        const TABLES: [[usize; 10]; 3] = [
            [0, 3, 8, 2, 7, 4, 1, 5, 9, 6],
            [0, 2, 4, 6, 8, 1, 3, 5, 7, 9],
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        ];
        let digits = town.bytes().rev().map(|byte| usize::from(byte - b'0'));
        let sum: usize = digits
            .zip(TABLES.iter().cycle())
            .map(|(digit, table)| table[digit])
            .sum();
        (10 - sum % 10) % 10
    }

    #[test]
    fn madrids_code_ends_with_the_digit_that_ine_gives() {
        // Alegría-Dulantzi, Barcelona, Sevilla and València show that the tables are the right ones.
        for (town, digit) in [("01001", 4), ("08019", 3), ("41091", 7), ("46250", 8)] {
            assert_eq!(town_digit(town), digit, "{town}");
        }
        let madrid = format!("28079{}", town_digit("28079"));
        assert!(Issuer::new(&madrid).unwrap().is_madrid());
    }
}
