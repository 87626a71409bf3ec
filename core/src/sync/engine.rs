//! What the coordinator drives: something that can be brought up to date with the city.

use std::future::Future;
use std::pin::Pin;

use std::sync::Arc;

use super::{Changes, SyncError};
use crate::net::AuthorizedClient;
use crate::store::{Database, Vault};

/// A run in the making.
pub type Running<'a> = Pin<Box<dyn Future<Output = Result<(), SyncError>> + Send + 'a>>;

/// One thing to bring up to date. A feature whose data are no plain collection implements it itself.
pub trait Engine: Send + Sync {
    /// A stable name, under which a failure is noted.
    fn name(&self) -> &'static str;
    /// Does it once. Whoever has nothing to do (nobody is signed in, the data are locked) says `Ok`. Repeating is safe.
    fn run(&self) -> Running<'_>;
}

/// What an engine works with that follows something of the person's. Cheap to clone.
#[derive(Clone)]
pub struct Following {
    /// Where it is kept.
    pub database: Arc<Database>,
    /// What seals it.
    pub vault: Arc<Vault>,
    /// Whom to ask.
    pub city: AuthorizedClient,
    /// What to ring.
    pub changes: Changes,
}

impl Following {
    /// What an engine works with.
    #[must_use]
    pub const fn new(database: Arc<Database>, vault: Arc<Vault>, city: AuthorizedClient, changes: Changes) -> Self {
        Self {
            database,
            vault,
            city,
            changes,
        }
    }
}
