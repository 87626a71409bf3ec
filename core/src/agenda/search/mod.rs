//! Finding events by words: what of an event is searched, what the words of `vocabulary.txt` mean for it, and the sooner of two
//! that answer equally well. How things are found is the kernel's (`kernel/finding`). Pure.

mod vocabulary;

use std::collections::HashMap;

use super::model::{AudienceSet, EventId, EventKind};
use super::rules::Chosen;
pub use crate::kernel::finding::Question;
use crate::kernel::finding::{self, Document};
pub use vocabulary::question;

/// What is searched of an event, as the phone keeps it.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// Which event.
    pub id: EventId,
    /// What kind it is.
    pub kind: EventKind,
    /// For whom.
    pub audiences: AudienceSet,
    /// Whether the City says it is free.
    pub free: bool,
    /// Its title.
    pub title: &'a str,
    /// Street and number.
    pub street: &'a str,
    /// Where it is: the house, its district, barrio and postal code.
    pub areas: [&'a str; 4],
    /// What the city writes about it.
    pub description: &'a str,
}

/// Takes the events one by one.
#[derive(Debug)]
pub struct IndexBuilder(finding::IndexBuilder<EventId>);

impl Default for IndexBuilder {
    fn default() -> Self {
        Self(finding::IndexBuilder::new(vocabulary::vocabulary()))
    }
}

impl IndexBuilder {
    /// Takes an event.
    pub fn add(&mut self, text: &Text<'_>) {
        self.0.add(&Document {
            key: text.id,
            kind: vocabulary::of_kind(text.kind),
            marks: vocabulary::of_event(text.kind, text.audiences, text.free),
            name: text.title,
            street: text.street,
            areas: &text.areas,
            texts: &[text.description],
        });
    }

    /// Puts the words in order.
    #[must_use]
    pub fn build(self) -> Index {
        Index(self.0.build())
    }
}

/// All events by their words.
#[derive(Debug)]
pub struct Index(finding::Index<EventId>);

impl Index {
    /// Of what was chosen, what answers best, at most `limit`. Of events that answer equally well the one that was chosen
    /// first comes first.
    #[must_use]
    pub fn best(&self, question: &Question, chosen: &[Chosen], limit: usize) -> Vec<Chosen> {
        let places: HashMap<EventId, (i64, &Chosen)> = (0..).zip(chosen).map(|(at, one)| (one.id, (at, one))).collect();
        let found = self.0.find(question, limit, |id| places.get(id).map(|(at, _)| *at));
        let found = found.into_iter().filter_map(|id| places.get(&id));
        found.map(|(_, one)| **one).collect()
    }
}

#[cfg(test)]
mod tests;
