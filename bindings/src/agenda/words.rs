//! When an event is, in words: pure functions of its schedule, the language and the day it is.

use chrono::{NaiveDate, Weekday};
use madrid_core::agenda::{EventShown, Listed, Occurrence, Schedule, Standing, Weekdays};
use madrid_core::kernel::{Language, madrid_time};
use madrid_core::text::{self, Arg, keys};

use crate::view::{DOT, join};

/// How many exceptions a person is told of.
const EXCEPTIONS: usize = 6;
/// From so many days in a row on, "from Tuesday to Sunday" is shorter than their names.
const A_RUN: usize = 3;

/// When an event of a list is: the next time, how it stands, and how long there is.
pub(super) fn listed(listed: &Listed, today: NaiveDate, language: Language) -> String {
    standing(
        &listed.occurrence,
        listed.standing,
        &listed.event.schedule,
        today,
        language,
    )
}

/// When one event is next, in the words of its row.
pub(super) fn headline(shown: &EventShown, language: Language) -> String {
    match (shown.next.first(), shown.standing) {
        (Some(next), Some(stands)) => standing(next, stands, &shown.event.summary.schedule, shown.today, language),
        _ => text::plain(language, keys::AGENDA_OVER),
    }
}

fn standing(
    time: &Occurrence,
    standing: Standing,
    schedule: &Schedule,
    today: NaiveDate,
    language: Language,
) -> String {
    let is_lasting = schedule.is_lasting();
    let until = is_lasting.then(|| until(schedule, today, language));
    let next = match (standing, time.ends) {
        (Standing::UnderWay, Some(ends)) => {
            let ends = text::hour(madrid_time(ends));
            Some(text::with(language, keys::AGENDA_NOW_UNTIL, &[("time", ends.into())]))
        }
        // The hour it opened does not matter any more.
        (Standing::UnderWay, None) if is_lasting => None,
        (Standing::UnderWay, None) => time.begins.map(|begins| {
            let began = text::hour(madrid_time(begins));
            text::with(language, keys::AGENDA_BEGAN, &[("time", began.into())])
        }),
        // What lasts and has no hour is said by how long it lasts.
        (Standing::Ahead, _) if is_lasting && time.begins.is_none() && time.day == today => None,
        (Standing::Ahead, _) => Some(next_time(time, today, language)),
    };
    join(DOT, [next.as_deref(), until.as_deref()]).unwrap_or_else(|| next_time(time, today, language))
}

/// All of it: "Del 3 de marzo al 5 de abril, de martes a domingo, a las 19:00".
pub(super) fn schedule(schedule: &Schedule, today: NaiveDate, language: Language) -> String {
    let (first, last) = (schedule.first_day(), schedule.last_day());
    let parts = if first == last {
        [
            Some(text::named_day(language, first, today)),
            None,
            None,
            hours(schedule, language),
        ]
    } else {
        [
            Some(text::span(language, first, last, today)),
            Some(days(schedule, language)),
            weeks(schedule, language),
            hours(schedule, language),
        ]
    };
    let parts = parts.iter().map(Option::as_deref);
    text::sentence(&join(", ", parts).unwrap_or_default())
}

/// The next days of something that repeats; `None` where there is one at most.
pub(super) fn next_days(shown: &EventShown, language: Language) -> Option<String> {
    let days: Vec<String> = shown
        .next
        .iter()
        .map(|time| text::named_day(language, time.day, shown.today))
        .collect();
    (days.len() > 1).then(|| text::sentence(&text::listing(language, &days)))
}

/// The days to come without it.
pub(super) fn exceptions(schedule: &Schedule, today: NaiveDate, language: Language) -> Option<String> {
    let to_come = schedule.excluded().iter().filter(|day| **day >= today);
    let days: Vec<String> = to_come
        .take(EXCEPTIONS)
        .map(|day| text::named_day(language, *day, today))
        .collect();
    (!days.is_empty()).then(|| text::sentence(&text::listing(language, &days)))
}

fn next_time(time: &Occurrence, today: NaiveDate, language: Language) -> String {
    let date = text::named_day(language, time.day, today);
    text::sentence(&match time.begins {
        Some(begins) => {
            let begins = text::hour(madrid_time(begins));
            text::with(
                language,
                keys::DAY_AT,
                &[("date", date.into()), ("time", begins.into())],
            )
        }
        None => date,
    })
}

fn until(schedule: &Schedule, today: NaiveDate, language: Language) -> String {
    let last = schedule.last_day();
    if last == today {
        return text::plain(language, keys::AGENDA_LAST_DAY);
    }
    let date = text::day(language, last, today);
    text::with(language, keys::AGENDA_UNTIL, &[("date", date.into())])
}

fn hours(schedule: &Schedule, language: Language) -> Option<String> {
    let begins = Arg::from(text::hour(schedule.begins()?));
    Some(match schedule.ends() {
        Some(ends) => {
            let values = [("from", begins), ("to", text::hour(ends).into())];
            text::with(language, keys::AGENDA_HOURS, &values)
        }
        None => text::with(language, keys::AGENDA_HOUR, &[("time", begins)]),
    })
}

fn days(schedule: &Schedule, language: Language) -> String {
    let all = schedule.weekdays().filter(|days| days.count() < 7);
    let Some(weekdays) = all else {
        return text::plain(language, keys::AGENDA_DAILY);
    };
    let name = |day: Weekday| text::weekday(language, day);
    if let Some((first, last)) = run(weekdays) {
        let values = [("from", name(first).into()), ("to", name(last).into())];
        return text::with(language, keys::AGENDA_DAYS, &values);
    }
    let names: Vec<String> = weekdays.iter().map(name).collect();
    let names = text::listing(language, &names);
    text::with(language, keys::AGENDA_WEEKLY, &[("days", names.into())])
}

/// The first and the last of days in a row, if they are, and enough of them.
fn run(weekdays: Weekdays) -> Option<(Weekday, Weekday)> {
    let days: Vec<Weekday> = weekdays.iter().collect();
    let (first, last) = (*days.first()?, *days.last()?);
    let in_a_row = days.windows(2).all(|pair| matches!(pair, [a, b] if a.succ() == *b));
    (in_a_row && days.len() >= A_RUN).then_some((first, last))
}

fn weeks(schedule: &Schedule, language: Language) -> Option<String> {
    let interval = schedule.interval();
    let n = text::number(language, interval.into());
    (interval > 1).then(|| text::with(language, keys::AGENDA_WEEKS, &[("n", n.into())]))
}
