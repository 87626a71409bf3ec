//! Ten different things out of the best ones, and one of ten to try: maximal marginal relevance (Carbonell and Goldstein, 1998) over the
//! best two hundred, at most three of a kind in ten, and Thompson sampling (1933) for what is tried.

use super::super::model::{Candidate, Exclusion, Part, Reason, Score, Tag, Wish};
use super::dice::Dice;
use super::engine::Engine;

/// Only so many of the best are compared with each other.
const POOL: usize = 200;
/// Of each kind at least so many are among them, or ten different things could not be found.
const OF_EACH_KIND: usize = 4;
/// A list is cut into tens.
const TEN: usize = 10;
/// Of one kind in ten.
const MOST_OF_A_KIND: usize = 3;
/// Things already used, in ten: a list that only repeats is no help.
const MOST_KNOWN: usize = 5;
/// What is tried comes after the first three.
const FIRST_TRIED: usize = 3;
/// Within this they are the same place.
const SAME_PLACE_M: f64 = 60.0;

/// One thing of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick {
    /// Which of the candidates.
    pub index: usize,
    /// Its score, part by part.
    pub score: Score,
    /// Its true reasons, the strongest first, two at most. There is always one.
    pub reasons: Vec<(Part, Reason)>,
}

/// A list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ranked {
    /// The things, best first.
    pub picks: Vec<Pick>,
    /// How many were left out for each reason, whatever their score.
    pub left_out: Vec<(Exclusion, usize)>,
}

/// A candidate in the race.
#[derive(Debug, Clone, Copy)]
struct Runner {
    index: usize,
    total: f64,
}

impl Engine<'_> {
    /// The list: at most `limit` things, different from each other.
    #[must_use]
    pub fn rank(&self, candidates: &[Candidate], limit: usize) -> Ranked {
        self.rank_as_if(candidates, limit, None)
    }

    /// The same list as it would be if one part of one candidate's score counted nothing: what a stated reason is held to.
    #[must_use]
    pub fn rank_as_if(&self, candidates: &[Candidate], limit: usize, without: Option<(usize, Part)>) -> Ranked {
        let mut ranked = Ranked::default();
        let mut runners = Vec::with_capacity(candidates.len());
        for (index, candidate) in candidates.iter().enumerate() {
            match self.score(candidate) {
                Ok(score) => {
                    let taken = without.filter(|(other, _)| *other == index);
                    let total = score.total() - taken.map_or(0.0, |(_, part)| score.part(part));
                    runners.push(Runner { index, total });
                }
                Err(exclusion) => count(&mut ranked.left_out, exclusion),
            }
        }
        let pool = best(runners, candidates);
        let tries = without.is_none_or(|(_, part)| part != Part::Explore);
        let chosen = self.choose(&pool, candidates, limit, tries);
        ranked.picks = chosen
            .into_iter()
            .filter_map(|(runner, is_tried)| self.pick(runner, is_tried, &pool, candidates))
            .collect();
        ranked
    }

    fn choose(&self, pool: &[Runner], candidates: &[Candidate], limit: usize, tries: bool) -> Vec<(Runner, bool)> {
        let mut race = Race::over(pool, candidates, self.weights.lambda);
        let mut dice = Dice::new(self.moment.seed);
        let mut chosen = Vec::with_capacity(limit);
        let mut ten = Ten::default();
        while chosen.len() < limit {
            let place = chosen.len() % TEN;
            if place == 0 {
                ten = Ten::beginning(&mut dice);
            }
            let has_room = |at: &Entrant<'_>| ten.has_room(at.candidate.kind, self.is_known(at.candidate));
            let usual = race.next(has_room);
            let tried = (tries && self.weights.explore > 0.0 && place == ten.tried)
                .then(|| self.to_try(&race, &ten, &mut dice, usual))
                .flatten();
            let Some(at) = tried.or(usual) else { break };
            let Some(entrant) = race.take(at) else { break };
            ten.add(entrant.candidate.kind, self.is_known(entrant.candidate));
            chosen.push((entrant.runner, tried.is_some()));
        }
        chosen
    }

    /// Something of a kind about which little is known: the kind that wins one draw of each from what is thought of it, and the
    /// best of that kind that the person has not used yet. What would stand there anyway is not tried.
    fn to_try(&self, race: &Race<'_>, ten: &Ten, dice: &mut Dice, usual: Option<usize>) -> Option<usize> {
        let mut best: Option<(f64, usize)> = None;
        for kind in Tag::ALL
            .into_iter()
            .filter(|kind| kind.is_learnt() && ten.has_room(*kind, false))
        {
            let leaning = self.leaning(kind)?;
            let draw = match leaning.wish {
                // Who asked for less of it is not made to try it.
                Some(Wish::Less) => continue,
                _ => dice.beta(leaning.likes, leaning.dislikes),
            };
            let unknown = |candidate: &Candidate| !self.is_known(candidate);
            let Some(at) = race.best_of(kind, usual, unknown) else {
                continue;
            };
            if best.is_none_or(|(highest, _)| draw > highest) {
                best = Some((draw, at));
            }
        }
        best.map(|(_, at)| at)
    }

    fn pick(&self, runner: Runner, is_tried: bool, pool: &[Runner], candidates: &[Candidate]) -> Option<Pick> {
        let candidate = candidates.get(runner.index)?;
        let mut score = self.score(candidate).ok()?;
        if is_tried {
            score.explore = self.weights.explore;
        }
        let reasons = self.reasons(candidate, &score, pool);
        Some(Pick {
            index: runner.index,
            score,
            reasons,
        })
    }

    /// The parts that lift it most, as far as each of them alone makes a difference: without it, the thing would stand behind
    /// another one. Where none does, the strongest.
    fn reasons(&self, candidate: &Candidate, score: &Score, pool: &[Runner]) -> Vec<(Part, Reason)> {
        if score.explore > 0.0 {
            return vec![(Part::Explore, Reason::Explore)];
        }
        let mut parts: Vec<Part> = Part::ALL.into_iter().filter(|part| score.part(*part) > 0.0).collect();
        parts.sort_by(|one, other| score.part(*other).total_cmp(&score.part(*one)));
        let total = score.total();
        let matters = |part: &Part| {
            let without = total - score.part(*part);
            pool.iter().any(|other| other.total < total && other.total > without)
        };
        let reasoned = |parts: &[Part]| -> Vec<(Part, Reason)> {
            let reasons = parts
                .iter()
                .filter_map(|part| Some((*part, self.reason(candidate, *part)?)));
            reasons.take(2).collect()
        };
        let decisive: Vec<Part> = parts.iter().copied().filter(matters).collect();
        let reasons = reasoned(&decisive);
        if reasons.is_empty() {
            reasoned(&parts).into_iter().take(1).collect()
        } else {
            reasons
        }
    }
}

fn count(left_out: &mut Vec<(Exclusion, usize)>, exclusion: Exclusion) {
    match left_out.iter_mut().find(|(other, _)| *other == exclusion) {
        Some((_, count)) => *count += 1,
        None => left_out.push((exclusion, 1)),
    }
}

/// The best runners, and some of each kind, best first. Of two that are as good, the earlier candidate.
fn best(mut runners: Vec<Runner>, candidates: &[Candidate]) -> Vec<Runner> {
    let better = |one: &Runner, other: &Runner| other.total.total_cmp(&one.total).then(one.index.cmp(&other.index));
    if runners.len() <= POOL {
        runners.sort_unstable_by(better);
        return runners;
    }
    runners.select_nth_unstable_by(POOL, better);
    let rest = runners.split_off(POOL);
    runners.extend(best_of_each_kind(&rest, candidates));
    runners.sort_unstable_by(better);
    runners
}

fn best_of_each_kind(rest: &[Runner], candidates: &[Candidate]) -> Vec<Runner> {
    let mut of_kind: Vec<Vec<Runner>> = vec![Vec::new(); Tag::ALL.len()];
    for runner in rest {
        let kind = candidates.get(runner.index).map(|candidate| candidate.kind as usize);
        let Some(kept) = kind.and_then(|kind| of_kind.get_mut(kind)) else {
            continue;
        };
        let at = kept.partition_point(|other| other.total >= runner.total);
        if at < OF_EACH_KIND {
            kept.insert(at, *runner);
            kept.truncate(OF_EACH_KIND);
        }
    }
    of_kind.into_iter().flatten().collect()
}

/// What ten hold so far.
#[derive(Default)]
struct Ten {
    kinds: Vec<Tag>,
    known: usize,
    /// The place of what is tried.
    tried: usize,
}

impl Ten {
    fn beginning(dice: &mut Dice) -> Self {
        let places = (TEN - FIRST_TRIED) as u64;
        Self {
            tried: FIRST_TRIED + usize::try_from(dice.next() % places).unwrap_or_default(),
            ..Self::default()
        }
    }

    fn has_room(&self, kind: Tag, is_known: bool) -> bool {
        let alike = self.kinds.iter().filter(|other| **other == kind).count();
        alike < MOST_OF_A_KIND && (!is_known || self.known < MOST_KNOWN)
    }

    fn add(&mut self, kind: Tag, is_known: bool) {
        self.kinds.push(kind);
        self.known += usize::from(is_known);
    }
}

/// Somebody of the pool who has not been chosen.
struct Entrant<'a> {
    runner: Runner,
    candidate: &'a Candidate,
    /// How good it is, 0 to 1 within the pool.
    relevance: f64,
    /// How like it is to the most similar one that was chosen, 0 to 1.
    likeness: f64,
}

struct Race<'a> {
    entrants: Vec<Entrant<'a>>,
    lambda: f64,
}

impl<'a> Race<'a> {
    fn over(pool: &[Runner], candidates: &'a [Candidate], lambda: f64) -> Self {
        let highest = pool.first().map_or(0.0, |runner| runner.total);
        let lowest = pool.last().map_or(0.0, |runner| runner.total);
        let range = (highest - lowest).max(f64::MIN_POSITIVE);
        let entrants = pool.iter().filter_map(|runner| {
            Some(Entrant {
                runner: *runner,
                candidate: candidates.get(runner.index)?,
                relevance: (runner.total - lowest) / range,
                likeness: 0.0,
            })
        });
        Self {
            entrants: entrants.collect(),
            lambda,
        }
    }

    /// The best one for which there is room.
    fn next(&self, has_room: impl Fn(&Entrant<'_>) -> bool) -> Option<usize> {
        let value = |entrant: &Entrant<'_>| self.lambda * entrant.relevance - (1.0 - self.lambda) * entrant.likeness;
        let mut best: Option<(f64, usize)> = None;
        for (at, entrant) in self.entrants.iter().enumerate() {
            let value = value(entrant);
            // Of two that are as good the earlier one stays: the pool is sorted.
            if best.is_none_or(|(highest, _)| value > highest) && has_room(entrant) {
                best = Some((value, at));
            }
        }
        best.map(|(_, at)| at)
    }

    /// The best one of a kind, but for one of them.
    fn best_of(&self, kind: Tag, but: Option<usize>, wanted: impl Fn(&Candidate) -> bool) -> Option<usize> {
        let mut entrants = self.entrants.iter().enumerate();
        entrants
            .find(|(at, entrant)| Some(*at) != but && entrant.candidate.kind == kind && wanted(entrant.candidate))
            .map(|(at, _)| at)
    }

    /// Takes one out of the race; the others learn how like they are to it.
    fn take(&mut self, at: usize) -> Option<Entrant<'a>> {
        if at >= self.entrants.len() {
            return None;
        }
        let taken = self.entrants.remove(at);
        for entrant in &mut self.entrants {
            entrant.likeness = entrant.likeness.max(likeness(entrant.candidate, taken.candidate));
        }
        Some(taken)
    }
}

/// How like two things are: kind, what they offer, and whether they are in the same place.
fn likeness(one: &Candidate, other: &Candidate) -> f64 {
    let kind = if one.kind == other.kind { 0.6 } else { 0.0 };
    let places = one.location.zip(other.location);
    // Most are told apart by their latitude alone, which is much cheaper.
    let is_same_place = places.is_some_and(|(here, there)| {
        here.distance_at_least_m(there.lat()) < SAME_PLACE_M && here.distance_m(there) < SAME_PLACE_M
    });
    let near = if is_same_place { 0.15 } else { 0.0 };
    kind + 0.25 * one.features.likeness(other.features) + near
}

#[cfg(test)]
#[path = "choose_tests.rs"]
mod tests;
