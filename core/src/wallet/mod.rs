//! Wallet Ciudadano: cards that others issued, kept on the phone and shown by the person's will alone.
//!
//! A card is one document of one kind for one holder. It is there as one or more copies, each with a key of the phone's hardware that never
//! leaves it: who sees two copies cannot tell that they are of the same person. What is kept of a person is sealed; the core never has a
//! private key of a card.
//!
//! - `model.rs`: cards, copies, and what is known of whether they count.
//! - `policy.rs`: which copy is shown and when new ones are fetched (methods A to D of the ARF). Pure.
//! - `keys.rs`: the life of keys; `store.rs`: the SQL of cards and copies, as every part has its own; `turns.rs`: one at a time.
//! - `trusted.rs`: whom the wallet believes; `address.rs`: addresses and names that strangers send.
//! - `attestation.rs`: who vouches for this wallet and its keys, and what goes on without them.
//! - `issuance/`: how a card is fetched (OpenID4VCI 1.0, HAIP 1.0), every step a state on the disk.
//! - `presentation/`: showing cards to who asks for them (OpenID4VP 1.0, HAIP 1.0). `reader/`: reading a neighbour's card without a network.
//! - `log.rs` and `journal.rs`: what happened with whom, for the person alone.
//! - `migration.rs` and `moving.rs`: what a new phone needs to ask for the cards again.
//! - `status.rs`: whether a card was revoked, offline too. `cards.rs`: what is read and deleted.
//! - `values.rs`: what claims say. `service.rs`: the wallet as a whole.

mod address;
pub mod attestation;
mod cards;
pub mod issuance;
mod journal;
mod keys;
pub mod log;
pub mod migration;
mod model;
mod moving;
pub mod policy;
pub mod presentation;
pub mod reader;
mod service;
mod status;
pub mod store;
mod trusted;
mod turns;
mod values;

#[cfg(test)]
mod test_corpus;
#[cfg(test)]
mod test_cwt;
#[cfg(test)]
mod test_documents;
#[cfg(test)]
mod test_issuer;
#[cfg(test)]
mod test_mortal;
#[cfg(test)]
mod test_people;
#[cfg(test)]
mod test_phone;
#[cfg(test)]
mod test_proofs;

pub use cards::{CardShown, Cards, CardsShown, ClaimShown, Labels};
pub use journal::{Journal, JournalShown};
pub use model::{
    Card, Change, Copy, CopyState, Difference, Format, Judged, Label, Look, Method, Reuse, Standing, StatusPlace, Tier,
    Words,
};
pub use moving::{MovedIn, Moving};
pub use service::Wallet;
pub use status::{StatusLists, WhichLists};
pub use store::{
    SEALED_CARDS, SEALED_CLAIMS, SEALED_COPIES, SEALED_CREDENTIALS, SEALED_INSTANCES, SEALED_ISSUANCES, SEALED_LOG,
    SEALED_RENEWALS, SEALED_SHOWINGS, SEALED_STATUS, clear,
};
pub use trusted::{MoreRoots, Roots, Trusted};
pub use values::{Said, said, told_below};

// What the boundary asks with.
pub use madrid_credentials::dcql::Choice;
pub use madrid_credentials::path::{Place, Step};

use std::sync::Arc;

use crate::error::Error;
use crate::net::NetError;
use crate::ports::{Clock, DeviceKeys, Web, WebRequest, WebResponse};
use crate::store::{Database, Sealer, StoreError, Vault};
use crate::sync::Changes;

/// What every part of the wallet works with. Cheap to clone.
#[derive(Clone)]
pub struct Room {
    /// The phone's file.
    pub database: Arc<Database>,
    /// What seals in it.
    pub vault: Arc<Vault>,
    /// The keys of cards.
    pub keys: Arc<dyn DeviceKeys>,
    /// The way to issuers and to who asks for cards.
    pub web: Arc<dyn Web>,
    /// The phone's time.
    pub clock: Arc<dyn Clock>,
    /// The bell.
    pub changes: Changes,
}

impl Room {
    /// Now, in seconds since 1970.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.clock.now().timestamp()
    }

    fn sealer(&self) -> Result<Sealer, Error> {
        Ok(self.vault.sealer()?)
    }

    async fn send(&self, request: WebRequest) -> Result<WebResponse, Error> {
        let sent = self.web.send(request).await;
        sent.map_err(|failed| Error::Net(NetError::Transport(failed)))
    }
}

/// Work that blocks (the phone's hardware, a person in a browser), away from the async threads.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Error> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(failed) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
        Err(_) => Err(StoreError::Interrupted.into()),
    }
}
