//! Reads amounts, days and capitals as the sectoral systems write them.

use chrono::NaiveDate;

pub use crate::sectors::cents;

/// A day that is written like this: `%d%m%Y`.
pub fn day(written: &str, format: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(written, format).ok()
}

/// `CALLE DE ALCALÁ, 402, BAJO A` as people write it: `Calle de Alcalá, 402, Bajo A`.
pub fn without_shouting(shouted: &str) -> String {
    const SMALL: [&str; 8] = ["DE", "DEL", "LA", "LAS", "LOS", "EL", "Y", "EN"];
    let word = |(place, word): (usize, &str)| {
        let mut letters = word.chars();
        match letters.next() {
            // Numbers and plates stay as they are.
            Some(first) if first.is_alphabetic() && (place == 0 || !SMALL.contains(&word)) => {
                first.to_string() + &letters.as_str().to_lowercase()
            }
            Some(first) if first.is_alphabetic() => word.to_lowercase(),
            _ => word.to_owned(),
        }
    };
    shouted.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_to_the_cent_or_not_at_all() {
        assert_eq!(cents("412,35"), Some(41_235));
        assert_eq!(cents("1.204,56"), Some(120_456));
        assert_eq!(cents("0,00"), Some(0));
        for wrong in ["", "412", "412.35", "412,3", "412,355", ",35", "-1,00", "x,00", "1,-5"] {
            assert_eq!(cents(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_days_of_the_calendar() {
        assert_eq!(day("04122026", "%d%m%Y").unwrap().to_string(), "2026-12-04");
        assert_eq!(day("31022026", "%d%m%Y"), None);
    }

    #[test]
    fn capitals_become_names() {
        assert_eq!(
            without_shouting("PASEO DE LAS DELICIAS, 87, 3.º B"),
            "Paseo de las Delicias, 87, 3.º B"
        );
        assert_eq!(without_shouting("LA LATINA"), "La Latina");
        assert_eq!(without_shouting("4821LKM"), "4821LKM");
    }
}
