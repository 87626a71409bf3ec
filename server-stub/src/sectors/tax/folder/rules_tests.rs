//! Last days, surcharges and savings, case by case.

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

#[test]
fn what_comes_on_top_grows_by_the_steps_of_the_law() {
    let steps = surcharges(38_650, day("2026-11-30"), day("2027-01-14"), false);
    let told = steps.map(|step| (step.percent, step.cents, step.from.to_string(), step.is_certain));
    assert_eq!(
        told,
        [
            (5, 40_583, "2026-12-01".to_owned(), true),
            (10, 42_515, "2027-01-14".to_owned(), false),
            (20, 46_380, "2027-01-21".to_owned(), false),
        ]
    );
    assert_eq!(share(1, 500), 0);
    assert_eq!(share(10, 500), 1, "half a cent is one");
}

#[test]
fn the_split_debit_saves_its_share_and_at_most_seventy_euros() {
    for (total, saved) in [
        (63_908, 2_077),
        (215_384, 7_000),
        (215_385, 7_000),
        (1_000_000, 7_000),
        (0, 0),
    ] {
        assert_eq!(saving(total, 325, 7_000), saved, "{total}");
    }
    let charges = charges(Modalidad::Sep, 63_908, 2_077, day("2026-12-04"));
    let told: Vec<_> = charges.iter().map(|part| (part.day.to_string(), part.cents)).collect();
    assert_eq!(
        told,
        [("2026-07-07".to_owned(), 31_954), ("2026-12-04".to_owned(), 29_877)]
    );
    for mode in Modalidad::ALL {
        let parts = super::charges(mode, 10_001, 100, day("2026-12-04"));
        assert_eq!(parts.iter().map(|part| part.cents).sum::<i64>(), 9_901);
        assert_eq!(Modalidad::of(mode.name()), Some(mode));
    }
}

#[test]
fn instalments_add_up_and_are_on_working_days() {
    let parts = instalments(14_120, 3, day("2026-11-24"));
    let told: Vec<_> = parts.iter().map(|part| (part.day.to_string(), part.cents)).collect();
    assert_eq!(
        told,
        [
            ("2026-12-21".to_owned(), 4_707),
            ("2027-01-20".to_owned(), 4_707),
            ("2027-02-22".to_owned(), 4_706)
        ]
    );
    assert_eq!(instalments(100, 0, day("2026-12-31")).len(), 1);
    assert_eq!(instalments(100, 2, day("2028-01-31"))[0].day, day("2028-02-21"));
}
