//! How often somebody may ask for references that are none. Who holds a letter errs a few times; who tries numbers is stopped.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// So many misses are forgiven.
const FORGIVEN: usize = 10;
/// In this time.
const WITHIN: TimeDelta = TimeDelta::minutes(10);

/// The misses of each caller, in memory: who called from where is kept nowhere.
#[derive(Debug, Default)]
pub struct Guesses(Mutex<HashMap<IpAddr, VecDeque<DateTime<Utc>>>>);

impl Guesses {
    /// Whether somebody may ask now; else how long they have to wait.
    pub fn may(&self, who: IpAddr, now: DateTime<Utc>) -> Result<(), TimeDelta> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(misses) = all.get_mut(&who) else {
            return Ok(());
        };
        // A clock that was set back would lock people out for as long: what lies in the future counts for nothing.
        misses.retain(|miss| *miss <= now && now - *miss < WITHIN);
        match misses.front() {
            Some(first) if misses.len() >= FORGIVEN => Err(*first + WITHIN - now),
            _ => Ok(()),
        }
    }

    /// Notes a miss.
    pub fn missed(&self, who: IpAddr, now: DateTime<Utc>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(who).or_default().push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_misses_are_forgiven_and_the_eleventh_waits_for_the_first_to_be_forgotten() {
        let guesses = Guesses::default();
        let (one, other): (IpAddr, IpAddr) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let now: DateTime<Utc> = "2026-11-24T10:00:00Z".parse().unwrap();
        for minute in 0..9 {
            guesses.missed(one, now + TimeDelta::seconds(minute));
            assert_eq!(guesses.may(one, now + TimeDelta::seconds(minute)), Ok(()));
        }
        guesses.missed(one, now + TimeDelta::minutes(1));
        assert_eq!(
            guesses.may(one, now + TimeDelta::minutes(1)),
            Err(TimeDelta::minutes(9))
        );
        assert_eq!(guesses.may(other, now + TimeDelta::minutes(1)), Ok(()));
        assert_eq!(guesses.may(one, now + TimeDelta::minutes(10)), Ok(()));
        // The clock of a mock city can be set back.
        assert_eq!(guesses.may(one, now - TimeDelta::days(1)), Ok(()));
    }
}
