//! Finds out how every payment stands that is not over: at the start, with every run, after a push, and on a new phone.

use chrono::{DateTime, Utc};
use rusqlite::Transaction;

use super::ask::{self, Door, Heard};
use super::model::{Attempt, Quote, Right, State};
use super::rules::{Event, after};
use super::service::{Anybody, note};
use super::store::{self, Drawer};
use super::wire::Said;
use crate::net::{CityTime, NetError};
use crate::store::{Sealer, StoreError};
use crate::sync::{CollectionStatus, Engine, Following, Running, SyncError};

/// The name under which it is kept when the city last told of all payments.
pub const NAME: &str = "payments";

/// The name under which it is kept how far the city's clock is off, for what is paid with a paper in the hand.
pub const NAME_OF_PAPERS: &str = "references";

/// Follows `GET /v1/me/payments` and `GET /v1/me/receipts`, and asks about what is paid with a paper in the hand, whether or not
/// somebody is signed in.
pub struct PaymentsEngine {
    /// What is the person's.
    pub own: Following,
    /// What is nobody's.
    pub papers: Anybody,
}

impl PaymentsEngine {
    async fn follow(&self) -> Result<(), SyncError> {
        let papers = ask_about_papers(&self.own, &self.papers).await;
        let own = match self.follow_own().await {
            // Nobody is there to ask for.
            Err(SyncError::Net(NetError::SignedOut | NetError::Locked)) => Ok(()),
            done => done,
        };
        papers.and(own)
    }

    async fn follow_own(&self) -> Result<(), SyncError> {
        reconcile(&self.own).await?;
        let Ok(sealer) = self.own.vault.sealer() else {
            return Ok(());
        };
        let receipts = ask::receipts(&self.own.city).await?;
        let written = self.own.database.write_task(move |tx| {
            let keep = |receipt| store::keep_receipt(tx, &sealer, Drawer::of(Right::Person), receipt);
            // The last one paid first, as the city says them: the oldest gets the lowest number.
            receipts.iter().rev().try_for_each(keep)
        });
        written.await?;
        self.own.changes.announce();
        Ok(())
    }
}

impl Engine for PaymentsEngine {
    fn name(&self) -> &'static str {
        NAME
    }

    fn run(&self) -> Running<'_> {
        Box::pin(self.follow())
    }
}

/// Asks about every open payment of a paper. Safe to repeat; a kill in the middle leaves what was heard so far.
async fn ask_about_papers(own: &Following, papers: &Anybody) -> Result<(), SyncError> {
    let Some(sealer) = papers.vault.sealer_without_person(false).await? else {
        return Ok(());
    };
    let opening = sealer.clone();
    let known = own
        .database
        .read_task(move |connection| store::all(connection, &opening, Right::Paper));
    let open: Vec<Attempt> = known.await?;
    let open = open
        .into_iter()
        .filter(|attempt| attempt.state.stage().is_open())
        .collect();
    let door = Door::Anybody(papers.city.clone());
    ask_about(own, (&sealer, &door), open, papers.clock.now()).await
}

/// Asks about each of these, and writes what is heard.
async fn ask_about(
    follow: &Following,
    (sealer, door): (&Sealer, &Door),
    attempts: Vec<Attempt>,
    now: DateTime<Utc>,
) -> Result<(), SyncError> {
    let mut failure = Ok(());
    for attempt in attempts {
        let heard = ask::status(door, &attempt).await;
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
    let door = Door::Person(follow.city.clone());
    ask_about(follow, (&sealer, &door), untold, time.at).await
}

/// Writes all that was told in one go. Gives the open attempts of which nothing was.
fn take_in(tx: &Transaction<'_>, sealer: &Sealer, said: Vec<Said>, time: CityTime) -> Result<Vec<Attempt>, StoreError> {
    let known = store::all(tx, sealer, Right::Person)?;
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
        store::keep_receipt(tx, sealer, Drawer::of(Right::Person), receipt)?;
    }
    let Some(state) = after(&State::Submitting, Event::City(said.says)) else {
        return Ok(());
    };
    let attempt = Attempt {
        id: 0,
        key: said.key,
        quote: Quote {
            debt: said.debt,
            name: said.name,
            amount: said.amount,
            full: None,
            reduced_until: None,
            gives_up: Vec::new(),
            valid_until: said.created,
            reference: None,
        },
        method: said.method,
        prepared: said.created,
        state,
    };
    store::add(tx, sealer, attempt, now).map(drop)
}
