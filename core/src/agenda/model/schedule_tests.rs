//! Days and hours, with the turns of the year in them.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> Option<NaiveTime> {
    Some(text.parse().unwrap())
}

fn range(first: &str, last: &str) -> Schedule {
    Schedule::new(day(first), day(last)).unwrap()
}

fn days(schedule: &Schedule, from: &str) -> Vec<String> {
    schedule
        .days_from(day(from))
        .map(|day| day.format("%m-%d").to_string())
        .collect()
}

#[test]
fn without_days_of_the_week_it_is_every_day() {
    let weekend = range("2025-12-27", "2025-12-28");
    assert_eq!(days(&weekend, "2025-01-01"), ["12-27", "12-28"]);
    assert_eq!(days(&weekend, "2025-12-28"), ["12-28"]);
    assert_eq!(days(&weekend, "2025-12-29"), [""; 0]);
    assert_eq!(
        days(&range("2026-02-28", "2026-03-01"), "2026-01-01"),
        ["02-28", "03-01"]
    );
}

#[test]
fn with_them_it_keeps_to_them_and_to_the_exceptions() {
    let tuesdays = Weekdays::new([Weekday::Tue, Weekday::Thu]);
    let course = range("2025-12-24", "2026-01-08").on(tuesdays, 1).unwrap().except(vec![
        day("2026-01-06"),
        day("2025-12-25"),
        day("2026-01-06"),
    ]);
    assert_eq!(days(&course, "2025-12-01"), ["12-30", "01-01", "01-08"]);
    assert_eq!(course.excluded(), [day("2025-12-25"), day("2026-01-06")]);
    assert!(!course.takes_place_on(day("2026-01-06")) && course.takes_place_on(day("2026-01-08")));
}

#[test]
fn every_second_week_is_counted_from_the_week_of_the_first_day() {
    // A Thursday. Its Monday is gone, so the first Monday is two weeks after that one.
    let mondays = Weekdays::new([Weekday::Mon, Weekday::Sun]);
    let club = range("2026-01-01", "2026-02-28").on(mondays, 2).unwrap();
    assert_eq!(
        days(&club, "2026-01-01"),
        ["01-04", "01-12", "01-18", "01-26", "02-01", "02-09", "02-15", "02-23"]
    );
}

#[test]
fn an_hour_is_madrids_in_summer_and_winter_and_may_be_after_midnight() {
    let night = range("2026-10-24", "2026-10-26")
        .at(time("22:00"), time("02:30"))
        .unwrap();
    let at = |moment: Option<DateTime<Utc>>| moment.unwrap().format("%d %H:%M").to_string();
    let before = night.occurrence(day("2026-10-23"));
    assert_eq!(
        (at(before.begins), at(before.ends)),
        ("23 20:00".into(), "24 00:30".into())
    );
    // The night of the longer hour: 2:30 comes twice, and the first one is meant.
    let longer = night.occurrence(day("2026-10-24"));
    assert_eq!(
        (at(longer.begins), at(longer.ends)),
        ("24 20:00".into(), "25 00:30".into())
    );
    let after = night.occurrence(day("2026-10-25"));
    assert_eq!(
        (at(after.begins), at(after.ends)),
        ("25 21:00".into(), "26 01:30".into())
    );
    assert_eq!(
        range("2026-10-24", "2026-10-24").occurrence(day("2026-10-24")).begins,
        None
    );
}

#[test]
fn it_is_over_when_the_city_says_so_or_nobody_is_let_in_any_more() {
    let now = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
    let hour = Some(TimeDelta::hours(1));
    let on = |begins, ends| {
        range("2026-11-30", "2026-11-30")
            .at(begins, ends)
            .unwrap()
            .occurrence(day("2026-11-30"))
    };
    let concert = on(time("19:00"), time("21:00"));
    assert!(!concert.is_over(now("2026-11-30T19:59:59Z"), hour));
    assert!(concert.is_over(now("2026-11-30T20:00:00Z"), hour));
    let without_end = on(time("19:00"), None);
    assert!(!without_end.is_over(now("2026-11-30T18:59:59Z"), hour));
    assert!(without_end.is_over(now("2026-11-30T19:00:00Z"), hour));
    assert!(
        !without_end.is_over(now("2026-11-30T22:59:59Z"), None),
        "an open house is open until midnight"
    );
    let without_hours = on(None, None);
    assert!(!without_hours.is_over(now("2026-11-30T22:59:59Z"), hour));
    assert!(without_hours.is_over(now("2026-11-30T23:00:00Z"), hour));
}

#[test]
fn what_is_there_on_most_days_is_lasting() {
    let weekly = Weekdays::new([Weekday::Tue]);
    let but_mondays = Weekdays::new(Weekdays::ALL.map(|(day, _)| day).into_iter().skip(1));
    assert!(range("2026-01-01", "2026-03-01").is_lasting());
    assert!(
        range("2026-01-01", "2026-03-01")
            .on(but_mondays, 1)
            .unwrap()
            .is_lasting()
    );
    assert!(!range("2026-01-01", "2026-03-01").on(weekly, 1).unwrap().is_lasting());
    assert!(
        !range("2026-01-01", "2026-03-01")
            .on(but_mondays, 2)
            .unwrap()
            .is_lasting()
    );
    assert!(!range("2026-01-01", "2026-01-07").is_lasting());
}

#[test]
fn what_makes_no_sense_is_no_schedule() {
    assert_eq!(
        Schedule::new(day("2026-01-02"), day("2026-01-01")),
        Err(BadSchedule::Days)
    );
    assert_eq!(
        Schedule::new(day("2026-01-02"), day("9999-01-01")),
        Err(BadSchedule::Days)
    );
    let fine = || range("2026-01-01", "2026-01-02");
    assert_eq!(fine().on(None, 0), Err(BadSchedule::Interval));
    assert_eq!(fine().at(None, time("10:00")), Err(BadSchedule::Hours));
    assert_eq!(Weekdays::new([]), None);
    assert_eq!(Weekdays::from_bits(0b1000_0000), None);
    let all = Weekdays::new(Weekdays::ALL.map(|(day, _)| day)).unwrap();
    assert_eq!((all.count(), all.bits(), all.iter().count()), (7, 0b0111_1111, 7));
}
