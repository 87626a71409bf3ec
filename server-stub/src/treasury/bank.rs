//! What the treasury asks of a bank, and what a bank answers. Each question has three answers: it is so, it is not so, and could
//! not be heard; none is ever taken for another.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use chrono::{DateTime, Utc};

use super::model::{Method, Payment, Reason};

/// An order as the bank is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// The order.
    pub number: String,
    /// How much, in cents.
    pub amount: i64,
    /// How it is paid.
    pub method: Method,
}

impl Charge {
    /// The order of a payment, if it has one.
    #[must_use]
    pub fn of(payment: &Payment) -> Option<Self> {
        let order = payment.order.as_ref()?;
        Some(Self {
            number: order.number.clone(),
            amount: payment.amount,
            method: payment.method,
        })
    }
}

/// What became of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BankSays {
    /// The money was taken.
    Authorised(Taken),
    /// It was not, and will not be with this order.
    Refused(Reason),
    /// Nothing yet: nobody has come, or nobody has finished.
    Nothing,
    /// Somebody is paying at this moment; until then it cannot be closed.
    Busy {
        /// Until when.
        until: DateTime<Utc>,
    },
    /// The order is closed: nobody can pay it any more.
    Closed,
    /// What was taken was given back.
    Refunded,
}

/// Money that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The bank's number of it.
    pub code: String,
    /// How much, in cents.
    pub amount: i64,
    /// When, if the bank says.
    pub at: Option<DateTime<Utc>>,
}

/// The bank could not be heard: it may have done what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bank could not be heard")]
pub struct NotHeard;

/// A form that sends the payer to the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankForm {
    /// Where to.
    pub action: String,
    /// Names and values.
    pub fields: Vec<(&'static str, String)>,
}

/// What the bank tells people, and where it sends them back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayBack {
    /// What they pay, in words.
    pub what: String,
    /// After a payment.
    pub ok: String,
    /// After anything else.
    pub ko: String,
}

/// What the bank says by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Of which order.
    pub number: String,
    /// What became of it.
    pub says: BankSays,
    /// For how much it was, in cents.
    pub amount: i64,
}

/// A notice that is not the bank's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bank did not say this")]
pub struct Forged;

/// An answer that is on its way.
pub type Asking<'a, T> = Pin<Box<dyn Future<Output = Result<T, NotHeard>> + Send + 'a>>;

/// A bank. Every question may be asked as often as needed.
pub trait Bank: Debug + Send + Sync {
    /// The form that sends the payer to the bank for this order.
    fn form(&self, charge: &Charge, back: &WayBack) -> Result<BankForm, NotHeard>;

    /// What became of an order.
    fn state<'a>(&'a self, charge: &'a Charge) -> Asking<'a, BankSays>;

    /// Closes an order that nobody has paid, and says what became of it: [`BankSays::Closed`] if it did.
    fn close<'a>(&'a self, charge: &'a Charge) -> Asking<'a, BankSays>;

    /// Gives back all that was taken. Done before, it is done.
    fn refund<'a>(&'a self, charge: &'a Charge) -> Asking<'a, ()>;

    /// Reads what came as a notice of the bank, given as the fields of a form.
    fn read(&self, fields: &[(String, String)]) -> Result<Notice, Forged>;
}
