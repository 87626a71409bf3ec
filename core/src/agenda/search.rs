//! The words an event is found by, and what of them a person wrote. Pure.

use super::model::Event;
use crate::kernel::{Language, fold, words};
use crate::text;

/// More words than this are a pasted paragraph, not a search.
const MAX_WORDS: usize = 8;

/// The searchable words of an event, folded, a blank before each: what the city says, and what it is in both languages.
#[must_use]
pub fn haystack(event: &Event) -> String {
    let summary = &event.summary;
    let labels = std::iter::once(summary.kind.label()).chain(summary.audiences.iter().map(|audience| audience.label()));
    let named: Vec<String> = labels
        .flat_map(|key| Language::ALL.map(|language| text::plain(language, key)))
        .collect();
    let said = [
        Some(&summary.title),
        summary.venue.as_ref(),
        event.address.street.as_ref(),
        event.address.neighbourhood.as_ref(),
        summary.district.as_ref(),
        event.description.as_ref(),
    ];
    let mut haystack = String::new();
    for text in said.into_iter().flatten().chain(&named) {
        for word in words(&fold(text)) {
            haystack.push(' ');
            haystack.push_str(word);
        }
    }
    haystack
}

/// What a person looks for: every word of it, as the beginning of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// The words of a text; `None` if there is not one letter or digit.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let words: Vec<String> = words(&fold(text))
            .take(MAX_WORDS)
            .map(|word| format!(" {word}"))
            .collect();
        (!words.is_empty()).then_some(Self(words))
    }

    /// Whether all of them are in a haystack.
    #[must_use]
    pub fn are_in(&self, haystack: &str) -> bool {
        self.0.iter().all(|word| haystack.contains(word.as_str()))
    }

    /// The same for a person without an ñ on the keyboard; asked only where nothing else was found.
    #[must_use]
    pub fn are_in_respelt(&self, haystack: &str) -> bool {
        let haystack = haystack.replace('ñ', "n");
        self.0.iter().all(|word| haystack.contains(&word.replace('ñ', "n")))
    }

    /// Whether an n of them may have meant an ñ.
    #[must_use]
    pub fn may_mean_enye(&self) -> bool {
        self.0.iter().any(|word| word.contains('n'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_by_its_beginning_whatever_its_accents() {
        let words = |text| Words::new(text).unwrap();
        let haystack = " taller de ceramica para niños sala 2";
        assert!(words("Cerám niño").are_in(haystack));
        assert!(words("2 TALLER").are_in(haystack));
        assert!(!words("amica").are_in(haystack), "not from the middle of a word");
        assert!(!words("taller baile").are_in(haystack), "every word");
        assert!(!words("nino").are_in(haystack));
        assert!(words("nino").are_in_respelt(haystack) && words("nino").may_mean_enye());
        assert!(!words("cera").may_mean_enye());
        assert_eq!(Words::new(" ¡! "), None);
    }
}
