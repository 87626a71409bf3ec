//! Why a run ended early.

use crate::net::NetError;
use crate::store::StoreError;

/// A run that did not reach the end. Everything applied before it stays applied; repeating is always safe.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The city could not be asked, or its answer not used.
    #[error(transparent)]
    Net(#[from] NetError),
    /// The phone's database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// After loading everything again the sums still differ: the city contradicts itself.
    #[error("the collection does not add up")]
    DoesNotAddUp,
    /// The run ended without a word: a bug of ours.
    #[error("the run was abandoned")]
    Abandoned,
}

impl SyncError {
    /// The stable code, for logs and for the words (see [`crate::error::CODES`]).
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Net(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::DoesNotAddUp => "sync.does_not_add_up",
            Self::Abandoned => "sync.abandoned",
        }
    }
}
