//! How well each thing answers, word by word.

use super::index::{Index, Posting};
use super::meaning::Meaning;

/// The weight of a word that a thing need not hold because it is what the word means: a library for *libros*. Less than a
/// name of one word, so that *Matadero* is first; more than a longer one, so that a museum is before the park beside it.
const MEANT: u8 = 72;
/// At this weight a word counts half of the most it can.
const HALF: f32 = 30.0;

/// How a word was understood. Where a thing has the word as typed, another that is only alike does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// As typed, perhaps with an n for an ñ.
    Typed,
    /// With slips of the finger.
    Alike,
}

/// A word of the index that may be what a person meant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Which word.
    pub word: usize,
    /// How sure: 1 for the word itself.
    pub quality: f32,
    /// How it was understood.
    pub tier: Tier,
}

/// What a thing has gathered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Score {
    /// All words together.
    pub total: f32,
    /// How many of the needed words it has.
    pub found: u8,
    is_seen: bool,
    /// The best of the word now being counted.
    best: f32,
    best_tier: Tier,
}

impl Score {
    const NONE: Self = Self {
        total: 0.0,
        found: 0,
        is_seen: false,
        best: 0.0,
        best_tier: Tier::Typed,
    };
}

/// The scores of all things.
pub(super) struct Tally<'a, K> {
    index: &'a Index<K>,
    scores: Vec<Score>,
    /// The things of the word now being counted.
    touched: Vec<u32>,
    /// The things that any word was found in, each once. Most words are in few: nobody else is looked at again.
    seen: Vec<u32>,
    /// How many needed words were counted.
    pub needed: u8,
}

impl<'a, K> Tally<'a, K> {
    pub(super) fn new(index: &'a Index<K>) -> Self {
        Self {
            index,
            scores: vec![Score::NONE; index.things.len()],
            touched: Vec::new(),
            seen: Vec::new(),
            needed: 0,
        }
    }

    /// Counts one word of the question. Of several candidates the best counts, and one as typed before any other.
    pub(super) fn count(&mut self, mut candidates: Vec<Candidate>, needed: bool) {
        candidates.sort_unstable_by(|one, other| one.tier.cmp(&other.tier).then(other.quality.total_cmp(&one.quality)));
        for candidate in &candidates {
            let meaning = self.index.meaning(candidate.word);
            for posting in self.index.postings(candidate.word) {
                self.touch_posting(*posting, *candidate, meaning);
            }
        }
        // What a better candidate means already, a worse one need not say again.
        let mut said = Meaning::default();
        for candidate in candidates {
            let meaning = self.index.meaning(candidate.word).without(said);
            if meaning != Meaning::default() {
                self.touch_meant(candidate, meaning);
                said = said.and(meaning);
            }
        }
        self.add_up(needed);
    }

    fn touch_posting(&mut self, posting: Posting, candidate: Candidate, meaning: Meaning) {
        let marks = self.index.things.get(posting.thing()).map(|thing| thing.marks);
        let meant = marks.is_some_and(|marks| marks.meets(meaning));
        let weight = if meant {
            posting.weight().max(MEANT)
        } else {
            posting.weight()
        };
        self.touch(posting.thing(), candidate, f32::from(weight));
    }

    /// Every thing that is or offers what a word means.
    fn touch_meant(&mut self, candidate: Candidate, meaning: Meaning) {
        let index = self.index;
        for (thing, findable) in index.things.iter().enumerate() {
            if findable.marks.meets(meaning) {
                self.touch(thing, candidate, f32::from(MEANT));
            }
        }
    }

    fn touch(&mut self, thing: usize, candidate: Candidate, weight: f32) {
        let Some(score) = self.scores.get_mut(thing) else {
            return;
        };
        let worth = candidate.quality * weight / (weight + HALF);
        if score.best == 0.0 {
            self.touched.push(u32::try_from(thing).unwrap_or(u32::MAX));
            score.best_tier = candidate.tier;
        } else if candidate.tier > score.best_tier {
            return;
        }
        score.best = score.best.max(worth);
        score.best_tier = score.best_tier.min(candidate.tier);
    }

    /// A word that few things have says more.
    fn add_up(&mut self, needed: bool) {
        let (all, with) = (count(self.scores.len()), count(self.touched.len()));
        let rarity = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
        for thing in self.touched.drain(..) {
            let Some(score) = self.scores.get_mut(thing as usize) else {
                continue;
            };
            if !score.is_seen {
                score.is_seen = true;
                self.seen.push(thing);
            }
            score.total += rarity * score.best;
            score.found += u8::from(needed);
            score.best = 0.0;
        }
        self.needed += u8::from(needed);
    }

    /// The things that have something of the question, in no order.
    pub(super) fn answers(&self) -> impl Iterator<Item = (usize, &Score)> {
        let numbers = self.seen.iter().map(|thing| *thing as usize);
        numbers.filter_map(|thing| Some((thing, self.scores.get(thing)?)))
    }

    /// The most needed words that any thing has.
    pub(super) fn most_found(&self) -> u8 {
        self.answers().map(|(_, score)| score.found).max().unwrap_or_default()
    }
}

const fn count(things: usize) -> f32 {
    things as f32
}
