//! The session as this process holds it, and the one sealed row it comes from.
//!
//! What is held belongs to the sealer it was read with: when the data are locked or removed, that sealer is dead, and so is
//! what was held. Nobody has to remember to forget it.

use std::sync::{Arc, PoisonError};

use super::model::Kept;
use super::service::{Inner, blocking};
use super::store;
use crate::error::Error;
use crate::net::NetError;
use crate::ports::Guard;
use crate::store::{Sealer, StoreError, VaultState};

impl Inner {
    /// What the phone holds, from memory or from the sealed row.
    pub async fn held_now(&self) -> Result<Kept, NetError> {
        if let Some(kept) = self.held() {
            return Ok(kept);
        }
        let sealer = self.vault.sealer().map_err(in_the_way)?;
        let opening = sealer.clone();
        let read = self
            .database
            .read_task(move |connection| store::read(connection, &opening));
        let kept = read.await.map_err(in_the_way)?;
        self.hold(sealer, kept.clone());
        Ok(kept)
    }

    /// Writes the session down because the person said so: what is held changes only with the disk.
    pub async fn keep(&self, kept: Kept) -> Result<(), StoreError> {
        let _one_at_a_time = self.writing.lock().await;
        let sealer = self.vault.sealer()?;
        let (writing, row) = (sealer.clone(), kept.clone());
        let written = self.database.write_task(move |tx| store::write(tx, &writing, &row));
        written.await?;
        self.hold(sealer, kept);
        self.changes.announce();
        Ok(())
    }

    /// Writes down what the city made of the session with the refresh token `used`. It counts in memory even if the disk fails,
    /// because the city said so. It changes nothing if the person has signed in anew, signed out or removed their data meanwhile.
    pub async fn learn(&self, used: &str, kept: Kept) -> Result<(), StoreError> {
        let _one_at_a_time = self.writing.lock().await;
        let sealer = self.vault.sealer()?;
        let is_same = matches!(self.held(), Some(Kept::SignedIn(tokens)) if tokens.refresh_token == used);
        if !is_same {
            return Ok(());
        }
        self.hold(sealer.clone(), kept.clone());
        let written = self.database.write_task(move |tx| store::write(tx, &sealer, &kept));
        let outcome = written.await;
        self.changes.announce();
        outcome
    }

    fn held(&self) -> Option<Kept> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let alive = held.as_ref().filter(|(sealer, _)| sealer.is_alive());
        alive.map(|(_, kept)| kept.clone())
    }

    fn hold(&self, sealer: Sealer, kept: Kept) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some((sealer, kept));
    }

    /// Opens the vault, making it with `guard` if there is none yet. `true` if it was closed before.
    pub async fn open_vault(&self, prompt: &str, guard: Option<Guard>) -> Result<bool, Error> {
        let (vault, prompt) = (Arc::clone(&self.vault), prompt.to_owned());
        let opened = blocking(move || {
            let before = vault.state()?;
            match guard {
                Some(guard) if before == VaultState::Empty => vault.create(guard, &prompt)?,
                _ => vault.unlock(&prompt)?,
            }
            Ok(before != VaultState::Open)
        })
        .await?;
        self.changes.announce();
        Ok(opened)
    }
}

/// Why the session cannot be read now. A disk that fails is no reason to ask the person to sign in again.
pub(super) fn in_the_way(error: StoreError) -> NetError {
    match error {
        StoreError::Suspended | StoreError::Interrupted | StoreError::Locked => NetError::Locked,
        other => NetError::Storage { code: other.code() },
    }
}
