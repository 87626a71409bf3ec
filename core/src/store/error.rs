//! What can go wrong with the file, in the terms a caller can act on.

use rusqlite::ErrorCode;

use crate::ports::KeyStoreError;

/// A failure of the phone's database. No variant carries a value that a citizen wrote.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The phone has no room left. Nothing was changed.
    #[error("there is no room left on the phone")]
    Full,
    /// The file is damaged. It has been set aside, never deleted, and the city will fill a new one.
    #[error("the database file was damaged and has been set aside")]
    Damaged,
    /// The file was written by a newer version of the app. It was not touched.
    #[error("the database is of version {found}, this app knows {known}")]
    Newer {
        /// The version in the file.
        found: i64,
        /// The newest version this app knows.
        known: i64,
    },
    /// The database is closed because the app is in the background.
    #[error("the database is suspended")]
    Suspended,
    /// The personal data are locked: they can be neither read nor written until somebody unlocks them.
    #[error("the personal data are locked")]
    Locked,
    /// A sealed value or data key was changed, moved or sealed by another phone. It stays as it is.
    #[error("a sealed value cannot be opened")]
    Unreadable,
    /// The phone's key store would not open or wrap the data key. Nothing was changed.
    #[error("the data key is out of reach: {0}")]
    KeyStore(#[from] KeyStoreError),
    /// Somebody is reading, so the journal could not be cut. Asking again is safe.
    #[error("the database is in use")]
    Busy,
    /// The caller no longer wants the answer.
    #[error("the query was interrupted")]
    Interrupted,
    /// The work gave up on purpose and was rolled back. Never leaves the core.
    #[error("the transaction was given up")]
    Abandon,
    /// The file cannot be opened, read or written (rights, a read-only disk).
    #[error("the database cannot be used: {0}")]
    Io(&'static str),
    /// A query or a row that should have been right: a bug of ours.
    #[error("a query failed: {0}")]
    Query(#[source] rusqlite::Error),
}

impl StoreError {
    /// The stable code, for logs and for the words (see [`crate::error::CODES`]).
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Full => "store.full",
            Self::Damaged => "store.damaged",
            Self::Newer { .. } => "store.newer",
            Self::Suspended => "store.suspended",
            Self::Locked => "store.locked",
            Self::Unreadable | Self::KeyStore(KeyStoreError::CannotUnwrap) => "vault.unreadable",
            Self::KeyStore(KeyStoreError::Refused) => "vault.refused",
            Self::KeyStore(KeyStoreError::Invalidated) => "vault.invalidated",
            Self::KeyStore(KeyStoreError::NoScreenLock) => "vault.no_screen_lock",
            Self::KeyStore(KeyStoreError::Unavailable) => "vault.key_store",
            Self::Busy => "store.busy",
            Self::Interrupted => "store.interrupted",
            Self::Io(_) => "store.io",
            Self::Query(_) => "store.query",
            Self::Abandon => "store.abandoned",
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            Some(ErrorCode::OperationInterrupted) => Self::Interrupted,
            Some(ErrorCode::CannotOpen) => Self::Io("it cannot be opened"),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::Io("it cannot be written"),
            Some(ErrorCode::SystemIoFailure) => Self::Io("the disk failed"),
            _ => Self::Query(error),
        }
    }
}
