//! What every request can reach.

use std::sync::Arc;

use crate::admin::RequestLog;
use crate::api::{KeysInUse, Problem};
use crate::cards::Pki;
use crate::catalogue::Quality;
use crate::clock::CityClock;
use crate::console::Traffic;
use crate::faults::Faults;
use crate::guesses::Guesses;
use crate::identity::Desk;
use crate::issuer::Nonces;
use crate::sectors::Moods;
use crate::store::{Store, StoreError};
use crate::treasury::Bank;
use crate::verifier;
use crate::wallet_provider;

/// The running city. Cheap to clone.
#[derive(Debug, Clone)]
pub struct CityState(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    seed: u64,
    clock: Arc<CityClock>,
    store: Store,
    quality: Quality,
    faults: Faults,
    requests: RequestLog,
    traffic: Traffic,
    moods: Moods,
    identity: Desk,
    keys_in_use: Arc<KeysInUse>,
    guesses: Guesses,
    bank: Arc<dyn Bank>,
    pki: Pki,
    nonces: Nonces,
    wallet_provider: wallet_provider::Desk,
    questions: verifier::Desk,
}

impl CityState {
    /// A city over these records, with this bank.
    pub fn new(
        (seed, clock): (u64, Arc<CityClock>),
        (store, pki): (Store, Pki),
        quality: Quality,
        bank: Arc<dyn Bank>,
    ) -> Self {
        let (faults, requests) = (Faults::seeded(seed), RequestLog::default());
        Self(Arc::new(Inner {
            seed,
            clock,
            store,
            quality,
            faults,
            requests,
            traffic: Traffic::default(),
            moods: Moods::default(),
            identity: Desk::default(),
            keys_in_use: Arc::default(),
            guesses: Guesses::default(),
            bank,
            pki,
            nonces: Nonces::default(),
            wallet_provider: wallet_provider::Desk::default(),
            questions: verifier::Desk::default(),
        }))
    }

    /// What everything left to chance follows from.
    pub fn seed(&self) -> u64 {
        self.0.seed
    }

    /// The city's clock.
    pub fn clock(&self) -> &CityClock {
        &self.0.clock
    }

    /// What was found in the files of the open data.
    pub fn quality(&self) -> &Quality {
        &self.0.quality
    }

    /// The faults that are switched on.
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// What was asked so far.
    pub fn requests(&self) -> &RequestLog {
        &self.0.requests
    }

    /// What was asked lately, for the console.
    pub fn traffic(&self) -> &Traffic {
        &self.0.traffic
    }

    /// How well the sectoral systems are.
    pub fn moods(&self) -> &Moods {
        &self.0.moods
    }

    /// The desk of the identity provider.
    pub fn identity(&self) -> &Desk {
        &self.0.identity
    }

    /// The changes that are under way.
    pub fn keys_in_use(&self) -> &Arc<KeysInUse> {
        &self.0.keys_in_use
    }

    /// What was tried in vain where anybody may ask.
    pub fn guesses(&self) -> &Guesses {
        &self.0.guesses
    }

    /// The bank through which the treasury takes money.
    pub fn bank(&self) -> &dyn Bank {
        self.0.bank.as_ref()
    }

    /// Who signs cards, and what they are trusted by.
    pub fn pki(&self) -> &Pki {
        &self.0.pki
    }

    /// What makes the nonces of the desk that gives out cards.
    pub fn nonces(&self) -> &Nonces {
        &self.0.nonces
    }

    /// The desk of the wallet provider.
    pub fn wallet_provider(&self) -> &wallet_provider::Desk {
        &self.0.wallet_provider
    }

    /// What officials asked to see, and what came of it.
    pub fn questions(&self) -> &verifier::Desk {
        &self.0.questions
    }

    /// Works with the records away from the async threads: a page of 10,000 places takes a while.
    pub async fn with_store<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    {
        let inner = Arc::clone(&self.0);
        match tokio::task::spawn_blocking(move || work(&inner.store)).await {
            Ok(done) => done.map_err(|error| Problem::records_failed(&error)),
            Err(_) => Err(Problem::BROKEN),
        }
    }
}
