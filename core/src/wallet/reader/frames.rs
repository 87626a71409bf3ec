//! A text that is too long for one QR code, as several that are shown in turn. Whoever reads them may begin with any and miss some: each says
//! which it is, of how many, and of which text.

use std::collections::BTreeMap;

use madrid_credentials::CredentialError;
use madrid_credentials::jose::b64;
use madrid_credentials::jose::jwk::sha256;

/// How a frame begins.
const START: &str = "MW1";
/// Bytes of the text in one frame: a code of these is read from a screen at arm's length.
const LENGTH: usize = 700;
/// No text has more frames.
const MOST: usize = 64;
const WHAT: CredentialError = CredentialError::Malformed("frame");

/// The frames of a text, in order. A short text is one frame too.
///
/// # Errors
/// `TooLarge` where nobody would hold still for so long.
pub fn frames(text: &str) -> Result<Vec<String>, CredentialError> {
    let pieces: Vec<&[u8]> = text.as_bytes().chunks(LENGTH).collect();
    if !text.is_ascii() || pieces.is_empty() {
        return Err(WHAT);
    }
    if pieces.len() > MOST {
        return Err(CredentialError::TooLarge("frames"));
    }
    let (name, count) = (name(text), pieces.len());
    let frame = |(index, piece): (usize, &&[u8])| {
        let piece = std::str::from_utf8(piece).map_err(|_| WHAT)?;
        Ok(format!("{START}:{name}:{index}:{count}:{piece}"))
    };
    pieces.iter().enumerate().map(frame).collect()
}

/// Frames that were read so far.
#[derive(Default)]
pub struct Frames {
    name: String,
    count: usize,
    pieces: BTreeMap<usize, String>,
}

crate::log::opaque_debug!(Frames);

impl Frames {
    /// Takes one more, in any order, again or not. One of another text begins anew: the person turned to another phone.
    ///
    /// # Errors
    /// `Malformed` where it is no frame.
    pub fn take(&mut self, frame: &str) -> Result<(), CredentialError> {
        let mut parts = frame.splitn(5, ':');
        let mut part = || parts.next().ok_or(WHAT);
        let (start, name, index, count, piece) = (part()?, part()?, part()?, part()?, part()?);
        let number = |text: &str| text.parse::<usize>().map_err(|_| WHAT);
        let (index, count) = (number(index)?, number(count)?);
        let fits = start == START && (1..=MOST).contains(&count) && index < count && piece.len() <= LENGTH;
        if !fits {
            return Err(WHAT);
        }
        if self.name != name || self.count != count {
            *self = Self {
                name: name.to_owned(),
                count,
                pieces: BTreeMap::new(),
            };
        }
        self.pieces.insert(index, piece.to_owned());
        Ok(())
    }

    /// How many of how many were read.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.pieces.len(), self.count)
    }

    /// The text, once it is whole.
    #[must_use]
    pub fn whole(&self) -> Option<String> {
        if self.count == 0 || self.pieces.len() < self.count {
            return None;
        }
        let text: String = self.pieces.values().map(String::as_str).collect();
        // Pieces of two texts that look alike are no text.
        (name(&text) == self.name).then_some(text)
    }
}

/// What a text is told apart by.
fn name(text: &str) -> String {
    let mut name = b64(sha256(text.as_bytes()));
    name.truncate(8);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_whatever_the_order() {
        for length in [1, LENGTH, LENGTH + 1, 5 * LENGTH] {
            let text: String = ("abc:~.".chars().cycle()).take(length).collect();
            let all = frames(&text).unwrap();
            assert_eq!(all.len(), length.div_ceil(LENGTH));
            let mut read = Frames::default();
            for frame in all.iter().rev().chain(&all) {
                assert!(read.whole().is_none() || read.progress() == (all.len(), all.len()));
                read.take(frame).unwrap();
            }
            assert_eq!(read.whole(), Some(text));
        }
    }

    #[test]
    fn another_phone_begins_anew_and_mixed_pieces_are_no_text() {
        let (one, other) = ("a".repeat(2 * LENGTH), "b".repeat(2 * LENGTH));
        let (one, other) = (frames(&one).unwrap(), frames(&other).unwrap());
        let mut read = Frames::default();
        read.take(&one[0]).unwrap();
        read.take(&other[1]).unwrap();
        assert_eq!((read.progress(), read.whole()), ((1, 2), None));
        // A piece that was changed on the way.
        read.take(&other[0].replace('b', "c")).unwrap();
        assert_eq!((read.progress(), read.whole()), ((1, 2), None));
    }

    #[test]
    fn what_is_no_frame_is_refused() {
        for wrong in [
            "",
            "MW1:x:0:1",
            "MW2:x:0:1:a",
            "MW1:x:1:1:a",
            "MW1:x:0:0:a",
            "MW1:x:0:65:a",
            "MW1:x:-1:1:a",
        ] {
            assert_eq!(Frames::default().take(wrong), Err(WHAT), "{wrong}");
        }
        assert_eq!(frames(""), Err(WHAT));
        assert_eq!(frames("ñ"), Err(WHAT));
        let long = "a".repeat(LENGTH * MOST + 1);
        assert_eq!(frames(&long), Err(CredentialError::TooLarge("frames")));
    }
}
