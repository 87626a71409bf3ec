//! Folds Spanish text for searching: case and accents are forgiven, ñ stays a letter of its own.
//!
//! SQLite's own folding would make `ano` find `año`; Spanish readers would not forgive that.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// `text` in lower case without accents, but with ñ (and ç as c). Folding twice changes nothing.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // Asking the table about every plain letter would cost more than the folding itself.
    if text.chars().any(|c| !c.is_ascii() && is_combining_mark(c)) {
        // Text typed on some keyboards has "n" and "~" apart: put them together first, or the ñ would be lost.
        return fold_composed(text.nfc(), text.len());
    }
    fold_composed(text.chars(), text.len())
}

fn fold_composed(chars: impl Iterator<Item = char>, size: usize) -> String {
    let mut out = String::with_capacity(size);
    for c in chars {
        match c {
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            'ñ' | 'Ñ' => out.push('ñ'),
            c => c.to_lowercase().for_each(|lower| {
                decompose_canonical(lower, |part| {
                    if !is_combining_mark(part) {
                        out.push(part);
                    }
                });
            }),
        }
    }
    out
}

/// The words of a folded text: runs of letters and digits.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_are_forgiven_and_enye_is_kept() {
        assert_eq!(fold("PIRÁMIDES Núñez de Balboa"), "piramides nuñez de balboa");
        assert_eq!(fold("Güell, çedilla, àèò, Ü"), "guell, cedilla, aeo, u");
        assert_eq!(fold("an\u{303}o AN\u{303}O cami\u{301}o"), "año año camio");
        assert_ne!(fold("año"), fold("ano"));
        assert_eq!(fold(&fold("Ñandú ÉL İ")), fold("Ñandú ÉL İ"));
    }

    #[test]
    fn words_are_letters_and_digits() {
        assert_eq!(
            words("c/ alcala, 45 (retiro)").collect::<Vec<_>>(),
            ["c", "alcala", "45", "retiro"]
        );
        assert_eq!(words(" -- ").count(), 0);
    }
}
