//! How hard a Spanish text is to read: the INFLESZ scale (Barrio-Cantalejo et al., 2008) of Szigriszt-Pazos' formula (1993):
//! `206.835 - 62.3 * syllables / words - words / sentences`. From 55 it is "normal", from 65 "fairly easy".
//!
//! Two choices that move the score, kept as the research advises: numbers count as the words they are read with, and only
//! full stops, question and exclamation marks end a sentence.

/// Words, syllables and sentences of a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Measure {
    pub words: usize,
    pub syllables: usize,
    /// Words of each sentence.
    pub sentences: Vec<usize>,
}

pub fn measure(text: &str) -> Measure {
    let mut measure = Measure {
        words: 0,
        syllables: 0,
        sentences: Vec::new(),
    };
    for sentence in text.split(['.', '!', '?', '¡', '¿']) {
        let words: Vec<&str> = sentence
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        if !words.is_empty() {
            measure.sentences.push(words.len());
            measure.words += words.len();
            measure.syllables += words.iter().map(|word| syllables(word)).sum::<usize>();
        }
    }
    measure
}

pub fn inflesz(text: &str) -> f64 {
    let measure = measure(text);
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let (words, sentences) = (number(measure.words), number(measure.sentences.len()));
    206.835 - 62.3 * number(measure.syllables) / words - words / sentences
}

/// Syllables of a Spanish word. A number is read digit by digit, two syllables each: near enough for "010" and "20".
pub fn syllables(word: &str) -> usize {
    if word.chars().all(|c| c.is_ascii_digit()) {
        return word.len() * 2;
    }
    // The u of "que, qui, gue, gui" is silent; an h between vowels does not part them ("prohibir" is 2 + 1).
    let lower = word
        .to_lowercase()
        .replace("qu", "q")
        .replace("gue", "ge")
        .replace("gui", "gi")
        .replace('h', "");
    let vowels: Vec<char> = lower.chars().map(|c| if c == 'y' { 'i' } else { c }).collect();
    let mut count = 0;
    let mut previous = None;
    for (at, &c) in vowels.iter().enumerate() {
        // A "y" before a vowel is a consonant: "ayuda".
        let consonant_y = lower.chars().nth(at) == Some('y') && vowels.get(at + 1).is_some_and(|next| is_vowel(*next));
        if !is_vowel(c) || consonant_y {
            previous = None;
            continue;
        }
        if !previous.is_some_and(|before| is_diphthong(before, c)) {
            count += 1;
        }
        previous = Some(c);
    }
    count.max(1)
}

fn is_vowel(c: char) -> bool {
    "aeiouáéíóúü".contains(c)
}

/// Two vowels make one syllable unless both are strong or the weak one is stressed.
fn is_diphthong(first: char, second: char) -> bool {
    let strong = |c: char| "aeoáéó".contains(c);
    let stressed_weak = |c: char| "íú".contains(c);
    let apart = (strong(first) && strong(second)) || stressed_weak(first) || stressed_weak(second);
    !apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_syllables_as_schools_do() {
        for (word, expected) in [
            ("casa", 2),
            ("ciudad", 2),
            ("día", 2),
            ("aéreo", 4),
            ("cuidado", 3),
            ("que", 1),
            ("guitarra", 3),
            ("pingüino", 3),
            ("ayuda", 3),
            ("hoy", 1),
            ("muy", 1),
            ("leer", 2),
            ("oír", 2),
            ("Uruguay", 3),
            ("y", 1),
            ("construir", 2),
            ("actualiza", 4),
            ("búho", 2),
            ("prohibir", 2),
            ("móvil", 2),
            ("010", 6),
        ] {
            assert_eq!(syllables(word), expected, "{word}");
        }
    }

    #[test]
    fn agrees_with_a_score_worked_out_by_hand() {
        // "La casa es azul. El cielo es gris.": 8 words, 11 syllables, 2 sentences.
        let text = "La casa es azul. El cielo es gris.";
        assert_eq!(
            measure(text),
            Measure {
                words: 8,
                syllables: 11,
                sentences: vec![4, 4]
            }
        );
        assert!((inflesz(text) - (206.835 - 62.3 * 11.0 / 8.0 - 4.0)).abs() < 1e-9);
    }
}
