//! What a screen draws where a code is read.

use madrid_core::text::keys;

use super::words::Reader;

/// The screen.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ScanFormView {
    /// Its name, and the words of the button that reads a code with the camera.
    pub title: String,
    /// What can be read.
    pub body: String,
    /// The words above the field for what a code says.
    pub field_label: String,
    /// The words of the button that goes on with it.
    pub go_label: String,
    /// The words of the button that opens a picture of a code.
    pub picture_label: String,
}

impl ScanFormView {
    pub(super) fn new(reader: Reader) -> Self {
        Self {
            title: reader.say(keys::ACTION_CARD_SCAN),
            body: reader.say(keys::SCAN_BODY),
            field_label: reader.say(keys::SCAN_FIELD),
            go_label: reader.say(keys::ACTION_CARD_GO_ON),
            picture_label: reader.say(keys::SCAN_PICTURE),
        }
    }
}
