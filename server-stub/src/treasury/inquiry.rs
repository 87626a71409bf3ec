//! How the treasury finds out what became of an order: it asks the bank, and writes what follows in one transaction with the
//! receipt and the system that had the debt. What was taken and is not the City's is given back, however many tries it takes.

use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::Transaction;
use serde::Serialize;

use super::bank::{BankSays, Charge, NotHeard, Taken};
use super::model::{DebtKind, Payment, Reason, State};
use super::numbers::{receipt_code, receipt_number};
use super::rules::{Step, is_over, step};
use super::store::{self, NewReceipt};
use crate::api::{Problem, owed};
use crate::sectors;
use crate::state::CityState;
use crate::store::StoreError;

/// How often the city tries again to give back what is to be given back.
const ROUND: Duration = Duration::from_secs(60);

/// What was found out, or that the bank could not be heard. The outer error is the city's own.
pub type Found = Result<Result<Payment, NotHeard>, Problem>;

/// Asks what became of a payment, and closes it if its time is over or there is nothing left to pay.
pub async fn look(city: &CityState, payment: Payment) -> Found {
    inquire(city, payment, false).await
}

/// The same, and closes it in any case, if the bank lets it be closed.
pub async fn finish(city: &CityState, payment: Payment) -> Found {
    inquire(city, payment, true).await
}

async fn inquire(city: &CityState, payment: Payment, close: bool) -> Found {
    let Some(charge) = Charge::of(&payment) else {
        return Ok(Ok(payment));
    };
    let says = match city.bank().state(&charge).await {
        Ok(says) => says,
        Err(NotHeard) => return Ok(Err(NotHeard)),
    };
    let (payment, is_owed) = take_in(city, &payment, says).await?;
    let is_waiting = payment.state == State::AwaitingPayer;
    if !is_waiting || !(close || is_over(&payment, is_owed, city.clock().now())) {
        return Ok(Ok(payment));
    }
    // The bank first: once it has closed the order nobody can pay it, and only then is it closed here.
    match city.bank().close(&charge).await {
        Ok(says) => Ok(Ok(take_in(city, &payment, says).await?.0)),
        Err(NotHeard) => Ok(Err(NotHeard)),
    }
}

/// Writes what follows from the bank's word. The payment as it is then, and whether its debt is still owed.
async fn take_in(city: &CityState, payment: &Payment, says: BankSays) -> Result<(Payment, bool), Problem> {
    let key = payment.key.clone();
    let moment = Moment::of(city);
    let (payment, is_owed) = city
        .with_store(move |records| {
            records.write(|tx| {
                let payment = store::by_key(tx, &key)?.ok_or(StoreError::Damaged)?;
                moment.follow(tx, &payment, &says)?;
                let payment = store::by_key(tx, &key)?.ok_or(StoreError::Damaged)?;
                let is_owed = moment.is_owed(tx, &payment)?;
                Ok((payment, is_owed))
            })
        })
        .await?;
    give_back(city, &payment).await?;
    Ok((payment, is_owed))
}

/// Gives back what is not the City's, if that is so and was not done. Not heard, it stays to be done.
pub async fn give_back(city: &CityState, payment: &Payment) -> Result<(), Problem> {
    let seq = payment.seq;
    let due = city
        .with_store(move |records| records.read(|connection| store::due_back(connection, seq)))
        .await?;
    let (Some(amount), Some(charge)) = (due, Charge::of(payment)) else {
        return Ok(());
    };
    // What was taken goes back, which may not be what was asked for.
    let charge = Charge { amount, ..charge };
    if city.bank().refund(&charge).await.is_err() {
        return Ok(());
    }
    let now = city.clock().now();
    city.with_store(move |records| records.write(|tx| store::gave_back(tx, seq, now)))
        .await
}

/// The seed and the time in which something follows.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    seed: u64,
    now: DateTime<Utc>,
}

impl Moment {
    /// Now.
    pub fn of(city: &CityState) -> Self {
        Self {
            seed: city.seed(),
            now: city.clock().now(),
        }
    }

    /// Writes what follows from the bank's word for a payment as it is in the records. Whether anything did.
    pub fn follow(self, tx: &Transaction<'_>, payment: &Payment, says: &BankSays) -> Result<bool, StoreError> {
        let step = step(payment, says, self.is_owed(tx, payment)?);
        match (step, says) {
            (Step::Nothing, _) => {}
            (Step::Settle, BankSays::Authorised(taken)) => self.settle(tx, payment, taken)?,
            (Step::GiveBack, BankSays::Authorised(taken)) => {
                store::set_state(tx, payment, State::Rejected(Reason::Refunded))?;
                store::owe_back(tx, payment, taken.amount, self.now)?;
            }
            (Step::Reject(reason), _) => store::set_state(tx, payment, State::Rejected(reason))?,
            (Step::Close, _) => store::set_state(tx, payment, State::Closed)?,
            // Money follows from money only.
            (Step::Settle | Step::GiveBack, _) => return Err(StoreError::Damaged),
        }
        Ok(step != Step::Nothing)
    }

    /// Whether the debt of a payment can still be paid.
    fn is_owed(self, tx: &Transaction<'_>, payment: &Payment) -> Result<bool, StoreError> {
        let debt = owed(tx, &payment.nif, &payment.debt, self.now)?;
        Ok(debt.is_some_and(|debt| debt.standing.is_owed()))
    }

    /// The receipt, the payment and the system that had the debt, all or none.
    fn settle(self, tx: &Transaction<'_>, payment: &Payment, taken: &Taken) -> Result<(), StoreError> {
        // The notice as it was when the price was made: a reduction that has ended since was still taken.
        let debt = owed(tx, &payment.nif, &payment.debt, payment.created)?.ok_or(StoreError::Damaged)?;
        let receipt = NewReceipt {
            number: &receipt_number(self.now, store::next_receipt(tx)?),
            code: &receipt_code(self.seed, &payment.key),
            // A bank's clock may run ahead; nothing is paid tomorrow.
            paid: taken.at.filter(|at| *at <= self.now).unwrap_or(self.now),
            bank: &taken.code,
            notice: &debt.notice,
        };
        store::set_state(tx, payment, State::Settled)?;
        store::add_receipt(tx, payment, &receipt)?;
        match payment.debt.kind {
            DebtKind::Tax => sectors::tax::pay(tx, &payment.debt.id),
            DebtKind::Fine => sectors::fines::pay(tx, &payment.debt.id, payment.amount),
            DebtKind::Booking => sectors::sport::bookings::pay(tx, &payment.debt.id, self.now),
        }
    }
}

/// What a round of questions came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Inquiry {
    /// Payments that waited for their payer.
    pub asked: u32,
    /// Those that are paid.
    pub settled: u32,
    /// Those that are not and will not be.
    pub rejected: u32,
    /// Those that nobody can pay any more.
    pub closed: u32,
    /// Those that still wait.
    pub waiting: u32,
    /// Those of which the bank could not be heard. They wait, too.
    pub unheard: u32,
    /// What is still to be given back.
    pub to_give_back: u32,
}

/// Asks the bank about every payment that waits, and gives back what is to be given back. May be repeated.
pub async fn reconcile(city: &CityState) -> Result<Inquiry, Problem> {
    let waiting = city.with_store(|records| records.read(store::waiting)).await?;
    let mut inquiry = Inquiry::default();
    for payment in waiting {
        inquiry.asked += 1;
        // A bank that was not heard is not asked again in this round: each question may take its whole patience.
        let found = if inquiry.unheard > 0 {
            Err(NotHeard)
        } else {
            look(city, payment).await?
        };
        *match found.map(|payment| payment.state) {
            Ok(State::Settled) => &mut inquiry.settled,
            Ok(State::Rejected(_)) => &mut inquiry.rejected,
            Ok(State::Closed) => &mut inquiry.closed,
            Ok(State::AwaitingPayer) => &mut inquiry.waiting,
            Err(NotHeard) => &mut inquiry.unheard,
        } += 1;
    }
    inquiry.to_give_back = give_back_due(city).await?;
    Ok(inquiry)
}

/// Gives back what is to be given back. How many are left, because the bank could not be heard. May be repeated.
pub async fn give_back_due(city: &CityState) -> Result<u32, Problem> {
    for payment in city.with_store(|records| records.read(store::to_give_back)).await? {
        give_back(city, &payment).await?;
    }
    let left = city.with_store(|records| records.read(store::to_give_back)).await?;
    Ok(u32::try_from(left.len()).unwrap_or(u32::MAX))
}

/// Does so every minute, for ever: whoever is owed money by the City need not come and look for it.
pub async fn keep_giving_back(city: CityState) {
    loop {
        tokio::time::sleep(ROUND).await;
        // Records that cannot be used now may be in a minute; a request says so to whoever makes one.
        let _ = give_back_due(&city).await;
    }
}
