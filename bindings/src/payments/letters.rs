//! What a screen draws where a letter is paid by its reference.

use madrid_core::kernel::Language;
use madrid_core::text::{self, keys};

/// The words around the reference of a letter.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LetterFormView {
    /// The words above it.
    pub title: String,
    /// Where a letter has its reference, and what comes of typing it.
    pub body: String,
    /// The words above the field.
    pub field_label: String,
    /// The words of the button that asks what paying would mean. Nothing is paid by it.
    pub look_label: String,
    /// The words of the button that reads the barcode, on a phone that can.
    pub scan_label: String,
}

impl LetterFormView {
    pub(super) fn new(language: Language) -> Self {
        let say = |key| text::plain(language, key);
        Self {
            title: say(keys::LETTER_TITLE),
            body: say(keys::LETTER_BODY),
            field_label: say(keys::LETTER_FIELD),
            look_label: say(keys::ACTION_LETTER_LOOK),
            scan_label: say(keys::ACTION_LETTER_SCAN),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_words_of_its_own_and_no_button_says_that_it_pays() {
        let (es, en) = (LetterFormView::new(Language::Es), LetterFormView::new(Language::En));
        assert_eq!(
            (es.look_label.as_str(), en.look_label.as_str()),
            ("Ver cuánto es", "See how much")
        );
        let all = |view: LetterFormView| [view.title, view.body, view.field_label, view.scan_label];
        for (spanish, english) in all(es).iter().zip(all(en)) {
            assert!(!spanish.is_empty() && *spanish != english, "{english}");
        }
    }
}
