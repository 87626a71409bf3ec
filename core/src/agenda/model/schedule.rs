//! On which days an event takes place, and from when to when.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

use crate::kernel::{madrid_day, madrid_moment};

/// Years that an agenda may speak of: beyond them it is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;
/// Something that takes place on so many days of a week, for more than a week, does not run away.
const OFTEN: u32 = 4;
const WEEK: i64 = 7;

/// Days of the week, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weekdays(u8);

impl Weekdays {
    /// Every weekday, from Monday on, with its code on the wire and in calendars (RFC 5545).
    pub const ALL: [(Weekday, &'static str); 7] = [
        (Weekday::Mon, "MO"),
        (Weekday::Tue, "TU"),
        (Weekday::Wed, "WE"),
        (Weekday::Thu, "TH"),
        (Weekday::Fri, "FR"),
        (Weekday::Sat, "SA"),
        (Weekday::Sun, "SU"),
    ];

    /// These days; `None` if there is none.
    #[must_use]
    pub fn new(days: impl IntoIterator<Item = Weekday>) -> Option<Self> {
        let bits = days.into_iter().fold(0, |bits, day| bits | bit(day));
        Self::from_bits(bits)
    }

    /// The days of what was stored: a bit for each, Monday first. `None` if it stands for no day.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Option<Self> {
        if bits == 0 || bits >> WEEK != 0 {
            None
        } else {
            Some(Self(bits))
        }
    }

    /// The days as stored.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether this day is one of them.
    #[must_use]
    pub const fn has(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    /// How many they are.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The days, from Monday on.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        let all = Self::ALL.into_iter().map(|(day, _)| day);
        all.filter(move |day| self.has(*day))
    }
}

const fn bit(day: Weekday) -> u8 {
    1 << day as u8
}

/// Why no schedule can be made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSchedule {
    /// It ends before it begins, or in another age.
    #[error("the last day is before the first, or no year of an agenda")]
    Days,
    /// Weeks are counted from one on.
    #[error("the interval must be positive")]
    Interval,
    /// Days of the week that are none.
    #[error("no such days of the week")]
    Weekdays,
    /// An end needs a beginning.
    #[error("it ends at an hour without beginning at one")]
    Hours,
}

/// On which days an event takes place. A day here is Madrid's, and so is an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    first_day: NaiveDate,
    last_day: NaiveDate,
    begins: Option<NaiveTime>,
    ends: Option<NaiveTime>,
    weekdays: Option<Weekdays>,
    interval: u32,
    excluded: Vec<NaiveDate>,
}

/// One time that an event takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The day it begins.
    pub day: NaiveDate,
    /// When it begins, where the City says so.
    pub begins: Option<DateTime<Utc>>,
    /// When it ends, where the City says so.
    pub ends: Option<DateTime<Utc>>,
}

impl Schedule {
    /// Every day from the first to the last.
    pub fn new(first_day: NaiveDate, last_day: NaiveDate) -> Result<Self, BadSchedule> {
        if last_day < first_day || !YEARS.contains(&first_day.year()) || !YEARS.contains(&last_day.year()) {
            return Err(BadSchedule::Days);
        }
        Ok(Self {
            first_day,
            last_day,
            begins: None,
            ends: None,
            weekdays: None,
            interval: 1,
            excluded: Vec::new(),
        })
    }

    /// At these hours. An end before the beginning is one after midnight.
    pub fn at(mut self, begins: Option<NaiveTime>, ends: Option<NaiveTime>) -> Result<Self, BadSchedule> {
        if begins.is_none() && ends.is_some() {
            return Err(BadSchedule::Hours);
        }
        (self.begins, self.ends) = (begins, ends);
        Ok(self)
    }

    /// Only on these days of every so many weeks, counted from the week of the first day.
    pub fn on(mut self, weekdays: Option<Weekdays>, interval: u32) -> Result<Self, BadSchedule> {
        if interval == 0 {
            return Err(BadSchedule::Interval);
        }
        (self.weekdays, self.interval) = (weekdays, interval);
        Ok(self)
    }

    /// Not on these days.
    #[must_use]
    pub fn except(mut self, mut excluded: Vec<NaiveDate>) -> Self {
        excluded.sort_unstable();
        excluded.dedup();
        self.excluded = excluded;
        self
    }

    /// The first day it can take place.
    #[must_use]
    pub const fn first_day(&self) -> NaiveDate {
        self.first_day
    }

    /// The last day it can take place.
    #[must_use]
    pub const fn last_day(&self) -> NaiveDate {
        self.last_day
    }

    /// The hour it begins.
    #[must_use]
    pub const fn begins(&self) -> Option<NaiveTime> {
        self.begins
    }

    /// The hour it ends.
    #[must_use]
    pub const fn ends(&self) -> Option<NaiveTime> {
        self.ends
    }

    /// The days of the week it repeats on; `None` is every day.
    #[must_use]
    pub const fn weekdays(&self) -> Option<Weekdays> {
        self.weekdays
    }

    /// Every how many weeks it repeats.
    #[must_use]
    pub const fn interval(&self) -> u32 {
        self.interval
    }

    /// The days it does not take place, in order.
    #[must_use]
    pub fn excluded(&self) -> &[NaiveDate] {
        &self.excluded
    }

    /// Whether it takes place on this day.
    #[must_use]
    pub fn takes_place_on(&self, day: NaiveDate) -> bool {
        (self.first_day..=self.last_day).contains(&day)
            && self.weekdays.is_none_or(|days| days.has(day.weekday()))
            && self.is_its_week(day)
            && self.excluded.binary_search(&day).is_err()
    }

    fn is_its_week(&self, day: NaiveDate) -> bool {
        let weeks = (monday_of(day) - monday_of(self.first_day)).num_days() / WEEK;
        weeks % i64::from(self.interval) == 0
    }

    /// The days it takes place from `from` on, in order.
    pub fn days_from(&self, from: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        let range = from.max(self.first_day).iter_days();
        range
            .take_while(|day| *day <= self.last_day)
            .filter(|day| self.takes_place_on(*day))
    }

    /// How it takes place on a day.
    #[must_use]
    pub fn occurrence(&self, day: NaiveDate) -> Occurrence {
        let ends = self.ends.map(|ends| {
            let after_midnight = self.begins.is_some_and(|begins| ends <= begins);
            let next = if after_midnight { day.succ_opt() } else { None };
            madrid_moment(next.unwrap_or(day), ends)
        });
        Occurrence {
            day,
            begins: self.begins.map(|begins| madrid_moment(day, begins)),
            ends,
        }
    }

    /// Whether it is there on most days for more than a week: who misses it today finds it tomorrow.
    #[must_use]
    pub fn is_lasting(&self) -> bool {
        let often = self.interval == 1 && self.weekdays.is_none_or(|days| days.count() >= OFTEN);
        often && self.last_day - self.first_day >= TimeDelta::days(WEEK)
    }
}

impl Occurrence {
    /// Whether somebody who comes at `now` comes too late. Where the City does not say when it ends, nobody is let in `grace`
    /// after its beginning; without a `grace` one may come the whole day.
    #[must_use]
    pub fn is_over(&self, now: DateTime<Utc>, grace: Option<TimeDelta>) -> bool {
        match (self.begins, self.ends) {
            (_, Some(ends)) => ends <= now,
            (Some(begins), None) if grace.is_some() => grace.is_some_and(|grace| begins + grace <= now),
            _ => self.day < madrid_day(now),
        }
    }
}

fn monday_of(day: NaiveDate) -> NaiveDate {
    day.week(Weekday::Mon).first_day()
}

#[cfg(test)]
#[path = "schedule_tests.rs"]
mod tests;
