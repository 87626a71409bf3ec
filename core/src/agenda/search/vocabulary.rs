//! What people say of what is on: *pelis* is a film, *peques* are children.

use std::sync::LazyLock;

use super::super::model::{Audience, AudienceSet, EventKind};
use crate::kernel::finding::{self, Meaning, Question, Vocabulary};

/// Audiences stand above the kinds, and the price above both.
const AUDIENCES_FROM: u32 = 24;
const FREE: Meaning = Meaning::from_bits(1 << 31);

// A kind more than fits would silently be an audience, and an audience more a price.
const _: () = assert!(EventKind::ALL.len() <= AUDIENCES_FROM as usize && Audience::ALL.len() <= 7);

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(include_str!("vocabulary.txt"), said));

/// The words for events.
pub(super) fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

/// Turns what a person typed into a question. `None` if there is not one letter or digit.
#[must_use]
pub fn question(text: &str) -> Option<Question> {
    finding::question(text, vocabulary())
}

/// What a kind means. Of what is nothing in particular, nothing.
pub(super) const fn of_kind(kind: EventKind) -> Meaning {
    match kind {
        EventKind::Other => Meaning::from_bits(0),
        kind => Meaning::from_bits(1 << kind as u32),
    }
}

/// What an event is, for whom, and whether it is free.
pub(super) fn of_event(kind: EventKind, audiences: AudienceSet, free: bool) -> Meaning {
    let whom = audiences.iter().map(of_audience).fold(of_kind(kind), Meaning::and);
    if free { whom.and(FREE) } else { whom }
}

const fn of_audience(audience: Audience) -> Meaning {
    Meaning::from_bits(1 << (AUDIENCES_FROM + audience as u32))
}

fn said(what: &str, code: &str) -> Option<Meaning> {
    let kind = || EventKind::ALL.into_iter().find(|kind| kind.code() == code);
    let audience = || Audience::ALL.into_iter().find(|audience| audience.code() == code);
    match (what, code) {
        ("kind", _) => kind().map(of_kind),
        ("audience", _) => audience().map(of_audience),
        ("price", "free") => Some(FREE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood() {
        assert_eq!(vocabulary().not_understood(), [""; 0]);
        assert_eq!(
            said("kind", "moon").or(said("audience", "cats")).or(said("price", "2")),
            None
        );
    }

    #[test]
    fn a_word_that_says_nothing_means_nothing() {
        let both = vocabulary()
            .meanings()
            .filter(|(stem, _)| vocabulary().is_ignored(stem));
        assert_eq!(both.collect::<Vec<_>>(), []);
    }

    #[test]
    fn every_kind_audience_and_price_has_a_meaning_of_its_own() {
        let kinds = EventKind::ALL.map(of_kind);
        let audiences = Audience::ALL.map(of_audience);
        let all: Vec<Meaning> = kinds.into_iter().chain(audiences).chain([FREE]).collect();
        for (i, one) in all.iter().enumerate() {
            for (j, other) in all.iter().enumerate() {
                let same = i == j && *one != Meaning::default();
                assert_eq!(one.meets(*other), same);
            }
        }
    }
}
