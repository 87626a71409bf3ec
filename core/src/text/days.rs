//! Days of the week, spans of days and hours of a clock as a citizen reads them. What is said here is Madrid's.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};

use super::format::date_args;
use super::{Arg, keys, plain, with};
use crate::kernel::Language;

/// The hour a clock shows: "19:00", "9:30".
#[must_use]
pub fn hour(time: NaiveTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// The name of a day of the week: "lunes", "Monday".
#[must_use]
pub fn weekday(language: Language, day: Weekday) -> String {
    let names = plain(language, keys::WEEKDAYS);
    let name = names.split(' ').nth(day.num_days_from_monday() as usize);
    name.unwrap_or_default().to_owned()
}

/// A day with its name, seen from `today`: "hoy", "mañana", "el sábado 5 de diciembre"; with its year where that is another one.
#[must_use]
pub fn named_day(language: Language, day: NaiveDate, today: NaiveDate) -> String {
    near_day(language, day, today).unwrap_or_else(|| {
        let date = named_date(language, day, today);
        with(language, keys::ON_DAY, &[("date", date.into())])
    })
}

/// The same as words above a list: "Hoy, lunes 30 de noviembre", "Sábado 5 de diciembre".
#[must_use]
pub fn day_heading(language: Language, day: NaiveDate, today: NaiveDate) -> String {
    let date = named_date(language, day, today);
    sentence(&match near_day(language, day, today) {
        Some(near) => format!("{near}, {date}"),
        None => date,
    })
}

/// From one day to another: "del 3 de marzo al 5 de abril"; with years where they differ or are not this one.
#[must_use]
pub fn span(language: Language, from: NaiveDate, to: NaiveDate, today: NaiveDate) -> String {
    let date = |day: NaiveDate, with_year| {
        let key = if with_year { keys::DATE } else { keys::DAY_MONTH };
        Arg::from(with(language, key, &date_args(language, day)))
    };
    let two_years = from.year() != to.year();
    let values = [
        ("from", date(from, two_years)),
        ("to", date(to, two_years || to.year() != today.year())),
    ];
    with(language, keys::SPAN, &values)
}

/// Several things in a sentence: "lunes, martes y jueves".
#[must_use]
pub fn listing(language: Language, parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => {
            let values = [("first", first.join(", ").into()), ("last", last.as_str().into())];
            with(language, keys::LISTING, &values)
        }
    }
}

/// The words with a capital at their beginning.
#[must_use]
pub fn sentence(words: &str) -> String {
    let mut rest = words.chars();
    let first = rest.next().map(char::to_uppercase).into_iter().flatten();
    first.chain(rest).collect()
}

fn near_day(language: Language, day: NaiveDate, today: NaiveDate) -> Option<String> {
    if day == today {
        Some(plain(language, keys::DAY_TODAY))
    } else {
        (Some(day) == today.succ_opt()).then(|| plain(language, keys::DAY_TOMORROW))
    }
}

fn named_date(language: Language, day: NaiveDate, today: NaiveDate) -> String {
    let key = if day.year() == today.year() {
        keys::DAY_MONTH
    } else {
        keys::DATE
    };
    let date = with(language, key, &date_args(language, day));
    format!("{} {date}", weekday(language, day.weekday()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Es};

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_has_its_name_and_its_year_where_that_is_another_one() {
        let today = date("2026-11-30");
        let both = |day: &str| [Es, En].map(|language| named_day(language, date(day), today));
        assert_eq!(both("2026-11-30"), ["hoy", "today"]);
        assert_eq!(both("2026-12-01"), ["mañana", "tomorrow"]);
        assert_eq!(both("2026-12-05"), ["el sábado 5 de diciembre", "Saturday 5 December"]);
        assert_eq!(
            both("2027-01-06"),
            ["el miércoles 6 de enero de 2027", "Wednesday 6 January 2027"]
        );
        assert_eq!(day_heading(Es, today, today), "Hoy, lunes 30 de noviembre");
        assert_eq!(day_heading(Es, date("2026-12-05"), today), "Sábado 5 de diciembre");
    }

    #[test]
    fn a_span_says_the_years_that_matter() {
        let today = date("2026-11-30");
        let both = |from: &str, to: &str| [Es, En].map(|language| span(language, date(from), date(to), today));
        assert_eq!(
            both("2026-03-03", "2026-12-05"),
            ["del 3 de marzo al 5 de diciembre", "3 March to 5 December"]
        );
        assert_eq!(
            both("2026-11-03", "2027-02-05"),
            [
                "del 3 de noviembre de 2026 al 5 de febrero de 2027",
                "3 November 2026 to 5 February 2027"
            ]
        );
        assert_eq!(
            both("2027-03-03", "2027-03-05"),
            ["del 3 de marzo al 5 de marzo de 2027", "3 March to 5 March 2027"]
        );
    }

    #[test]
    fn lists_hours_and_capitals() {
        let of = |parts: &[&str]| listing(Es, &parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>());
        assert_eq!(
            [of(&[]), of(&["lunes"]), of(&["lunes", "martes"])],
            ["", "lunes", "lunes y martes"]
        );
        assert_eq!(of(&["lunes", "martes", "jueves"]), "lunes, martes y jueves");
        assert_eq!(hour("09:05".parse().unwrap()), "9:05");
        assert_eq!((sentence("último"), sentence("")), ("Último".to_owned(), String::new()));
        assert_eq!(weekday(Es, Weekday::Sun), "domingo");
    }
}
