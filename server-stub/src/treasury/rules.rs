//! What follows from what, pure: whether somebody may pay, what the bank's word makes of a payment, and when the City stops
//! waiting.

use chrono::{DateTime, TimeDelta, Utc};

use super::bank::BankSays;
use super::model::{Debt, Payment, Reason, Standing, State};
use crate::calendar::{later, moment, today};

/// How long the City waits for a payer, and keeps the debt from being paid in another way.
pub const WAITS: TimeDelta = TimeDelta::minutes(20);
/// How long a price is kept to.
const HOLDS: TimeDelta = TimeDelta::minutes(15);

/// What is to be done about a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing.
    Nothing,
    /// It is paid: give the receipt.
    Settle,
    /// It is not paid and will not be.
    Reject(Reason),
    /// Nobody can pay it any more.
    Close,
    /// What was taken is not the City's.
    GiveBack,
}

/// Until when a price holds: a quarter of an hour, or the end of the day in Madrid, because a reduction may end with it, or the
/// moment from which on nobody begins to pay.
#[must_use]
pub fn price_holds_until(debt: &Debt, now: DateTime<Utc>) -> DateTime<Utc> {
    let holds = holds_until(now);
    debt.payable_until.map_or(holds, |until| until.min(holds).max(now))
}

/// The same where paying may begin at any time.
#[must_use]
pub fn holds_until(now: DateTime<Utc>) -> DateTime<Utc> {
    let tomorrow = later(today(now), 1).and_hms_opt(0, 0, 0).map_or(now, moment);
    tomorrow.min(now + HOLDS)
}

impl Standing {
    /// Whether money that comes now still pays it.
    #[must_use]
    pub const fn is_owed(self) -> bool {
        matches!(self, Self::Payable | Self::Closing)
    }
}

/// Whether an order may be made for a debt, or why not.
pub fn may_pay(debt: Option<&Debt>, is_held: bool, amount: i64) -> Result<(), Reason> {
    let debt = debt.ok_or(Reason::DebtUnknown)?;
    match debt.standing {
        Standing::Paid => Err(Reason::AlreadyPaid),
        Standing::Closing | Standing::NotPayable => Err(Reason::Other),
        Standing::Payable if is_held => Err(Reason::Locked),
        Standing::Payable if debt.amount != amount => Err(Reason::AmountChanged),
        Standing::Payable => Ok(()),
    }
}

/// What the bank's word makes of a payment. Money that was taken pays what is still owed, however late the word comes; what
/// pays nothing, or is not what it should be, is given back.
#[must_use]
pub fn step(payment: &Payment, says: &BankSays, is_owed: bool) -> Step {
    let is_waiting = payment.state == State::AwaitingPayer;
    match says {
        _ if matches!(payment.state, State::Settled | State::Rejected(Reason::Refunded)) => Step::Nothing,
        BankSays::Authorised(taken) if is_owed && taken.amount == payment.amount => Step::Settle,
        BankSays::Authorised(_) => Step::GiveBack,
        BankSays::Refused(reason) if is_waiting => Step::Reject(*reason),
        BankSays::Closed if is_waiting => Step::Close,
        BankSays::Refunded if is_waiting => Step::Reject(Reason::Refunded),
        BankSays::Refused(_) | BankSays::Closed | BankSays::Refunded | BankSays::Nothing | BankSays::Busy { .. } => {
            Step::Nothing
        }
    }
}

/// Whether the City waits no longer: the time is over, or there is nothing left to pay.
#[must_use]
pub fn is_over(payment: &Payment, is_owed: bool, now: DateTime<Utc>) -> bool {
    let order = payment.order.as_ref().filter(|_| payment.state == State::AwaitingPayer);
    order.is_some_and(|order| now >= order.expires || !is_owed)
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
