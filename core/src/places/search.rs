//! What the search index holds of a place, and how a person's words become a query. Pure.

use std::sync::LazyLock;

use super::model::{Need, Place, PlaceKind};
use crate::kernel::{Language, fold, words};
use crate::text::{self, Key};

/// More words than this are a pasted paragraph, not a search.
const MAX_WORDS: usize = 8;
/// A word with more n's than this is not respelt: the variants double with each.
const MAX_RESPELT: u32 = 3;

/// What the index holds, folded: the name weighs more than the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The place's name.
    pub name: String,
    /// Everything else a person may remember of it.
    pub body: String,
}

/// The searchable words of a place: what the city says, and what kind it is in both languages.
#[must_use]
pub fn document(place: &Place) -> Document {
    let summary = &place.summary;
    let said = [
        &summary.street,
        &summary.district,
        &place.neighbourhood,
        &place.equipment,
        &place.description,
    ];
    let mut body = KIND_WORDS
        .iter()
        .find(|(kind, _)| *kind == summary.kind)
        .map(|(_, words)| words.clone())
        .unwrap_or_default();
    for (need, words) in NEED_WORDS.iter() {
        if summary.needs.iter().any(|has| has == *need) {
            body.push_str(words);
        }
    }
    for text in said.into_iter().flatten() {
        body.push(' ');
        body.push_str(&fold(text));
    }
    Document {
        name: fold(&summary.name),
        body,
    }
}

static KIND_WORDS: LazyLock<Vec<(PlaceKind, String)>> = LazyLock::new(|| {
    PlaceKind::ALL
        .into_iter()
        .map(|kind| (kind, in_both_languages(kind.label())))
        .collect()
});

static NEED_WORDS: LazyLock<Vec<(Need, String)>> = LazyLock::new(|| {
    Need::ALL
        .into_iter()
        .map(|need| (need, in_both_languages(need.label())))
        .collect()
});

fn in_both_languages(key: Key) -> String {
    Language::ALL
        .into_iter()
        .map(|language| format!(" {}", fold(&text::plain(language, key))))
        .collect()
}

/// A question to the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What the person wrote.
    pub exact: String,
    /// What a person without an ñ on the keyboard may have meant; asked only if `exact` leaves room.
    pub respelt: Option<String>,
}

/// Turns a person's words into a question: every word must be found, as the beginning of a word. `None` without words.
#[must_use]
pub fn question(text: &str) -> Option<Question> {
    let folded = fold(text);
    let terms: Vec<&str> = words(&folded).take(MAX_WORDS).collect();
    if terms.is_empty() {
        return None;
    }
    let exact = all_of(terms.iter().map(|term| prefix(term)));
    let respelt = terms.iter().any(|term| term.contains('n'));
    let respelt = respelt.then(|| all_of(terms.iter().map(|term| any_spelling(term))));
    Some(Question { exact, respelt })
}

fn all_of(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" AND ")
}

/// Quoted, so that nothing a person writes is FTS5 syntax: `words` leaves letters and digits only.
fn prefix(term: &str) -> String {
    format!("\"{term}\"*")
}

fn any_spelling(term: &str) -> String {
    let n_count = u32::try_from(term.matches('n').count())
        .unwrap_or(u32::MAX)
        .min(MAX_RESPELT);
    let spellings: Vec<_> = (0..1_u32 << n_count)
        .map(|pattern| prefix(&respell(term, pattern)))
        .collect();
    format!("({})", spellings.join(" OR "))
}

/// `term` with its n-th "n" turned into "ñ" where the n-th bit of `pattern` is set.
fn respell(term: &str, pattern: u32) -> String {
    let mut seen = 0;
    term.chars()
        .map(|c| {
            if c != 'n' {
                return c;
            }
            let turned = seen < MAX_RESPELT && pattern & (1 << seen) != 0;
            seen += 1;
            if turned { 'ñ' } else { c }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_prefixes_and_nothing_is_syntax() {
        assert_eq!(question("Biblio Retiró").unwrap().exact, "\"biblio\"* AND \"retiro\"*");
        assert_eq!(
            question("a\" OR b NEAR(c)*").unwrap().exact,
            "\"a\"* AND \"or\"* AND \"b\"* AND \"near\"* AND \"c\"*"
        );
        assert_eq!(question("  ,. "), None);
        assert_eq!(
            question("a b c d e f g h i j").unwrap().exact.matches("AND").count(),
            MAX_WORDS - 1
        );
    }

    #[test]
    fn an_n_may_have_meant_an_enye() {
        assert_eq!(question("peñuelas").unwrap().respelt, None);
        assert_eq!(
            question("penuelas").unwrap().respelt.unwrap(),
            "(\"penuelas\"* OR \"peñuelas\"*)"
        );
        let many = question("nnnnnn").unwrap().respelt.unwrap();
        assert_eq!(many.matches("OR").count(), 7);
    }
}
