//! Numbers, distances and moments as a citizen reads them. Moments are the City's: Europe/Madrid, wherever the phone is.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use chrono_tz::Europe::Madrid;

use super::{Arg, keys, plain, with};
use crate::kernel::{Cents, Language, madrid_day};

/// A whole number with the language's grouping: Spanish groups from five digits on (RAE), English from four.
#[must_use]
pub fn number(language: Language, value: u64) -> String {
    let (separator, from) = match language {
        Language::Es => ('.', 10_000),
        Language::En => (',', 1_000),
    };
    let digits = value.to_string();
    if value < from {
        return digits;
    }
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// A distance as people say it: tens of metres below a kilometre, tenths up to ten, whole kilometres beyond.
#[must_use]
pub fn distance(language: Language, metres: f64) -> String {
    distance_as(language, metres, keys::DISTANCE_M, keys::DISTANCE_KM)
}

/// The same distance for a screen reader.
#[must_use]
pub fn distance_spoken(language: Language, metres: f64) -> String {
    distance_as(language, metres, keys::DISTANCE_SPOKEN_M, keys::DISTANCE_SPOKEN_KM)
}

fn distance_as(language: Language, metres: f64, in_metres: super::Key, in_km: super::Key) -> String {
    let tens = (metres / 10.0).round() * 10.0;
    if tens < 1_000.0 {
        return with(language, in_metres, &[("n", format!("{tens:.0}").into())]);
    }
    let km = metres / 1_000.0;
    let text = if (km * 10.0).round() < 100.0 {
        format!("{km:.1}")
    } else {
        format!("{km:.0}")
    };
    let text = match language {
        Language::Es => text.replace('.', ","),
        Language::En => text,
    };
    with(language, in_km, &[("n", text.into())])
}

/// A moment in the past, seen from `now`: "hoy a las 10:32", "ayer a las 18:05", "el 3 de noviembre de 2026".
#[must_use]
pub fn moment(language: Language, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (at, today) = (at.with_timezone(&Madrid), now.with_timezone(&Madrid).date_naive());
    let time = || Arg::from(format!("{}:{:02}", at.hour(), at.minute()));
    let day = at.date_naive();
    if day == today {
        with(language, keys::WHEN_TODAY, &[("time", time())])
    } else if Some(day) == today.pred_opt() {
        with(language, keys::WHEN_YESTERDAY, &[("time", time())])
    } else {
        with(language, keys::WHEN_DATE, &date_args(language, day))
    }
}

/// A calendar day seen from `today`: "hoy", "mañana", "el 26 de noviembre"; with its year where that is another one.
#[must_use]
pub fn day(language: Language, day: NaiveDate, today: NaiveDate) -> String {
    if day == today {
        plain(language, keys::DAY_TODAY)
    } else if Some(day) == today.succ_opt() {
        plain(language, keys::DAY_TOMORROW)
    } else if day.year() == today.year() {
        with(language, keys::DAY_PLAIN, &date_args(language, day))
    } else {
        with(language, keys::DAY_YEAR, &date_args(language, day))
    }
}

/// The time on the walls of Madrid: "9:30".
#[must_use]
pub fn clock_time(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&Madrid);
    format!("{}:{:02}", local.hour(), local.minute())
}

/// A moment to come, seen from `today`: "mañana a las 9:30", "el 27 de noviembre a las 9:30".
#[must_use]
pub fn appointment(language: Language, at: DateTime<Utc>, today: NaiveDate) -> String {
    let date = day(language, madrid_day(at), today);
    with(
        language,
        keys::DAY_AT,
        &[("date", date.into()), ("time", clock_time(at).into())],
    )
}

/// An amount of money: "1.234,50 €" in Spanish, "€1,234.50" in English.
#[must_use]
pub fn amount(language: Language, amount: Cents) -> String {
    let cents = amount.get().unsigned_abs();
    let sign = if amount.get() < 0 { "-" } else { "" };
    let (euros, rest) = (number(language, cents / 100), cents % 100);
    match language {
        Language::Es => format!("{sign}{euros},{rest:02}\u{a0}€"),
        Language::En => format!("{sign}€{euros}.{rest:02}"),
    }
}

/// Day, month in words and year, for a sentence with `$day`, `$month` and `$year`.
#[must_use]
pub fn date_args(language: Language, day: NaiveDate) -> [(&'static str, Arg<'static>); 3] {
    let months = plain(language, keys::MONTHS);
    let month = months
        .split(' ')
        .nth(day.month0() as usize)
        .unwrap_or_default()
        .to_owned();
    [
        ("day", day.day().to_string().into()),
        ("month", month.into()),
        ("year", day.year().to_string().into()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Es};

    #[test]
    fn numbers_are_grouped_by_language() {
        let both = |value| (number(Es, value), number(En, value));
        assert_eq!(both(999), ("999".into(), "999".into()));
        assert_eq!(both(1234), ("1234".into(), "1,234".into()));
        assert_eq!(both(10_000), ("10.000".into(), "10,000".into()));
        assert_eq!(both(1_234_567), ("1.234.567".into(), "1,234,567".into()));
    }

    #[test]
    fn distances_are_as_people_say_them() {
        for (metres, es) in [
            (0.0, "0 m"),
            (347.0, "350 m"),
            (994.0, "990 m"),
            (996.0, "1,0 km"),
            (1_249.0, "1,2 km"),
            (9_960.0, "10 km"),
        ] {
            assert_eq!(distance(Es, metres), es);
        }
        assert_eq!(distance(En, 1_249.0), "1.2 km");
        assert_eq!(distance_spoken(En, 347.0), "350 metres away");
    }

    #[test]
    fn days_and_appointments_are_said_from_today() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = date("2026-12-31");
        assert_eq!(day(Es, today, today), "hoy");
        assert_eq!(day(Es, date("2027-01-01"), today), "mañana");
        assert_eq!(day(Es, date("2026-11-26"), today), "el 26 de noviembre");
        assert_eq!(day(En, date("2027-01-02"), today), "2 January 2027");
        let at = DateTime::parse_from_rfc3339("2026-11-27T08:30:00Z").unwrap().to_utc();
        assert_eq!(appointment(Es, at, date("2026-11-26")), "mañana a las 9:30");
    }

    #[test]
    fn money_is_written_as_each_language_does() {
        let both = |cents| (amount(Es, Cents::new(cents)), amount(En, Cents::new(cents)));
        assert_eq!(both(5), ("0,05\u{a0}€".into(), "€0.05".into()));
        assert_eq!(both(123_450), ("1234,50\u{a0}€".into(), "€1,234.50".into()));
        assert_eq!(both(-1_234_567), ("-12.345,67\u{a0}€".into(), "-€12,345.67".into()));
    }

    #[test]
    fn moments_are_madrids() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
        let now = at("2026-11-24T23:30:00Z"); // already the 25th in Madrid
        assert_eq!(moment(Es, at("2026-11-24T23:05:00Z"), now), "hoy a las 0:05");
        assert_eq!(moment(Es, at("2026-11-24T22:59:00Z"), now), "ayer a las 23:59");
        assert_eq!(moment(En, at("2026-11-03T10:00:00Z"), now), "3 November 2026");
        assert_eq!(moment(Es, at("2026-08-01T22:30:00Z"), now), "el 2 de agosto de 2026");
    }
}
