//! The windows of the law, day by day, over midnights, changes of the clock, ends of months and years, and Madrid's holidays.

use super::*;

/// Madrid's holidays of 2026: the region's decree as La Razón printed it (28 September 2025), and the town's own San Isidro (laSexta,
/// 15 December 2025) and Almudena, which is every 9 November.
const IN_2026: [&str; 14] = [
    "2026-01-01",
    "2026-01-06",
    "2026-04-02",
    "2026-04-03",
    "2026-05-01",
    "2026-05-02",
    "2026-05-15",
    "2026-08-15",
    "2026-10-12",
    "2026-11-02",
    "2026-11-09",
    "2026-12-07",
    "2026-12-08",
    "2026-12-25",
];
/// Of 2027 no decree was at hand: the holidays of the law that are on no Sunday (RD 2001/1983, art. 45), and what Madrid keeps every
/// year. What is kept instead of 2 May and 15 August, Sundays both, is not known here.
const IN_2027: [&str; 12] = [
    "2027-01-01",
    "2027-01-06",
    "2027-03-25",
    "2027-03-26",
    "2027-05-01",
    "2027-05-15",
    "2027-10-12",
    "2027-11-01",
    "2027-11-09",
    "2027-12-06",
    "2027-12-08",
    "2027-12-25",
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn madrid() -> Holidays {
    Holidays::new(IN_2026.into_iter().chain(IN_2027).map(day))
}

/// Notified, the 20th day, and the last second of it in UTC.
const REDUCED: [(&str, &str, &str); 9] = [
    ("2026-11-10", "2026-11-30", "2026-11-30T22:59:59Z"),
    // Over the end of a month, of a year, and of February in a common and in a leap year.
    ("2026-06-15", "2026-07-05", "2026-07-05T21:59:59Z"),
    ("2026-12-20", "2027-01-09", "2027-01-09T22:59:59Z"),
    ("2027-02-10", "2027-03-02", "2027-03-02T22:59:59Z"),
    ("2028-02-10", "2028-03-01", "2028-03-01T22:59:59Z"),
    ("2028-02-09", "2028-02-29", "2028-02-29T22:59:59Z"),
    // On the day that clocks are put forward the night ends in summer time; on the day that they are put back, in winter time.
    ("2026-03-09", "2026-03-29", "2026-03-29T21:59:59Z"),
    ("2026-10-05", "2026-10-25", "2026-10-25T22:59:59Z"),
    // Calendar days: a holiday does not move the end.
    ("2026-10-20", "2026-11-09", "2026-11-09T22:59:59Z"),
];

#[test]
fn half_of_a_fine_is_for_twenty_days_and_not_a_second_more() {
    for (notified, last, second) in REDUCED {
        let window = Window::of_calendar_days(day(notified), REDUCED_FINE_DAYS);
        assert_eq!(window.last, day(last), "{notified}");
        let second = at(second);
        assert!(window.holds(second), "day 20 of {notified}");
        assert!(
            !window.holds(second + chrono::TimeDelta::seconds(1)),
            "day 21 of {notified}"
        );
    }
}

#[test]
fn a_window_begins_the_day_after() {
    let window = Window::of_calendar_days(day("2026-11-10"), REDUCED_FINE_DAYS);
    assert_eq!(window.first, day("2026-11-11"));
    assert!(!window.holds(at("2026-11-10T22:59:59Z")) && window.holds(at("2026-11-10T23:00:00Z")));
}

#[test]
fn thirty_days_of_silence_and_ten_unopened() {
    for (notified, silence, unopened) in [
        ("2026-11-10", "2026-12-10", "2026-11-20"),
        ("2026-12-31", "2027-01-30", "2027-01-10"),
        ("2027-01-30", "2027-03-01", "2027-02-09"),
        ("2028-01-30", "2028-02-29", "2028-02-09"),
        ("2028-02-19", "2028-03-20", "2028-02-29"),
    ] {
        let last = |days| Window::of_calendar_days(day(notified), days).last;
        assert_eq!(
            (last(SILENCE_DAYS), last(UNOPENED_DAYS)),
            (day(silence), day(unopened)),
            "{notified}"
        );
    }
}

#[test]
fn a_debt_is_payable_until_the_20th_or_the_5th() {
    let holidays = madrid();
    for (notified, last) in [
        // Notified on the 15th and on the 16th.
        ("2026-09-15", "2026-10-20"),
        ("2026-09-16", "2026-11-05"),
        ("2026-09-01", "2026-10-20"),
        ("2026-09-30", "2026-11-05"),
        // Ends of the year, and of months that have no 29th, 30th or 31st after them.
        ("2026-11-15", "2026-12-21"),
        ("2026-11-16", "2027-01-05"),
        ("2026-12-31", "2027-02-05"),
        ("2027-12-16", "2028-02-07"),
        ("2027-12-31", "2028-02-07"),
        ("2028-02-29", "2028-04-05"),
        ("2028-01-31", "2028-03-06"),
        // The 20th or 5th is a Saturday, a Sunday, or before holidays in a row.
        ("2026-05-10", "2026-06-22"),
        ("2026-08-20", "2026-10-05"),
        ("2026-10-16", "2026-12-09"),
        ("2026-11-30", "2027-01-05"),
    ] {
        assert_eq!(
            Window::voluntary(day(notified), &holidays).last,
            day(last),
            "{notified}"
        );
    }
}

#[test]
fn offices_rest_at_weekends_and_on_holidays_only() {
    let holidays = madrid();
    for (from, working) in [
        ("2026-11-30", "2026-11-30"),
        // Saturday, Sunday, Constitution and Immaculate Conception.
        ("2026-12-05", "2026-12-09"),
        ("2026-04-02", "2026-04-06"),
        ("2026-05-01", "2026-05-04"),
        ("2026-05-15", "2026-05-18"),
        ("2026-10-31", "2026-11-03"),
        ("2026-11-09", "2026-11-10"),
        ("2026-12-25", "2026-12-28"),
        ("2027-01-01", "2027-01-04"),
        ("2027-01-06", "2027-01-07"),
        ("2027-03-25", "2027-03-29"),
        ("2027-12-04", "2027-12-07"),
    ] {
        assert_eq!(holidays.working_day_from(day(from)), day(working), "{from}");
    }
    let none = Holidays::default();
    assert_eq!(none.working_day_from(day("2026-12-07")), day("2026-12-07"));
}

#[test]
fn what_is_on_a_sunday_is_in_no_list() {
    let days = IN_2026.into_iter().chain(IN_2027).map(day);
    assert!(days.clone().all(|day| day.weekday() != Weekday::Sun));
    // Good Friday is two days before Easter: 5 April 2026 and 28 March 2027.
    assert!(
        [day("2026-04-03"), day("2027-03-26")]
            .iter()
            .all(|friday| friday.weekday() == Weekday::Fri)
    );
    assert_eq!(days.count(), 26);
}

#[test]
fn surcharges_are_whole_cents() {
    let of = |cents| Surcharge::ALL.map(|surcharge| surcharge.of(Cents::new(cents)).get());
    assert_eq!(of(14_100), [705, 1_410, 2_820]);
    // 0.5 of a cent goes up, 0.45 down.
    assert_eq!(of(10), [1, 1, 2]);
    assert_eq!(of(9), [0, 1, 2]);
    assert_eq!(of(41_235), [2_062, 4_124, 8_247]);
    assert_eq!(of(0), [0; 3]);
    assert_eq!(of(-500), [0; 3]);
    assert_eq!(of(i64::MAX)[2], i64::MAX / 5);
}

#[test]
fn the_end_of_the_calendar_stops_nobody() {
    let last = NaiveDate::MAX;
    assert_eq!(Window::of_calendar_days(last, REDUCED_FINE_DAYS).last, last);
    let window = Window::voluntary(last, &Holidays::default());
    assert_eq!(window.first, last);
    assert!(window.last <= last);
}
