//! What "today", "tomorrow" and "this weekend" are: days of Madrid.

use chrono::{Datelike, Days, NaiveDate};

/// When a person wants something to be on. What is over is never meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// From now on, whenever.
    Coming,
    /// Under way, or about to begin.
    Now,
    /// What is left of today.
    Today,
    /// Tomorrow.
    Tomorrow,
    /// Saturday and Sunday; on one of them, what is left of it.
    Weekend,
    /// One day.
    Day(NaiveDate),
    /// Every day from the first to the second.
    Days(NaiveDate, NaiveDate),
}

impl When {
    /// The first and the last day that are meant, seen from today. The last one is before the first where both are gone.
    #[must_use]
    pub fn days(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let after = |days: u64| today.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
        let (from, to) = match self {
            Self::Coming => (today, NaiveDate::MAX),
            // What begins soon may begin after midnight.
            Self::Now => (today, after(1)),
            Self::Today => (today, today),
            Self::Tomorrow => (after(1), after(1)),
            Self::Weekend => {
                let to_sunday = u64::from(6 - today.weekday().num_days_from_monday());
                (after(to_sunday.saturating_sub(1)), after(to_sunday))
            }
            Self::Day(day) => (day, day),
            Self::Days(from, to) => (from, to),
        };
        (from.max(today), to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(when: When, today: &str) -> (String, String) {
        let (from, to) = when.days(today.parse().unwrap());
        (from.to_string(), to.to_string())
    }

    fn both(from: &str, to: &str) -> (String, String) {
        (from.to_owned(), to.to_owned())
    }

    #[test]
    fn a_weekend_is_the_one_to_come_or_what_is_left_of_it() {
        for (today, from, to) in [
            ("2026-11-30", "2026-12-05", "2026-12-06"), // a Monday
            ("2026-12-04", "2026-12-05", "2026-12-06"), // a Friday
            ("2026-12-05", "2026-12-05", "2026-12-06"),
            ("2026-12-06", "2026-12-06", "2026-12-06"),
            ("2026-12-31", "2027-01-02", "2027-01-03"),
        ] {
            assert_eq!(days(When::Weekend, today), both(from, to), "{today}");
        }
    }

    #[test]
    fn what_is_gone_is_never_meant() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(days(When::Today, "2026-12-31"), both("2026-12-31", "2026-12-31"));
        assert_eq!(days(When::Tomorrow, "2026-12-31"), both("2027-01-01", "2027-01-01"));
        let (from, to) = When::Day(day("2026-11-01")).days(day("2026-11-30"));
        assert!(to < from);
        let spanning = When::Days(day("2026-11-01"), day("2026-12-24"));
        assert_eq!(days(spanning, "2026-11-30"), both("2026-11-30", "2026-12-24"));
    }
}
