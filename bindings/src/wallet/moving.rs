//! What a screen draws where cards change phones.

use madrid_core::text::keys;
use madrid_core::wallet::MovedIn;

use super::words::Reader;
use crate::view::FactView;

/// The screen.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct MovingView {
    /// Its name.
    pub title: String,
    /// What happens.
    pub body: String,
    /// The words above the field of the phrase.
    pub passphrase_label: String,
    /// What the phrase is for.
    pub passphrase_hint: String,
    /// The words of the button that makes the file.
    pub out_label: String,
    /// The words of the button that opens one.
    pub in_label: String,
}

/// What came of opening a file.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct MovedView {
    /// How many cards, and what is with them.
    pub facts: Vec<FactView>,
    /// What to do about those that could not be asked for.
    pub body: Option<String>,
}

impl MovingView {
    pub(super) fn new(reader: Reader) -> Self {
        Self {
            title: reader.say(keys::MOVING_TITLE),
            body: reader.say(keys::MOVING_BODY),
            passphrase_label: reader.say(keys::MOVING_PASSPHRASE),
            passphrase_hint: reader.say(keys::MOVING_PASSPHRASE_BODY),
            out_label: reader.say(keys::ACTION_MOVING_OUT),
            in_label: reader.say(keys::ACTION_MOVING_IN),
        }
    }
}

impl MovedView {
    pub(super) fn new(moved: MovedIn, reader: Reader) -> Self {
        let counts = [
            (keys::MOVED_OFFERED, moved.offered),
            (keys::MOVED_HERE, moved.here),
            (keys::MOVED_FAILED, moved.failed),
        ];
        let facts = counts.into_iter().filter(|(_, count)| *count > 0);
        Self {
            facts: facts
                .map(|(label, count)| FactView {
                    label: reader.say(label),
                    value: count.to_string(),
                })
                .collect(),
            body: (moved.failed > 0).then(|| reader.say(keys::MOVED_FAILED_BODY)),
        }
    }
}
