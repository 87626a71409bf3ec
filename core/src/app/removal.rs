//! *Remove my data*: everything of the person goes from this phone, and cannot be brought back from what is left of it.

use super::App;
use crate::error::Error;
use crate::store::{Database, StoreError};
use crate::sync::{CollectionStatus, clear_outbox, intents};
use crate::{home, profile, session};

/// What would go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removal {
    /// Things of the first screen kept to be seen offline, of everybody the person acts for.
    pub items: u64,
    /// Changes that have not reached the city and would be lost.
    pub unsent: u64,
}

impl App {
    /// What removing would take away. Reads the phone's disk only. Fails with `store.locked` while the data are locked: who
    /// cannot see them cannot weigh it up.
    pub async fn removal(&self) -> Result<Removal, Error> {
        let sealer = self.vault.sealer()?;
        let read = self.database.read_task(move |connection| {
            Ok(Removal {
                items: home::count(connection)?,
                unsent: intents(connection, &sealer)?.len() as u64,
            })
        });
        Ok(read.await?)
    }

    /// Removes everything of the person: session, profile, items, intents, and the key that could open any of it. Places
    /// and language stay. The city is told that the session is over, as far as it can be reached.
    ///
    /// The wrapped key lives in the database only, so a copy of the key store made before opens nothing afterwards. Works while
    /// the data are locked, for whoever has lost the way to unlock them. A kill in the middle leaves data that the
    /// next start clears away. Safe to repeat.
    pub async fn remove_my_data(&self) -> Result<(), Error> {
        self.home.act_for_oneself();
        self.session.forget().await;
        let (database, vault) = (
            std::sync::Arc::clone(&self.database),
            std::sync::Arc::clone(&self.vault),
        );
        let removed = tokio::task::spawn_blocking(move || {
            clear_person(&database)?;
            vault.destroy()?;
            // A damaged file set aside holds a copy of the wrapped key and of what it opens.
            Ok(database.forget_set_aside()?)
        });
        let outcome = removed.await.unwrap_or(Err(StoreError::Interrupted.into()));
        self.changes.announce();
        outcome
    }
}

/// Empties every table that speaks of a person. Writes nothing where there is nothing.
pub(super) fn clear_person(database: &Database) -> Result<(), Error> {
    database.write(|tx| {
        session::clear(tx)?;
        profile::clear(tx)?;
        home::clear(tx)?;
        clear_outbox(tx)?;
        ["profile", "home", "outbox"]
            .into_iter()
            .try_for_each(|name| CollectionStatus::forget(tx, name))
    })?;
    Ok(())
}
