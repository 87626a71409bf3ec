//! Sealed values that are JSON: what features keep of a person.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{SealedColumn, Sealer, StoreError};

impl Sealer {
    /// Seals a value as JSON.
    pub fn seal_json<T: Serialize>(&self, column: SealedColumn, row: i64, value: &T) -> Result<Vec<u8>, StoreError> {
        let json = serde_json::to_vec(value).map_err(|_| StoreError::Unreadable)?;
        self.seal(column, row, &json)
    }

    /// Opens what [`Sealer::seal_json`] made. [`StoreError::Unreadable`] where it is of another form: the parser's message may
    /// quote the value, so it stops here.
    pub fn open_json<T: DeserializeOwned>(
        &self,
        column: SealedColumn,
        row: i64,
        sealed: &[u8],
    ) -> Result<T, StoreError> {
        let json = self.open(column, row, sealed)?;
        serde_json::from_slice(&json).map_err(|_| StoreError::Unreadable)
    }
}
