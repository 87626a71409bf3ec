//! Every part of the score. What depends on the tag, the person and the hour only is worked out once; what is left for each candidate
//! is a distance and a few additions.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::super::model::{Candidate, Exclusion, ItemMemory, Memory, Part, Reason, Score, Tag, When};
use super::learn::{Leaning, faded, interests};
use super::season::season;
use super::told;
use crate::kernel::{GeoPoint, madrid_day};

/// "Not this" holds this long.
const TURNED_DOWN: TimeDelta = TimeDelta::days(120);
/// What was looked at within this time need not be shown again.
const JUST_SEEN_HOURS: f64 = 36.0;
/// What begins within this time begins soon, and counts half of what must be done.
const SOON_HOURS: f64 = 72.0;
const BEGINNING: f64 = 0.5;
/// What lasts, can be gone to today and is not about to end counts so much.
const OPEN_TODAY: f64 = 0.1;
/// What lasts for no more than so many days ends soon.
const ENDING_DAYS: f64 = 10.0;
/// What must be done within so many days counts in full, and nothing beyond the later ones.
const PRESSING_DAYS: f64 = 3.0;
const FAR_OFF_DAYS: f64 = 45.0;
/// What the person can do for themselves at the city and never runs out counts like something due in a month.
const WAITING: f64 = 0.4;
/// What an unlocated thing is worth beside one that is near, 0 to 1.
const NEITHER_NEAR_NOR_FAR: f64 = 0.5;
/// Metres of one degree of latitude on the sphere that the kernel measures on.
const METRES_PER_DEGREE: f64 = 111_195.08;

/// How much each part may count. The defaults were chosen on the judge's tuning seeds, which its report never uses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Of [`Part::Distance`].
    pub distance: f64,
    /// Of [`Part::Kind`].
    pub kind: f64,
    /// Of [`Part::Features`].
    pub features: f64,
    /// Of [`Part::About`].
    pub about: f64,
    /// Of [`Part::Life`].
    pub life: f64,
    /// Of [`Part::Season`].
    pub season: f64,
    /// Of [`Part::Soon`].
    pub soon: f64,
    /// Of [`Part::Price`].
    pub price: f64,
    /// Of [`Part::Habit`].
    pub habit: f64,
    /// Of [`Part::Repetition`].
    pub repetition: f64,
    /// Of [`Part::Explore`]: whether one of ten is something to try.
    pub explore: f64,
    /// How much it costs to be the same as something that is already on the list (MMR).
    pub variety: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            distance: 2.5,
            kind: 0.75,
            features: 0.35,
            about: 0.5,
            life: 0.5,
            season: 0.3,
            soon: 1.2,
            price: 0.1,
            habit: 3.0,
            repetition: 0.2,
            explore: 0.3,
            variety: 0.5,
        }
    }
}

impl Weights {
    /// The same without one part: what is left of the list is what the part was worth.
    #[must_use]
    pub const fn without(mut self, part: Part) -> Self {
        match part {
            Part::Distance => self.distance = 0.0,
            Part::Kind => self.kind = 0.0,
            Part::Features => self.features = 0.0,
            Part::About => self.about = 0.0,
            Part::Life => self.life = 0.0,
            Part::Season => self.season = 0.0,
            Part::Soon => self.soon = 0.0,
            Part::Price => self.price = 0.0,
            Part::Habit => self.habit = 0.0,
            Part::Repetition => self.repetition = 0.0,
            Part::Explore => self.explore = 0.0,
        }
        self
    }
}

/// Where, when and by which chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// Now.
    pub now: DateTime<Utc>,
    /// Where distances are measured from, if anybody knows.
    pub here: Option<GeoPoint>,
    /// The chance of what is tried out: the same seed, the same list.
    pub seed: u64,
}

/// The engine for one person at one moment.
pub struct Engine<'a> {
    pub(super) memory: &'a Memory,
    pub(super) moment: Moment,
    pub(super) weights: Weights,
    /// By tag.
    pub(super) leanings: Vec<Leaning>,
    /// Liking and season by tag, weighed.
    by_tag: Vec<TagScore>,
    /// What is remembered of things, by key.
    remembered: Vec<&'a ItemMemory>,
    reach_m: f64,
    today: NaiveDate,
    /// Metres of one degree of longitude here.
    metres_per_lon: f64,
}

#[derive(Debug, Clone, Copy, Default)]
struct TagScore {
    liking: f64,
    season: f64,
}

impl<'a> Engine<'a> {
    /// The engine for what is remembered of a person, at a moment.
    #[must_use]
    pub fn new(memory: &'a Memory, moment: Moment, weights: Weights) -> Self {
        let leanings = interests(memory, moment.now);
        let by_tag = Tag::ALL.into_iter().zip(&leanings).map(|(tag, leaning)| TagScore {
            liking: leaning.liking(),
            season: season(tag, moment.now),
        });
        let mut remembered: Vec<_> = memory.items.iter().collect();
        remembered.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        let lat = moment.here.map_or(0.0, GeoPoint::lat);
        Self {
            memory,
            moment,
            weights,
            by_tag: by_tag.collect(),
            leanings,
            remembered,
            reach_m: memory.reach.metres(moment.now),
            today: madrid_day(moment.now),
            metres_per_lon: METRES_PER_DEGREE * lat.to_radians().cos(),
        }
    }

    /// The parts of a candidate's score, or why it is not for this person now.
    pub fn score(&self, candidate: &Candidate) -> Result<Score, Exclusion> {
        let remembered = self.remembered(candidate);
        if let Some(exclusion) = self.excluded(candidate, remembered) {
            return Err(exclusion);
        }
        let (kind, weights, about) = (self.of(candidate.kind), &self.weights, &self.memory.about);
        let (mut liking, mut season, mut count) = (0.0, self.kind_season(candidate), 0.0);
        for tag in candidate.features.iter() {
            let feature = self.of(tag);
            liking += feature.liking;
            season += feature.season;
            count += 1.0;
        }
        let metres = self.metres(candidate);
        let (habit, repetition) = remembered.map_or((0.0, 0.0), |item| self.used(item));
        Ok(Score {
            distance: metres.map_or(0.0, |metres| weights.distance * self.closeness(metres)),
            kind: weights.kind * kind.liking,
            // One thing that is liked among five that are not is worth less than one alone.
            features: if count > 0.0 {
                weights.features * liking / f64::sqrt(count)
            } else {
                0.0
            },
            about: weights.about * told::fit(about, candidate),
            life: weights.life * told::life(about, candidate, self.moment.now).0,
            season: weights.season * season,
            soon: weights.soon * self.soon(candidate).map_or(0.0, |(soon, _)| soon),
            price: if candidate.free { weights.price } else { 0.0 },
            habit: weights.habit * habit,
            repetition: -weights.repetition * repetition,
            explore: 0.0,
        })
    }

    /// Metres in a straight line, within a thousandth of the kernel's own within the region; `None` where nobody knows.
    #[must_use]
    pub fn metres(&self, candidate: &Candidate) -> Option<f64> {
        let (here, there) = (self.moment.here?, candidate.location?);
        let north = (there.lat() - here.lat()) * METRES_PER_DEGREE;
        let east = (there.lon() - here.lon()) * self.metres_per_lon;
        Some(north.hypot(east))
    }

    /// What a part of a candidate's score says in its favour, or against it; `None` where it says nothing.
    #[must_use]
    pub fn reason(&self, candidate: &Candidate, part: Part) -> Option<Reason> {
        let about = &self.memory.about;
        match part {
            Part::Distance => self.metres(candidate).map(|metres| match metres {
                near if near <= self.reach_m => Reason::Near(near),
                away if self.closeness(away) > 0.0 => Reason::Away(away),
                far => Reason::Far(far),
            }),
            Part::Kind => candidate.kind.is_learnt().then_some(Reason::Kind(candidate.kind)),
            Part::Features => self.liked_feature(candidate).map(Reason::Feature),
            Part::About => told::best_fit(about, candidate),
            Part::Life => told::life(about, candidate, self.moment.now).1.map(Reason::Life),
            Part::Season if matches!(candidate.when, Some(When::Begins(_))) => Some(Reason::GoodHour),
            Part::Season => Some(Reason::Season),
            Part::Soon => self.soon(candidate).map(|(_, reason)| reason),
            Part::Price => candidate.free.then_some(Reason::Free),
            Part::Habit => self.remembered(candidate).map(|_| Reason::Habit),
            Part::Repetition => self.remembered(candidate).map(|_| Reason::Repetition),
            Part::Explore => Some(Reason::Explore),
        }
    }

    /// From a half, where the person is, over nothing, at three times their reach, to less for what is farther. What is nowhere is
    /// neither near nor far.
    fn closeness(&self, metres: f64) -> f64 {
        1.0 / (1.0 + metres / self.reach_m).sqrt() - NEITHER_NEAR_NOR_FAR
    }

    /// What is thought of a tag.
    pub(super) fn leaning(&self, tag: Tag) -> Option<&Leaning> {
        self.leanings.get(tag as usize)
    }

    /// Whether the person has ever done anything about it.
    pub(super) fn is_known(&self, candidate: &Candidate) -> bool {
        self.remembered(candidate).is_some()
    }

    fn of(&self, tag: Tag) -> TagScore {
        self.by_tag.get(tag as usize).copied().unwrap_or_default()
    }

    fn remembered(&self, candidate: &Candidate) -> Option<&'a ItemMemory> {
        let at = self
            .remembered
            .binary_search_by(|item| item.key.cmp(&candidate.key))
            .ok()?;
        self.remembered.get(at).copied()
    }

    fn excluded(&self, candidate: &Candidate, remembered: Option<&ItemMemory>) -> Option<Exclusion> {
        let turned_down = remembered.and_then(|item| item.turned_down);
        if turned_down.is_some_and(|at| self.moment.now - at < TURNED_DOWN) {
            return Some(Exclusion::TurnedDown);
        }
        if candidate.when == Some(When::Over) {
            return Some(Exclusion::Over);
        }
        told::excluded(&self.memory.about, candidate)
    }

    /// How much it is used, 0 to 1, and how fresh it is in mind, 0 to 1.
    fn used(&self, item: &ItemMemory) -> (f64, f64) {
        // What is saved counts as used once more, as long as it is.
        let saved = if item.saved.is_some() { 1.0 } else { 0.0 };
        let uses = faded(item.uses, item.last, self.moment.now) + saved;
        if uses <= 0.0 {
            return (0.0, 0.0);
        }
        let hours = hours(self.moment.now - item.last).max(0.0);
        (uses / (uses + 2.0), (1.0 - hours / JUST_SEEN_HOURS).max(0.0))
    }

    /// 0 to 1, and what it says: it begins within days, it ends within days, or the last day to do something about it is near.
    /// What is overdue presses in full, for it costs more each day.
    fn soon(&self, candidate: &Candidate) -> Option<(f64, Reason)> {
        let soon = match (candidate.due, candidate.when) {
            (Some(last), _) => {
                let days = self.days_to(last);
                let pressing = (1.0 - (days - PRESSING_DAYS) / FAR_OFF_DAYS).clamp(0.0, 1.0);
                (pressing, Reason::Due(last))
            }
            (None, Some(When::Begins(at))) => {
                let hours = hours(at - self.moment.now);
                (BEGINNING * nearness(hours, SOON_HOURS), Reason::Starts(at))
            }
            (None, Some(When::OnDay(day))) => {
                let hours = self.days_to(day) * 24.0;
                (BEGINNING * nearness(hours, SOON_HOURS), Reason::OnDay(day))
            }
            // What lasted until yesterday and is not over is in its last hour.
            (None, Some(When::Lasting { last, .. })) if last < self.today => return None,
            (None, Some(When::Lasting { next, last })) => self.lasting(next, last),
            (None, Some(When::UnderWay | When::Over)) => return None,
            (None, None) if candidate.kind.is_errand() => (WAITING, Reason::Waits),
            (None, None) => return None,
        };
        Some(soon)
    }

    fn lasting(&self, next: NaiveDate, last: NaiveDate) -> (f64, Reason) {
        let ending = BEGINNING * nearness(self.days_to(last), ENDING_DAYS);
        let open = if next <= self.today { OPEN_TODAY } else { 0.0 };
        if ending > open {
            (ending, Reason::Ends(last))
        } else {
            (open, Reason::OnDay(self.today))
        }
    }

    /// Days from today; negative for what is over.
    fn days_to(&self, day: NaiveDate) -> f64 {
        hours(day - self.today) / 24.0
    }

    /// What takes place at an hour is judged by that hour, and what can be gone to now by this one. Of a later day without an hour
    /// nothing is known.
    fn kind_season(&self, candidate: &Candidate) -> f64 {
        match candidate.when {
            Some(When::Begins(at)) => season(candidate.kind, at),
            Some(When::OnDay(day) | When::Lasting { next: day, .. }) if day > self.today => 0.0,
            _ => self.of(candidate.kind).season,
        }
    }

    fn liked_feature(&self, candidate: &Candidate) -> Option<Tag> {
        let liking = |tag: &Tag| self.of(*tag).liking;
        candidate
            .features
            .iter()
            .max_by(|one, other| liking(one).total_cmp(&liking(other)))
    }
}

/// 1 for now or before, falling to 0 at `far`.
fn nearness(away: f64, far: f64) -> f64 {
    (1.0 - away / far).clamp(0.0, 1.0)
}

fn hours(time: TimeDelta) -> f64 {
    f64::from(i32::try_from(time.num_minutes()).unwrap_or(i32::MAX)) / 60.0
}

#[cfg(test)]
#[path = "engine_tests.rs"]
mod tests;
