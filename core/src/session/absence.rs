//! How long the person has been away. With the app lock on, whoever comes back after a while shows who they are.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

/// Long enough to look at a message and come back; short for a phone left on a table.
const LONG: Duration = Duration::from_secs(60);

/// When the person left, by two clocks: one that nobody can set back but that some phones stop while they sleep, and the phone's
/// own time, which goes on but which its owner, or a thief, can set.
#[derive(Debug, Default)]
pub struct Absence(Mutex<Option<(Instant, DateTime<Utc>)>>);

impl Absence {
    /// The person left. Only the first time counts until they are back.
    pub fn begin(&self, at: Instant, now: DateTime<Utc>) {
        let mut since = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        since.get_or_insert((at, now));
    }

    /// The person is back. `true` if they were away for long, by either clock, or if the phone's time went backwards.
    pub fn end(&self, at: Instant, now: DateTime<Utc>) -> bool {
        let since = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        since.is_some_and(|(left, then)| {
            let slept = now - then;
            at.duration_since(left) >= LONG
                || slept < TimeDelta::zero()
                || slept.to_std().is_ok_and(|slept| slept >= LONG)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn away(seconds: u64, by_the_phone: i64) -> bool {
        let (absence, at) = (Absence::default(), Instant::now());
        let now: DateTime<Utc> = "2026-11-24T10:00:00Z".parse().unwrap();
        absence.begin(at, now);
        absence.end(
            at + Duration::from_secs(seconds),
            now + TimeDelta::seconds(by_the_phone),
        )
    }

    #[test]
    fn a_minute_is_long_by_either_clock() {
        for (seconds, by_the_phone, long) in [
            (0, 0, false),
            (59, 59, false),
            (60, 0, true),
            (0, 60, true),
            (3_600, 5, true),
            (5, 3_600, true),
            (5, -1, true),
        ] {
            assert_eq!(away(seconds, by_the_phone), long, "{seconds} {by_the_phone}");
        }
    }

    #[test]
    fn an_absence_begins_once_and_ends_once() {
        let (absence, at) = (Absence::default(), Instant::now());
        let now: DateTime<Utc> = "2026-11-24T10:00:00Z".parse().unwrap();
        assert!(!absence.end(at, now), "nobody left");
        absence.begin(at, now);
        absence.begin(at + Duration::from_secs(50), now + TimeDelta::seconds(50));
        let later = (at + Duration::from_secs(70), now + TimeDelta::seconds(70));
        assert!(absence.end(later.0, later.1));
        assert!(!absence.end(later.0, later.1), "they are back already");
    }
}
