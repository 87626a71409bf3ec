//! What is done with payments. Each is one transaction: the state, the money and what the shop will be told of it are
//! written together or not at all.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use ring::rand::{SecureRandom as _, SystemRandom};
use rusqlite::Transaction;

use super::operation::{Act, Operation, State, Verdict};
use super::outbox::{Mail, letters};
use super::{GatewayError, Inner, store};
use crate::calendar::wall;
use crate::redsys::{Answer, Notification, Order, OrderState, ResponseCode};
use crate::store::StoreError;

/// Somebody came with an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrival {
    /// For the first time.
    First,
    /// Not for the first time: with the same message as then (this is what became of it), or with another one.
    Again(Option<Box<Operation>>),
}

/// What a shop wanted back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refund {
    /// How the order stands now: refunded, or never paid.
    Told(Answer),
    /// There is no such order.
    Unknown,
    /// It was not this much.
    OtherAmount,
}

/// 128 bits that nobody can guess.
pub fn new_token() -> Result<String, GatewayError> {
    let mut bytes = [0_u8; 16];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| GatewayError::NoRandomness)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

impl Inner {
    /// Somebody comes with an order to pay it.
    pub fn arrive(&self, new: &Operation) -> Result<Arrival, StoreError> {
        let now = self.clock.now();
        self.records.write(|tx| {
            if store::is_closed_early(tx, &new.order)? {
                return Ok(Arrival::Again(None));
            }
            let Some(old) = store::by_order(tx, &new.order)? else {
                store::begin(tx, new, now)?;
                return Ok(Arrival::First);
            };
            let old = self.apply(tx, old, Act::Look, now)?;
            let same = old.request == new.request;
            Ok(Arrival::Again(same.then(|| Box::new(old))))
        })
    }

    /// The payer before a page does something; what is there afterwards, or `None` if there is no such page. Repeating it
    /// is safe: what is over stays over.
    pub fn act(&self, token: &str, act: Act<'_>) -> Result<Option<Operation>, StoreError> {
        let now = self.clock.now();
        self.records.write(|tx| match store::by_token(tx, token)? {
            Some(operation) => Ok(Some(self.apply(tx, operation, act, now)?)),
            None => Ok(None),
        })
    }

    /// The payer gives a card or a telephone, of which its bank says this, unless a tester wants it to say something else.
    pub fn pay(&self, token: &str, verdict: Verdict, last_four: &str) -> Result<Option<Operation>, StoreError> {
        let now = self.clock.now();
        self.records.write(|tx| {
            let Some(operation) = store::by_token(tx, token)? else {
                return Ok(None);
            };
            if operation.state != State::Begun {
                return Ok(Some(self.apply(tx, operation, Act::Look, now)?));
            }
            store::note_means(tx, &operation.order, last_four)?;
            let verdict = self.forced.next_outcome().unwrap_or(verdict);
            Ok(Some(self.apply(tx, operation, Act::Pay(verdict), now)?))
        })
    }

    /// A shop asks how an order stands.
    pub fn query(&self, order: &Order) -> Result<Answer, StoreError> {
        self.for_shop(order, Act::Look, |_| Ok(()))
    }

    /// A shop closes an order, also one that nobody came with yet. What is paid stays paid, and the answer says so.
    pub fn annul(&self, order: &Order) -> Result<Answer, StoreError> {
        self.for_shop(order, Act::Annul, |tx| store::close_early(tx, order))
    }

    fn for_shop(
        &self,
        order: &Order,
        act: Act<'_>,
        if_unknown: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
    ) -> Result<Answer, StoreError> {
        let now = self.clock.now();
        self.records.write(|tx| {
            if let Some(operation) = store::by_order(tx, order)? {
                return Ok(answer(&self.apply(tx, operation, act, now)?));
            }
            if_unknown(tx)?;
            let closed = store::is_closed_early(tx, order)?;
            Ok(Answer {
                order: order.clone(),
                amount_cents: 0,
                state: if closed {
                    OrderState::Closed
                } else {
                    OrderState::Nothing
                },
            })
        })
    }

    /// A shop gives all of the money back. Once: asking again is answered the same.
    pub fn refund(&self, order: &Order, cents: i64) -> Result<Refund, StoreError> {
        let now = self.clock.now();
        self.records.write(|tx| match store::by_order(tx, order)? {
            None => Ok(Refund::Unknown),
            Some(operation) if operation.amount_cents != cents => Ok(Refund::OtherAmount),
            Some(operation) => Ok(Refund::Told(answer(&self.apply(tx, operation, Act::Refund, now)?))),
        })
    }

    /// Ends what nobody ended in time.
    pub fn end_lapsed(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        self.records.write(|tx| {
            for operation in store::lapsed(tx, now)? {
                self.apply(tx, operation, Act::Look, now)?;
            }
            Ok(())
        })
    }

    /// Writes what an act makes of a payment, and what follows from it.
    fn apply(
        &self,
        tx: &Transaction<'_>,
        operation: Operation,
        act: Act<'_>,
        now: DateTime<Utc>,
    ) -> Result<Operation, StoreError> {
        let (before, after) = (operation.state, operation.state.after(act, now));
        match (before, after) {
            _ if before == after => return Ok(operation),
            (State::Challenge { .. }, State::Challenge { tries, .. }) => {
                store::count_try(tx, &operation.order, tries)?;
            }
            _ => store::go_on(tx, &operation.order, after)?,
        }
        let operation = Operation {
            state: after,
            ..operation
        };
        match after {
            State::Authorised(_) => store::move_money(tx, &operation.order, ("charge", operation.amount_cents), now)?,
            State::Refunded => store::move_money(tx, &operation.order, ("refund", operation.amount_cents), now)?,
            State::Begun | State::Challenge { .. } | State::Refused(_) | State::Closed => {}
        }
        if let Some(response) = after.notified() {
            self.notify(tx, &operation, response, now)?;
        }
        Ok(operation)
    }

    fn notify(
        &self,
        tx: &Transaction<'_>,
        operation: &Operation,
        response: ResponseCode,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let notification = Notification {
            order: operation.order.clone(),
            amount_cents: operation.amount_cents,
            merchant: self.merchant.clone(),
            response,
            authorisation: authorisation(operation, response),
            at: wall(now),
        };
        let mail = Mail {
            order: &operation.order,
            url: &operation.sale.notify_url,
        };
        for letter in letters(&self.keyring, &notification, self.forced.next_delivery(), now) {
            store::post(tx, &mail, &letter)?;
        }
        Ok(())
    }
}

fn answer(operation: &Operation) -> Answer {
    Answer {
        order: operation.order.clone(),
        amount_cents: operation.amount_cents,
        state: operation.state.told(),
    }
}

/// The bank's number for a payment: six digits that follow from the order, as banks' numbers repeat as well.
fn authorisation(operation: &Operation, response: ResponseCode) -> String {
    if !response.is_authorised() {
        return String::new();
    }
    let mixed = operation
        .order
        .as_str()
        .bytes()
        .fold(0, |sum: u64, byte| crate::random::mix(sum ^ u64::from(byte)));
    format!("{:06}", mixed % 1_000_000)
}
