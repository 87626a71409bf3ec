//! Brings about on purpose what a test cannot wait for. Built only for the shells' tests and their pictures: a panic, to
//! see that it becomes an error and not a crash, and a clock that stands still and chance with it, to see the same screen every time.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use madrid_core::ports::{Clock, Entropy, SystemClock, SystemEntropy};

use crate::error::AppError;
use crate::runtime;

/// Panics on the core's own threads.
#[uniffi::export]
pub async fn provoke_panic() -> Result<(), AppError> {
    runtime::abortable(async { Err(panic_now()) }).await
}

/// Panics on the caller's own thread.
#[uniffi::export]
pub fn provoke_panic_here() -> Result<(), AppError> {
    Err(panic_now())
}

#[expect(clippy::panic, reason = "this is what the function is for")]
fn panic_now() -> AppError {
    panic!("provoked by a test")
}

/// Where the clock of every app of this process was stopped; `None` while it runs.
static STOPPED_AT: RwLock<Option<DateTime<Utc>>> = RwLock::new(None);

/// Stops the clock of every app of this process at `now` (RFC 3339), moves a stopped one there, or lets it run again
/// (`None`). Apps that are open follow at once; their screens, at their next change. Safe to repeat.
///
/// Fails with `Bug` and the code `provoke.clock` if `now` is no instant.
#[uniffi::export]
pub fn provoke_clock(now: Option<String>) -> Result<(), AppError> {
    let no_instant = |_| AppError::Bug {
        code: "provoke.clock".to_owned(),
    };
    let now = now.map(|text| DateTime::parse_from_rfc3339(&text)).transpose();
    let now = now.map_err(no_instant)?.map(|now| now.to_utc());
    *STOPPED_AT.write().unwrap_or_else(PoisonError::into_inner) = now;
    Ok(())
}

/// The clock that `provoke_clock` moves.
pub(crate) fn clock() -> Arc<dyn Clock> {
    Arc::new(ProvokedClock)
}

struct ProvokedClock;

impl Clock for ProvokedClock {
    fn now(&self) -> DateTime<Utc> {
        let stopped_at = *STOPPED_AT.read().unwrap_or_else(PoisonError::into_inner);
        stopped_at.unwrap_or_else(|| SystemClock.now())
    }
}

/// The chance of apps whose clock `provoke_clock` stops.
pub(crate) fn entropy() -> Arc<dyn Entropy> {
    Arc::new(ProvokedEntropy(SystemEntropy::new()))
}

/// Always the same bits while the clock stands still. No key is made of them: those come from the system itself.
struct ProvokedEntropy(SystemEntropy);

impl Entropy for ProvokedEntropy {
    fn next_u64(&self) -> u64 {
        let stopped_at = *STOPPED_AT.read().unwrap_or_else(PoisonError::into_inner);
        stopped_at.map_or_else(|| self.0.next_u64(), |_| u64::MAX / 3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_stops_moves_and_runs_again_and_chance_with_it() {
        let (clock, chance) = (clock(), entropy());
        for instant in ["2026-11-24T10:00:00Z", "2031-01-01T00:00:00Z"] {
            provoke_clock(Some(instant.to_owned())).unwrap();
            assert_eq!(clock.now().to_rfc3339(), instant.replace('Z', "+00:00"));
            assert_eq!(chance.next_u64(), chance.next_u64());
        }
        assert!(provoke_clock(Some("yesterday".to_owned())).is_err());
        assert_eq!(clock.now().timestamp(), 1_924_992_000);
        provoke_clock(None).unwrap();
        assert_ne!(chance.next_u64(), chance.next_u64());
        assert!(SystemClock.now() - clock.now() < chrono::TimeDelta::minutes(1));
    }
}
