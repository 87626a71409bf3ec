//! What was scanned or typed, without what is only there to be read: the scanner's marks, brackets, spaces, dashes and dots.

use super::super::model::{Expected, Field, Found, Kind, Plate, ReferenceError, Span};

/// What some scanners put before a GS1-128 code: the name of the symbology.
const SYMBOLOGY: &str = "]C1";
/// FNC1, as scanners send it.
const FNC1: char = '\u{1d}';
/// The application identifier of all these references.
const IDENTIFIER: &str = "90";
/// Digits of a kind.
const OF_KIND: usize = 3;

/// Letters and digits, and the kind of reference that they say they are.
pub(super) struct Typed {
    /// All that counts, from the 90 on, or from the kind where the 90 was left out.
    chars: Vec<char>,
    /// Places before those of the kind.
    before: usize,
    /// The kind.
    pub kind: Kind,
}

impl Typed {
    /// Takes a text apart. Fails where it has signs that no reference has, a kind that is not known, or another length than its kind.
    pub fn new(text: &str) -> Result<Self, ReferenceError> {
        let chars = without_marks(text);
        let chars = if has_filled_up_plate(&chars) {
            chars
        } else {
            chars.into_iter().filter(|c| !is_separator(*c)).collect()
        };
        refuse_signs(&chars)?;
        let before = before_kind(&chars);
        let kind = kind_of(&chars, before)?;
        let typed = Self { chars, before, kind };
        typed.refuse_length()?;
        Ok(typed)
    }

    /// What comes after the kind, and how many places are before it.
    pub fn after_kind(&self) -> (&[char], usize) {
        let before = self.before + OF_KIND;
        (self.chars.get(before..).unwrap_or_default(), before)
    }

    /// As many characters as its kind has, less the 90 where that was left out.
    fn refuse_length(&self) -> Result<(), ReferenceError> {
        let (expected, found) = (length(self.kind, self.before), self.chars.len());
        if expected == found {
            return Ok(());
        }
        Err(ReferenceError {
            kind: Some(self.kind),
            field: Field::Whole,
            at: Span { from: 1, to: found },
            expected: Expected::Length(expected),
            found: Found::Length(found),
        })
    }
}

const fn length(kind: Kind, before: usize) -> usize {
    kind.length() - IDENTIFIER.len() + before
}

/// In capitals, without what a scanner puts around and without brackets around the 90.
fn without_marks(text: &str) -> Vec<char> {
    let is_end = |c: char| c == FNC1 || matches!(c, '\r' | '\n');
    let is_start = |c: char| c == FNC1 || c.is_whitespace();
    let text = text.trim_start_matches(is_start).trim_end_matches(is_end);
    let text = text
        .strip_prefix(SYMBOLOGY)
        .unwrap_or(text)
        .trim_start_matches(is_start);
    let (identifier, rest) = match text.strip_prefix("(90)") {
        Some(rest) => (IDENTIFIER, rest),
        None => ("", text),
    };
    identifier.chars().chain(rest.chars()).map(capital).collect()
}

const fn capital(c: char) -> char {
    if c == 'ñ' { 'Ñ' } else { c.to_ascii_uppercase() }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '.' | '·')
}

/// Whether it is a scanned traffic fine whose plate is filled up with spaces to its eleven places: there spaces count.
fn has_filled_up_plate(chars: &[char]) -> bool {
    let filled_up = chars.iter().rev().take_while(|c| **c == ' ').count();
    let before = before_kind(chars);
    let fine = Kind::MadridTrafficFine;
    let code = chars.get(before..).unwrap_or_default();
    let written = chars.get(..chars.len() - filled_up).unwrap_or_default();
    starts_with(code, fine.code())
        && chars.len() == length(fine, before)
        && (Plate::LEAST_FILL..Plate::PLACES).contains(&filled_up)
        && written.iter().all(char::is_ascii_alphanumeric)
}

/// The places of the 90, where it was not left out. No kind begins with a 9.
fn before_kind(chars: &[char]) -> usize {
    if starts_with(chars, IDENTIFIER) {
        IDENTIFIER.len()
    } else {
        0
    }
}

fn starts_with(chars: &[char], text: &str) -> bool {
    chars.len() >= text.len() && text.chars().zip(chars).all(|(expected, c)| expected == *c)
}

fn refuse_signs(chars: &[char]) -> Result<(), ReferenceError> {
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, 'Ñ' | ' ');
    let Some(at) = chars.iter().position(|c| !is_plain(c)) else {
        return Ok(());
    };
    let found = match chars.get(at) {
        Some(c) if c.is_numeric() => Found::ForeignDigit,
        Some(c) if c.is_alphabetic() => Found::Letters,
        _ => Found::Sign,
    };
    Err(ReferenceError {
        kind: None,
        field: Field::Whole,
        at: Span {
            from: at + 1,
            to: at + 1,
        },
        expected: Expected::LettersAndDigits,
        found,
    })
}

fn kind_of(chars: &[char], before: usize) -> Result<Kind, ReferenceError> {
    let code = chars.get(before..).unwrap_or_default();
    let known = Kind::ALL.into_iter().find(|kind| starts_with(code, kind.code()));
    known.ok_or_else(|| {
        let (field, expected, found) = match code {
            _ if chars.is_empty() => (Field::Whole, Expected::Something, Found::Nothing),
            [] => (Field::Kind, Expected::KnownKind, Found::Nothing),
            code if code.iter().take(OF_KIND).all(char::is_ascii_digit) => {
                (Field::Kind, Expected::KnownKind, Found::OtherDigits)
            }
            _ => (Field::Kind, Expected::KnownKind, Found::Letters),
        };
        let at = Span {
            from: before + 1,
            to: before + OF_KIND,
        };
        ReferenceError {
            kind: None,
            field,
            at,
            expected,
            found,
        }
    })
}
