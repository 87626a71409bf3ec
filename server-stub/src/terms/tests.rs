//! Last days, case by case.

use super::*;
use crate::calendar::today;
use chrono::{DateTime, Utc};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Notified, and the last day.
const NOTIFIED: [(&str, &str); 18] = [
    ("2026-11-01", "2026-12-21"), // the 20th is a Sunday
    ("2026-11-15", "2026-12-21"),
    ("2026-11-16", "2027-01-05"),
    ("2026-11-30", "2027-01-05"),
    ("2026-09-15", "2026-10-20"),
    ("2026-09-16", "2026-11-05"),
    ("2026-05-31", "2026-07-06"), // the 5th is a Sunday
    ("2026-10-16", "2026-12-09"), // a Saturday, and then the Constitution and the Immaculate Conception
    ("2026-12-15", "2027-01-20"),
    ("2026-12-16", "2027-02-05"),
    ("2026-12-31", "2027-02-05"),
    ("2027-01-31", "2027-03-05"),
    ("2027-02-28", "2027-04-05"),
    ("2028-02-15", "2028-03-20"), // a leap year
    ("2028-02-29", "2028-04-05"),
    ("2026-03-29", "2026-05-05"), // clocks go forward
    ("2026-10-25", "2026-12-09"), // and back
    ("2026-03-15", "2026-04-20"),
];

#[test]
fn what_is_notified_by_itself_has_time_until_the_20th_or_the_5th() {
    for (notified, until) in NOTIFIED {
        assert_eq!(voluntary_until(day(notified)), day(until), "{notified}");
    }
}

#[test]
fn an_order_gives_time_until_the_20th_or_the_5th_that_comes_next() {
    for (notified, until) in [
        ("2026-10-01", "2026-10-20"),
        ("2026-10-15", "2026-10-20"),
        ("2026-10-16", "2026-11-05"),
        ("2026-12-16", "2027-01-05"),
        ("2028-02-29", "2028-03-06"),
        ("2026-12-15", "2026-12-21"),
        // The 20th is a Saturday, the 5th a Sunday.
        ("2026-06-10", "2026-06-22"),
        ("2026-03-31", "2026-04-06"),
        // A Saturday, a Sunday, and then the Constitution, moved from that Sunday, and the Immaculate Conception.
        ("2026-11-30", "2026-12-09"),
        ("2025-12-01", "2025-12-22"),
        // Holy Thursday and Good Friday of 2025, and a weekend.
        ("2025-04-01", "2025-04-21"),
    ] {
        assert_eq!(order_until(day(notified)), day(until), "{notified}");
    }
}

#[test]
fn offices_are_closed_at_weekends_and_on_madrids_holidays() {
    for closed in [
        "2026-11-28",
        "2026-11-29",
        "2026-11-09",
        "2026-05-15",
        "2026-12-08",
        "2027-01-06",
        "2025-12-25",
    ] {
        assert!(!is_working_day(day(closed)), "{closed}");
    }
    assert!(is_working_day(day("2026-11-10")) && is_working_day(day("2026-02-27")));
    assert_eq!(working_day_from(day("2026-12-05")), day("2026-12-09"));
    assert_eq!(working_day_from(day("2026-04-02")), day("2026-04-06"));
    assert_eq!(working_day_from(NaiveDate::MAX), NaiveDate::MAX);
}

#[test]
fn the_last_day_ends_at_midnight_in_madrid_also_when_the_hour_changes() {
    let at = |text: &str| today(DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc));
    let until = voluntary_until(day("2026-09-15"));
    assert!(at("2026-10-20T21:59:59Z") <= until && at("2026-10-20T22:00:00Z") > until);
    // After the night of 25 October an hour later by UTC.
    let until = voluntary_until(day("2026-09-16"));
    assert!(at("2026-11-05T22:59:59Z") <= until && at("2026-11-05T23:00:00Z") > until);
}
