//! Days as people in Madrid count them: deadlines and nightly copies go by the wall clock of Europe/Madrid.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Offset as _, TimeZone as _, Utc};
use chrono_tz::Europe::Madrid;

/// The nightly copies are made at this hour. No change of summer time touches it: 03:00 is there every night, once.
const NIGHTLY_HOUR: u32 = 3;

/// The date and the hour on the walls of Madrid.
#[must_use]
pub fn wall(now: DateTime<Utc>) -> NaiveDateTime {
    let utc = now.naive_utc();
    let offset = Madrid.offset_from_utc_datetime(&utc).fix();
    // Only in the last hours of the calendar, some 260,000 years from now, is there no such time.
    utc.checked_add_offset(offset).unwrap_or(utc)
}

/// The day it is in Madrid.
#[must_use]
pub fn today(now: DateTime<Utc>) -> NaiveDate {
    wall(now).date()
}

/// So many days after a day, or before it. A day that the calendar does not have is the day itself.
#[must_use]
pub fn later(day: NaiveDate, days: i64) -> NaiveDate {
    let distance = Days::new(days.unsigned_abs());
    let moved = if days < 0 {
        day.checked_sub_days(distance)
    } else {
        day.checked_add_days(distance)
    };
    moved.unwrap_or(day)
}

/// The moment the walls of Madrid say so: the first one in autumn, when an hour comes twice.
#[must_use]
pub fn moment(wall: NaiveDateTime) -> DateTime<Utc> {
    // An hour that is skipped in spring is on no wall; read as UTC it is not far off.
    Madrid
        .from_local_datetime(&wall)
        .earliest()
        .map_or_else(|| wall.and_utc(), |time| time.to_utc())
}

/// When the nightly copy that is in use was made, `missed` nights ago more than it should.
#[must_use]
pub fn nightly_copy(now: DateTime<Utc>, missed: i64) -> DateTime<Utc> {
    let copied = |day: NaiveDate| day.and_hms_opt(NIGHTLY_HOUR, 0, 0).map_or(now, moment);
    let today = today(now);
    let behind = if copied(today) > now { missed + 1 } else { missed };
    copied(later(today, -behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn the_day_changes_at_midnight_in_madrid() {
        assert_eq!(today(at("2026-07-01T21:59:59Z")).to_string(), "2026-07-01");
        assert_eq!(today(at("2026-07-01T22:00:00Z")).to_string(), "2026-07-02");
        assert_eq!(today(at("2026-12-31T23:00:00Z")).to_string(), "2027-01-01");
    }

    #[test]
    fn days_are_counted_across_months_and_never_past_the_calendar() {
        let day = at("2026-11-24T10:00:00Z").date_naive();
        assert_eq!(later(day, 20).to_string(), "2026-12-14");
        assert_eq!(later(day, -24).to_string(), "2026-10-31");
        assert_eq!(later(NaiveDate::MAX, 1), NaiveDate::MAX);
        assert_eq!(today(DateTime::<Utc>::MAX_UTC), DateTime::<Utc>::MAX_UTC.date_naive());
    }

    #[test]
    fn the_copy_is_of_the_last_three_oclock() {
        for (now, copy) in [
            // Winter and summer.
            ("2026-11-24T10:00:00Z", "2026-11-24T02:00:00Z"),
            ("2026-07-24T10:00:00Z", "2026-07-24T01:00:00Z"),
            // Just before and at the hour.
            ("2026-11-24T01:59:59Z", "2026-11-23T02:00:00Z"),
            ("2026-11-24T02:00:00Z", "2026-11-24T02:00:00Z"),
            // The nights in which the hour changes: 03:00 is at 01:00 UTC in March and at 02:00 UTC in October.
            ("2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"),
            ("2026-10-25T01:30:00Z", "2026-10-24T01:00:00Z"),
            ("2026-10-25T02:00:00Z", "2026-10-25T02:00:00Z"),
        ] {
            assert_eq!(nightly_copy(at(now), 0), at(copy), "{now}");
        }
        assert_eq!(nightly_copy(at("2026-10-26T10:00:00Z"), 3), at("2026-10-23T01:00:00Z"));
    }

    #[test]
    fn an_hour_that_comes_twice_is_the_first_one() {
        let twice = NaiveDate::from_ymd_opt(2026, 10, 25).unwrap().and_hms_opt(2, 30, 0);
        assert_eq!(moment(twice.unwrap()), at("2026-10-25T00:30:00Z"));
        assert_eq!(moment(wall(at("2026-11-24T10:00:00Z"))), at("2026-11-24T10:00:00Z"));
    }
}
