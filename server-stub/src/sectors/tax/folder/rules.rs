//! What follows from the tax ordinances and the law, pure: surcharges, what a direct debit saves, parts.

use chrono::NaiveDate;

use crate::calendar::later;
use crate::terms::{day_of_month, order_until, working_day_from};

/// Of the day that the instalments of a month are charged.
const DAY_OF_INSTALMENTS: u32 = 20;

/// So much of an amount, in hundredths of a percent, to the nearest cent.
#[must_use]
pub const fn share(cents: i64, hundredths: i64) -> i64 {
    (cents * hundredths + 5_000) / 10_000
}

/// What something costs more and from when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recargo {
    /// How many of a hundred come on top.
    pub percent: i64,
    /// All of it then.
    pub cents: i64,
    /// The first day.
    pub from: NaiveDate,
    /// Whether that day is sure: the order of enforcement may come sooner or later than it is planned.
    pub is_certain: bool,
}

/// What a debt costs after its last day (LGT, art. 28): 5 % until the order of enforcement, 10 % in the time that it gives, 20 % then.
#[must_use]
pub fn surcharges(cents: i64, until: NaiveDate, order: NaiveDate, is_notified: bool) -> [Recargo; 3] {
    let step = |percent, from, is_certain| Recargo {
        percent,
        cents: cents + share(cents, percent * 100),
        from,
        is_certain,
    };
    [
        step(5, later(until, 1), true),
        step(10, order, is_notified),
        step(20, later(order_until(order), 1), is_notified),
    ]
}

/// How a tax may be charged by the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modalidad {
    /// At once, on the last day.
    Unica,
    /// In two, with something off (Sistema Especial de Pago).
    Sep,
    /// In parts, as one likes (Pago a la Carta).
    Pac,
}

impl Modalidad {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Unica, Self::Sep, Self::Pac];

    /// As the mainframe calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unica => "UNI",
            Self::Sep => "SEP",
            Self::Pac => "PAC",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// How many days before the last day each part is charged.
    const fn charges(self) -> &'static [i64] {
        match self {
            Self::Unica => &[0],
            Self::Sep => &[150, 0],
            Self::Pac => &[240, 120, 0],
        }
    }
}

/// A part of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plazo {
    /// When.
    pub day: NaiveDate,
    /// How much, in cents.
    pub cents: i64,
    /// Whether it is paid.
    pub is_paid: bool,
}

/// What is off, in cents: a share, at most so much.
#[must_use]
pub fn saving(total: i64, hundredths: i64, cap: i64) -> i64 {
    share(total, hundredths).min(cap)
}

/// The charges of a direct debit; what is saved is off the last one.
#[must_use]
pub fn charges(mode: Modalidad, total: i64, saving: i64, until: NaiveDate) -> Vec<Plazo> {
    let days = mode.charges();
    let mut parts = split(total, days.len());
    if let Some(last) = parts.last_mut() {
        *last -= saving;
    }
    let day = |before: &i64| working_day_from(later(until, -before));
    let part = |(before, cents): (&i64, i64)| Plazo {
        // The last day is the one that the receipt says.
        day: if *before == 0 { until } else { day(before) },
        cents,
        is_paid: false,
    };
    days.iter().zip(parts).map(part).collect()
}

/// Instalments on the 20th of each month from the next one on.
#[must_use]
pub fn instalments(total: i64, count: usize, asked: NaiveDate) -> Vec<Plazo> {
    let part = |(months, cents): (u32, i64)| Plazo {
        day: working_day_from(day_of_month(asked, months, DAY_OF_INSTALMENTS)),
        cents,
        is_paid: false,
    };
    (1..).zip(split(total, count)).map(part).collect()
}

/// In equal parts; what does not divide is in the first ones, a cent each.
fn split(total: i64, count: usize) -> Vec<i64> {
    let count = i64::try_from(count).unwrap_or(1).max(1);
    (0..count)
        .map(|at| total / count + i64::from(at < total % count))
        .collect()
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
