//! What can go wrong with the city's records.

/// The records cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is not one of the city's, or of another version of it.
    #[error("the data file is not one of this version of the mock city (found version {found})")]
    OtherVersion {
        /// The version found in the file.
        found: i64,
    },
    /// A stored number is out of its range: somebody else wrote to the file.
    #[error("the data file holds a number that cannot be")]
    Damaged,
    /// SQLite failed.
    #[error("the data file cannot be used: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A stored row is not the JSON it should be.
    #[error("a stored row cannot be read: {0}")]
    Content(#[from] serde_json::Error),
}
