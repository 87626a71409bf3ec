//! Calendars as those of phones read them (iCalendar, RFC 5545): the lines, and whole days to remember. Pure: the moment it is
//! written is a parameter.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

/// A line has at most this many octets before its end (3.1).
const LINE: usize = 75;

/// The rules for clocks in Madrid: European summer time as it has been since 1996.
const TIMEZONE: [&str; 16] = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Madrid",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
];

/// A whole day to remember.
#[derive(Clone, PartialEq, Eq)]
pub struct DayEntry {
    /// The same entry has the same name, however often it is added.
    pub uid: String,
    /// Which day.
    pub day: NaiveDate,
    /// What of.
    pub title: String,
    /// What else to know of it.
    pub description: Option<String>,
    /// How many days before the phone's calendar speaks up, in the morning; `None` where it is not to.
    pub days_before: Option<u32>,
}

crate::log::opaque_debug!(DayEntry);

/// Days to remember, as one calendar.
#[must_use]
pub fn of_days(entries: &[DayEntry], written: DateTime<Utc>) -> String {
    let mut lines = Lines::default();
    lines.begin();
    for entry in entries {
        lines.put("BEGIN:VEVENT");
        lines.put(&format!("UID:{}", entry.uid));
        lines.put(&format!("DTSTAMP:{}", utc(written)));
        lines.put(&format!("DTSTART;VALUE=DATE:{}", date(entry.day)));
        // A day in the calendar is no day the person is busy.
        lines.put("TRANSP:TRANSPARENT");
        lines.text("SUMMARY", Some(&entry.title));
        lines.text("DESCRIPTION", entry.description.as_deref());
        if let Some(days) = entry.days_before {
            lines.put("BEGIN:VALARM");
            lines.put("ACTION:DISPLAY");
            lines.text("DESCRIPTION", Some(&entry.title));
            lines.put(&trigger(days));
            lines.put("END:VALARM");
        }
        lines.put("END:VEVENT");
    }
    lines.end()
}

/// At nine in the morning, so many days before the midnight in which the day begins.
fn trigger(days: u32) -> String {
    match days.checked_sub(1) {
        None => "TRIGGER:PT9H".to_owned(),
        Some(0) => "TRIGGER:-PT15H".to_owned(),
        Some(whole) => format!("TRIGGER:-P{whole}DT15H"),
    }
}

/// A day.
#[must_use]
pub fn date(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// What clocks show at a moment.
#[must_use]
pub fn stamp(at: NaiveDateTime) -> String {
    at.format("%Y%m%dT%H%M%S").to_string()
}

/// A moment.
#[must_use]
pub fn utc(at: DateTime<Utc>) -> String {
    format!("{}Z", stamp(at.naive_utc()))
}

/// Lines of a calendar, each ended and folded as calendars want it.
#[derive(Default)]
pub struct Lines(String);

impl Lines {
    /// A calendar that speaks of clocks in Madrid.
    #[must_use]
    pub fn in_madrid() -> Self {
        let mut lines = Self::default();
        lines.begin();
        TIMEZONE.iter().for_each(|line| lines.put(line));
        lines.put("END:VTIMEZONE");
        lines
    }

    fn begin(&mut self) {
        self.put("BEGIN:VCALENDAR");
        self.put("VERSION:2.0");
        self.put("PRODID:-//Ayuntamiento de Madrid//Madrid en tu movil//ES");
        self.put("CALSCALE:GREGORIAN");
    }

    /// The calendar, whole.
    #[must_use]
    pub fn end(mut self) -> String {
        self.put("END:VCALENDAR");
        self.0
    }

    /// A line. Where it is too long it goes on in the next, after a space; no character is cut in two.
    pub fn put(&mut self, line: &str) {
        let mut room = LINE;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property with words of the City, in which nothing is syntax.
    pub fn text(&mut self, name: &str, words: Option<&str>) {
        if let Some(words) = words {
            self.put(&format!("{name}:{}", escaped(words)));
        }
    }
}

fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use icalendar::parser::{read_calendar, unfold};

    use super::*;

    fn entry(days_before: Option<u32>) -> DayEntry {
        DayEntry {
            uid: "tributo-1@madrid.es".to_owned(),
            day: "2026-12-04".parse().unwrap(),
            title: "Último día: IBI, 412,35 €".to_owned(),
            description: Some(
                "Paseo de las Delicias, 87; 3.º B\nUna línea que es más larga de lo que cabe en una sola".to_owned(),
            ),
            days_before,
        }
    }

    fn written(entries: &[DayEntry]) -> String {
        let now = DateTime::parse_from_rfc3339("2026-11-30T11:00:00Z").unwrap().to_utc();
        of_days(entries, now)
    }

    #[test]
    fn days_are_read_back_by_somebody_elses_reader() {
        let text = written(&[entry(Some(3)), entry(None)]);
        assert!(text.lines().all(|line| line.len() <= LINE), "{text}");
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        let unfolded = unfold(&text);
        let calendar = read_calendar(&unfolded).unwrap();
        assert_eq!(calendar.components.len(), 2);
        let event = &calendar.components[0];
        let value = |name: &str| {
            let found = event.properties.iter().find(|property| property.name == name);
            found.map(|property| property.val.to_string())
        };
        assert_eq!(value("UID").as_deref(), Some("tributo-1@madrid.es"));
        assert_eq!(value("DTSTART").as_deref(), Some("20261204"));
        assert_eq!(value("DTSTAMP").as_deref(), Some("20261130T110000Z"));
        assert_eq!(value("SUMMARY").as_deref(), Some("Último día: IBI, 412,35 €"));
        assert_eq!(
            (event.components.len(), calendar.components[1].components.len()),
            (1, 0)
        );
    }

    #[test]
    fn a_reminder_comes_at_nine_in_the_morning() {
        for (days, line) in [(0, "TRIGGER:PT9H"), (1, "TRIGGER:-PT15H"), (3, "TRIGGER:-P2DT15H")] {
            assert!(
                written(&[entry(Some(days))]).contains(&format!("\r\n{line}\r\n")),
                "{days}"
            );
        }
        assert!(!written(&[entry(None)]).contains("VALARM"));
    }
}
