//! What a fine costs on which days, pure: half, all of it, and what comes on top when its time is over.

use chrono::{Datelike as _, Months, NaiveDate, Weekday};

use super::machine::{Expediente, State, TO_ANSWER, TO_PAY};
use crate::calendar::later;

/// So long after that the order of enforcement is notified: this city's own pace.
const TO_ORDER: i64 = 10;
/// Days on which nobody works in Madrid whatever the year: month and day. Those of Easter and of single years are not here.
const HOLIDAYS: [(u32, u32); 12] = [
    (1, 1),
    (1, 6),
    (5, 1),
    (5, 2),
    (5, 15),
    (8, 15),
    (10, 12),
    (11, 1),
    (11, 9),
    (12, 6),
    (12, 8),
    (12, 25),
];

/// A price, and when it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub kind: StepKind,
    /// Per cent on top.
    pub surcharge: i64,
    /// In cents.
    pub amount: i64,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: Option<NaiveDate>,
}

/// Which price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// With the reduction.
    Reduced,
    /// In full.
    Full,
    /// With a surcharge (Ley 58/2003, art. 28).
    Surcharge,
}

/// What it costs and will cost. Of what is not to be paid there is none.
pub fn steps(file: &Expediente, state: State, final_day: Option<NaiveDate>) -> Vec<Step> {
    let Some(notified) = file.notificado.filter(|_| state.is_payable()) else {
        return Vec::new();
    };
    let full = full(file);
    let answer = later(notified, TO_ANSWER);
    let plain = |kind, amount, from, until| Step {
        kind,
        surcharge: 0,
        amount,
        from,
        until,
    };
    let Some(last) = final_day.map(|day| later(day, TO_PAY)) else {
        return vec![plain(StepKind::Full, full, notified, None)];
    };
    let mut steps = Vec::new();
    let is_reduced = file.alegacion.is_none() && file.reduccion > 0;
    if is_reduced {
        steps.push(plain(StepKind::Reduced, reduced(file), notified, Some(answer)));
    }
    let from = if is_reduced { later(answer, 1) } else { notified };
    steps.push(plain(StepKind::Full, full, from, Some(last)));
    steps.extend(surcharges(full, last));
    steps
}

/// From the day after the last one to pay: 5 % before the order is notified, 10 % in the time that the order gives, then 20 %.
fn surcharges(full: i64, last: NaiveDate) -> [Step; 3] {
    let order = later(last, TO_ORDER);
    let within = order_window(order);
    let step = |surcharge, from, until| Step {
        kind: StepKind::Surcharge,
        surcharge,
        amount: full.saturating_mul(100 + surcharge) / 100,
        from,
        until,
    };
    [
        step(5, later(last, 1), Some(later(order, -1))),
        step(10, order, Some(within)),
        step(20, later(within, 1), None),
    ]
}

/// The time that an order of enforcement gives (Ley 58/2003, art. 62.5): notified on the 1st to the 15th, until the 20th of that
/// month; later, until the 5th of the next; if nobody works then, the next day that somebody does.
fn order_window(notified: NaiveDate) -> NaiveDate {
    let last = if notified.day() <= 15 {
        notified.with_day(20)
    } else {
        let next = notified
            .with_day(1)
            .and_then(|first| first.checked_add_months(Months::new(1)));
        next.and_then(|next| next.with_day(5))
    };
    let last = last.unwrap_or(notified);
    last.iter_days().find(|day| is_working_day(*day)).unwrap_or(last)
}

fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !HOLIDAYS.contains(&(day.month(), day.day()))
}

/// In cents.
pub fn full(file: &Expediente) -> i64 {
    file.importe.saturating_mul(100)
}

/// In cents.
pub fn reduced(file: &Expediente) -> i64 {
    file.importe.saturating_mul(100 - file.reduccion)
}

#[cfg(test)]
#[path = "prices_tests.rs"]
mod tests;
