//! Whether a stated reason is the true one, and whether a list stays what it was when nothing that matters has changed.

use chrono::TimeDelta;
use madrid_core::kernel::GeoPoint;
use madrid_core::recommend::{Candidate, Engine, Memory, Moment, Part, Pick, Ranked, SignalKind, learn};

use crate::judge::signal;
use crate::life::Occasion;
use crate::rivals::{Asked, TEN, Way};

/// A phone that lies still is found this far off.
const JITTER_DEGREES: f64 = 0.000_3;

/// What was found for one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Probe {
    /// Things listed.
    pub listed: usize,
    /// Of them, those that moved or went when what was said of them was taken away.
    pub faithful: Faithful,
    /// Whether asking again gave the same list.
    pub same_again: bool,
    /// How much of the list is still there when the phone is found some thirty metres off, 0 to 1.
    pub kept_by_jitter: f64,
    /// How much is still there when one more thing was opened.
    pub kept_by_signal: f64,
    /// How much is still there the next day.
    pub kept_by_night: f64,
}

/// How many things of a list do not stand where they stood once what was said of them is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Faithful {
    /// The first reason alone.
    pub first: usize,
    /// All that was said.
    pub stated: usize,
}

impl Faithful {
    /// Of a whole list.
    pub fn of(engine: &Engine<'_>, candidates: &[Candidate], ranked: &Ranked) -> Self {
        let moves = |place: usize, pick: &Pick, said: usize| {
            let parts: Vec<Part> = pick.reasons.iter().take(said).map(|(part, _)| *part).collect();
            let without = engine.rank_as_if(candidates, ranked.picks.len(), Some((pick.index, &parts)));
            !parts.is_empty() && without.picks.iter().position(|other| other.index == pick.index) != Some(place)
        };
        let count = |said: usize| {
            let picks = ranked.picks.iter().enumerate();
            picks.filter(|(place, pick)| moves(*place, pick, said)).count()
        };
        Self {
            first: count(1),
            stated: count(usize::MAX),
        }
    }
}

/// Asks.
pub fn probe(asked: &Asked<'_>, memory: &Memory, occasion: &Occasion) -> Probe {
    let engine = asked.engine(asked.weights);
    let ranked = engine.rank(asked.candidates, TEN);
    let list: Vec<usize> = ranked.picks.iter().map(|pick| pick.index).collect();
    let faithful = Faithful::of(&engine, asked.candidates, &ranked);
    let mut more = memory.clone();
    if let Some(candidate) = asked.candidates.get(occasion.chosen) {
        learn(&mut more, &signal(candidate, SignalKind::Opened, occasion));
    }
    Probe {
        listed: list.len(),
        faithful,
        same_again: asked.list(Way::Ours) == list,
        kept_by_jitter: kept(&list, &asked_at(asked, memory, jittered(asked.moment))),
        kept_by_signal: kept(&list, &asked_at(asked, &more, asked.moment)),
        kept_by_night: kept(&list, &asked_at(asked, memory, next_day(asked.moment))),
    }
}

fn asked_at(asked: &Asked<'_>, memory: &Memory, moment: Moment) -> Vec<usize> {
    Asked {
        memory,
        moment,
        ..*asked
    }
    .list(Way::Ours)
}

fn jittered(moment: Moment) -> Moment {
    let off = |here: GeoPoint| GeoPoint::new(here.lat() + JITTER_DEGREES, here.lon()).ok();
    Moment {
        here: moment.here.and_then(off),
        ..moment
    }
}

fn next_day(moment: Moment) -> Moment {
    Moment {
        now: moment.now + TimeDelta::days(1),
        seed: moment.seed ^ 0x5EED,
        ..moment
    }
}

fn kept(before: &[usize], after: &[usize]) -> f64 {
    let still = before.iter().filter(|at| after.contains(at)).count();
    still as f64 / (before.len() as f64).max(1.0)
}
