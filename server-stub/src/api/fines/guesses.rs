//! Who has tried which numbers in vain, so that nobody finds a fine by trying: so many in a while for an address, a report and a plate.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// In vain from one address, in [`SOON`].
const FROM_ONE: usize = 10;
/// In vain about one report or one plate, in [`LATER`]: many addresses may belong to one hand.
const ABOUT_ONE: usize = 20;
const SOON: TimeDelta = TimeDelta::minutes(10);
const LATER: TimeDelta = TimeDelta::hours(1);
/// More that was tried than this is an attack: nobody is answered until some of it is old.
const MOST: usize = 20_000;

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum About {
    From(IpAddr),
    Report(String),
    Plate(String),
}

impl About {
    const fn limit(&self) -> (usize, TimeDelta) {
        match self {
            Self::From(_) => (FROM_ONE, SOON),
            Self::Report(_) | Self::Plate(_) => (ABOUT_ONE, LATER),
        }
    }
}

/// Everything that was tried in vain lately.
#[derive(Debug, Default)]
pub struct Guesses(Mutex<HashMap<About, Vec<DateTime<Utc>>>>);

impl Guesses {
    /// Lets a question through, as one that was in vain until [`Guesses::was_right`] says otherwise: many that come at once are
    /// counted before any is answered. Else how long to wait.
    pub fn admit(&self, asked: &Asked<'_>, now: DateTime<Utc>) -> Result<(), TimeDelta> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|about, times| {
            let (_, age) = about.limit();
            times.retain(|at| now - *at < age);
            !times.is_empty()
        });
        if all.len() >= MOST {
            return Err(SOON);
        }
        let waits = asked.counted().into_iter().filter_map(|about| {
            let (limit, age) = about.limit();
            let times = all.get(&about).filter(|times| times.len() >= limit)?;
            times.first().map(|first| *first + age - now)
        });
        if let Some(wait) = waits.max() {
            return Err(wait);
        }
        for about in asked.counted() {
            all.entry(about).or_default().push(now);
        }
        Ok(())
    }

    /// It was not in vain, or nobody could tell.
    pub fn was_right(&self, asked: &Asked<'_>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for about in asked.counted() {
            if let Some(times) = all.get_mut(&about) {
                times.pop();
            }
        }
    }
}

/// Who asks about what.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// From where, if that is known.
    pub from: Option<IpAddr>,
    /// The number of the report.
    pub report: &'a str,
    /// The plate.
    pub plate: &'a str,
}

impl Asked<'_> {
    fn counted(&self) -> Vec<About> {
        let about = [
            About::Report(self.report.to_owned()),
            About::Plate(self.plate.to_owned()),
        ];
        self.from.map(About::From).into_iter().chain(about).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    fn asked<'a>(from: u8, report: &'a str, plate: &'a str) -> Asked<'a> {
        Asked {
            from: Some(IpAddr::from([192, 0, 2, from])),
            report,
            plate,
        }
    }

    #[test]
    fn ten_in_vain_from_one_place_are_enough_for_ten_minutes() {
        let guesses = Guesses::default();
        let names: Vec<String> = (0..10).map(|number| number.to_string()).collect();
        for name in &names {
            assert_eq!(guesses.admit(&asked(1, name, name), at(0)), Ok(()));
        }
        assert_eq!(guesses.admit(&asked(1, "x", "x"), at(1)), Err(TimeDelta::minutes(9)));
        assert_eq!(guesses.admit(&asked(2, "x", "x"), at(1)), Ok(()), "others may ask");
        assert_eq!(guesses.admit(&asked(1, "x", "x"), at(10)), Ok(()));
    }

    #[test]
    fn one_report_is_not_tried_from_many_places() {
        let guesses = Guesses::default();
        for from in 0..20 {
            let plate = from.to_string();
            assert_eq!(guesses.admit(&asked(from, "1", &plate), at(0)), Ok(()));
        }
        assert_eq!(guesses.admit(&asked(99, "1", "x"), at(20)), Err(TimeDelta::minutes(40)));
        assert_eq!(guesses.admit(&asked(99, "2", "x"), at(20)), Ok(()));
        assert_eq!(guesses.admit(&asked(99, "1", "x"), at(60)), Ok(()));
    }

    #[test]
    fn who_is_right_may_ask_as_often_as_they_like() {
        let guesses = Guesses::default();
        for _ in 0..50 {
            assert_eq!(guesses.admit(&asked(1, "1", "x"), at(0)), Ok(()));
            guesses.was_right(&asked(1, "1", "x"));
        }
    }
}
