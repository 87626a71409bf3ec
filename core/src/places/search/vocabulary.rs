//! What people say of the city's places: *nadar* is a pool, *biblio* a library.

use std::sync::LazyLock;

use super::super::model::{Need, PlaceKind};
use super::super::rules::Marks;
use crate::kernel::finding::{self, Meaning, Question, Vocabulary};

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(include_str!("vocabulary.txt"), meaning));

/// The words for places.
pub(super) fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

/// Turns what a person typed into a question. `None` if there is not one letter or digit.
#[must_use]
pub fn question(text: &str) -> Option<Question> {
    finding::question(text, vocabulary())
}

fn meaning(what: &str, code: &str) -> Option<Meaning> {
    let marks = match what {
        "kind" => Marks::kind(PlaceKind::ALL.into_iter().find(|kind| kind.code() == code)?),
        "need" => Marks::need(Need::ALL.into_iter().find(|need| need.code() == code)?),
        _ => return None,
    };
    Some(marks.meaning())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood() {
        assert_eq!(vocabulary().not_understood(), [""; 0]);
        assert_eq!(meaning("kind", "moon_base").or(meaning("moon", "park")), None);
    }

    #[test]
    fn a_word_may_mean_several_things() {
        let swim = vocabulary().meaning("nadar").unwrap();
        let pools = [Need::IndoorPool, Need::OutdoorPool].map(|need| Marks::need(need).meaning());
        assert!(pools.into_iter().all(|pool| swim.meets(pool)));
        assert!(!swim.meets(Marks::kind(PlaceKind::Library).meaning()));
    }

    #[test]
    fn a_word_that_says_nothing_means_nothing() {
        let both = vocabulary()
            .meanings()
            .filter(|(stem, _)| vocabulary().is_ignored(stem));
        assert_eq!(both.collect::<Vec<_>>(), []);
    }
}
