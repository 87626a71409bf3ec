//! Where a phone stands. Opaque to the phone; here it is `EPOCH.SEQUENCE.START`.
//!
//! `START` is the head of the sequence when this phone began from nothing. It matters for one thing only: of tombstones
//! older than that the phone never held the row, so it does not miss them if they were thrown away. Without it, a phone
//! that loads a long collection in small pages would be told to begin again, forever.

use super::Meta;

/// A place in the sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Everything up to here is known.
    pub sequence: i64,
    /// The head when the phone began from nothing.
    pub start: i64,
}

/// The city cannot go on from this cursor: the phone has to load everything again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CursorLost;

impl Position {
    /// The beginning.
    #[must_use]
    pub const fn beginning(meta: &Meta) -> Self {
        Self {
            sequence: 0,
            start: meta.sequence,
        }
    }

    /// Reads a cursor. Lost if it cannot be read, is of another epoch or from the future, or is older than the
    /// tombstones that are kept.
    pub fn read(text: &str, meta: &Meta) -> Result<Self, CursorLost> {
        let mut parts = text.split('.');
        let (Some(epoch), Some(sequence), Some(start), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(CursorLost);
        };
        let number = |digits: &str| digits.parse::<u32>().map(i64::from).map_err(|_| CursorLost);
        let position = Self {
            sequence: number(sequence)?,
            start: number(start)?,
        };
        let known = position.sequence.max(position.start);
        if epoch != meta.epoch || known > meta.sequence || known < meta.forgotten {
            return Err(CursorLost);
        }
        Ok(position)
    }

    /// The cursor for having seen everything up to `sequence`.
    #[must_use]
    pub fn cursor(self, sequence: i64, meta: &Meta) -> String {
        format!("{}.{sequence}.{}", meta.epoch, self.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(sequence: i64, forgotten: i64) -> Meta {
        let mut meta = Meta::empty("00000000000000aa".into());
        (meta.sequence, meta.forgotten) = (sequence, forgotten);
        meta
    }

    #[test]
    fn a_cursor_is_read_back() {
        let meta = meta(9, 0);
        let begin = Position::beginning(&meta);
        let cursor = begin.cursor(4, &meta);
        assert_eq!(Position::read(&cursor, &meta), Ok(Position { sequence: 4, start: 9 }));
    }

    #[test]
    fn what_cannot_be_followed_is_lost() {
        let meta = meta(9, 0);
        for text in [
            "",
            "x",
            "00000000000000aa",
            "00000000000000aa.4",
            "00000000000000aa.-4.9",
            "00000000000000aa.4.9.1",
            "00000000000000aa.99999999999999999999.9",
            "00000000000000ab.4.9",
            "00000000000000aa.10.9",
            "00000000000000aa.4.10",
        ] {
            assert_eq!(Position::read(text, &meta), Err(CursorLost), "{text}");
        }
    }

    #[test]
    fn forgotten_tombstones_lose_only_those_who_may_hold_the_row() {
        let at =
            |text: &str, forgotten| Position::read(&format!("00000000000000aa.{text}"), &meta(9, forgotten)).is_ok();
        assert!(at("4.2", 4));
        assert!(!at("4.2", 5));
        // Began from nothing after the row was gone: it may go on, however small its pages are.
        assert!(at("1.9", 5));
    }
}
