//! What a feature implements to have its collection followed.

use rusqlite::{Connection, Transaction};
use serde::de::DeserializeOwned;

use super::{Delete, Total};
use crate::kernel::CollectionChecksum;
use crate::store::StoreError;

/// A collection of the city, kept on the phone. A feature writes only its rows; the cursor is not its business.
pub trait Collection: Send + Sync + 'static {
    /// A row as the city sends it. Reading it must check it: what cannot be kept must not be read.
    type Row: DeserializeOwned + Send + 'static;

    /// The collection's name: the key of its cursor and the last part of its address, `/v1/NAME`.
    const NAME: &'static str;

    /// Whether a phone without any of it asks for a short page first: where the city begins with something of everything, and less
    /// than all is useful.
    const BEGINS_SHORT: bool = false;

    /// Writes rows whose version is newer than the one we hold, and nothing else. Applying twice must change nothing.
    fn apply(tx: &Transaction<'_>, rows: &[Self::Row], deletes: &[Delete]) -> Result<(), StoreError>;

    /// Empties the collection, inside the transaction that fills it again.
    fn clear(tx: &Transaction<'_>) -> Result<(), StoreError>;

    /// Adds up every row we hold.
    fn sum(connection: &Connection) -> Result<VersionSum, StoreError>;
}

/// The running total of a collection on the phone.
#[derive(Debug, Clone, Copy, Default)]
pub struct VersionSum {
    count: u64,
    checksum: CollectionChecksum,
}

impl VersionSum {
    /// Adds one row.
    pub const fn add(&mut self, id: i64, version: i64) {
        self.count += 1;
        self.checksum.add(id, version);
    }

    /// Whether the phone holds exactly what the city has.
    #[must_use]
    pub fn agrees_with(self, total: &Total) -> bool {
        self.count == total.count && self.checksum.to_hex() == total.checksum
    }
}
