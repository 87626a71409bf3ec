//! What is written is read back by somebody else's reader, and repeats on the days that the schedule says.

use icalendar::parser::{read_calendar, unfold};
use rrule::RRuleSet;

use super::*;
use crate::agenda::EventRow;
use crate::kernel::madrid_day;

fn event(more: serde_json::Value) -> Event {
    let mut json = serde_json::json!({
        "id": 50_066_046, "version": 1, "title": "Cien libros", "kind": "reading", "free": true, "first_day": "2026-10-12",
        "last_day": "2026-12-27", "source": "s",
    });
    json.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_value::<EventRow>(json).unwrap().event
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn written(event: &Event, from: &str) -> String {
    let now = DateTime::parse_from_rfc3339("2026-11-30T11:00:00Z").unwrap().to_utc();
    icalendar(event, day(from), now)
}

/// A property of the event, by somebody else's reader.
fn read(text: &str, name: &str) -> Option<String> {
    let unfolded = unfold(text);
    let calendar = read_calendar(&unfolded).unwrap();
    let event = calendar
        .components
        .iter()
        .find(|component| component.name == "VEVENT")
        .unwrap();
    let property = event.properties.iter().find(|property| property.name == name);
    property.map(|property| property.val.to_string())
}

/// The days the event repeats on, by somebody else's rules.
fn repeats(text: &str) -> Vec<NaiveDate> {
    let unfolded = unfold(text);
    let is_rule = |line: &&str| ["DTSTART", "RRULE", "EXDATE"].iter().any(|name| line.starts_with(name));
    let (_, event) = unfolded.split_once("BEGIN:VEVENT").unwrap();
    let rules: Vec<&str> = event.lines().filter(is_rule).collect();
    let set: RRuleSet = rules.join("\n").parse().unwrap();
    let times = set.all(1_000).dates;
    times.into_iter().map(|time| madrid_day(time.to_utc())).collect()
}

#[test]
fn one_evening_is_written_word_for_word() {
    let evening = event(serde_json::json!({
        "first_day": "2026-11-30", "last_day": "2026-11-30", "time": "19:00", "ends": "20:30", "venue": "Biblioteca; sala 2",
        "street": "Calle Aliseda, 4", "lat": 40.376914, "lon": -3.741625, "url": "https://www.madrid.es/x?a=1,2",
        "summary": "Con café.\r\nY \\ más\u{7}",
    }));
    let expected = [
        "BEGIN:VEVENT",
        "UID:evento-50066046@madrid.es",
        "DTSTAMP:20261130T110000Z",
        "DTSTART;TZID=Europe/Madrid:20261130T190000",
        "DTEND;TZID=Europe/Madrid:20261130T203000",
        "SUMMARY:Cien libros",
        "DESCRIPTION:Con café.\\nY \\\\ más",
        "LOCATION:Biblioteca\\; sala 2\\, Calle Aliseda\\, 4",
        "GEO:40.376914;-3.741625",
        "URL:https://www.madrid.es/x?a=1,2",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    let text = written(&evening, "2026-11-30");
    let (_, tail) = text.split_once("END:VTIMEZONE\r\n").unwrap();
    assert_eq!(tail, expected.join("\r\n"));
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
}

#[test]
fn what_repeats_repeats_on_the_days_of_the_schedule() {
    for more in [
        serde_json::json!({"time": "19:00", "days": ["TU", "TH"], "excluded": ["2026-11-03", "2026-12-08"]}),
        serde_json::json!({"time": "18:00", "days": ["MO"], "interval": 2}),
        // An hour that no clock shows on one night of the year, and the last day of its weeks.
        serde_json::json!({"time": "02:30", "days": ["SU"], "interval": 3}),
        serde_json::json!({"days": ["SA", "SU"], "excluded": ["2026-12-26"]}),
        serde_json::json!({"excluded": ["2026-10-13", "2026-12-25"]}),
        serde_json::json!({"interval": 2}),
    ] {
        let event = event(more.clone());
        for from in ["2026-01-01", "2026-11-04"] {
            let schedule = &event.summary.schedule;
            let expected: Vec<NaiveDate> = schedule.days_from(day(from)).collect();
            assert!(expected.len() >= 3);
            assert_eq!(repeats(&written(&event, from)), expected, "{more} from {from}");
        }
    }
}

#[test]
fn an_hour_stays_the_same_on_the_clock_when_summer_ends() {
    let weekly = event(serde_json::json!({"first_day": "2026-10-18", "time": "19:00", "days": ["SU"]}));
    let text = written(&weekly, "2026-10-18");
    let unfolded = unfold(&text);
    let (_, vevent) = unfolded.split_once("BEGIN:VEVENT").unwrap();
    let rules: Vec<&str> = vevent
        .lines()
        .filter(|line| line.starts_with("DTSTART") || line.starts_with("RRULE"))
        .collect();
    let set: RRuleSet = rules.join("\n").parse().unwrap();
    let hours: Vec<String> = set
        .all(3)
        .dates
        .iter()
        .map(|time| time.to_utc().format("%d %H").to_string())
        .collect();
    assert_eq!(hours, ["18 17", "25 18", "01 18"]);
}

#[test]
fn without_an_hour_it_is_a_day_on_which_nobody_is_busy() {
    let text = written(&event(serde_json::json!({"last_day": "2026-10-12"})), "2026-10-12");
    assert!(text.contains("\r\nDTSTART;VALUE=DATE:20261012\r\n"), "{text}");
    assert_eq!(read(&text, "TRANSP").as_deref(), Some("TRANSPARENT"));
    assert_eq!(read(&text, "RRULE"), None);
}

#[test]
fn what_is_over_is_written_as_it_was() {
    let text = written(
        &event(serde_json::json!({"time": "19:00", "days": ["MO"]})),
        "2027-02-01",
    );
    assert!(text.contains("DTSTART;TZID=Europe/Madrid:20261012T190000"), "{text}");
}

#[test]
fn no_line_is_long_no_letter_is_cut_and_nothing_of_the_citys_is_syntax() {
    let title = format!("{}\nEND:VEVENT\r\nBEGIN:VALARM", "Ñandú, año; 👩‍👩‍👧 ".repeat(40));
    let text = written(
        &event(serde_json::json!({"title": title, "summary": "é".repeat(3_000)})),
        "2026-10-12",
    );
    assert!(
        text.split("\r\n")
            .all(|line| line.len() <= 75 && !line.contains(['\r', '\n']))
    );
    assert_eq!(text.matches("\r\nEND:VEVENT\r\n").count(), 1);
    assert!(!text.contains("\r\nBEGIN:VALARM"));
    let back = read(&text, "SUMMARY").unwrap();
    let back = back.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";");
    assert_eq!(back, title.replace("\r\n", "\n"));
    assert_eq!(read(&text, "DESCRIPTION").unwrap(), "é".repeat(3_000));
}
