//! Finds out how every payment stands that is not over: at the start, with every run, after a push, and on a new phone.

use chrono::{DateTime, Utc};
use rusqlite::Transaction;

use super::ask::{self, Heard};
use super::model::{Attempt, Quote, State};
use super::rules::{Event, after};
use super::service::note;
use super::store;
use super::wire::Said;
use crate::net::{CityTime, NetError};
use crate::store::{Sealer, StoreError};
use crate::sync::{CollectionStatus, Engine, Following, Running, SyncError};

/// The name under which it is kept when the city last told of all payments.
pub const NAME: &str = "payments";

/// Follows `GET /v1/me/payments`.
pub struct PaymentsEngine(pub Following);

impl Engine for PaymentsEngine {
    fn name(&self) -> &'static str {
        NAME
    }

    fn run(&self) -> Running<'_> {
        Box::pin(async {
            match reconcile(&self.0).await {
                // Nobody is there to ask for.
                Err(SyncError::Net(NetError::SignedOut | NetError::Locked)) => Ok(()),
                done => done,
            }
        })
    }
}

/// Takes in what the city knows of the person's payments, those of other phones too, and asks about each that is open here and was
/// not told of. Safe to repeat; a kill in the middle leaves what was heard so far.
pub(super) async fn reconcile(follow: &Following) -> Result<(), SyncError> {
    let Ok(sealer) = follow.vault.sealer() else {
        return Ok(());
    };
    let (said, time) = ask::all(&follow.city).await?;
    let opening = sealer.clone();
    let untold = follow
        .database
        .write_task(move |tx| take_in(tx, &opening, said, time))
        .await?;
    follow.changes.announce();
    let now = time.at;
    let mut failure = Ok(());
    for attempt in untold {
        let heard = ask::status(&follow.city, &attempt).await;
        if let Some(failed) = heard.failed {
            failure = failure.and(Err(failed.into()));
        }
        let opening = sealer.clone();
        follow
            .database
            .write_task(move |tx| note(tx, &opening, attempt.id, heard, now))
            .await?;
        follow.changes.announce();
    }
    failure
}

/// Writes all that was told in one go. Gives the open attempts of which nothing was.
fn take_in(tx: &Transaction<'_>, sealer: &Sealer, said: Vec<Said>, time: CityTime) -> Result<Vec<Attempt>, StoreError> {
    let known = store::all(tx, sealer)?;
    let told = |attempt: &Attempt| said.iter().any(|one| one.key == attempt.key);
    let untold = known
        .iter()
        .filter(|attempt| attempt.state.stage().is_open() && !told(attempt));
    let untold: Vec<Attempt> = untold.cloned().collect();
    for one in said {
        match known.iter().find(|attempt| attempt.key == one.key) {
            Some(attempt) => drop(note(tx, sealer, attempt.id, Heard::of(one), time.at)?),
            None => restore(tx, sealer, one, time.at)?,
        }
    }
    CollectionStatus::confirm(tx, NAME, time)?;
    Ok(untold)
}

/// A payment that another phone began, or this one before its data were removed.
fn restore(tx: &Transaction<'_>, sealer: &Sealer, said: Said, now: DateTime<Utc>) -> Result<(), StoreError> {
    if let Some(receipt) = &said.receipt {
        store::keep_receipt(tx, sealer, receipt)?;
    }
    let (Some(debt), Some(state)) = (said.debt, after(&State::Submitting, Event::City(said.says))) else {
        return Ok(());
    };
    let attempt = Attempt {
        id: 0,
        key: said.key,
        quote: Quote {
            debt,
            name: said.name,
            amount: said.amount,
            full: None,
            reduced_until: None,
            gives_up: Vec::new(),
            valid_until: said.created,
        },
        method: said.method,
        prepared: said.created,
        state,
    };
    store::add(tx, sealer, attempt, now).map(drop)
}
