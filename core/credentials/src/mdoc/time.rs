//! Times as an mdoc says them: a text of RFC 3339 under tag 0 (`tdate`, ISO/IEC 18013-5, section 9.1.2.4).

use crate::cbor::Item;
use crate::error::CredentialError;

/// The tag of a time as a text (RFC 8949, section 3.4.1).
const DATE_TIME: u64 = 0;
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Seconds since 1970.
///
/// # Errors
/// `Malformed` where it is no such time, or none that a calendar has.
pub fn tdate(item: &Item<'_>, what: &'static str) -> Result<i64, CredentialError> {
    let text = item.tagged(DATE_TIME, what)?.text(what)?;
    seconds(text).ok_or(CredentialError::Malformed(what))
}

/// Reads `2026-11-30T10:00:00Z`. ISO asks for the Z and for whole seconds; other offsets are counted and fractions cut off, since they say
/// nothing that could be misread.
fn seconds(text: &str) -> Option<i64> {
    let (date, time) = text.split_once('T')?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let (clock, offset) = match time.strip_suffix('Z') {
        Some(clock) => (clock, 0),
        None => {
            let (clock, zone) = time.split_at_checked(time.len().checked_sub(6)?)?;
            (clock, zone_offset(zone)?)
        }
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let [hour, minute, second] = numbers(clock, ':', [2, 2, 2])?;
    let is_time = hour < 24 && minute < 60 && second < 60 && is_digits(fraction);
    let is_date = (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
    let whole = days_since_1970(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second;
    (is_time && is_date).then_some(whole - offset)
}

fn zone_offset(zone: &str) -> Option<i64> {
    let (sign, offset) = zone.split_at_checked(1)?;
    let [hour, minute] = numbers(offset, ':', [2, 2])?;
    let seconds = (hour < 24 && minute < 60).then_some(hour * HOUR + minute * MINUTE)?;
    match sign {
        "+" => Some(seconds),
        "-" => Some(-seconds),
        _ => None,
    }
}

/// Numbers of so many digits each.
fn numbers<const N: usize>(text: &str, between: char, digits: [usize; N]) -> Option<[i64; N]> {
    let mut parts = text.split(between);
    let mut read = [0; N];
    for (number, digits) in read.iter_mut().zip(digits) {
        let part = parts.next().filter(|part| part.len() == digits && is_digits(part))?;
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(read)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

const fn days_of(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days of the calendar of today. Years begin in March here, so that a leap day comes last.
const fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    /// From the first of March of the year 0 to the first day of 1970.
    const BEFORE: i64 = 719_468;
    let year = if month < 3 { year - 1 } else { year };
    let months = (month + 9) % 12;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + (153 * months + 2) / 5 + day - 1 - BEFORE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_seconds_since_1970() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", 0),
            // RFC 8949, section 3.4.2, and RFC 3339, section 5.8.
            ("2013-03-21T20:04:00Z", 1_363_896_240),
            ("1985-04-12T23:20:50.52Z", 482_196_050),
            ("1996-12-19T16:39:57-08:00", 851_042_397),
            ("1937-01-01T12:00:27+00:20", -1_041_337_173),
            ("2000-02-29T00:00:00Z", 951_782_400),
            ("2000-03-01T00:00:00-00:00", 951_868_800),
            ("1969-12-31T23:59:59Z", -1),
            ("0000-01-01T00:00:00Z", -62_167_219_200),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_no_calendar_has_is_refused() {
        for text in [
            "",
            "2026-11-30",
            "2026-11-30T10:00:00",
            "2026-11-30 10:00:00Z",
            "2026-11-30t10:00:00z",
            "2026-11-30T10:00Z",
            "2026-11-30T24:00:00Z",
            "2026-11-30T10:60:00Z",
            "2026-11-30T10:00:60Z",
            "2026-11-31T10:00:00Z",
            "2026-00-01T10:00:00Z",
            "2026-13-01T10:00:00Z",
            "2026-01-00T10:00:00Z",
            "2100-02-29T10:00:00Z",
            "26-11-30T10:00:00Z",
            "+026-11-30T10:00:00Z",
            "2026-11-30T10:00:00.Z",
            "2026-11-30T10:00:00.5.5Z",
            "2026-11-30T10:00:00+0100",
            "2026-11-30T10:00:00+24:00",
            "2026-11-30T10:00:00*01:00",
            "2026-11-30T10:00:00Z ",
            "2026-11-30T10:00:00ñ1:00",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
