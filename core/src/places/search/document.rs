//! The words of one place, and how much each says about it.

use super::super::model::{PlaceId, PlaceKind};
use super::super::rules::Marks;
use super::stem::stem;
use super::vocabulary::Vocabulary;
use crate::kernel::{GeoPoint, fold, words};

/// How much a word says where it stands. A name of its own says most; "biblioteca" in the name of a library says little.
mod weight {
    /// In the name, of two words or three.
    pub const NAME: u16 = 60;
    /// In the name, but nothing special for a place of its kind.
    pub const KIND_IN_NAME: u16 = 20;
    /// Of the district, the barrio or the postal code.
    pub const AREA: u16 = 30;
    /// Of the street, or its number.
    pub const STREET: u16 = 28;
    /// In what the city writes about it.
    pub const TEXT: u16 = 8;
    /// However often a text repeats it.
    pub const TEXT_AT_MOST: u16 = 16;
    /// A word that says nothing, for who types nothing else.
    pub const FILLER: u16 = 4;
}

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

/// Shows each stem of a place with its weight; a stem may be shown more than once.
pub fn each_word(place: &Text<'_>, mut show: impl FnMut(&str, Weight)) {
    let vocabulary = Vocabulary::get();
    let mut show_with_others = |stem: &str, weight: Weight| {
        show(stem, weight);
        for other in vocabulary.also(stem) {
            show(other, weight.less());
        }
    };
    name(place, vocabulary, &mut show_with_others);
    for (text, weight) in [(place.street, weight::STREET)]
        .into_iter()
        .chain(place.areas.map(|area| (area, weight::AREA)))
    {
        for word in words(&fold(text)) {
            let stem = stem(word);
            if !vocabulary.is_ignored(&stem) {
                show_with_others(&stem, Weight::Named(weight));
            }
        }
    }
    for text in place.texts {
        for word in words(&fold(text)).filter(|word| !word.starts_with(|c: char| c.is_ascii_digit())) {
            let stem = stem(word);
            if !vocabulary.is_ignored(&stem) {
                show_with_others(&stem, Weight::Told(weight::TEXT));
            }
        }
    }
}

/// How much a word says, and whether repeating it says more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// In the name or the address.
    Named(u16),
    /// In a text.
    Told(u16),
}

impl Weight {
    /// Of what people say instead of the city's word.
    const fn less(self) -> Self {
        match self {
            Self::Named(weight) => Self::Named(weight * 2 / 3),
            Self::Told(weight) => Self::Told(weight * 2 / 3),
        }
    }
}

/// The weights of one stem in one place.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sum {
    named: u16,
    told: u16,
}

impl Sum {
    /// Adds one more.
    pub fn add(&mut self, weight: Weight) {
        match weight {
            Weight::Named(weight) => self.named += weight,
            // A second mention says half as much, and so on.
            Weight::Told(weight) => {
                let more = if self.told == 0 { weight } else { weight / 4 };
                self.told = (self.told + more).min(weight::TEXT_AT_MOST);
            }
        }
    }

    /// As kept in the index. What is named so is not more so for being told again: places of a kind stay equals.
    pub fn get(self) -> u8 {
        let weight = if self.named > 0 { self.named } else { self.told };
        u8::try_from(weight).unwrap_or(u8::MAX)
    }
}

/// A short name says more with each of its words. What stands in brackets is where it is, or what it was called.
fn name(place: &Text<'_>, vocabulary: &Vocabulary, show: &mut impl FnMut(&str, Weight)) {
    let folded = fold(place.name);
    let mut own = Vec::new();
    for (depth, part) in parts(&folded) {
        for word in words(part) {
            let stem = stem(word);
            let kind = vocabulary
                .meaning(&stem)
                .is_some_and(|meaning| meaning.meet(Marks::kind(place.kind)));
            if vocabulary.is_ignored(&stem) {
                show(&stem, Weight::Named(weight::FILLER));
            } else if depth > 0 {
                show(&stem, Weight::Named(weight::AREA));
            } else if kind || vocabulary.is_optional(&stem) {
                show(&stem, Weight::Named(weight::KIND_IN_NAME));
            } else {
                own.push(stem);
            }
        }
    }
    let length = u16::try_from(own.len()).unwrap_or(u16::MAX).clamp(1, 12);
    for stem in own {
        // One word alone counts 84, two 70, three 60, six 42.
        show(&stem, Weight::Named(weight::NAME * 7 / (4 + length)));
    }
}

/// The parts of a name, and how many brackets each is in.
fn parts(name: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut depth = 0_usize;
    name.split_inclusive(['(', ')']).map(move |part| {
        let inside = depth;
        match part.chars().next_back() {
            Some('(') => depth += 1,
            Some(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        (inside, part)
    })
}
