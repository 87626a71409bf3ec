//! Which events a person wants to see, and in which order. Pure: the city's time is a parameter.

mod window;

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};

use super::model::{Audience, AudienceSet, EventId, EventKind, Occurrence, Schedule};
use crate::kernel::{GeoPoint, madrid_day, madrid_time};
pub use window::When;

/// Where the City does not say when something ends, who is not there so long after its beginning does not come any more.
const GRACE: TimeDelta = TimeDelta::hours(1);
/// What begins within this time is something to do now.
const SOON: TimeDelta = TimeDelta::hours(2);
/// Nobody is sent to a hall outside of these hours where the City does not say when it is open.
const DAYTIME: std::ops::Range<u32> = 9..21;
/// What a person calls near, in metres in a straight line.
const NEAR_M: f64 = 3_000.0;

/// Where a person is, and whether only what is near there will do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Where they are.
    pub here: GeoPoint,
    /// Whether to leave out what is more than three kilometres away, and what is nowhere.
    pub only: bool,
}

/// What a person wants of the agenda.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// When.
    pub when: When,
    /// Only what is meant for these.
    pub audience: Option<Audience>,
    /// Only what the City says is free.
    pub free: bool,
    /// Only this kind.
    pub kind: Option<EventKind>,
    /// Only in the district with this code.
    pub district: Option<String>,
    /// From where to measure.
    pub near: Option<Near>,
}

/// What choosing needs to know of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<'a> {
    /// Which event.
    pub id: EventId,
    /// What kind it is.
    pub kind: EventKind,
    /// For whom.
    pub audiences: AudienceSet,
    /// Whether the City says it is free.
    pub free: bool,
    /// The code of its district.
    pub district: Option<&'a str>,
    /// Where it is.
    pub location: Option<GeoPoint>,
    /// When it takes place.
    pub schedule: Schedule,
}

/// How an event of a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It has not begun, or nobody says when on that day.
    Ahead,
    /// It has begun.
    UnderWay,
}

impl Standing {
    /// How a time stands at a moment.
    #[must_use]
    pub fn of(time: &Occurrence, now: DateTime<Utc>) -> Self {
        if time.begins.is_some_and(|begins| begins <= now) {
            Self::UnderWay
        } else {
            Self::Ahead
        }
    }
}

/// An event that was chosen, the first time it takes place among the days that were asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chosen {
    /// Which event.
    pub id: EventId,
    /// When.
    pub occurrence: Occurrence,
    /// How it stands.
    pub standing: Standing,
    /// Whether it is there for longer, and who misses it today finds it tomorrow.
    pub is_lasting: bool,
    /// The last day it can take place.
    pub last_day: NaiveDate,
    /// Metres in a straight line from where the person is, if both are known.
    pub distance_m: Option<f64>,
}

/// Chooses among the events it is shown.
#[derive(Debug)]
pub struct Chooser {
    wish: Wish,
    now: DateTime<Utc>,
    today: NaiveDate,
    days: (NaiveDate, NaiveDate),
    chosen: Vec<Chosen>,
}

impl Chooser {
    /// An empty choice of what is left at `now`.
    #[must_use]
    pub fn new(wish: Wish, now: DateTime<Utc>) -> Self {
        let today = madrid_day(now);
        Self {
            days: wish.when.days(today),
            wish,
            now,
            today,
            chosen: Vec::new(),
        }
    }

    /// The days among which an event has to have one.
    #[must_use]
    pub fn days(&self) -> (NaiveDate, NaiveDate) {
        let (from, to) = self.days;
        (since_last_night(from, self.today), to)
    }

    /// Considers one more event.
    pub fn consider(&mut self, candidate: &Candidate<'_>) {
        if !self.is_wished(candidate) {
            return;
        }
        let distance_m = self.distance(candidate.location);
        let far = distance_m.is_none_or(|metres| metres > NEAR_M);
        if far && self.wish.near.is_some_and(|near| near.only) {
            return;
        }
        let Some(occurrence) = self.first_left(candidate) else {
            return;
        };
        self.chosen.push(Chosen {
            id: candidate.id,
            occurrence,
            standing: Standing::of(&occurrence, self.now),
            is_lasting: candidate.schedule.is_lasting(),
            last_day: candidate.schedule.last_day(),
            distance_m,
        });
    }

    /// The choice, in order: by day; of one day first what is only then, the soonest first, then what lasts; of what begins
    /// together the nearest first.
    #[must_use]
    pub fn into_sorted(mut self, limit: usize) -> Vec<Chosen> {
        let today = self.today;
        self.chosen.sort_unstable_by(|a, b| in_order(a, b, today));
        self.chosen.truncate(limit);
        self.chosen
    }

    fn is_wished(&self, candidate: &Candidate<'_>) -> bool {
        let wish = &self.wish;
        (candidate.free || !wish.free)
            && wish.kind.is_none_or(|kind| candidate.kind == kind)
            && wish.audience.is_none_or(|audience| candidate.audiences.has(audience))
            && wish
                .district
                .as_deref()
                .is_none_or(|code| candidate.district == Some(code))
    }

    fn distance(&self, there: Option<GeoPoint>) -> Option<f64> {
        Some(self.wish.near?.here.distance_m(there?))
    }

    /// The first time that is not over, among the days that were asked for.
    fn first_left(&self, candidate: &Candidate<'_>) -> Option<Occurrence> {
        let (from, to) = self.days;
        let mut left = times_left(&candidate.schedule, candidate.kind, from, self.now);
        let first = left.next().filter(|time| time.day <= to)?;
        (self.wish.when != When::Now || self.is_now(candidate.kind, &first)).then_some(first)
    }

    /// Under way or about to begin. What has no hour is for the daytime.
    fn is_now(&self, kind: EventKind, time: &Occurrence) -> bool {
        let daytime = DAYTIME.contains(&madrid_time(self.now).hour());
        match (time.begins, time.ends) {
            (Some(begins), _) if begins > self.now => begins - self.now <= SOON,
            (Some(_), None) if kind.is_open_house() => daytime,
            (Some(_), _) => true,
            (None, _) => time.day == self.today && daytime,
        }
    }
}

/// The times from a day on that a person does not come too late for.
pub fn times_left(
    schedule: &Schedule,
    kind: EventKind,
    from: NaiveDate,
    now: DateTime<Utc>,
) -> impl Iterator<Item = Occurrence> {
    let grace = (!kind.is_open_house()).then_some(GRACE);
    let days = schedule.days_from(since_last_night(from, madrid_day(now)));
    days.map(|day| schedule.occurrence(day))
        .filter(move |time| !time.is_over(now, grace))
}

/// A night that began yesterday may not be over.
fn since_last_night(from: NaiveDate, today: NaiveDate) -> NaiveDate {
    let last_night = from.pred_opt().filter(|_| from == today);
    last_night.unwrap_or(from)
}

fn in_order(a: &Chosen, b: &Chosen, today: NaiveDate) -> Ordering {
    let day = |chosen: &Chosen| chosen.occurrence.day.max(today);
    // What has no hour comes after what has one: it can wait.
    let begins = |chosen: &Chosen| (chosen.occurrence.begins.is_none(), chosen.occurrence.begins);
    let by_hour = if a.is_lasting && b.is_lasting {
        Ordering::Equal
    } else {
        begins(a).cmp(&begins(b))
    };
    day(a)
        .cmp(&day(b))
        .then(a.is_lasting.cmp(&b.is_lasting))
        .then(by_hour)
        .then(by_distance(a.distance_m, b.distance_m))
        // Of what lasts, what ends first.
        .then(a.last_day.cmp(&b.last_day))
        .then(a.id.cmp(&b.id))
}

/// What is nowhere comes last.
fn by_distance(a: Option<f64>, b: Option<f64>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
