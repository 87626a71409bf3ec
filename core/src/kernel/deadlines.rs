//! The windows of the law, in days of Madrid. The city says until when a person has time; these explain it and check it.
//!
//! Sources: RDL 6/2015, art. 94 and 95 (traffic fines), Ley 58/2003 (LGT), art. 28 and 62.2, Ley 39/2015, art. 30 and 43.2.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc, Weekday};

use super::{Cents, madrid_day};

/// Calendar days to pay half of a traffic fine, to say why it is wrong or to name the driver (RDL 6/2015, art. 94 and 95).
pub const REDUCED_FINE_DAYS: u64 = 20;
/// Calendar days after which a traffic fine that was neither paid nor answered is final (RDL 6/2015, art. 95).
pub const SILENCE_DAYS: u64 = 30;
/// Calendar days after which an electronic notification that nobody opened counts as turned down (Ley 39/2015, art. 43.2).
pub const UNOPENED_DAYS: u64 = 10;

/// Days that count, both ends among them. A day ends at Madrid's midnight, whatever the clock of the phone says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub first: NaiveDate,
    /// The last day: until its midnight there is time.
    pub last: NaiveDate,
}

impl Window {
    /// So many calendar days from the day after a notice, holidays among them (Ley 39/2015, art. 30.2 and 30.3).
    #[must_use]
    pub fn of_calendar_days(notified: NaiveDate, days: u64) -> Self {
        Self {
            first: later(notified, 1),
            last: later(notified, days),
        }
    }

    /// To pay a debt that was notified by itself without a surcharge (LGT, art. 62.2): notified on the 1st to the 15th, until the 20th
    /// of the next month; from the 16th on, until the 5th of the month after. If nobody works that day, until the next day that somebody
    /// does.
    #[must_use]
    pub fn voluntary(notified: NaiveDate, holidays: &Holidays) -> Self {
        let (months, day) = if notified.day() <= 15 { (1, 20) } else { (2, 5) };
        // Of the first day of a month, which every month has.
        let month = notified
            .with_day(1)
            .and_then(|first| first.checked_add_months(Months::new(months)));
        let last = month.and_then(|month| month.with_day(day)).unwrap_or(NaiveDate::MAX);
        Self {
            first: later(notified, 1),
            last: holidays.working_day_from(last),
        }
    }

    /// Whether there is time at a moment.
    #[must_use]
    pub fn holds(&self, at: DateTime<Utc>) -> bool {
        (self.first..=self.last).contains(&madrid_day(at))
    }
}

/// A number of days later. Time ends where calendars do.
fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

/// The holidays of a place: the State's, the region's and the town's. They are data, and change every year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holidays(BTreeSet<NaiveDate>);

impl Holidays {
    /// These days.
    #[must_use]
    pub fn new(days: impl IntoIterator<Item = NaiveDate>) -> Self {
        Self(days.into_iter().collect())
    }

    /// Whether offices work: no Saturday, no Sunday, no holiday (Ley 39/2015, art. 30.2).
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !self.0.contains(&day)
    }

    /// The day itself, or the first one after it that offices work.
    #[must_use]
    pub fn working_day_from(&self, day: NaiveDate) -> NaiveDate {
        let mut days = day.iter_days();
        days.find(|day| self.is_working_day(*day)).unwrap_or(day)
    }
}

/// What a debt costs more when its time is over (LGT, art. 28). Interest comes on top of the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surcharge {
    /// Paid before the order of enforcement was notified: 5 %.
    BeforeOrder,
    /// Paid within the time that the order gives: 10 %.
    WithinOrder,
    /// Paid later: 20 %.
    AfterOrder,
}

impl Surcharge {
    /// All of them, the least first.
    pub const ALL: [Self; 3] = [Self::BeforeOrder, Self::WithinOrder, Self::AfterOrder];

    /// How many of a hundred.
    #[must_use]
    pub const fn percent(self) -> u8 {
        match self {
            Self::BeforeOrder => 5,
            Self::WithinOrder => 10,
            Self::AfterOrder => 20,
        }
    }

    /// What comes on top of a debt: to the nearest cent, half a cent up. Nothing on top of nothing or less.
    #[must_use]
    pub fn of(self, debt: Cents) -> Cents {
        let hundredths = i128::from(debt.get().max(0)) * i128::from(self.percent());
        Cents::new(i64::try_from((hundredths + 50) / 100).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
#[path = "deadlines_tests.rs"]
mod tests;
