//! What comes out of the judgement, as numbers.

use std::collections::{BTreeMap, BTreeSet};

use crate::judge::{Depth, NEWCOMER, NEWCOMER_WAYS, Watched};
use crate::life::Lives;
use crate::metrics::{Interval, Worth};
use crate::probes::Faithful;
use crate::rivals::Way;

/// A group of fewer people says nothing about fairness.
const FEWEST: usize = 30;

/// The whole judgement.
pub struct Verdict {
    /// What was judged on.
    pub name: String,
    /// People watched.
    pub people: usize,
    /// Choices foretold.
    pub occasions: usize,
    /// Each way, ours first.
    pub ways: Vec<WayVerdict>,
    /// A newcomer's phone, by the choices it has seen.
    pub newcomer: Vec<NewcomerVerdict>,
    /// How evenly it serves.
    pub divisions: Vec<Division>,
    /// Reasons and stability.
    pub probes: Option<Probes>,
}

/// One way.
pub struct WayVerdict {
    pub way: Way,
    pub ndcg: Interval,
    pub recall: Interval,
    /// Part of the catalogue that was on anybody's list.
    pub coverage: f64,
    pub diversity: f64,
    pub regret: Option<Interval>,
    /// By how much ours is ahead in nDCG, person by person.
    pub ours_ahead: Interval,
}

/// After so many choices.
pub struct NewcomerVerdict {
    pub choices: usize,
    pub people: usize,
    /// nDCG by way.
    pub ndcg: Vec<(Way, f64)>,
    /// By how much ours is ahead of the best of the others.
    pub ours_ahead: Interval,
}

/// A division of people.
pub struct Division {
    pub name: &'static str,
    /// Each group: its name, its people, ours and nearest in nDCG.
    pub groups: Vec<(String, usize, Interval, f64)>,
}

/// Sums over those who were probed.
pub struct Probes {
    pub people: usize,
    pub listed: usize,
    /// Of them, those that move or go without their first reason, and without all that was said of them.
    pub faithful: Faithful,
    pub same_again: usize,
    pub kept_by_jitter: f64,
    pub kept_by_signal: f64,
    pub kept_by_night: f64,
}

/// Sums up.
pub fn of(lives: &dyn Lives, depth: Depth, watched: &[Watched]) -> Verdict {
    let ways = depth.ways();
    let places = lives.candidates().len();
    Verdict {
        name: lives.name(),
        people: watched.len(),
        occasions: watched.iter().map(|person| person.occasions).sum(),
        ways: ways
            .iter()
            .enumerate()
            .map(|(at, way)| way_verdict(*way, at, watched, places))
            .collect(),
        newcomer: NEWCOMER
            .into_iter()
            .filter_map(|choices| newcomer(choices, watched))
            .collect(),
        divisions: divisions(&ways, watched),
        probes: probes(watched),
    }
}

fn column(watched: &[Watched], at: usize, of: impl Fn(&Worth) -> f64) -> Vec<f64> {
    watched
        .iter()
        .filter_map(|person| person.worths.get(at))
        .map(of)
        .collect()
}

fn way_verdict(way: Way, at: usize, watched: &[Watched], places: usize) -> WayVerdict {
    let ahead: Vec<f64> = watched
        .iter()
        .filter_map(|person| Some(person.worths.first()?.ndcg - person.worths.get(at)?.ndcg))
        .collect();
    let regrets: Option<Vec<f64>> = watched.iter().map(|person| person.worths.get(at)?.regret).collect();
    let listed: BTreeSet<usize> = watched
        .iter()
        .filter_map(|person| person.listed.get(at))
        .flatten()
        .copied()
        .collect();
    let diversity = column(watched, at, |worth| worth.diversity);
    WayVerdict {
        way,
        ndcg: Interval::of(&column(watched, at, |worth| worth.ndcg)),
        recall: Interval::of(&column(watched, at, |worth| worth.recall)),
        coverage: listed.len() as f64 / (places as f64).max(1.0),
        diversity: diversity.iter().sum::<f64>() / (diversity.len() as f64).max(1.0),
        regret: regrets.map(|regrets| Interval::of(&regrets)),
        ours_ahead: Interval::of(&ahead),
    }
}

fn newcomer(choices: usize, watched: &[Watched]) -> Option<NewcomerVerdict> {
    let seen = watched
        .iter()
        .flat_map(|person| &person.newcomer)
        .filter(|(at, _)| *at == choices);
    let rows: Vec<&Vec<f64>> = seen.map(|(_, row)| row).collect();
    if rows.is_empty() {
        return None;
    }
    let mean = |way: usize| rows.iter().filter_map(|row| row.get(way)).sum::<f64>() / rows.len() as f64;
    let ndcg: Vec<(Way, f64)> = NEWCOMER_WAYS
        .into_iter()
        .enumerate()
        .map(|(at, way)| (way, mean(at)))
        .collect();
    let best = (1..NEWCOMER_WAYS.len()).max_by(|one, other| mean(*one).total_cmp(&mean(*other)))?;
    let ahead: Vec<f64> = rows
        .iter()
        .filter_map(|row| Some(row.first()? - row.get(best)?))
        .collect();
    Some(NewcomerVerdict {
        choices,
        people: rows.len(),
        ndcg,
        ours_ahead: Interval::of(&ahead),
    })
}

/// Ours and nearest, for each person of a group.
type Pair = (Vec<f64>, Vec<f64>);

fn divisions(ways: &[Way], watched: &[Watched]) -> Vec<Division> {
    let nearest = ways.iter().position(|way| *way == Way::Nearest).unwrap_or_default();
    let mut values: BTreeMap<(&'static str, &str), Pair> = BTreeMap::new();
    for person in watched {
        let (Some(ours), Some(other)) = (person.worths.first(), person.worths.get(nearest)) else {
            continue;
        };
        for (division, group) in &person.groups {
            let (ours_of, nearest_of) = values.entry((division, group)).or_default();
            ours_of.push(ours.ndcg);
            nearest_of.push(other.ndcg);
        }
    }
    let mut divisions: Vec<Division> = Vec::new();
    for ((name, group), (ours, nearest)) in values.into_iter().filter(|(_, (ours, _))| ours.len() >= FEWEST) {
        let mean = nearest.iter().sum::<f64>() / nearest.len() as f64;
        let row = (group.to_owned(), ours.len(), Interval::of(&ours), mean);
        match divisions.last_mut().filter(|division| division.name == name) {
            Some(division) => division.groups.push(row),
            None => divisions.push(Division {
                name,
                groups: vec![row],
            }),
        }
    }
    divisions
}

fn probes(watched: &[Watched]) -> Option<Probes> {
    let all: Vec<_> = watched.iter().filter_map(|person| person.probe).collect();
    if all.is_empty() {
        return None;
    }
    let count = all.len() as f64;
    Some(Probes {
        people: all.len(),
        listed: all.iter().map(|probe| probe.listed).sum(),
        faithful: Faithful {
            first: all.iter().map(|probe| probe.faithful.first).sum(),
            stated: all.iter().map(|probe| probe.faithful.stated).sum(),
        },
        same_again: all.iter().filter(|probe| probe.same_again).count(),
        kept_by_jitter: all.iter().map(|probe| probe.kept_by_jitter).sum::<f64>() / count,
        kept_by_signal: all.iter().map(|probe| probe.kept_by_signal).sum::<f64>() / count,
        kept_by_night: all.iter().map(|probe| probe.kept_by_night).sum::<f64>() / count,
    })
}

impl Division {
    /// The best group's nDCG minus the worst's: ours, and nearest's.
    pub fn gaps(&self) -> (f64, f64) {
        let spread = |of: fn(&(String, usize, Interval, f64)) -> f64| {
            let values = self.groups.iter().map(of);
            let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| {
                (low.min(value), high.max(value))
            });
            high - low
        };
        (spread(|group| group.2.mean), spread(|group| group.3))
    }
}
