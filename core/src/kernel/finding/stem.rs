//! Singular and plural of a folded word become one: *jardín* and *jardines*, *luz* and *luces*.

use std::borrow::Cow;

/// Shorter words are their own stem: *gas*, *mes*, *sol*.
const SHORTEST: usize = 3;

/// What is left of a folded word without the marks of the plural. A key to look up, not a word to show.
///
/// It undoes endings until there are none, so that a word and its plural meet however the plural was made, if sometimes
/// before the end of the singular: *parque* and *parques* are `parqu`, *luz* and *luces* are `luc`.
pub fn stem(word: &str) -> Cow<'_, str> {
    let mut left = word;
    while let Some(shorter) = without_ending(left).filter(|shorter| shorter.len() >= SHORTEST) {
        left = shorter;
    }
    match left.strip_suffix('z') {
        Some(rest) if left.len() >= SHORTEST => Cow::Owned(format!("{rest}c")),
        _ => Cow::Borrowed(left),
    }
}

fn without_ending(word: &str) -> Option<&str> {
    match word.strip_suffix('s') {
        Some(rest) if rest.ends_with(['a', 'e', 'i', 'o', 'u']) => Some(rest),
        _ => word.strip_suffix('e'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn singular_and_plural_meet() {
        for (one, many) in [
            ("piscina", "piscinas"),
            ("museo", "museos"),
            ("jardin", "jardines"),
            ("parque", "parques"),
            ("luz", "luces"),
            ("autobus", "autobuses"),
            ("clase", "clases"),
            ("mes", "meses"),
            ("rey", "reyes"),
            ("pais", "paises"),
            ("niño", "niños"),
            ("hotel", "hoteles"),
        ] {
            assert_eq!(stem(one), stem(many), "{one}");
        }
    }

    #[test]
    fn other_words_do_not() {
        for (one, other) in [
            ("puerta", "puerto"),
            ("casa", "caso"),
            ("plaza", "plazo"),
            ("ano", "año"),
            ("sol", "sola"),
            ("gas", "ga"),
        ] {
            assert_ne!(stem(one), stem(other), "{one}");
        }
    }

    #[test]
    fn a_stem_is_its_own_stem() {
        for word in ["museos", "luces", "parque", "eses", "aes", "ñ", "", "zzz"] {
            assert_eq!(stem(&stem(word)), stem(word), "{word}");
        }
    }
}
