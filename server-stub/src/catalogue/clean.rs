//! Texts of the portal made readable: entities decoded, line breaks and odd blanks gone, empty ones absent.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::report::Repair;

/// What was put right in one row.
pub(super) type Repairs = BTreeSet<Repair>;

/// A text as people read it, or nothing if there is none.
pub(super) fn tidy(raw: &str, repairs: &mut Repairs) -> Option<String> {
    let trimmed = raw.trim();
    if trimmed.contains(['\n', '\r']) {
        repairs.insert(Repair::EmbeddedLineBreak);
    }
    let decoded = decode_entities(trimmed, repairs);
    if decoded
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    {
        repairs.insert(Repair::ControlCharacter);
    }
    let words: Vec<&str> = decoded
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn decode_entities<'a>(text: &'a str, repairs: &mut Repairs) -> Cow<'a, str> {
    let once = html_escape::decode_html_entities(text);
    if once == text {
        return once;
    }
    let twice = html_escape::decode_html_entities(once.as_ref()).into_owned();
    if twice == once.as_ref() {
        repairs.insert(Repair::HtmlEntity);
        return once;
    }
    repairs.insert(Repair::DoubleEncodedEntity);
    Cow::Owned(twice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(raw: &str) -> (Option<String>, Vec<Repair>) {
        let mut repairs = Repairs::new();
        let text = tidy(raw, &mut repairs);
        (text, repairs.into_iter().collect())
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
