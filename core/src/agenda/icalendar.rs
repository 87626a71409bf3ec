//! An event as the calendars of phones read it (iCalendar, RFC 5545). Pure: the moment it is written is a parameter.

use chrono::{DateTime, NaiveDate, Utc};

use super::model::{Event, Schedule, Weekdays};
use crate::kernel::icalendar::{Lines, date, stamp, utc};
use crate::kernel::{madrid_day, madrid_moment, madrid_time};

/// The event with its times from `from` on; one that has none left is written as it was. The City's words stay as they are.
#[must_use]
pub fn icalendar(event: &Event, from: NaiveDate, written: DateTime<Utc>) -> String {
    let mut lines = Lines::in_madrid();
    lines.put("BEGIN:VEVENT");
    // The same event is the same entry, however often it is added.
    lines.put(&format!("UID:evento-{}@madrid.es", event.summary.id));
    lines.put(&format!("DTSTAMP:{}", utc(written)));
    times(&mut lines, &event.summary.schedule, from);
    lines.text("SUMMARY", Some(&event.summary.title));
    lines.text("DESCRIPTION", event.description.as_deref());
    lines.text("LOCATION", place(event).as_deref());
    if let Some(location) = event.summary.location {
        lines.put(&format!("GEO:{:.6};{:.6}", location.lat(), location.lon()));
    }
    if let Some(url) = &event.url {
        lines.put(&format!("URL:{url}"));
    }
    lines.put("END:VEVENT");
    lines.end()
}

fn place(event: &Event) -> Option<String> {
    let summary = &event.summary;
    let parts = [&summary.venue, &event.address.street, &event.address.postal_code];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn times(lines: &mut Lines, schedule: &Schedule, from: NaiveDate) {
    let left = schedule.days_from(from).next();
    let first = left.or_else(|| schedule.days_from(schedule.first_day()).next());
    let first = first.unwrap_or(schedule.first_day());
    lines.put(&format!("DTSTART{}", local(schedule, first)));
    if let Some(ends) = schedule.occurrence(first).ends {
        let clock = madrid_day(ends).and_time(madrid_time(ends));
        lines.put(&format!("DTEND;TZID=Europe/Madrid:{}", stamp(clock)));
    }
    if schedule.begins().is_none() {
        // A day in the calendar is no day the person is busy.
        lines.put("TRANSP:TRANSPARENT");
    }
    if schedule.days_from(first).nth(1).is_none() {
        return;
    }
    lines.put(&rule(schedule));
    for day in schedule.excluded().iter().filter(|day| **day > first) {
        lines.put(&format!("EXDATE{}", local(schedule, *day)));
    }
}

/// Weeks begin on Monday, as they do for the City.
fn rule(schedule: &Schedule) -> String {
    let until = match schedule.begins() {
        Some(begins) => utc(madrid_moment(schedule.last_day(), begins)),
        None => date(schedule.last_day()),
    };
    let Some(weekdays) = schedule.weekdays() else {
        return every_day(schedule, &until);
    };
    let days: Vec<&str> = Weekdays::ALL
        .into_iter()
        .filter(|(day, _)| weekdays.has(*day))
        .map(|(_, code)| code)
        .collect();
    let (interval, days) = (schedule.interval(), days.join(","));
    format!("RRULE:FREQ=WEEKLY;INTERVAL={interval};WKST=MO;BYDAY={days};UNTIL={until}")
}

fn every_day(schedule: &Schedule, until: &str) -> String {
    match schedule.interval() {
        1 => format!("RRULE:FREQ=DAILY;UNTIL={until}"),
        // Every day of every so many weeks.
        interval => {
            let days = Weekdays::ALL.map(|(_, code)| code).join(",");
            format!("RRULE:FREQ=WEEKLY;INTERVAL={interval};WKST=MO;BYDAY={days};UNTIL={until}")
        }
    }
}

/// A day of this schedule as the value of a property: with its hour in Madrid where there is one.
fn local(schedule: &Schedule, day: NaiveDate) -> String {
    match schedule.begins() {
        Some(begins) => format!(";TZID=Europe/Madrid:{}", stamp(day.and_time(begins))),
        None => format!(";VALUE=DATE:{}", date(day)),
    }
}

#[cfg(test)]
#[path = "icalendar_tests.rs"]
mod tests;
