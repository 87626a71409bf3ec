//! Numbers as the city prints them on papers: invented, and the same for the same seed.

use crate::random::{Dice, mix};

/// Keeps the dice of the plates apart from all other uses of the seed.
const PLATES: u64 = 0x91A7;
/// The same for accounts.
const ACCOUNTS: u64 = 0x1BA7;
/// Spanish plates since 2000 have no vowels, no Ñ and no Q.
const LETTERS: [char; 20] = [
    'B', 'C', 'D', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

/// So many digits.
pub fn digits(dice: &mut Dice, count: usize) -> String {
    (0..count)
        .map(|_| char::from_digit(u32::try_from(dice.below(10)).unwrap_or(0), 10).unwrap_or('0'))
        .collect()
}

/// An account as banks number them, with check digits that fit (ISO 13616). No bank has the number 9000 but Spain's central one, where
/// no citizen has an account.
pub fn account(seed: u64, nif: &str) -> String {
    let owner = nif.bytes().fold(ACCOUNTS, |sum, byte| mix(sum ^ u64::from(byte)));
    let mut dice = Dice::for_purpose(seed, owner);
    let number = format!("9000{}", digits(&mut dice, 16));
    // ES00 behind the number, as digits: E is 14 and S is 28.
    let remainder = format!("{number}142800")
        .bytes()
        .fold(0, |sum: u32, byte| (sum * 10 + u32::from(byte - b'0')) % 97);
    format!("ES{:02}{number}", 98 - remainder)
}

/// `1.204,56` in cents. Two decimals always; points are for the eye.
pub fn cents(written: &str) -> Option<i64> {
    let (whole, decimals) = written.split_once(',')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = whole.replace('.', "");
    if decimals.len() != 2 || !is_number(&whole) || !is_number(decimals) {
        return None;
    }
    format!("{whole}{decimals}").parse().ok()
}

/// The plate of somebody's car: `1234BCD`. Every system that knows the car knows the same one.
pub fn plate(seed: u64, nif: &str) -> String {
    let owner = nif.bytes().fold(PLATES, |sum, byte| mix(sum ^ u64::from(byte)));
    let mut dice = Dice::for_purpose(seed, owner);
    let mut plate = digits(&mut dice, 4);
    plate.extend((0..3).filter_map(|_| dice.pick(&LETTERS)));
    plate
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::iban::is_iban;

    #[test]
    fn accounts_pass_the_check_of_any_bank() {
        for nif in ["17320508J", "27182818S"] {
            assert!(is_iban(&account(7, nif)), "{nif}");
        }
    }

    #[test]
    fn plates_look_like_plates_and_follow_from_seed_and_owner() {
        let one = plate(1, "17320508J");
        assert_eq!(one, plate(1, "17320508J"));
        assert_ne!(one, plate(2, "17320508J"));
        assert_ne!(one, plate(1, "27182818S"));
        assert_eq!(one.len(), 7);
        assert!(one.chars().take(4).all(|c| c.is_ascii_digit()), "{one}");
        assert!(one.chars().skip(4).all(|c| LETTERS.contains(&c)), "{one}");
    }
}
