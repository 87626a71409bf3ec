//! What a fine costs on which days, pure: half, all of it, and what comes on top when its time is over.

use chrono::NaiveDate;

use super::machine::{Expediente, State, TO_ANSWER, TO_PAY};
use crate::calendar::later;
use crate::terms::order_until;

/// So long after that the order of enforcement is notified: this city's own pace.
const TO_ORDER: i64 = 10;
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
    let within = order_until(order);
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
