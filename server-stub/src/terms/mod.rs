//! The terms that the law gives for paying, pure: on which days Madrid's offices work, and which day is the last one.

mod holidays;

use chrono::{Datelike as _, Months, NaiveDate, Weekday};

use holidays::HOLIDAYS;

/// Whether offices work: no Saturday, no Sunday, no holiday (Ley 39/2015, art. 30.2).
#[must_use]
pub fn is_working_day(day: NaiveDate) -> bool {
    let written = day.to_string();
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !HOLIDAYS.contains(&written.as_str())
}

/// The day itself, or the first one after it that offices work.
#[must_use]
pub fn working_day_from(day: NaiveDate) -> NaiveDate {
    day.iter_days().find(|day| is_working_day(*day)).unwrap_or(day)
}

/// The last day to pay what was notified by itself (LGT, art. 62.2): notified on the 1st to the 15th, the 20th of the next month; from
/// the 16th on, the 5th of the month after.
#[must_use]
pub fn voluntary_until(notified: NaiveDate) -> NaiveDate {
    let (months, day) = if notified.day() <= 15 { (1, 20) } else { (2, 5) };
    working_day_from(day_of_month(notified, months, day))
}

/// The last day to pay after an order of enforcement (LGT, art. 62.5): notified on the 1st to the 15th, the 20th of the same month; from
/// the 16th on, the 5th of the next.
#[must_use]
pub fn order_until(notified: NaiveDate) -> NaiveDate {
    let (months, day) = if notified.day() <= 15 { (0, 20) } else { (1, 5) };
    working_day_from(day_of_month(notified, months, day))
}

/// A day of the month so many months later; the day itself where that month has none.
#[must_use]
pub fn day_of_month(from: NaiveDate, months: u32, day: u32) -> NaiveDate {
    let first = from
        .with_day(1)
        .and_then(|first| first.checked_add_months(Months::new(months)));
    first.and_then(|first| first.with_day(day)).unwrap_or(from)
}

#[cfg(test)]
mod tests;
