//! Ten different things out of the best ones, and one of ten to try: maximal marginal relevance (Carbonell and Goldstein, 1998) over the
//! best two hundred, no more than a few of a kind in ten, and Thompson sampling (1933) for what is tried.

use std::cmp::Ordering;

use super::super::model::{Candidate, Exclusion, ItemKey, Part, Reason, Score, Tag, Wish};
use super::dice::Dice;
use super::engine::Engine;

/// Only so many of the best are compared with each other.
const POOL: usize = 200;
/// Of each kind at least so many are among them, or ten different things could not be found.
const OF_EACH_KIND: usize = 4;
/// A list is cut into tens.
const TEN: usize = 10;
/// Of one kind in ten.
const MOST_OF_A_KIND: usize = 5;
/// Things already used, in ten: a list that only repeats is no help.
const MOST_KNOWN: usize = 8;
/// Events in ten: there are many, each is over soon, and the places of the city stay.
const MOST_EVENTS: usize = 5;
/// What is tried comes after the first five.
const FIRST_TRIED: usize = 5;
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
    /// Whether any part speaks for it. What nothing speaks for can only be something to try.
    is_backed: bool,
}

/// Somebody of the race who would be chosen next, and by how much they are ahead of the next one.
#[derive(Debug, Clone, Copy)]
struct Leader {
    at: usize,
    lead: f64,
}

/// Somebody who was chosen.
#[derive(Debug, Clone, Copy)]
struct Chosen {
    index: usize,
    is_tried: bool,
    /// A part worth more than this is why it stands here: without it, another would.
    lead: f64,
}

impl Engine<'_> {
    /// The list: at most `limit` things, different from each other.
    #[must_use]
    pub fn rank(&self, candidates: &[Candidate], limit: usize) -> Ranked {
        self.rank_as_if(candidates, limit, None)
    }

    /// The same list as it would be if some parts of one candidate's score counted nothing: what stated reasons are held to.
    /// Without [`Part::Explore`], it is not tried.
    #[must_use]
    pub fn rank_as_if(&self, candidates: &[Candidate], limit: usize, without: Option<(usize, &[Part])>) -> Ranked {
        let mut ranked = Ranked::default();
        let mut runners = Vec::with_capacity(candidates.len());
        let untried = without
            .filter(|(_, parts)| parts.contains(&Part::Explore))
            .map(|(index, _)| index);
        for (index, candidate) in candidates.iter().enumerate() {
            match self.score(candidate) {
                Ok(score) => {
                    let taken = without
                        .filter(|(other, _)| *other == index)
                        .map_or(&[][..], |(_, parts)| parts);
                    let runner = Runner {
                        index,
                        total: score.total() - taken.iter().map(|part| score.part(*part)).sum::<f64>(),
                        is_backed: Part::ALL.into_iter().any(|part| score.part(part) > 0.0),
                    };
                    let may_be_tried = || self.may_be_tried(candidate.kind) && !self.is_known(candidate);
                    if runner.is_backed || (untried != Some(index) && may_be_tried()) {
                        runners.push(runner);
                    }
                }
                Err(exclusion) => count(&mut ranked.left_out, exclusion),
            }
        }
        let pool = best(runners, candidates);
        let chosen = self.choose(&pool, candidates, limit, untried);
        let picks = chosen.into_iter();
        ranked.picks = picks.filter_map(|chosen| self.pick(chosen, candidates)).collect();
        ranked
    }

    fn choose(&self, pool: &[Runner], candidates: &[Candidate], limit: usize, untried: Option<usize>) -> Vec<Chosen> {
        let mut race = Race::over(pool, candidates, self.weights.variety);
        let mut dice = Dice::new(self.moment.seed);
        let mut chosen = Vec::with_capacity(limit);
        let mut ten = Ten::default();
        while chosen.len() < limit {
            let place = chosen.len() % TEN;
            if place == 0 {
                ten = Ten::beginning(&mut dice);
            }
            let usual = race.next(|at| ten.has_room(at.candidate, self.is_known(at.candidate)));
            let tried = (place == ten.tried)
                .then(|| self.to_try(&race, &ten, &mut dice, usual, untried))
                .flatten();
            let Some(at) = tried.or(usual.map(|leader| leader.at)) else {
                break;
            };
            let Some(entrant) = race.take(at) else { break };
            ten.add(entrant.candidate, self.is_known(entrant.candidate));
            chosen.push(Chosen {
                index: entrant.runner.index,
                is_tried: tried.is_some() || !entrant.runner.is_backed,
                lead: usual.map_or(0.0, |leader| leader.lead),
            });
        }
        chosen
    }

    /// Something of a kind about which little is known: the kind that wins one draw of each from what is thought of it, and the
    /// best of that kind that the person has not used yet. What would stand there anyway is not tried.
    fn to_try(
        &self,
        race: &Race<'_>,
        ten: &Ten,
        dice: &mut Dice,
        usual: Option<Leader>,
        untried: Option<usize>,
    ) -> Option<usize> {
        let mut best: Option<(f64, usize)> = None;
        for kind in Tag::ALL.into_iter().filter(|kind| self.may_be_tried(*kind)) {
            let leaning = self.leaning(kind)?;
            let draw = dice.beta(leaning.likes, leaning.dislikes);
            let found = race.best_of(kind, |at, entrant| {
                usual.is_none_or(|leader| leader.at != at)
                    && untried != Some(entrant.runner.index)
                    && !self.is_known(entrant.candidate)
                    && ten.has_room(entrant.candidate, false)
            });
            let Some(at) = found else { continue };
            if best.is_none_or(|(highest, _)| draw > highest) {
                best = Some((draw, at));
            }
        }
        best.map(|(_, at)| at)
    }

    /// Whether something of a kind may be there for no better reason than to be tried. Who asked for less of it is not made to.
    fn may_be_tried(&self, kind: Tag) -> bool {
        let is_unwished = || {
            self.leaning(kind)
                .is_some_and(|leaning| leaning.wish == Some(Wish::Less))
        };
        self.weights.explore > 0.0 && kind.is_learnt() && !is_unwished()
    }

    fn pick(&self, chosen: Chosen, candidates: &[Candidate]) -> Option<Pick> {
        let candidate = candidates.get(chosen.index)?;
        let mut score = self.score(candidate).ok()?;
        if chosen.is_tried {
            score.explore = self.weights.explore;
        }
        Some(Pick {
            index: chosen.index,
            reasons: self.reasons(candidate, &score, chosen.lead),
            score,
        })
    }

    /// The strongest parts of those without which another would stand there. Where it is so far ahead that no part alone makes
    /// that difference, the two strongest, which make it together.
    fn reasons(&self, candidate: &Candidate, score: &Score, lead: f64) -> Vec<(Part, Reason)> {
        if score.explore > 0.0 {
            return vec![(Part::Explore, Reason::Explore)];
        }
        let mut parts: Vec<Part> = Part::ALL.into_iter().filter(|part| score.part(*part) > 0.0).collect();
        parts.sort_by(|one, other| score.part(*other).total_cmp(&score.part(*one)));
        if parts.iter().any(|part| score.part(*part) > lead) {
            parts.retain(|part| score.part(*part) > lead);
        }
        let reasons = parts
            .into_iter()
            .filter_map(|part| Some((part, self.reason(candidate, part)?)));
        reasons.take(2).collect()
    }
}

fn count(left_out: &mut Vec<(Exclusion, usize)>, exclusion: Exclusion) {
    match left_out.iter_mut().find(|(other, _)| *other == exclusion) {
        Some((_, count)) => *count += 1,
        None => left_out.push((exclusion, 1)),
    }
}

/// Of two that are as good, the earlier candidate.
fn better(one: &Runner, other: &Runner) -> Ordering {
    other.total.total_cmp(&one.total).then(one.index.cmp(&other.index))
}

/// The best runners, and some of each kind, best first.
fn best(mut runners: Vec<Runner>, candidates: &[Candidate]) -> Vec<Runner> {
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
        let at = kept.partition_point(|other| better(other, runner).is_lt());
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
    events: usize,
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

    fn has_room(&self, candidate: &Candidate, is_known: bool) -> bool {
        let alike = self.kinds.iter().filter(|kind| **kind == candidate.kind).count();
        alike < MOST_OF_A_KIND
            && (!is_known || self.known < MOST_KNOWN)
            && (!is_event(candidate) || self.events < MOST_EVENTS)
    }

    fn add(&mut self, candidate: &Candidate, is_known: bool) {
        self.kinds.push(candidate.kind);
        self.known += usize::from(is_known);
        self.events += usize::from(is_event(candidate));
    }
}

const fn is_event(candidate: &Candidate) -> bool {
    matches!(candidate.key, ItemKey::Event(_))
}

/// Somebody of the pool who has not been chosen.
struct Entrant<'a> {
    runner: Runner,
    candidate: &'a Candidate,
    /// How like it is to the most similar one that was chosen, 0 to 1.
    likeness: f64,
}

struct Race<'a> {
    entrants: Vec<Entrant<'a>>,
    /// What being the same as something that was chosen costs.
    variety: f64,
}

impl<'a> Race<'a> {
    fn over(pool: &[Runner], candidates: &'a [Candidate], variety: f64) -> Self {
        let entrants = pool.iter().filter_map(|runner| {
            Some(Entrant {
                runner: *runner,
                candidate: candidates.get(runner.index)?,
                likeness: 0.0,
            })
        });
        Self {
            entrants: entrants.collect(),
            variety,
        }
    }

    /// The best one for which there is room.
    fn next(&self, has_room: impl Fn(&Entrant<'_>) -> bool) -> Option<Leader> {
        let value = |entrant: &Entrant<'_>| entrant.runner.total - self.variety * entrant.likeness;
        let (mut best, mut second): (Option<(f64, usize)>, f64) = (None, f64::NEG_INFINITY);
        for (at, entrant) in self.entrants.iter().enumerate() {
            let value = value(entrant);
            if value <= second || !has_room(entrant) {
                continue;
            }
            match best {
                // Of two that are as good the earlier one stays: the pool is sorted.
                Some((highest, _)) if value <= highest => second = value,
                _ => {
                    second = best.map_or(second, |(highest, _)| highest);
                    best = Some((value, at));
                }
            }
        }
        best.map(|(highest, at)| Leader {
            at,
            lead: highest - second,
        })
    }

    /// The best one of a kind that is wanted.
    fn best_of(&self, kind: Tag, wanted: impl Fn(usize, &Entrant<'_>) -> bool) -> Option<usize> {
        let mut entrants = self.entrants.iter().enumerate();
        let found = entrants.find(|(at, entrant)| entrant.candidate.kind == kind && wanted(*at, entrant));
        found.map(|(at, _)| at)
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
