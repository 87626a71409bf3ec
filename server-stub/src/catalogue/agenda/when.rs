//! Days and hours as the agenda writes them.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime, Timelike as _};

use super::super::clean::Repairs;
use super::super::event::Weekday;
use super::super::report::{Reject, Repair};

/// The hours that the portal writes where an event has no end: the last minute of the day, which is an hour earlier on the
/// day on which summer ends, or none.
const NO_END: [(u32, u32); 3] = [(23, 59), (22, 59), (0, 0)];

/// The day of `2025-10-25 19:00:00.0`.
pub(super) fn day(text: &str) -> Result<NaiveDate, Reject> {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    NaiveDate::parse_from_str(day, "%Y-%m-%d").map_err(|_| Reject::DateUnreadable)
}

/// The hour of the end in `2025-10-25 21:00:00.0`, unless it only means that there is none.
pub(super) fn end(text: &str) -> Option<String> {
    let time = text.split([' ', 'T']).nth(1)?;
    let time = NaiveTime::parse_from_str(time, "%H:%M:%S%.f").ok()?;
    let is_none = NO_END.contains(&(time.hour(), time.minute()));
    (!is_none).then(|| written(time))
}

/// The hour of `19:00`; midnight means that there is none.
pub(super) fn hour(text: &str, repairs: &mut Repairs) -> Option<String> {
    match NaiveTime::parse_from_str(text, "%H:%M") {
        Ok(NaiveTime::MIN) => {
            repairs.note(Repair::TimeMidnight, "time", text);
            None
        }
        Ok(time) => Some(written(time)),
        Err(_) => {
            repairs.note(Repair::TimeUnreadable, "time", text);
            None
        }
    }
}

fn written(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// The days of `M,X,J` or `TU,WE,TH`.
pub(super) fn days(text: &str, repairs: &mut Repairs) -> BTreeSet<Weekday> {
    let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
    words
        .filter_map(|word| {
            let day = weekday(word);
            if day.is_none() {
                repairs.note(Repair::DayUnreadable, "days", text);
            }
            day
        })
        .collect()
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "L" | "MO" => Weekday::Mo,
        "M" | "TU" => Weekday::Tu,
        "X" | "WE" => Weekday::We,
        "J" | "TH" => Weekday::Th,
        "V" | "FR" => Weekday::Fr,
        "S" | "SA" => Weekday::Sa,
        "D" | "SU" => Weekday::Su,
        _ => return None,
    })
}

/// The days of `23/9/2025;30/9/2025;`.
pub(super) fn excluded(text: &str, repairs: &mut Repairs) -> BTreeSet<NaiveDate> {
    let words = text.split(';').map(str::trim).filter(|word| !word.is_empty());
    words
        .filter_map(|word| {
            let day = NaiveDate::parse_from_str(word, "%d/%m/%Y").ok();
            if day.is_none() {
                repairs.note(Repair::ExcludedDayUnreadable, "excluded", text);
            }
            day
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_hours_as_published() {
        assert_eq!(day("2025-10-25 00:00:00.0").unwrap().to_string(), "2025-10-25");
        assert_eq!(day("2025-10-25").unwrap().to_string(), "2025-10-25");
        for wrong in ["", "25/10/2025", "2025-13-01 00:00:00.0", "hoy"] {
            assert_eq!(day(wrong), Err(Reject::DateUnreadable), "{wrong}");
        }
        assert_eq!(end("2025-10-25 21:30:00.0").as_deref(), Some("21:30"));
        for none in [
            "2025-10-25 23:59:00.0",
            "2025-10-26 22:59:00.0",
            "2025-10-26 00:00:00.0",
            "2025-10-26",
            "x y",
        ] {
            assert_eq!(end(none), None, "{none}");
        }
    }

    #[test]
    fn an_hour_that_is_none_is_left_out_and_named() {
        let mut repairs = Repairs::new();
        assert_eq!(hour("9:05", &mut repairs).as_deref(), Some("09:05"));
        assert_eq!(repairs.reasons(), []);
        assert_eq!((hour("00:00", &mut repairs), hour("24:10", &mut repairs)), (None, None));
        assert_eq!(repairs.reasons(), [Repair::TimeMidnight, Repair::TimeUnreadable]);
    }

    #[test]
    fn weekdays_in_both_alphabets() {
        let mut repairs = Repairs::new();
        let spanish = days("L,M,X,J,V,S,D", &mut repairs);
        assert_eq!(spanish, days("SU,MO,TU,WE,TH,FR,SA", &mut repairs));
        assert_eq!((spanish.len(), repairs.reasons()), (7, vec![]));
        assert_eq!(days("M, ?,X", &mut repairs), [Weekday::Tu, Weekday::We].into());
        assert_eq!(repairs.reasons(), [Repair::DayUnreadable]);
    }

    #[test]
    fn days_left_out_are_sorted() {
        let mut repairs = Repairs::new();
        let days = excluded("4/1/2026;21/12/2025;", &mut repairs);
        assert_eq!(
            days.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["2025-12-21", "2026-01-04"]
        );
        assert_eq!(repairs.reasons(), []);
        assert_eq!(excluded("31/2/2026;1/3/2026", &mut repairs).len(), 1);
        assert_eq!(repairs.reasons(), [Repair::ExcludedDayUnreadable]);
    }
}
