//! Puts an app together.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cards::{self, CardPorts};
use super::{App, wire};
use crate::error::Error;
use crate::net::{HttpTransport, Trust};
use crate::ports::{
    Clock, DeviceKeys, Entropy, Guard, KeyStore, SoftwareKeyStore, SystemClock, SystemEntropy, Transport, Web,
};
use crate::session;
use crate::store::{Database, Vault, VaultState};
use crate::sync::Changes;
use crate::wallet::MoreRoots;
use crate::wallet::attestation::Storage;

/// Puts an [`App`] together. Every port has a default; tests replace what they need.
pub struct AppBuilder {
    folder: PathBuf,
    city: String,
    trust: Trust,
    transport: Option<Arc<dyn Transport>>,
    key_store: Option<Arc<dyn KeyStore>>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    cards: CardPorts,
}

impl AppBuilder {
    /// An app that keeps its files in `folder` and talks to the city at `city` (`https://…`, or http on loopback).
    #[must_use]
    pub fn new(folder: &Path, city: &str) -> Self {
        Self {
            folder: folder.to_owned(),
            city: city.to_owned(),
            trust: Trust::none(),
            transport: None,
            key_store: None,
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy::new()),
            cards: CardPorts::default(),
        }
    }

    /// Whom to believe to be the city.
    #[must_use]
    pub fn trust(mut self, trust: Trust) -> Self {
        self.trust = trust;
        self
    }

    /// Another way to the city than HTTP.
    #[must_use]
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// The phone's key store. Without one, a key in memory that dies with the process: nothing sealed outlives it.
    #[must_use]
    pub fn key_store(mut self, key_store: Arc<dyn KeyStore>) -> Self {
        self.key_store = Some(key_store);
        self
    }

    /// The keys of the person's cards, and how the phone keeps them. Without any, keys in memory that die with the process.
    #[must_use]
    pub fn device_keys(mut self, keys: Arc<dyn DeviceKeys>, storage: Storage) -> Self {
        self.cards.keys = Some(keys);
        self.cards.storage = storage;
        self
    }

    /// Another way to issuers and verifiers than HTTP.
    #[must_use]
    pub fn web(mut self, web: Arc<dyn Web>) -> Self {
        self.cards.web = Some(web);
        self
    }

    /// Whom to believe to be an issuer's or a verifier's server. Without it, the roots of [`Self::trust`].
    #[must_use]
    pub fn web_trust(mut self, trust: Trust) -> Self {
        self.cards.web_trust = Some(trust);
        self
    }

    /// Roots of issuers and verifiers besides those that the city names.
    #[must_use]
    pub fn more_roots(mut self, roots: MoreRoots) -> Self {
        self.cards.more_roots = roots;
        self
    }

    /// Another clock than the system's.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Another source of randomness than the system's.
    #[must_use]
    pub fn entropy(mut self, entropy: Arc<dyn Entropy>) -> Self {
        self.entropy = entropy;
        self
    }

    /// Opens the database (making the folder if needed) and wires everything. Blocks; it does not touch the network.
    pub fn open(self) -> Result<App, Error> {
        std::fs::create_dir_all(&self.folder).map_err(|_| Error::Folder)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(HttpTransport::new(&self.city, &self.trust)?),
        };
        let key_store: Arc<dyn KeyStore> = match self.key_store {
            Some(key_store) => key_store,
            None => Arc::new(SoftwareKeyStore::new()?),
        };
        let (database, _) = Database::open(&self.folder.join("madrid.db"))?;
        let database = Arc::new(database);
        let papers = Arc::new(Vault::of_device(Arc::clone(&database), Arc::clone(&key_store)));
        let vault = Arc::new(Vault::new(Arc::clone(&database), key_store));
        make_ready(&database, &vault)?;
        let changes = Changes::default();
        let shared = cards::Shared {
            database: Arc::clone(&database),
            vault: Arc::clone(&vault),
            clock: Arc::clone(&self.clock),
            changes: changes.clone(),
        };
        let wallet = cards::wallet(self.cards, shared, (&self.city, &self.trust))?;
        let (vaults, told) = ((vault, papers), (changes, wallet));
        Ok(wire(
            database,
            vaults,
            transport,
            (self.clock, self.entropy),
            told,
            &self.city,
        ))
    }
}

/// A removal that was cut short is finished; what needs no question is unlocked.
fn make_ready(database: &Database, vault: &Vault) -> Result<(), Error> {
    vault.finish_destroying()?;
    match (vault.state()?, vault.guard()?) {
        // Whoever signed out left the data locked, whatever the app lock says.
        (VaultState::Locked, Some(Guard::Device)) if database.read(session::is_somebody_here)? => {
            // If the phone will not now, the data stay locked and the person is told when they want them.
            if let Err(failed) = vault.unlock("") {
                tracing::info!(code = failed.code(), "the data could not be unlocked at the start");
            }
        }
        _ => {}
    }
    Ok(())
}
