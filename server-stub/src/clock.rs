//! The city's clock: set by whoever starts the city, then running with real time, and moved by tests.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

/// A clock that runs on from wherever it was last set.
#[derive(Debug)]
pub struct CityClock(Mutex<Setting>);

#[derive(Debug, Clone, Copy)]
struct Setting {
    set_to: DateTime<Utc>,
    at: Instant,
}

impl Setting {
    fn new(set_to: DateTime<Utc>) -> Self {
        Self {
            set_to,
            at: Instant::now(),
        }
    }

    fn now(self) -> DateTime<Utc> {
        // Both limits lie hundreds of thousands of years away; a clock must not fail, so it stops there instead.
        let elapsed = TimeDelta::from_std(self.at.elapsed()).unwrap_or(TimeDelta::MAX);
        self.set_to.checked_add_signed(elapsed).unwrap_or(self.set_to)
    }
}

impl CityClock {
    /// A clock that says `start` now.
    #[must_use]
    pub fn starting_at(start: DateTime<Utc>) -> Self {
        Self(Mutex::new(Setting::new(start)))
    }

    /// The city's time.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).now()
    }

    /// Sets the clock; it runs on from there.
    pub fn set(&self, now: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Setting::new(now);
    }

    /// Moves the clock forward, or back with a negative number. `false`, and nothing moved, if no date is that far.
    pub fn advance(&self, seconds: i64) -> bool {
        let mut setting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let moved = TimeDelta::try_seconds(seconds).and_then(|delta| setting.now().checked_add_signed(delta));
        if let Some(moved) = moved {
            *setting = Setting::new(moved);
        }
        moved.is_some()
    }
}

/// As the city writes time in JSON: UTC, whole seconds.
#[must_use]
pub fn rfc3339(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// As HTTP writes time in headers (RFC 9110 section 5.6.7).
#[must_use]
pub fn http_date(time: DateTime<Utc>) -> String {
    time.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn it_runs_on_from_where_it_was_set() {
        let start = at("2026-11-24T10:00:00Z");
        let clock = CityClock::starting_at(start);
        let first = clock.now();
        assert!(first >= start && first < start + TimeDelta::minutes(1));
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert!(clock.now() > first);
        assert!(clock.advance(-86_400));
        assert!(clock.now() < start);
        assert!(!clock.advance(i64::MAX));
        clock.set(at("2030-01-01T00:00:00Z"));
        assert_eq!(rfc3339(clock.now()), "2030-01-01T00:00:00Z");
    }

    #[test]
    fn headers_carry_the_date_of_rfc_9110() {
        assert_eq!(http_date(at("1994-11-06T08:49:37Z")), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
