//! The words of one thing, and how much each says about it.

use super::meaning::Meaning;
use super::stem::stem;
use super::vocabulary::Vocabulary;
use crate::kernel::{fold, words};

/// How much a word says where it stands. A name of its own says most; "biblioteca" in the name of a library says little.
mod weight {
    /// In the name, of two words or three.
    pub const NAME: u16 = 60;
    /// In the name, but nothing special for its kind.
    pub const KIND_IN_NAME: u16 = 20;
    /// Of what it is in: the house, the district, the barrio, the postal code.
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

/// What is searched of a thing, as the phone keeps it.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a, K> {
    /// Which thing, and what its feature wants to know of it when it was found.
    pub key: K,
    /// What kind it is.
    pub kind: Meaning,
    /// What it is and offers, its kind among it.
    pub marks: Meaning,
    /// Its name.
    pub name: &'a str,
    /// Street and number.
    pub street: &'a str,
    /// What it is in, and where that lies: district, barrio, postal code.
    pub areas: &'a [&'a str],
    /// What the city writes about it.
    pub texts: &'a [&'a str],
}

/// Shows each stem of a thing with its weight; a stem may be shown more than once.
pub fn each_word<K>(thing: &Document<'_, K>, vocabulary: &Vocabulary, mut show: impl FnMut(&str, Weight)) {
    let mut show_with_others = |stem: &str, weight: Weight| {
        show(stem, weight);
        for other in vocabulary.also(stem) {
            show(other, weight.less());
        }
    };
    name(thing, vocabulary, &mut show_with_others);
    let areas = thing.areas.iter().map(|area| (*area, weight::AREA));
    for (text, weight) in std::iter::once((thing.street, weight::STREET)).chain(areas) {
        for word in words(&fold(text)) {
            let stem = stem(word);
            if !vocabulary.is_ignored(&stem) {
                show_with_others(&stem, Weight::Named(weight));
            }
        }
    }
    for text in thing.texts {
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

/// The weights of one stem in one thing.
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

    /// As kept in the index. What is named so is not more so for being told again: things of a kind stay equals.
    pub fn get(self) -> u8 {
        let weight = if self.named > 0 { self.named } else { self.told };
        u8::try_from(weight).unwrap_or(u8::MAX)
    }
}

/// A short name says more with each of its words. What stands in brackets is where it is, or what it was called.
fn name<K>(thing: &Document<'_, K>, vocabulary: &Vocabulary, show: &mut impl FnMut(&str, Weight)) {
    let folded = fold(thing.name);
    let mut own = Vec::new();
    for (depth, part) in parts(&folded) {
        for word in words(part) {
            let stem = stem(word);
            let kind = vocabulary
                .meaning(&stem)
                .is_some_and(|meaning| meaning.meets(thing.kind));
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
