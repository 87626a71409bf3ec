//! Where the data keys are: wrapped in the database, open in memory from unlock to lock, and nowhere else.
//!
//! The key store is foreign code that may wait for a person. It is called between transactions, never inside one and
//! under no lock of ours; what it gave is checked against the database again when it is written.

use std::fmt;
use std::sync::Arc;

use rusqlite::Transaction;

use super::data_key::{self, Purpose, Secret, WrappedKey};
use super::key_ring::{KeyRing, Keys, Visit};
use super::{Database, Sealer, StoreError};
use crate::ports::{Clock, Guard, KeyStore, SystemClock};

/// Whether personal data can be read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VaultState {
    /// There is no data key, so there are no personal data that could be opened.
    Empty,
    /// There is a data key, and it is wrapped.
    Locked,
    /// Sealers work.
    Open,
}

/// Keeps the keys of the personal data. Share it in an `Arc`; every method may be called from any thread, and blocks: for
/// as long as a person takes to answer, where a prompt is shown.
///
/// Prompts are shown by the system in the person's language; they are asked for only where the guard is the person, and
/// once for each generation of the key. Nothing is ever deleted but by [`Vault::destroy`] and the end of a rotation.
pub struct Vault {
    pub(super) database: Arc<Database>,
    pub(super) key_store: Arc<dyn KeyStore>,
    pub(super) ring: Arc<KeyRing>,
    pub(super) purpose: Purpose,
}

impl Vault {
    /// The vault of a database, for what is the person's. Opens nothing and asks nobody.
    #[must_use]
    pub fn new(database: Arc<Database>, key_store: Arc<dyn KeyStore>) -> Self {
        Self::with(database, key_store, Purpose::Person)
    }

    /// A second vault of the same database, for what is nobody's: it opens without a person, and signing in or out, locking and the
    /// app lock do not touch it. [`Vault::destroy`] of the first one deletes its key as well.
    #[must_use]
    pub fn of_device(database: Arc<Database>, key_store: Arc<dyn KeyStore>) -> Self {
        Self::with(database, key_store, Purpose::Device)
    }

    fn with(database: Arc<Database>, key_store: Arc<dyn KeyStore>, purpose: Purpose) -> Self {
        Self {
            database,
            key_store,
            ring: Arc::default(),
            purpose,
        }
    }

    /// Whether personal data can be read now. Never calls the key store.
    pub fn state(&self) -> Result<VaultState, StoreError> {
        if self.ring.is_open(self.database.files_set_aside()) {
            return Ok(VaultState::Open);
        }
        let empty = self.rows_or_none()?.is_empty();
        Ok(if empty { VaultState::Empty } else { VaultState::Locked })
    }

    /// Who must agree before the data open; `None` while there is no key. Never calls the key store.
    pub fn guard(&self) -> Result<Option<Guard>, StoreError> {
        Ok(self.rows_or_none()?.last().map(|key| key.guard))
    }

    /// Whether the key store would guard a first data key so. It makes a try that nobody keeps and asks nobody, so that a person
    /// hears before the login page what would fail after it. Safe to repeat.
    pub fn can_guard(&self, guard: Guard) -> Result<(), StoreError> {
        Secret::fresh(1, guard)?.wrap(&*self.key_store).map(drop)
    }

    /// Makes the first data key. If there is one, by whomever, this is [`Vault::unlock`] and its guard stays. Safe to
    /// repeat.
    ///
    /// Fails with [`StoreError::KeyStore`] if the key store would not, with [`StoreError::Locked`] if somebody locked
    /// meanwhile.
    pub fn create(&self, guard: Guard, prompt: &str) -> Result<(), StoreError> {
        if self.state()? != VaultState::Empty {
            return self.unlock(prompt);
        }
        let visit = self.visit();
        let secret = Secret::fresh(self.purpose.first(), guard)?;
        let row = secret.wrap(&*self.key_store)?;
        let first = self.database.write(|tx| {
            let first = data_key::of(tx, self.purpose)?.is_empty();
            if first {
                data_key::insert(tx, &row, SystemClock.now())?;
            }
            Ok(first)
        })?;
        if first {
            self.ring.put(visit, Keys::from([(row.generation, secret.key()?)]))
        } else {
            self.unlock(prompt)
        }
    }

    /// Opens the data keys. Does nothing and asks nobody if they are open. Safe to repeat; two at once may both ask.
    ///
    /// Fails with [`StoreError::KeyStore`] as the key store does: refused (trying again is fine), invalidated (the data
    /// on this phone are lost; they stay until [`Vault::destroy`]) or unavailable; with [`StoreError::Unreadable`] if a
    /// key was altered; with [`StoreError::Locked`] if there is no key yet or somebody locked meanwhile.
    pub fn unlock(&self, prompt: &str) -> Result<(), StoreError> {
        if self.ring.is_open(self.database.files_set_aside()) {
            return Ok(());
        }
        self.load(prompt)
    }

    /// Forgets the keys in memory, at once: every sealer fails from now on, also in a transaction under way, which is
    /// then rolled back. An unlock under way fails. Safe to repeat.
    pub fn lock(&self) {
        self.ring.lock();
    }

    /// What seals and opens values until the next lock, else [`StoreError::Locked`]. Ask before a transaction, not in one.
    pub fn sealer(&self) -> Result<Sealer, StoreError> {
        self.ring.sealer(self.database.files_set_aside())
    }

    /// Switches the app lock on or off: wraps every generation anew. To take a lock off, the person is asked. What is
    /// open stays open. Safe to repeat; asks nobody where the guard is already this one.
    ///
    /// Fails as [`Vault::unlock`]; with [`StoreError::Interrupted`] if a rotation began meanwhile, and with
    /// [`StoreError::Busy`] if the guard was changed but the old wrapping may still be in the journal: repeat both.
    pub fn set_guard(&self, guard: Guard, prompt: &str) -> Result<(), StoreError> {
        let before = self.rows()?;
        if before.iter().any(|row| row.guard != guard) {
            let mut after = Vec::new();
            for row in &before {
                after.push(self.unwrap(row, prompt)?.behind(guard).wrap(&*self.key_store)?);
            }
            self.database.write(|tx| {
                still(&before, &data_key::of(tx, self.purpose)?)?;
                after.iter().try_for_each(|row| data_key::rewrap(tx, row))
            })?;
        }
        // The old wrapping opens without the person: it must not be found in the journal.
        self.database.checkpoint_truncate()
    }

    /// Makes every sealed value on this phone unreadable for good: `clear` deletes the sealed rows, the wrapped keys go in the
    /// same transaction, and the journal is cut. Never calls the key store. Safe to repeat.
    ///
    /// From the commit on it is irrevocable: a kill, or [`StoreError::Busy`], leaves only the cutting of the journal to do, which
    /// [`Vault::finish_destroying`] does at the next start. Files that were set aside as damaged go with it.
    pub fn destroy(&self, clear: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>) -> Result<(), StoreError> {
        self.database.write(|tx| {
            clear(tx)?;
            data_key::delete_all(tx)?;
            data_key::note_destruction(tx)?;
            // Where nobody else can be writing: what was opened meanwhile seals nothing any more.
            self.ring.lock();
            Ok(())
        })?;
        self.finish_destroying()
    }

    /// Does what is left of a destruction, if there was one: nothing of it stays in the journal or in damaged copies. Does
    /// nothing otherwise.
    pub fn finish_destroying(&self) -> Result<(), StoreError> {
        if !self.database.read(data_key::is_destruction_noted)? {
            return Ok(());
        }
        self.database.checkpoint_truncate()?;
        self.database.forget_set_aside()?;
        self.database.write(data_key::forget_destruction)?;
        self.database.checkpoint_truncate()
    }

    /// Opens every generation and adds it to those held.
    pub(super) fn load(&self, prompt: &str) -> Result<(), StoreError> {
        let visit = self.visit();
        let mut keys = Keys::new();
        for row in self.rows()? {
            keys.insert(row.generation, self.unwrap(&row, prompt)?.key()?);
        }
        self.ring.put(visit, keys)
    }

    /// Every generation, or locked where there is none.
    pub(super) fn rows(&self) -> Result<Vec<WrappedKey>, StoreError> {
        let rows = self.rows_or_none()?;
        if rows.is_empty() {
            Err(StoreError::Locked)
        } else {
            Ok(rows)
        }
    }

    fn rows_or_none(&self) -> Result<Vec<WrappedKey>, StoreError> {
        self.database.read(|connection| data_key::of(connection, self.purpose))
    }

    pub(super) fn visit(&self) -> Visit {
        self.ring.visit(self.database.files_set_aside())
    }

    fn unwrap(&self, row: &WrappedKey, prompt: &str) -> Result<Secret, StoreError> {
        Secret::unpack(self.key_store.unwrap(&row.wrapped, prompt)?, row)
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(…)")
    }
}

/// The keys are as they were when the key store was asked; else somebody else was faster and the caller asks again.
pub(super) fn still(before: &[WrappedKey], now: &[WrappedKey]) -> Result<(), StoreError> {
    if before == now {
        Ok(())
    } else {
        Err(StoreError::Interrupted)
    }
}

#[cfg(test)]
#[path = "vault_tests.rs"]
mod tests;
