//! The city's clock: set by whoever starts the city, then running with real time, and moved or held still by tests.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

/// A clock that runs on from wherever it was last set, unless it is held.
#[derive(Debug)]
pub struct CityClock(Mutex<Setting>);

#[derive(Debug, Clone, Copy)]
struct Setting {
    set_to: DateTime<Utc>,
    /// When it began to run from there; `None` while it is held.
    runs_since: Option<Instant>,
}

impl Setting {
    fn new(set_to: DateTime<Utc>, held: bool) -> Self {
        Self {
            set_to,
            runs_since: (!held).then(Instant::now),
        }
    }

    const fn is_held(self) -> bool {
        self.runs_since.is_none()
    }

    fn now(self) -> DateTime<Utc> {
        let elapsed = self.runs_since.map_or(Duration::ZERO, |since| since.elapsed());
        // Both limits lie hundreds of thousands of years away; a clock must not fail, so it stops there instead.
        let elapsed = TimeDelta::from_std(elapsed).unwrap_or(TimeDelta::MAX);
        self.set_to.checked_add_signed(elapsed).unwrap_or(self.set_to)
    }
}

impl CityClock {
    /// A clock that says `start` now, and runs on.
    #[must_use]
    pub fn starting_at(start: DateTime<Utc>) -> Self {
        Self(Mutex::new(Setting::new(start, false)))
    }

    /// The city's time.
    pub fn now(&self) -> DateTime<Utc> {
        self.setting().now()
    }

    /// Whether it stands still.
    pub fn is_held(&self) -> bool {
        self.setting().is_held()
    }

    /// Sets the clock. It runs on from there, unless it is held.
    pub fn set(&self, now: DateTime<Utc>) {
        let mut setting = self.setting();
        *setting = Setting::new(now, setting.is_held());
    }

    /// Moves the clock forward, or back with a negative number. `false`, and nothing moved, if no date is that far.
    pub fn advance(&self, seconds: i64) -> bool {
        let mut setting = self.setting();
        let moved = TimeDelta::try_seconds(seconds).and_then(|delta| setting.now().checked_add_signed(delta));
        if let Some(moved) = moved {
            *setting = Setting::new(moved, setting.is_held());
        }
        moved.is_some()
    }

    /// Holds the clock where it is, or lets it run on from there.
    pub fn hold(&self, held: bool) {
        let mut setting = self.setting();
        *setting = Setting::new(setting.now(), held);
    }

    fn setting(&self) -> MutexGuard<'_, Setting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
    fn held_it_stands_wherever_it_is_put_until_it_is_let_go() {
        let clock = CityClock::starting_at(at("2026-11-24T10:00:00Z"));
        clock.hold(true);
        let first = clock.now();
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert_eq!(clock.now(), first);
        clock.set(at("2026-12-01T10:00:00Z"));
        assert!(clock.advance(60));
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert_eq!((clock.now(), clock.is_held()), (at("2026-12-01T10:01:00Z"), true));
        clock.hold(false);
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert!(clock.now() > at("2026-12-01T10:01:00Z"));
    }

    #[test]
    fn headers_carry_the_date_of_rfc_9110() {
        assert_eq!(http_date(at("1994-11-06T08:49:37Z")), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
