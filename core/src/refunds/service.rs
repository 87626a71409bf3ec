//! What a person can ask about refunds, and ask of the city.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Transaction;
use serde_json::Value;

use super::model::{Cause, Paid, Refund, RefundState};
use super::rules::holds;
use super::store;
use super::sync::{NAME, PATH, REFUND};
use super::wire::WishWire;
use crate::error::Error;
use crate::kernel::{Freshness, Iban};
use crate::net::NetError;
use crate::ports::Clock;
use crate::store::{Database, Sealer, StoreError, Vault, VaultState};
use crate::sync::{Changes, CollectionStatus, Envelope, Following, Verb, enqueue};

/// A desk answers in days.
const REFUNDS_AGE: TimeDelta = TimeDelta::days(1);

/// What the person has asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct RefundsShown {
    /// The last one first.
    pub refunds: Vec<Refund>,
    /// How many cannot be read: what is shown must not look whole.
    pub torn: usize,
    /// How far the city's part may be trusted.
    pub freshness: Freshness,
}

crate::log::opaque_debug!(RefundsShown);

/// The service. Cheap to clone.
#[derive(Clone)]
pub struct Refunds {
    database: Arc<Database>,
    vault: Arc<Vault>,
    clock: Arc<dyn Clock>,
    changes: Changes,
}

impl Refunds {
    /// The service beside what follows the person's refunds.
    #[must_use]
    pub fn new(follow: Following, clock: Arc<dyn Clock>) -> Self {
        Self {
            database: follow.database,
            vault: follow.vault,
            clock,
            changes: follow.changes,
        }
    }

    /// Everything the person has asked for. Reads the phone's disk only. Fails with `store.locked` while the data are locked.
    pub async fn show(&self) -> Result<RefundsShown, Error> {
        let (sealer, phone) = (self.vault.sealer()?, self.clock.now());
        let read = self.database.read_task(move |connection| {
            let all = store::all(connection, &sealer)?;
            let judged = CollectionStatus::read(connection, NAME)?.freshness(phone, REFUNDS_AGE);
            let is_whole = all.torn.is_empty();
            Ok(RefundsShown {
                torn: all.torn.len(),
                freshness: match (is_whole, all.refunds.is_empty()) {
                    (false, _) => judged.doubted(),
                    (true, true) => judged,
                    // What was asked before the city ever answered is there all the same.
                    (true, false) => judged.with_rows(),
                },
                refunds: all.refunds.into_iter().rev().map(|kept| kept.refund).collect(),
            })
        });
        Ok(read.await?)
    }

    /// One request, by its number on this phone. Fails with `refund.unknown` where there is none.
    pub async fn one(&self, id: i64) -> Result<Refund, Error> {
        let sealer = self.vault.sealer()?;
        let read = self
            .database
            .read_task(move |connection| store::one(connection, &sealer, id));
        let kept = read.await?.ok_or(Error::NotFound("refund.unknown"))?;
        Ok(kept.refund)
    }

    /// Asks the city to give back what was paid, into an account of the same person. It is kept on the phone before this returns,
    /// waiting; whoever keeps the app sends it when the network is there, once, whenever the phone dies. Gives its number. Safe to
    /// repeat: who waits for a receipt's refund, or whose request the city has not turned down, has the same request.
    ///
    /// Fails with `session.none` where nobody has signed in.
    pub async fn ask(&self, paid: Paid, cause: Cause, iban: Iban) -> Result<i64, Error> {
        if self.vault.state()? == VaultState::Empty {
            return Err(NetError::SignedOut.into());
        }
        let (sealer, phone) = (self.vault.sealer()?, self.clock.now());
        let written = self
            .database
            .write_task(move |tx| ask_for(tx, &sealer, paid, (cause, &iban), phone));
        let id = written.await?;
        self.changes.announce();
        Ok(id)
    }

    /// The person has read that a request was not taken: it goes from the phone. Nothing happens to any other. Safe to repeat.
    pub async fn dismiss(&self, id: i64) -> Result<(), Error> {
        let sealer = self.vault.sealer()?;
        let written = self.database.write_task(move |tx| match store::one(tx, &sealer, id)? {
            Some(kept) if matches!(kept.refund.state, RefundState::NotTaken { .. }) => store::let_go(tx, id),
            _ => Ok(()),
        });
        written.await?;
        self.changes.announce();
        Ok(())
    }
}

/// Writes a request and the intent that asks for it.
fn ask_for(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    paid: Paid,
    (cause, iban): (Cause, &Iban),
    phone: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let known = store::all(tx, sealer)?.refunds;
    let same = known
        .iter()
        .find(|kept| kept.refund.receipt == paid.receipt && holds(&kept.refund));
    if let Some(same) = same {
        return Ok(same.refund.id);
    }
    let wish = WishWire {
        receipt: &paid.receipt,
        cause,
        iban: iban.as_str(),
    };
    let envelope = Envelope {
        verb: Verb::Add,
        path: PATH.to_owned(),
        base: 0,
        body: serde_json::to_value(wish).unwrap_or(Value::Null),
        theirs: None,
    };
    let intent = enqueue(tx, sealer, REFUND, &envelope, phone)?;
    let refund = Refund {
        id: 0,
        receipt: paid.receipt,
        name: paid.name,
        amount: paid.amount,
        cause,
        account: iban.tail().to_owned(),
        asked: Some(phone),
        state: RefundState::Waiting,
    };
    store::add(tx, sealer, &refund, Some(intent))
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
