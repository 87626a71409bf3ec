//! All places by their words.

use super::super::model::{PlaceId, PlaceKind};
use super::super::rules::{Marks, Spot, Wanted};
use super::vocabulary::vocabulary;
use crate::kernel::GeoPoint;
use crate::kernel::finding::{self, Document, Question};

/// What is searched of a place, as the phone keeps it.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// Which place.
    pub id: PlaceId,
    /// What kind it is.
    pub kind: PlaceKind,
    /// Its kind and what it offers.
    pub marks: Marks,
    /// Where it is.
    pub location: GeoPoint,
    /// Its name.
    pub name: &'a str,
    /// Street and number.
    pub street: &'a str,
    /// Where it lies: district, barrio, postal code.
    pub areas: [&'a str; 3],
    /// What the city writes about it.
    pub texts: [&'a str; 2],
}

/// Takes the places one by one.
#[derive(Debug)]
pub struct IndexBuilder(finding::IndexBuilder<Spot>);

impl Default for IndexBuilder {
    fn default() -> Self {
        Self(finding::IndexBuilder::new(vocabulary()))
    }
}

impl IndexBuilder {
    /// Takes a place. Its order among those that answer equally well is the order they come in.
    pub fn add(&mut self, text: &Text<'_>) {
        self.0.add(&Document {
            key: Spot {
                id: text.id,
                marks: text.marks,
                location: text.location,
            },
            kind: Marks::kind(text.kind).meaning(),
            marks: text.marks.meaning(),
            name: text.name,
            street: text.street,
            areas: &text.areas,
            texts: &text.texts,
        });
    }

    /// Puts the words in order.
    #[must_use]
    pub fn build(self) -> Index {
        Index(self.0.build())
    }
}

/// All places by their words.
#[derive(Debug)]
pub struct Index(finding::Index<Spot>);

impl Index {
    /// The places that answer best, at most `limit`. Places that answer equally well come nearest first if it is known
    /// from where, and else in the order they were put in.
    #[must_use]
    pub fn find(&self, question: &Question, wanted: Wanted, from: Option<GeoPoint>, limit: usize) -> Vec<PlaceId> {
        let metres = |spot: &Spot| from.map_or(0, |from| whole(from.distance_m(spot.location)));
        let found = self
            .0
            .find(question, limit, |spot| wanted.fits(spot.marks).then(|| metres(spot)));
        found.into_iter().map(|spot| spot.id).collect()
    }

    /// How many bytes of memory it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.0.bytes()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` saturates, and nothing on Earth is that far"
)]
const fn whole(metres: f64) -> i64 {
    metres as i64
}
