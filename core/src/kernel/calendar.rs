//! Calendar days. Every window of the law is one, and all of them are Madrid's, wherever the phone is.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Madrid;

/// By how much clocks are put forward in spring.
const FORWARD: TimeDelta = TimeDelta::hours(1);

/// The day it is in Madrid at a moment.
#[must_use]
pub fn madrid_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Madrid).date_naive()
}

/// What a clock in Madrid shows at a moment.
#[must_use]
pub fn madrid_time(at: DateTime<Utc>) -> NaiveTime {
    at.with_timezone(&Madrid).time()
}

/// The moment a clock in Madrid shows `time` on `day`: the first one where it shows it twice. In the hour of spring that no
/// clock shows it is the moment that was meant before clocks were put forward (RFC 5545, 3.3.5).
#[must_use]
pub fn madrid_moment(day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let meant = day.and_time(time);
    let shown = |local: NaiveDateTime| Some(Madrid.from_local_datetime(&local).earliest()?.to_utc());
    let an_hour_later = |local: NaiveDateTime| shown(local.checked_sub_signed(FORWARD)?)?.checked_add_signed(FORWARD);
    shown(meant)
        .or_else(|| an_hour_later(meant))
        .unwrap_or_else(|| meant.and_utc())
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

    #[test]
    fn a_clock_leads_to_its_moment_also_where_it_is_put_forward_or_back() {
        let moment = |day: &str, time: &str| {
            let at = madrid_moment(day.parse().unwrap(), time.parse().unwrap());
            at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
        };
        assert_eq!(moment("2026-11-30", "19:00"), "2026-11-30T18:00:00Z");
        assert_eq!(moment("2026-07-01", "19:00"), "2026-07-01T17:00:00Z");
        // Clocks are put forward at 2:00: nobody's clock shows 2:30, and 3:00 comes right after.
        assert_eq!(moment("2026-03-29", "01:59"), "2026-03-29T00:59:00Z");
        assert_eq!(moment("2026-03-29", "02:30"), "2026-03-29T01:30:00Z");
        assert_eq!(moment("2026-03-29", "03:00"), "2026-03-29T01:00:00Z");
        // Clocks are put back at 3:00: 2:30 comes twice.
        assert_eq!(moment("2026-10-25", "02:30"), "2026-10-25T00:30:00Z");
        assert_eq!(moment("2026-10-25", "03:00"), "2026-10-25T02:00:00Z");
    }

    #[test]
    fn the_moment_and_the_clock_agree() {
        for (day, time) in [
            ("2026-03-29", "03:30"),
            ("2026-10-25", "02:30"),
            ("2026-12-31", "23:59"),
        ] {
            let (day, time) = (day.parse().unwrap(), time.parse().unwrap());
            let at = madrid_moment(day, time);
            assert_eq!((madrid_day(at), madrid_time(at)), (day, time));
        }
    }
}
