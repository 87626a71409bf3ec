//! Calendar days. Every window of the law is one, and all of them are Madrid's, wherever the phone is.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Madrid;

/// The day it is in Madrid at a moment.
#[must_use]
pub fn madrid_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Madrid).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_madrids_midnight_summer_and_winter() {
        let day = |text: &str| madrid_day(DateTime::parse_from_rfc3339(text).unwrap().to_utc()).to_string();
        assert_eq!(day("2026-11-24T22:59:59Z"), "2026-11-24");
        assert_eq!(day("2026-11-24T23:00:00Z"), "2026-11-25");
        assert_eq!(day("2026-07-31T21:59:59Z"), "2026-07-31");
        assert_eq!(day("2026-07-31T22:00:00Z"), "2026-08-01");
    }
}
