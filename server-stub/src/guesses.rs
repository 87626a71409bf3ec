//! Who has tried which numbers in vain, so that nobody finds a fine or a debt by trying: so many in a while for an address, and for each
//! number that was tried. In memory: who called from where is kept nowhere.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// In vain from one address, in [`SOON`].
const FROM_ONE: usize = 10;
/// In vain about one number, in [`LATER`]: many addresses may belong to one hand.
const ABOUT_ONE: usize = 20;
const SOON: TimeDelta = TimeDelta::minutes(10);
const LATER: TimeDelta = TimeDelta::hours(1);
/// More that was tried than this is an attack: nobody is answered until some of it is old.
const MOST: usize = 20_000;

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum About {
    From(&'static str, IpAddr),
    Number(&'static str, String),
}

impl About {
    const fn limit(&self) -> (usize, TimeDelta) {
        match self {
            Self::From(..) => (FROM_ONE, SOON),
            Self::Number(..) => (ABOUT_ONE, LATER),
        }
    }
}

/// Everything that was tried in vain lately.
#[derive(Debug, Default)]
pub struct Guesses(Mutex<HashMap<About, Vec<DateTime<Utc>>>>);

impl Guesses {
    /// Lets a question through, as one that was in vain until [`Guesses::was_right`] says otherwise: many that come at once are
    /// counted before any is answered. Else how long to wait.
    pub fn admit(&self, asked: &Tried<'_>, now: DateTime<Utc>) -> Result<(), TimeDelta> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|about, times| {
            let (_, age) = about.limit();
            // A clock that was set back would lock people out for as long: what lies in the future counts for nothing.
            times.retain(|at| *at <= now && now - *at < age);
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
    pub fn was_right(&self, asked: &Tried<'_>) {
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
pub struct Tried<'a> {
    /// From where, if that is known.
    pub from: Option<IpAddr>,
    /// The numbers, each with its kind.
    pub about: &'a [(&'static str, &'a str)],
}

impl Tried<'_> {
    /// Who errs with a letter may still ask about a fine: each kind of question is counted apart.
    fn counted(&self) -> Vec<About> {
        let kind = self.about.first().map_or("", |(kind, _)| *kind);
        let about = self
            .about
            .iter()
            .map(|(kind, number)| About::Number(kind, (*number).to_owned()));
        self.from
            .map(|from| About::From(kind, from))
            .into_iter()
            .chain(about)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    fn admit(guesses: &Guesses, from: u8, report: &str, plate: &str, minute: i64) -> Result<(), TimeDelta> {
        let about = [("report", report), ("plate", plate)];
        guesses.admit(&asked(from, &about), at(minute))
    }

    fn asked<'a>(from: u8, about: &'a [(&'static str, &'a str)]) -> Tried<'a> {
        Tried {
            from: Some(IpAddr::from([192, 0, 2, from])),
            about,
        }
    }

    #[test]
    fn ten_in_vain_from_one_place_are_enough_for_ten_minutes() {
        let guesses = Guesses::default();
        for number in 0..10 {
            let name = number.to_string();
            assert_eq!(admit(&guesses, 1, &name, &name, 0), Ok(()));
        }
        assert_eq!(admit(&guesses, 1, "x", "x", 1), Err(TimeDelta::minutes(9)));
        assert_eq!(admit(&guesses, 2, "x", "x", 1), Ok(()), "others may ask");
        assert_eq!(admit(&guesses, 1, "x", "x", 10), Ok(()));
        // The clock of a mock city can be set back.
        assert_eq!(admit(&guesses, 1, "y", "y", -9_999), Ok(()));
    }

    #[test]
    fn one_report_is_not_tried_from_many_places() {
        let guesses = Guesses::default();
        for from in 0..20 {
            assert_eq!(admit(&guesses, from, "1", &from.to_string(), 0), Ok(()));
        }
        assert_eq!(admit(&guesses, 99, "1", "x", 20), Err(TimeDelta::minutes(40)));
        assert_eq!(admit(&guesses, 99, "2", "x", 20), Ok(()));
        assert_eq!(admit(&guesses, 99, "1", "x", 60), Ok(()));
    }

    #[test]
    fn who_is_right_may_ask_as_often_as_they_like() {
        let guesses = Guesses::default();
        let about = [("reference", "1")];
        for _ in 0..50 {
            assert_eq!(guesses.admit(&asked(1, &about), at(0)), Ok(()));
            guesses.was_right(&asked(1, &about));
        }
    }
}
