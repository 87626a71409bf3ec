//! How far a citizen may trust what the screen shows: every block carries this.

use chrono::{DateTime, TimeDelta, Utc};

/// Whether the data still speak for the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FreshnessState {
    /// The city confirmed them recently.
    Fresh,
    /// They were true at `as_of`; the city could not confirm them since.
    Stale,
    /// The first rows are there and speak for themselves; the city has not yet sent and confirmed all.
    Beginning,
    /// There is nothing to show: the city has never been reached.
    Failed,
}

/// When the city last confirmed a block, and what that is worth now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freshness {
    /// The state to show.
    pub state: FreshnessState,
    /// The city's time of the last confirmation; `None` if it never confirmed anything.
    pub as_of: Option<DateTime<Utc>>,
}

impl Freshness {
    /// Judges a block: fresh if the city confirmed it within `max_age` and the last attempt did not fail.
    ///
    /// `as_of` is the city's time; `now` may be the phone's. A phone whose clock runs behind never makes data look older.
    #[must_use]
    pub fn judge(
        as_of: Option<DateTime<Utc>>,
        last_attempt_failed: bool,
        now: DateTime<Utc>,
        max_age: TimeDelta,
    ) -> Self {
        let state = match as_of {
            None => FreshnessState::Failed,
            Some(at) if last_attempt_failed || now - at > max_age => FreshnessState::Stale,
            Some(_) => FreshnessState::Fresh,
        };
        Self { state, as_of }
    }

    /// The same block where rows of it are there already.
    #[must_use]
    pub const fn with_rows(self) -> Self {
        match self.state {
            FreshnessState::Failed => Self {
                state: FreshnessState::Beginning,
                ..self
            },
            _ => self,
        }
    }

    /// The same block after an attempt to confirm it failed.
    #[must_use]
    pub const fn doubted(self) -> Self {
        match self.state {
            FreshnessState::Fresh => Self {
                state: FreshnessState::Stale,
                ..self
            },
            FreshnessState::Stale | FreshnessState::Beginning | FreshnessState::Failed => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_failure_and_absence_decide() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let day = TimeDelta::days(1);
        let judge = |age: Option<TimeDelta>, failed| Freshness::judge(age.map(|a| now - a), failed, now, day).state;
        assert_eq!(judge(Some(TimeDelta::hours(1)), false), FreshnessState::Fresh);
        assert_eq!(judge(Some(TimeDelta::hours(1)), true), FreshnessState::Stale);
        assert_eq!(judge(Some(TimeDelta::hours(25)), false), FreshnessState::Stale);
        assert_eq!(judge(Some(TimeDelta::hours(-2)), false), FreshnessState::Fresh);
        assert_eq!(judge(None, true), FreshnessState::Failed);
        let begun = Freshness::judge(None, true, now, day).with_rows();
        assert_eq!((begun.state, begun.doubted()), (FreshnessState::Beginning, begun));
        let fresh = Freshness::judge(Some(now), false, now, day);
        assert_eq!(fresh.with_rows(), fresh);
    }
}
