//! The open database: read and write scopes, suspend and resume.

use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::StoreError;
use super::lane::{Lane, Ticket};
use super::open::{Connections, Opened, forget_set_aside, open, open_or_set_aside, set_aside, with_suffix};

/// The phone's database. Share it in an `Arc`; every method may be called from any thread, and blocks.
pub struct Database {
    path: PathBuf,
    state: RwLock<State>,
}

struct State {
    /// `None` while suspended.
    connections: Option<Connections>,
    /// Counts the files set aside, so that of several callers who met the same damage only one acts on it.
    set_aside: u32,
}

impl Database {
    /// Opens (or makes) the file at `path`. A damaged file is moved aside and a new one made; a newer one is refused.
    pub fn open(path: &Path) -> Result<(Self, Opened), StoreError> {
        let (connections, opened) = open_or_set_aside(path)?;
        let state = RwLock::new(State {
            connections: Some(connections),
            set_aside: opened.files_set_aside(),
        });
        Ok((
            Self {
                path: path.to_owned(),
                state,
            },
            opened,
        ))
    }

    /// Runs `f` on one of the two readers, seeing one consistent state of the data throughout.
    pub fn read<T>(&self, f: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.read_as(&Ticket::next(), f)
    }

    /// Runs `f` in one immediate transaction on the writer: all of it happens, or none of it.
    pub fn write<T>(&self, f: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.mending_damage(|| {
            let state = self.state();
            let writer = &state.connections.as_ref().ok_or(StoreError::Suspended)?.writer;
            let mut connection = writer.lock();
            let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = f(&tx)?;
            tx.commit()?;
            Ok(result)
        })
    }

    /// Writes the journal back into the file and cuts it to nothing, so that what was deleted is in neither. Waits some
    /// seconds for readers, then fails with [`StoreError::Busy`]. Safe to repeat.
    pub fn checkpoint_truncate(&self) -> Result<(), StoreError> {
        self.mending_damage(|| {
            let state = self.state();
            let writer = &state.connections.as_ref().ok_or(StoreError::Suspended)?.writer;
            let connection = writer.lock();
            let busy: bool = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            // SQLite's word is not enough where a deletion is promised.
            let left = std::fs::metadata(with_suffix(&self.path, "-wal")).map_or(0, |journal| journal.len());
            if busy || left > 0 {
                Err(StoreError::Busy)
            } else {
                Ok(())
            }
        })
    }

    /// Closes the file, so that the system may freeze the app: iOS ends a process that holds a file lock in background.
    ///
    /// Running reads are interrupted, a running write is waited for. Until [`Database::resume`] everything else fails
    /// with [`StoreError::Suspended`]. Safe to repeat.
    pub fn suspend(&self) {
        if let Some(open) = &self.state().connections {
            open.readers.iter().for_each(Lane::interrupt_any);
        }
        // The last connection to close writes the journal back into the file.
        self.state_mut().connections = None;
    }

    /// Opens the file again after [`Database::suspend`]. Safe to repeat.
    pub fn resume(&self) -> Result<Opened, StoreError> {
        let mut state = self.state_mut();
        if state.connections.is_some() {
            return Ok(Opened::Sound);
        }
        let (connections, opened) = open_or_set_aside(&self.path)?;
        state.connections = Some(connections);
        state.set_aside += opened.files_set_aside();
        Ok(opened)
    }

    /// How many damaged files were set aside since this was opened, at whatever moment. Above zero the citizen is told.
    #[must_use]
    pub fn files_set_aside(&self) -> u32 {
        self.state().set_aside
    }

    /// Deletes the damaged copies that were set aside: they may hold what the person wants gone. Safe to repeat.
    pub fn forget_set_aside(&self) -> Result<(), StoreError> {
        forget_set_aside(&self.path)
    }

    pub(super) fn read_as<T>(
        &self,
        ticket: &Ticket,
        f: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.mending_damage(|| {
            let state = self.state();
            let [first, second] = &state.connections.as_ref().ok_or(StoreError::Suspended)?.readers;
            let free = |lane| Lane::try_lock(lane).map(|guard| (lane, guard));
            let (lane, mut connection) = free(first)
                .or_else(|| free(second))
                .unwrap_or_else(|| (first, first.lock()));
            lane.run(ticket, &mut connection, |connection| {
                if ticket.is_withdrawn() {
                    return Err(StoreError::Interrupted);
                }
                let tx = connection.transaction()?;
                f(&tx)
            })
        })
    }

    pub(super) fn interrupt(&self, ticket: &Ticket) {
        // Withdrawn first: whoever is still waiting for a connection will see it when he gets one.
        ticket.withdraw();
        if let Some(open) = &self.state().connections {
            open.readers.iter().for_each(|lane| lane.interrupt(ticket));
        }
    }

    fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn state_mut(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Damage may show only in the middle of a file that opened well. Then the file goes aside here and now, so that
    /// the next sync fills a new one; the caller still learns what happened.
    fn mending_damage<T>(&self, f: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        let before = self.state().set_aside;
        let result = f();
        if matches!(result, Err(StoreError::Damaged)) {
            let mut state = self.state_mut();
            if state.set_aside == before && state.connections.take().is_some() {
                set_aside(&self.path)?;
                state.set_aside += 1;
                state.connections = Some(open(&self.path)?);
            }
        }
        result
    }
}

#[cfg(test)]
#[path = "database_tests.rs"]
mod tests;
