//! Brings what the city says of the person's refunds to the phone, and keeps its answers to what they ask.

use rusqlite::Transaction;
use serde::Deserialize;
use serde_json::Value;

use super::model::{Refund, RefundState, Refusal};
use super::rules::{refuse, told};
use super::store::{self, Kept};
use super::wire::{Listed, RefundWire, RefundsWire};
use crate::net::{JsonReply, NetError};
use crate::store::{Sealer, StoreError};
use crate::sync::{CollectionStatus, Engine, Following, Handler, Intent, Running, SyncError};

/// The name under which it is kept when the city last told of them.
pub const NAME: &str = "refunds";
/// Where they are.
pub(super) const PATH: &str = "/v1/me/refunds";
/// The intents that ask for one.
pub(super) const REFUND: &str = "refund";

/// Follows `GET /v1/me/refunds`.
pub struct RefundsEngine(pub Following);

impl RefundsEngine {
    async fn follow(&self) -> Result<(), SyncError> {
        let Ok(sealer) = self.0.vault.sealer() else {
            return Ok(());
        };
        let (value, time) = match self.0.city.get_json::<RefundsWire>(PATH, None).await {
            Ok(JsonReply::Content { value, time, .. }) => (value, time),
            // We asked without a tag: the city cannot mean it.
            Ok(JsonReply::NotModified { .. }) => return Err(NetError::BadReply.into()),
            Err(NetError::SignedOut | NetError::Locked) => return Ok(()),
            Err(failed) => return Err(failed.into()),
        };
        // What cannot be read must not replace what can.
        let listed = value.listed().map_err(|_| NetError::BadReply)?;
        let written = self.0.database.write_task(move |tx| {
            keep_listed(tx, &sealer, listed)?;
            CollectionStatus::confirm(tx, NAME, time)
        });
        written.await?;
        self.0.changes.announce();
        Ok(())
    }
}

impl Engine for RefundsEngine {
    fn name(&self) -> &'static str {
        NAME
    }

    fn run(&self) -> Running<'_> {
        Box::pin(self.follow())
    }
}

/// Makes the phone hold what the city lists, and beside it what the person has asked for and the city has not answered. What the city
/// lists no more stays as it was last heard of: it never forgets one. A row that does not change is not written.
fn keep_listed(tx: &Transaction<'_>, sealer: &Sealer, list: Vec<Listed>) -> Result<(), StoreError> {
    let all = store::all(tx, sealer)?;
    for id in all.torn {
        store::let_go(tx, id)?;
    }
    for entry in list {
        match all.refunds.iter().find(|kept| is_it(&kept.refund, &entry)) {
            None => drop(store::add(tx, sealer, &entry.refund, None)?),
            Some(Kept { refund, intent }) => {
                let after = told(refund.clone(), entry.known);
                if after != *refund {
                    store::replace(tx, sealer, &after, *intent)?;
                }
            }
        }
    }
    Ok(())
}

/// Whether a request of the phone is this one of the city: by its number, or, as long as the phone has not heard of one, by its
/// receipt.
fn is_it(mine: &Refund, entry: &Listed) -> bool {
    match &mine.state {
        RefundState::Known(known) => known.number == entry.known.number,
        RefundState::Waiting => mine.receipt == entry.refund.receipt && entry.known.refused.is_none(),
        RefundState::NotTaken { .. } => false,
    }
}

/// Keeps the city's answers to what the person asks for.
pub struct RefundHandler;

impl Handler for RefundHandler {
    fn kind(&self) -> &'static str {
        REFUND
    }

    fn keep(&self, tx: &Transaction<'_>, sealer: &Sealer, intent: &Intent, document: &Value) -> Result<(), StoreError> {
        let mine = store::waiting_for(tx, sealer, intent.id)?;
        let said = RefundWire::deserialize(document)
            .ok()
            .and_then(|wire| wire.listed().ok());
        match (mine, said) {
            (Some(kept), Some(entry)) => store::replace(tx, sealer, &told(kept.refund, entry.known), None),
            // It is done, and the city's list will say what it is called.
            (Some(kept), None) => store::replace(tx, sealer, &kept.refund, None),
            (None, Some(entry)) => store::add(tx, sealer, &entry.refund, None).map(drop),
            (None, None) => Ok(()),
        }
    }

    fn note_refusal(
        &self,
        tx: &Transaction<'_>,
        sealer: &Sealer,
        intent: &Intent,
        why: &str,
    ) -> Result<bool, StoreError> {
        if let Some(kept) = store::waiting_for(tx, sealer, intent.id)? {
            let after = refuse(kept.refund, Refusal::from_city(why));
            store::replace(tx, sealer, &after, None)?;
        }
        Ok(true)
    }
}
