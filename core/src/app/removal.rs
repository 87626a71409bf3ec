//! *Remove my data*: everything of the person goes from this phone, and cannot be brought back from what is left of it.

use std::sync::Arc;

use chrono::TimeDelta;
use rusqlite::Transaction;

use super::App;
use crate::error::Error;
use crate::net::NetError;
use crate::session::blocking;
use crate::store::{StoreError, VaultState};
use crate::sync::{CollectionStatus, clear_outbox, count_intents};
use crate::{bookings, fines, home, payments, profile, recommend, refunds, session, tax, wallet};

/// No bank waits longer for a payer: after that the city knows how a payment ended, and the phone need not.
const MAY_STILL_BE_PAID: TimeDelta = TimeDelta::days(1);

/// What would go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removal {
    /// Things of the first screen kept to be seen offline, of everybody the person acts for.
    pub items: u64,
    /// Bookings kept to be seen offline. The city keeps them.
    pub bookings: u64,
    /// What the person wrote about fines. What the city has of it stays there; the rest would be lost.
    pub fine_drafts: u64,
    /// Documents, wishes and reminders about taxes. The city keeps the documents.
    pub taxes: u64,
    /// Requests for money back kept to be seen offline. The city keeps them.
    pub refunds: u64,
    /// Payments of the last day of which nobody knows yet how they end. While there are any, nothing is removed.
    pub open_payments: u64,
    /// Changes that have not reached the city and would be lost.
    pub unsent: u64,
}

impl App {
    /// What removing would take away. Reads the phone's disk only, and opens nothing: who has lost the way to unlock their data
    /// must still be able to let go of them. Fails with `session.none` where the phone holds nobody's data,
    /// nor anything that was paid with a paper in the hand.
    pub async fn removal(&self) -> Result<Removal, Error> {
        if self.vault.state()? == VaultState::Empty && self.papers.state()? == VaultState::Empty {
            return Err(NetError::SignedOut.into());
        }
        let since = self.clock.now() - MAY_STILL_BE_PAID;
        let read = self.database.read_task(move |connection| {
            Ok(Removal {
                items: home::count(connection)?,
                bookings: bookings::count(connection)?,
                fine_drafts: fines::count_drafts(connection)?,
                taxes: tax::count(connection)?,
                refunds: refunds::count(connection)?,
                open_payments: payments::count_open(connection, since)?,
                unsent: count_intents(connection)?,
            })
        });
        Ok(read.await?)
    }

    /// Removes everything of the person: session, profile, items, bookings, intents, and the key that could open any of it, in one
    /// transaction. Places and language stay. The city is told afterwards that the session is over, as far as it can be reached.
    ///
    /// The wrapped key lives in the database only, so a copy of the key store made before opens nothing afterwards. Works while
    /// the data are locked, for whoever has lost the way to unlock them. A kill leaves all of it or nothing; what is left
    /// to cut away then goes with the next start. A run under way can write nothing more. Safe to repeat.
    ///
    /// Fails with `payment.open` for a day while nobody knows how a payment ends. Whoever cannot open their data any more waits no
    /// longer than that: the city has all of it, and gives it back at the next sign-in.
    pub async fn remove_my_data(&self) -> Result<(), Error> {
        self.refuse_while_paying().await?;
        self.home.act_for_oneself();
        let farewell = self.session.farewell().await;
        let (vault, papers) = (Arc::clone(&self.vault), Arc::clone(&self.papers));
        let clear = move |tx: &Transaction<'_>| {
            clear_person(tx)?;
            // Its key goes with the person's: what was opened meanwhile seals nothing any more.
            papers.lock();
            Ok(())
        };
        let outcome = blocking(move || Ok(vault.destroy(clear)?)).await;
        // What cannot be destroyed now is destroyed at the next run.
        if let Err(failed) = self.wallet.issuance().sweep().await {
            tracing::info!(code = failed.code(), "keys of cards wait to be destroyed");
        }
        self.changes.announce();
        self.session.tell_city(farewell).await;
        outcome
    }

    async fn refuse_while_paying(&self) -> Result<(), Error> {
        let since = self.clock.now() - MAY_STILL_BE_PAID;
        let open = self
            .database
            .read_task(move |connection| payments::count_open(connection, since));
        match open.await? {
            0 => Ok(()),
            _ => Err(Error::Refused("payment.open")),
        }
    }
}

/// Empties every table that speaks of a person.
pub(super) fn clear_person(tx: &Transaction<'_>) -> Result<(), StoreError> {
    session::clear(tx)?;
    profile::clear(tx)?;
    home::clear(tx)?;
    recommend::clear(tx)?;
    bookings::clear(tx)?;
    payments::clear(tx)?;
    refunds::clear(tx)?;
    fines::clear(tx)?;
    tax::clear(tx)?;
    wallet::clear(tx)?;
    clear_outbox(tx)?;
    [
        "profile",
        "home",
        "bookings",
        payments::NAME,
        payments::NAME_OF_PAPERS,
        refunds::NAME,
        fines::NAME,
        tax::NAME,
        "outbox",
    ]
    .into_iter()
    .try_for_each(|name| CollectionStatus::forget(tx, name))
}
