//! Watches every life, asks every way for a list before each choice that was kept back, and counts.

use std::collections::BTreeMap;

use madrid_core::recommend::{Candidate, Memory, Moment, Signal, SignalKind, Weights, learn};

use crate::life::{Lives, Occasion};
use crate::metrics::Worth;
use crate::probes::{Probe, probe};
use crate::rivals::{Asked, Way};
use crate::verdict::{self, Verdict};

/// After so many choices a newcomer's next one is foretold too.
pub const NEWCOMER: [usize; 9] = [0, 1, 2, 3, 5, 8, 13, 21, 34];
/// The ways that a newcomer's phone is compared with.
pub const NEWCOMER_WAYS: [Way; 4] = [Way::Ours, Way::Nearest, Way::PopularNear, Way::OwnHabits];
/// Of so many people one is asked for reasons and stability.
const PROBED: usize = 10;

/// How much is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Ours beside the simple ways.
    #[cfg(test)]
    Rivals,
    /// Every part taken away in turn, newcomers, reasons and stability as well.
    Whole,
}

impl Depth {
    /// The ways that are asked.
    pub fn ways(self) -> Vec<Way> {
        match self {
            #[cfg(test)]
            Self::Rivals => [Way::Ours, Way::ScoreOnly].into_iter().chain(Way::RIVALS).collect(),
            Self::Whole => Way::all(),
        }
    }
}

/// What was seen of one person.
pub struct Watched {
    /// By way.
    pub worths: Vec<Worth>,
    /// What was on any list, by way.
    pub listed: Vec<Vec<usize>>,
    /// After how many choices, and what each of the newcomer's ways was worth then.
    pub newcomer: Vec<(usize, Vec<f64>)>,
    /// Their groups.
    pub groups: Vec<(&'static str, String)>,
    /// Choices foretold.
    pub occasions: usize,
    /// Reasons and stability, of some.
    pub probe: Option<Probe>,
}

/// The whole judgement.
pub fn judge(lives: &dyn Lives, weights: Weights) -> Verdict {
    judge_to(lives, weights, Depth::Whole)
}

/// The same to some depth.
pub fn judge_to(lives: &dyn Lives, weights: Weights, depth: Depth) -> Verdict {
    let popularity = popularity(lives);
    let bench = Bench {
        lives,
        weights,
        depth,
        popularity: &popularity,
    };
    let watched = in_two_halves(lives.people(), |number| bench.watch(number));
    verdict::of(lives, depth, &watched)
}

/// What each number gives, worked out by two threads, in the order of the numbers.
fn in_two_halves<T: Send>(count: usize, work: impl Fn(usize) -> Option<T> + Sync) -> Vec<T> {
    let half = count / 2;
    let (first, second) = std::thread::scope(|scope| {
        let work = &work;
        let second = scope.spawn(move || (half..count).filter_map(work).collect::<Vec<_>>());
        let first: Vec<T> = (0..half).filter_map(work).collect();
        (first, second.join().unwrap_or_default())
    });
    first.into_iter().chain(second).collect()
}

/// How often everybody chose each thing, in what was not kept back.
fn popularity(lives: &dyn Lives) -> Vec<u32> {
    let counts = in_two_halves(lives.people(), |number| {
        let person = lives.person(number)?;
        let seen = person.occasions.len() - person.kept_back;
        Some(
            person
                .occasions
                .iter()
                .take(seen)
                .map(|occasion| occasion.chosen)
                .collect::<Vec<_>>(),
        )
    });
    let mut popularity = vec![0; lives.candidates().len()];
    for chosen in counts.into_iter().flatten() {
        if let Some(count) = popularity.get_mut(chosen) {
            *count += 1;
        }
    }
    popularity
}

struct Bench<'a> {
    lives: &'a dyn Lives,
    weights: Weights,
    depth: Depth,
    popularity: &'a [u32],
}

impl Bench<'_> {
    fn watch(&self, number: usize) -> Option<Watched> {
        let person = self.lives.person(number)?;
        let (candidates, ways) = (self.lives.candidates(), self.depth.ways());
        let mut memory = Memory {
            about: person.about.clone(),
            seed: number as u64 + 1,
            ..Memory::default()
        };
        let mut own = BTreeMap::new();
        let mut worths: Vec<Vec<Worth>> = ways.iter().map(|_| Vec::new()).collect();
        let mut listed: Vec<Vec<usize>> = ways.iter().map(|_| Vec::new()).collect();
        let mut newcomer = Vec::new();
        let mut probed = None;
        let seen = person.occasions.len() - person.kept_back;
        for (at, occasion) in person.occasions.iter().enumerate() {
            let asked = self.asked(&memory, &own, occasion, number);
            if self.depth == Depth::Whole && NEWCOMER.contains(&at) {
                newcomer.push((at, newcomers(&asked, occasion, candidates)));
            }
            if at >= seen {
                for ((way, worths), listed) in ways.iter().zip(&mut worths).zip(&mut listed) {
                    let list = asked.list(*way);
                    worths.push(Worth::of(&list, occasion.chosen, occasion.draws.as_deref(), candidates));
                    listed.extend(list);
                }
            }
            if at == seen && self.depth == Depth::Whole && number.is_multiple_of(PROBED) {
                probed = Some(probe(&asked, &memory, occasion));
            }
            take_in(&mut memory, &mut own, occasion, candidates);
        }
        Some(Watched {
            worths: worths.iter().map(|worths| Worth::mean(worths)).collect(),
            listed,
            newcomer,
            occasions: person.kept_back,
            groups: person.groups,
            probe: probed,
        })
    }

    fn asked<'b>(
        &'b self,
        memory: &'b Memory,
        own: &'b BTreeMap<usize, u32>,
        occasion: &Occasion,
        number: usize,
    ) -> Asked<'b> {
        let day = occasion.at.timestamp().div_euclid(86_400).unsigned_abs();
        Asked {
            candidates: self.lives.candidates(),
            memory,
            moment: Moment {
                now: occasion.at,
                here: Some(occasion.here),
                seed: day ^ (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15),
            },
            weights: self.weights,
            popularity: self.popularity,
            own,
        }
    }
}

fn newcomers(asked: &Asked<'_>, occasion: &Occasion, candidates: &[Candidate]) -> Vec<f64> {
    let worth = |way: Way| Worth::of(&asked.list(way), occasion.chosen, None, candidates).ndcg;
    NEWCOMER_WAYS.into_iter().map(worth).collect()
}

/// The phone learns what somebody did, as it would.
pub fn take_in(memory: &mut Memory, own: &mut BTreeMap<usize, u32>, occasion: &Occasion, candidates: &[Candidate]) {
    let signals = [
        (Some(occasion.chosen), occasion.kind),
        (occasion.turned_down, SignalKind::TurnedDown),
    ];
    for (at, kind) in signals {
        let Some(candidate) = at.and_then(|at| candidates.get(at)) else {
            continue;
        };
        learn(memory, &signal(candidate, kind, occasion));
    }
    *own.entry(occasion.chosen).or_default() += 1;
}

/// What a phone would note.
pub fn signal(candidate: &Candidate, kind: SignalKind, occasion: &Occasion) -> Signal {
    Signal {
        kind,
        key: candidate.key.clone(),
        tags: std::iter::once(candidate.kind)
            .chain(candidate.features.iter())
            .collect(),
        distance_m: candidate.location.map(|there| occasion.here.distance_m(there)),
        at: occasion.at,
    }
}
