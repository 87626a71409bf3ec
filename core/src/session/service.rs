//! What a person can do about their session, and how it stands.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::model::{Kept, Provider, SessionState};
use super::sign_in::revoke;
use super::store::{self, Outside};
use crate::error::Error;
use crate::log::Redacted;
use crate::net::{CityClient, NetError};
use crate::ports::{Clock, Guard};
use crate::store::{Database, SealedColumn, Sealer, StoreError, Vault, VaultState};
use crate::sync::Changes;

/// The code of a row that does not open.
const UNREADABLE: &str = "vault.unreadable";
/// How long the city is waited for when it is told of an end.
const FAREWELL: Duration = Duration::from_secs(5);

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
    /// Every column on the phone that is sealed, of whatever feature.
    pub sealed: &'static [SealedColumn],
    /// The identity provider's addresses, once they have been asked for.
    pub provider: tokio::sync::OnceCell<Provider>,
    /// What the sealed row holds, once it has been read, and the sealer with which it dies.
    pub held: Mutex<Option<(Sealer, Kept)>>,
    /// One change of the session at a time, and what it is based on.
    pub writing: tokio::sync::Mutex<()>,
    /// One renewal at a time: whoever comes second finds it done.
    pub renewing: tokio::sync::Mutex<()>,
    /// One login page at a time.
    pub signing_in: tokio::sync::Mutex<()>,
}

impl Session {
    /// The session kept in `database`, with the city at `origin`. `sealed` is every sealed column there is.
    #[must_use]
    pub fn new(
        database: Arc<Database>,
        vault: Arc<Vault>,
        city: CityClient,
        clock: Arc<dyn Clock>,
        changes: Changes,
        origin: &str,
        sealed: &'static [SealedColumn],
    ) -> Self {
        Self(Arc::new(Inner {
            database,
            vault,
            city,
            clock,
            changes,
            origin: origin.trim_end_matches('/').to_owned(),
            sealed,
            provider: tokio::sync::OnceCell::new(),
            held: Mutex::default(),
            writing: tokio::sync::Mutex::default(),
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
            Outside::SignedIn => match self.0.held_now().await {
                Ok(Kept::SignedIn(tokens)) => SessionState::SignedIn(tokens.access),
                Ok(Kept::Nobody | Kept::SignedOut { .. }) => SessionState::SignedOut,
                Ok(Kept::Expired { .. }) => SessionState::SignInAgain,
                // A row that was altered opens no more: a new sign-in replaces it.
                Err(NetError::Storage { code: UNREADABLE }) => SessionState::SignInAgain,
                Err(NetError::Locked) => SessionState::Locked,
                Err(failed) => return Err(failed.into()),
            },
        })
    }

    /// Locks the person's data: the keys leave the memory. Safe to repeat.
    pub fn lock(&self) {
        self.0.vault.lock();
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
        self.0.open_vault(prompt, None).await.map(|_| ())
    }

    /// Switches the app lock on or off. The phone asks once more, showing `prompt`. Switched on, the data get a new key: the
    /// old one could be opened without the person, and somebody may have done so. Safe to repeat.
    pub async fn set_app_lock(&self, on: bool, prompt: &str) -> Result<(), Error> {
        let (vault, prompt, sealed) = (Arc::clone(&self.0.vault), prompt.to_owned(), self.0.sealed);
        let guard = if on { Guard::Person } else { Guard::Device };
        blocking(move || {
            let was_on = vault.guard()? == Some(Guard::Person);
            vault.set_guard(guard, &prompt)?;
            if on && !was_on {
                vault.rotate(&prompt, sealed)?;
            }
            Ok(())
        })
        .await?;
        self.0.changes.announce();
        Ok(())
    }

    /// Whether the phone asks before it shows the person's data.
    pub async fn has_app_lock(&self) -> Result<bool, Error> {
        let vault = Arc::clone(&self.0.vault);
        blocking(move || Ok(vault.guard()? == Some(Guard::Person))).await
    }

    /// Whether the phone holds nobody's data yet: only then the first sign-in decides about the app lock.
    pub async fn is_first(&self) -> Result<bool, Error> {
        let vault = Arc::clone(&self.0.vault);
        blocking(move || Ok(vault.state()? == VaultState::Empty)).await
    }

    /// Ends the session and locks the data, which stay on the phone for the same person. The city is told if it can be
    /// reached; a token it was not told of is gone from the phone and runs out by itself. Fails, with everything as it was, if
    /// the disk does. Safe to repeat.
    pub async fn sign_out(&self) -> Result<(), Error> {
        let kept = self.0.held_now().await?;
        let Some(person) = kept.person().map(str::to_owned) else {
            return Ok(());
        };
        self.0.keep(Kept::SignedOut { person }).await?;
        self.lock();
        if let Kept::SignedIn(tokens) = kept {
            revoke(&self.0, &tokens.refresh_token).await;
        }
        Ok(())
    }

    /// What the city should hear of when the person's data are gone: a token to take back. Nothing while they are locked.
    pub async fn farewell(&self) -> Farewell {
        match self.0.held_now().await {
            Ok(Kept::SignedIn(tokens)) => Farewell(Some(Redacted::new(tokens.refresh_token))),
            _ => Farewell(None),
        }
    }

    /// Tells the city that the session is over, as far as it can be reached in a few seconds.
    pub async fn tell_city(&self, farewell: Farewell) {
        if let Farewell(Some(token)) = farewell {
            // The phone has forgotten the token either way: nobody waits long for this.
            let _ = tokio::time::timeout(FAREWELL, revoke(&self.0, token.expose())).await;
        }
    }
}

/// A token that nobody needs any more.
pub struct Farewell(Option<Redacted<String>>);

/// Runs what blocks on the phone's own code away from the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(failed) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
        Err(_) => Err(StoreError::Interrupted.into()),
    }
}
