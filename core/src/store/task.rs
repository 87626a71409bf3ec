//! Database work away from the async threads. Whoever stops waiting for a read also stops the query.

use std::sync::Arc;

use rusqlite::{Connection, Transaction};

use super::lane::Ticket;
use super::{Database, Sealer, StoreError, Vault, VaultState};
use crate::ports::Guard;

/// Interrupts the query when the caller drops its future before the answer is there.
struct InterruptOnDrop {
    database: Arc<Database>,
    ticket: Ticket,
}

impl Drop for InterruptOnDrop {
    fn drop(&mut self) {
        self.database.interrupt(&self.ticket);
    }
}

impl Database {
    /// [`Database::read`] on a blocking thread. Dropping the future interrupts the query.
    pub async fn read_task<T: Send + 'static>(
        self: &Arc<Self>,
        f: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let ticket = Ticket::next();
        let database = Arc::clone(self);
        let _stop = InterruptOnDrop {
            database: Arc::clone(self),
            ticket: ticket.clone(),
        };
        join(tokio::task::spawn_blocking(move || database.read_as(&ticket, f))).await
    }

    /// The same, but dropping the future does not stop it: for what is kept for the next caller. Suspending still does.
    pub async fn whole_read_task<T: Send + 'static>(
        self: &Arc<Self>,
        f: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let database = Arc::clone(self);
        join(tokio::task::spawn_blocking(move || database.read(f))).await
    }

    /// [`Database::write`] on a blocking thread. Dropping the future does not stop the write: it happens whole.
    pub async fn write_task<T: Send + 'static>(
        self: &Arc<Self>,
        f: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let database = Arc::clone(self);
        join(tokio::task::spawn_blocking(move || database.write(f))).await
    }
}

impl Vault {
    /// What seals in a vault that opens without a person, opening it first if need be, on a blocking thread. Where there is no key yet
    /// one is made, if `make`; else there is nothing to open and it is `None`. Safe to repeat.
    pub async fn sealer_without_person(self: &Arc<Self>, make: bool) -> Result<Option<Sealer>, StoreError> {
        let vault = Arc::clone(self);
        let opening = move || match vault.state()? {
            VaultState::Empty if !make => Ok(None),
            VaultState::Open => vault.sealer().map(Some),
            VaultState::Empty | VaultState::Locked => {
                vault.create(Guard::Device, "")?;
                vault.sealer().map(Some)
            }
        };
        join(tokio::task::spawn_blocking(opening)).await
    }
}

async fn join<T>(handle: tokio::task::JoinHandle<Result<T, StoreError>>) -> Result<T, StoreError> {
    match handle.await {
        Ok(result) => result,
        // A panic in the closure goes on to the boundary, which turns it into an error with a code.
        Err(failed) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
        Err(_) => Err(StoreError::Interrupted),
    }
}
