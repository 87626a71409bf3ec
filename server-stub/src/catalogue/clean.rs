//! Texts of the portal made readable: entities decoded, line breaks and odd blanks gone, empty ones absent.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::report::Repair;

/// The longest published text that is shown as an example.
const SHOWN: usize = 160;

/// What was put right or flagged in one row: each reason once, with the first cell that shows it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Repairs(BTreeMap<Repair, Cell>);

/// A cell that shows a defect.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// The field of the published row that it became part of.
    pub(super) field: &'static str,
    /// What stood there, cut where it is long.
    pub(super) published: String,
}

impl Cell {
    pub(super) fn new(field: &'static str, published: &str) -> Self {
        let short = published.chars().take(SHOWN).collect();
        Self {
            field,
            published: short,
        }
    }
}

impl Repairs {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Notes a reason with the cell that shows it. The first cell of each reason stays.
    pub(super) fn note(&mut self, reason: Repair, field: &'static str, published: &str) {
        self.0.entry(reason).or_insert_with(|| Cell::new(field, published));
    }

    /// Every reason with its cell.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Repair, &Cell)> {
        self.0.iter().map(|(reason, cell)| (*reason, cell))
    }

    /// The reasons alone.
    #[cfg(test)]
    pub(super) fn reasons(&self) -> Vec<Repair> {
        self.0.keys().copied().collect()
    }
}

/// A text as people read it, or nothing if there is none. `field` is where it will be published.
pub(super) fn tidy(field: &'static str, raw: &str, repairs: &mut Repairs) -> Option<String> {
    let trimmed = raw.trim();
    if trimmed.contains(['\n', '\r']) {
        repairs.note(Repair::EmbeddedLineBreak, field, raw);
    }
    let decoded = decode_entities(field, trimmed, repairs);
    if decoded
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    {
        repairs.note(Repair::ControlCharacter, field, raw);
    }
    let words: Vec<&str> = decoded
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn decode_entities<'a>(field: &'static str, text: &'a str, repairs: &mut Repairs) -> Cow<'a, str> {
    let once = html_escape::decode_html_entities(text);
    if once == text {
        return once;
    }
    let twice = html_escape::decode_html_entities(once.as_ref()).into_owned();
    if twice == once.as_ref() {
        repairs.note(Repair::HtmlEntity, field, text);
        return once;
    }
    repairs.note(Repair::DoubleEncodedEntity, field, text);
    Cow::Owned(twice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(raw: &str) -> (Option<String>, Vec<Repair>) {
        let mut repairs = Repairs::new();
        let text = tidy("name", raw, &mut repairs);
        (text, repairs.reasons())
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn entities_are_decoded_as_often_as_they_were_coded() {
        assert_eq!(of("3.975 m&sup2;"), (some("3.975 m²"), vec![Repair::HtmlEntity]));
        assert_eq!(
            of("3.975 m&amp;sup2;"),
            (some("3.975 m²"), vec![Repair::DoubleEncodedEntity])
        );
        assert_eq!(
            of("A &amp;ldquo;B&amp;rdquo;"),
            (some("A “B”"), vec![Repair::DoubleEncodedEntity])
        );
        assert_eq!(
            of("LOGRO&amp;Ntilde;O"),
            (some("LOGROÑO"), vec![Repair::DoubleEncodedEntity])
        );
        assert_eq!(of("&#243;pera"), (some("ópera"), vec![Repair::HtmlEntity]));
        assert_eq!(
            of("Pérez &amp; Hijos"),
            (some("Pérez & Hijos"), vec![Repair::HtmlEntity])
        );
        assert_eq!(
            of("R&D; no entity & no change"),
            (some("R&D; no entity & no change"), vec![])
        );
    }

    #[test]
    fn blanks_become_one_and_empty_becomes_absent() {
        assert_eq!(
            of("  Metro:  Lista.\u{a0} Bus: 21 "),
            (some("Metro: Lista. Bus: 21"), vec![])
        );
        assert_eq!(of("   "), (None, vec![]));
        assert_eq!(of("&nbsp;"), (None, vec![Repair::HtmlEntity]));
        assert_eq!(of("uno  \r\ndos"), (some("uno dos"), vec![Repair::EmbeddedLineBreak]));
        assert_eq!(of("uno\u{7}dos"), (some("uno dos"), vec![Repair::ControlCharacter]));
        assert_eq!(
            of("\nuno\n"),
            (some("uno"), vec![]),
            "a break at the ends is only a blank"
        );
    }
}
