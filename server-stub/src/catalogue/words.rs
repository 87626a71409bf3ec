//! Spanish words compared as people read them: without accents, case or punctuation.

/// Lower case without accents; ñ stays, for `ano` is not `año`.
pub(super) fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(plain).collect()
}

const fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'ä' | 'â' => 'a',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        'ç' => 'c',
        '\u{a0}' => ' ',
        other => other,
    }
}

/// The folded words of a text, cut at everything that is neither letter nor digit.
pub(super) fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Every place in a folded text where a phrase begins a word: what stands before it, and what after.
pub(super) fn occurrences<'a>(text: &'a str, phrase: &'a str) -> impl Iterator<Item = (usize, &'a str, &'a str)> {
    text.match_indices(phrase).filter_map(move |(at, found)| {
        let (before, rest) = text.split_at_checked(at)?;
        let begins_a_word = !before.chars().next_back().is_some_and(char::is_alphanumeric);
        begins_a_word.then(|| (at, before, rest.strip_prefix(found).unwrap_or_default()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_go_and_ene_stays() {
        assert_eq!(fold("PEÑAGRANDE, Ángel Nieto"), "peñagrande, angel nieto");
        assert_eq!(words("CASCO H.VALLECAS"), ["casco", "h", "vallecas"]);
    }

    #[test]
    fn a_phrase_is_found_at_the_start_of_words_only() {
        let found: Vec<usize> = occurrences("piscina y minipiscina y piscinas", "piscina")
            .map(|(at, _, _)| at)
            .collect();
        assert_eq!(found, [0, 24]);
    }
}
