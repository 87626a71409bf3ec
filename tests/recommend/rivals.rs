//! The simple ways to fill a list, and ours. All see the same: what the phone saw before, and where it is now.

use std::collections::BTreeMap;

use madrid_core::kernel::GeoPoint;
use madrid_core::recommend::{Candidate, Engine, Memory, Moment, Part, Score, Tag, Weights};

/// A list has so many.
pub const TEN: usize = 10;
/// The distance decay of "popular and near", chosen on the tuning seeds as our own weights were.
const NEAR_M: f64 = 700.0;
const NEAR_POWER: f64 = 2.5;

/// A way to fill a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Ours.
    Ours,
    /// Ours without one part.
    Without(Part),
    /// Ours, in the order of the score alone: neither variety nor anything to try.
    ScoreOnly,
    /// Nearest first.
    Nearest,
    /// What most people went to first. No phone could know that; a rival may.
    Popular,
    /// What most people went to, the nearer the better.
    PopularNear,
    /// What is like what the person chose before.
    Content,
    /// What the person chose most before, then nearest.
    OwnHabits,
    /// Any.
    Chance,
}

impl Way {
    /// All other ways.
    pub const RIVALS: [Self; 6] = [
        Self::Nearest,
        Self::Popular,
        Self::PopularNear,
        Self::Content,
        Self::OwnHabits,
        Self::Chance,
    ];

    /// Every way, ours first.
    pub fn all() -> Vec<Self> {
        let without = Part::ALL.into_iter().map(Self::Without);
        [Self::Ours]
            .into_iter()
            .chain(Self::RIVALS)
            .chain([Self::ScoreOnly])
            .chain(without)
            .collect()
    }

    /// Its name in a table.
    pub fn name(self) -> String {
        match self {
            Self::Ours => "ours".to_owned(),
            Self::Without(part) => format!("without {}", part.name()),
            Self::ScoreOnly => "score alone".to_owned(),
            Self::Nearest => "nearest".to_owned(),
            Self::Popular => "popularity".to_owned(),
            Self::PopularNear => "popularity x distance".to_owned(),
            Self::Content => "content only".to_owned(),
            Self::OwnHabits => "own habits, then nearest".to_owned(),
            Self::Chance => "chance".to_owned(),
        }
    }
}

/// What is known when a list is asked for.
pub struct Asked<'a> {
    /// What could be on it.
    pub candidates: &'a [Candidate],
    /// What the phone remembers.
    pub memory: &'a Memory,
    /// When and where.
    pub moment: Moment,
    /// Our weights.
    pub weights: Weights,
    /// How often each candidate was chosen by everybody before.
    pub popularity: &'a [u32],
    /// How often each was chosen by this person before.
    pub own: &'a BTreeMap<usize, u32>,
}

impl Asked<'_> {
    /// The list.
    pub fn list(&self, way: Way) -> Vec<usize> {
        match way {
            Way::Ours => self.ours(self.weights),
            Way::Without(part) => self.ours(self.weights.without(part)),
            Way::ScoreOnly => self.score_alone(),
            Way::Nearest => self.by(|at, _| -self.metres(at)),
            Way::Popular => self.by(|at, _| self.popular(at)),
            Way::PopularNear => self.by(|at, _| self.popular(at) / (1.0 + self.metres(at) / NEAR_M).powf(NEAR_POWER)),
            Way::Content => self.content(),
            Way::OwnHabits => self.by(|at, _| {
                let times = self.own.get(&at).copied().unwrap_or_default();
                f64::from(times) * 1e6 - self.metres(at)
            }),
            Way::Chance => self.by(|at, _| chance(self.moment.seed, at)),
        }
    }

    /// Our engine at this moment.
    pub fn engine(&self, weights: Weights) -> Engine<'_> {
        Engine::new(self.memory, self.moment, weights)
    }

    fn ours(&self, weights: Weights) -> Vec<usize> {
        let ranked = self.engine(weights).rank(self.candidates, TEN);
        ranked.picks.into_iter().map(|pick| pick.index).collect()
    }

    fn score_alone(&self) -> Vec<usize> {
        let engine = self.engine(self.weights);
        self.by(|_, candidate| engine.score(candidate).as_ref().map_or(f64::NEG_INFINITY, Score::total))
    }

    /// Cosine between what the person chose before and what each is.
    fn content(&self) -> Vec<usize> {
        let mut chosen: BTreeMap<Tag, f64> = BTreeMap::new();
        for (at, times) in self.own {
            for tag in self.candidates.get(*at).into_iter().flat_map(tags) {
                *chosen.entry(tag).or_default() += f64::from(*times);
            }
        }
        self.by(|_, candidate| {
            let (mut shared, mut count) = (0.0, 0.0_f64);
            for tag in tags(candidate) {
                shared += chosen.get(&tag).copied().unwrap_or_default();
                count += 1.0;
            }
            shared / count.sqrt()
        })
    }

    fn by(&self, value: impl Fn(usize, &Candidate) -> f64) -> Vec<usize> {
        let valued = self
            .candidates
            .iter()
            .enumerate()
            .map(|(at, candidate)| (value(at, candidate), at));
        let mut all: Vec<(f64, usize)> = valued.collect();
        let better = |one: &(f64, usize), other: &(f64, usize)| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1));
        if all.len() > TEN {
            all.select_nth_unstable_by(TEN, better);
            all.truncate(TEN);
        }
        all.sort_unstable_by(better);
        all.into_iter().map(|(_, at)| at).collect()
    }

    fn popular(&self, at: usize) -> f64 {
        f64::from(self.popularity.get(at).copied().unwrap_or_default())
    }

    fn metres(&self, at: usize) -> f64 {
        let there = self.candidates.get(at).and_then(|candidate| candidate.location);
        let metres = |here: GeoPoint| there.map(|there| here.distance_m(there));
        self.moment.here.and_then(metres).unwrap_or(f64::MAX)
    }
}

fn tags(candidate: &Candidate) -> impl Iterator<Item = Tag> {
    std::iter::once(candidate.kind).chain(candidate.features.iter())
}

fn chance(seed: u64, at: usize) -> f64 {
    crate::dice::Dice::new(seed, at as u64).fraction()
}
