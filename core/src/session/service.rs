//! What a person can do about their session, and how it stands.

use std::sync::{Arc, Mutex, PoisonError};

use super::model::{Kept, Provider, SessionState, Tokens};
use super::sign_in::revoke;
use super::store::{self, Outside};
use crate::error::Error;
use crate::net::{CityClient, NetError};
use crate::ports::{Clock, Guard};
use crate::store::{Database, StoreError, Vault, VaultState};
use crate::sync::Changes;

/// The session of this phone. Cheap to clone; all clones are the same.
#[derive(Clone)]
pub struct Session(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub database: Arc<Database>,
    pub vault: Arc<Vault>,
    pub city: CityClient,
    pub clock: Arc<dyn Clock>,
    pub changes: Changes,
    /// The city's origin: the only issuer we believe.
    pub origin: String,
    /// The identity provider's addresses, once they have been asked for.
    pub provider: tokio::sync::OnceCell<Provider>,
    /// What the sealed row holds, once it has been read. Emptied when the data are locked.
    pub held: Mutex<Option<Kept>>,
    /// One renewal at a time: whoever comes second finds it done.
    pub renewing: tokio::sync::Mutex<()>,
    /// One login page at a time.
    pub signing_in: tokio::sync::Mutex<()>,
}

impl Session {
    /// The session kept in `database`, with the city at `origin`.
    #[must_use]
    pub fn new(
        database: Arc<Database>,
        vault: Arc<Vault>,
        city: CityClient,
        clock: Arc<dyn Clock>,
        changes: Changes,
        origin: &str,
    ) -> Self {
        Self(Arc::new(Inner {
            database,
            vault,
            city,
            clock,
            changes,
            origin: origin.trim_end_matches('/').to_owned(),
            provider: tokio::sync::OnceCell::new(),
            held: Mutex::default(),
            renewing: tokio::sync::Mutex::default(),
            signing_in: tokio::sync::Mutex::default(),
        }))
    }

    /// How the session stands. Reads the phone's disk only.
    pub async fn state(&self) -> Result<SessionState, Error> {
        let outside = self.0.database.read_task(store::outside).await?;
        let is_open = self.0.vault.state()? == VaultState::Open;
        Ok(match outside {
            Outside::Nobody | Outside::SignedOut => SessionState::SignedOut,
            _ if !is_open => SessionState::Locked,
            Outside::Expired => SessionState::SignInAgain,
            Outside::SignedIn => match self.held().await? {
                Kept::SignedIn(tokens) => SessionState::SignedIn(tokens.access),
                Kept::Nobody | Kept::SignedOut { .. } => SessionState::SignedOut,
                Kept::Expired { .. } => SessionState::SignInAgain,
            },
        })
    }

    /// Locks the person's data: the keys leave the memory. Safe to repeat.
    pub fn lock(&self) {
        self.0.vault.lock();
        self.0.set_held(None);
        self.0.changes.announce();
    }

    /// Unlocks the person's data. The phone asks for face, finger or code, showing `prompt`, if the app lock is on.
    ///
    /// Fails with `vault.refused` if the person said no (asking again is fine) and with `session.none` if there is nothing to
    /// unlock. Blocks on the phone's key store. Safe to repeat.
    pub async fn unlock(&self, prompt: &str) -> Result<(), Error> {
        let outside = self.0.database.read_task(store::outside).await?;
        if matches!(outside, Outside::Nobody | Outside::SignedOut) {
            return Err(NetError::SignedOut.into());
        }
        self.0.open_vault(prompt, None).await
    }

    /// Switches the app lock on or off. The phone asks once more, showing `prompt`. Safe to repeat.
    pub async fn set_app_lock(&self, on: bool, prompt: &str) -> Result<(), Error> {
        let (vault, prompt) = (Arc::clone(&self.0.vault), prompt.to_owned());
        let guard = if on { Guard::Person } else { Guard::Device };
        blocking(move || Ok(vault.set_guard(guard, &prompt)?)).await?;
        self.0.changes.announce();
        Ok(())
    }

    /// Whether the phone asks before it shows the person's data.
    pub async fn has_app_lock(&self) -> Result<bool, Error> {
        let vault = Arc::clone(&self.0.vault);
        blocking(move || Ok(vault.guard()? == Some(Guard::Person))).await
    }

    /// Ends the session and locks the data, which stay on the phone for the same person. The city is told if it can be
    /// reached; a token it was not told of is gone from the phone and runs out by itself. Safe to repeat.
    pub async fn sign_out(&self) -> Result<(), Error> {
        let _no_renewal_meanwhile = self.0.renewing.lock().await;
        let kept = match self.0.held_now().await {
            Err(NetError::Locked) => return Err(NetError::Locked.into()),
            other => other?,
        };
        let Some(person) = kept.person().map(str::to_owned) else {
            return Ok(());
        };
        self.0.keep(Kept::SignedOut { person }).await?;
        self.lock();
        if let Kept::SignedIn(Tokens { refresh_token, .. }) = kept {
            revoke(&self.0, &refresh_token).await;
        }
        Ok(())
    }

    /// Before the person's data go: the city is told that the session is over, as far as it can be reached.
    pub async fn forget(&self) {
        let _no_renewal_meanwhile = self.0.renewing.lock().await;
        if let Ok(Kept::SignedIn(tokens)) = self.0.held_now().await {
            revoke(&self.0, &tokens.refresh_token).await;
        }
        self.0.set_held(None);
    }

    async fn held(&self) -> Result<Kept, Error> {
        Ok(self.0.held_now().await?)
    }
}

impl Inner {
    /// What the phone holds, from memory or from the sealed row.
    pub async fn held_now(&self) -> Result<Kept, NetError> {
        if let Some(kept) = self.held() {
            return Ok(kept);
        }
        let sealer = self.vault.sealer().map_err(|_| NetError::Locked)?;
        let read = self
            .database
            .read_task(move |connection| store::read(connection, &sealer))
            .await;
        // A row that cannot be read now is no session for this question; the disk has its own words elsewhere.
        let kept = read.map_err(|error| match error {
            StoreError::Suspended | StoreError::Interrupted | StoreError::Locked => NetError::Locked,
            _ => NetError::SignInAgain,
        })?;
        self.set_held(Some(kept.clone()));
        Ok(kept)
    }

    pub fn held(&self) -> Option<Kept> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn set_held(&self, kept: Option<Kept>) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = kept;
    }

    /// Writes the session down. In memory it changes even if the disk fails: what the city said is so.
    pub async fn keep(&self, kept: Kept) -> Result<(), StoreError> {
        self.set_held(Some(kept.clone()));
        let sealer = self.vault.sealer()?;
        let written = self
            .database
            .write_task(move |tx| store::write(tx, &sealer, &kept))
            .await;
        self.changes.announce();
        written
    }

    /// Opens the vault, making it with `guard` if there is none yet.
    pub async fn open_vault(&self, prompt: &str, guard: Option<Guard>) -> Result<(), Error> {
        let (vault, prompt) = (Arc::clone(&self.vault), prompt.to_owned());
        blocking(move || match guard {
            Some(guard) if vault.state()? == VaultState::Empty => Ok(vault.create(guard, &prompt)?),
            _ => Ok(vault.unlock(&prompt)?),
        })
        .await?;
        self.changes.announce();
        Ok(())
    }
}

/// Runs what blocks on the phone's own code away from the async threads.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(failed) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
        Err(_) => Err(StoreError::Interrupted.into()),
    }
}
