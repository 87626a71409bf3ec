//! What a person typed, in words.

use super::stem::stem;
use super::vocabulary::Vocabulary;
use crate::kernel::{fold, words};

/// More words than this are a pasted paragraph, not a search.
const MAX_WORDS: usize = 12;
/// No word of the city is longer; what is, was not typed by hand.
const MAX_LETTERS: usize = 40;

/// The words of a question, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub(super) words: Vec<Asked>,
}

/// One word of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// As typed, folded.
    pub typed: String,
    /// Without its plural.
    pub stem: String,
    /// Whether a thing must have it.
    pub needed: bool,
    /// Whether it may still be on its way: the last one.
    pub last: bool,
}

/// Turns what a person typed into a question. `None` if there is not one letter or digit.
#[must_use]
pub fn question(text: &str, vocabulary: &Vocabulary) -> Option<Question> {
    let folded = fold(text);
    let mut asked: Vec<Asked> = Vec::new();
    for word in words(&folded).take(MAX_WORDS) {
        let typed: String = word.chars().take(MAX_LETTERS).collect();
        let stem = stem(&typed).into_owned();
        // Said twice is said once, but later.
        asked.retain(|asked| asked.typed != typed);
        asked.push(Asked {
            needed: !vocabulary.is_optional(&stem),
            last: false,
            typed,
            stem,
        });
    }
    asked.last_mut()?.last = true;
    let says_nothing = |asked: &Asked| vocabulary.is_ignored(&asked.stem);
    if !asked.iter().all(says_nothing) {
        asked.retain(|asked| !says_nothing(asked));
    }
    if asked.iter().all(|asked| !asked.needed) {
        asked.iter_mut().for_each(|asked| asked.needed = true);
    }
    Some(Question { words: asked })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn everybodys() -> Vocabulary {
        Vocabulary::new("", |_, _| None)
    }

    fn typed(text: &str) -> Vec<(String, bool)> {
        let question = question(text, &everybodys()).unwrap();
        question
            .words
            .into_iter()
            .map(|asked| (asked.typed, asked.needed))
            .collect()
    }

    fn word(text: &str, needed: bool) -> (String, bool) {
        (text.to_owned(), needed)
    }

    #[test]
    fn what_says_nothing_is_left_out_unless_it_is_all_there_is() {
        assert_eq!(
            typed("Dónde nadar en el Retiró"),
            [word("nadar", true), word("retiro", true)]
        );
        assert_eq!(typed("la"), [word("la", true)]);
        assert_eq!(typed("barrio de Pilar"), [word("barrio", false), word("pilar", true)]);
        assert_eq!(typed("Madrid"), [word("madrid", true)]);
    }

    #[test]
    fn a_question_has_an_end_and_no_word_twice() {
        assert_eq!(question("  ,. ", &everybodys()), None);
        assert_eq!(typed("1 2 3 4 5 6 7 8 9 10 11 12 13 14").len(), MAX_WORDS);
        assert_eq!(typed("centro centro"), [word("centro", true)]);
        assert_eq!(typed(&"x".repeat(1_000)), [word(&"x".repeat(MAX_LETTERS), true)]);
        let last = question("biblio retiro", &everybodys()).unwrap();
        assert_eq!(
            last.words.iter().map(|asked| asked.last).collect::<Vec<_>>(),
            [false, true]
        );
    }
}
