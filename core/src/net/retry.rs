//! When to ask again: exponential back-off with full jitter, and never before the city said.
//!
//! Full jitter (`sleep = random(0, min(cap, base * 2^n))`) spreads a crowd of phones best of the usual schemes
//! (M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015).

use std::time::Duration;

use chrono::{DateTime, Utc};

/// A back-off schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// The upper bound of the first pause.
    pub base: Duration,
    /// No pause is longer, unless the city asks for it.
    pub cap: Duration,
}

impl Backoff {
    /// The pause before attempt `attempt + 1`, given 64 random bits and what the city asked for.
    #[must_use]
    pub fn pause(self, attempt: u32, random: u64, retry_after: Option<Duration>) -> Duration {
        let factor = 1_u32.checked_shl(attempt.min(31)).unwrap_or(u32::MAX);
        let bound = self.base.saturating_mul(factor).min(self.cap);
        let fraction = (random >> 11) as f64 / (1_u64 << 53) as f64;
        bound.mul_f64(fraction).max(retry_after.unwrap_or_default())
    }
}

/// Reads a `Retry-After` header: whole seconds or an HTTP date (RFC 9110, 10.2.3). `now` is the city's time.
#[must_use]
pub fn parse_retry_after(value: &str, now: DateTime<Utc>) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(Duration::from_secs(u64::from(seconds)));
    }
    let at = DateTime::parse_from_rfc2822(value).ok()?;
    Some((at.to_utc() - now).to_std().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACKOFF: Backoff = Backoff {
        base: Duration::from_millis(200),
        cap: Duration::from_secs(5),
    };

    #[test]
    fn grows_to_the_cap_and_jitters_from_zero() {
        let longest = |attempt| BACKOFF.pause(attempt, u64::MAX, None);
        assert!(longest(0) <= Duration::from_millis(200) && longest(0) > Duration::from_millis(199));
        assert!(longest(3) > Duration::from_millis(1_599));
        assert!(longest(60) <= Duration::from_secs(5) && longest(60) > Duration::from_millis(4_999));
        assert_eq!(BACKOFF.pause(9, 0, None), Duration::ZERO);
    }

    #[test]
    fn the_city_is_never_asked_before_it_said() {
        let asked = Some(Duration::from_secs(30));
        assert_eq!(BACKOFF.pause(0, 0, asked), Duration::from_secs(30));
    }

    #[test]
    fn reads_both_forms_of_retry_after() {
        let now = DateTime::parse_from_rfc3339("2026-11-24T10:00:00Z").unwrap().to_utc();
        assert_eq!(parse_retry_after("120", now), Some(Duration::from_secs(120)));
        assert_eq!(
            parse_retry_after("Tue, 24 Nov 2026 10:00:30 GMT", now),
            Some(Duration::from_secs(30))
        );
        assert_eq!(
            parse_retry_after("Tue, 24 Nov 2026 09:00:00 GMT", now),
            Some(Duration::ZERO)
        );
        assert_eq!(parse_retry_after("soon", now), None);
        assert_eq!(parse_retry_after("-5", now), None);
    }
}
