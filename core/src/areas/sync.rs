//! Tells the coordinator how to keep the collection.

use rusqlite::{Connection, Transaction};

use super::store;
use super::wire::AreaRow;
use crate::store::StoreError;
use crate::sync::{Collection, Delete, VersionSum};

/// The city's districts and barrios: public, the same for everyone, read only.
#[derive(Debug, Clone, Copy)]
pub struct AreasCollection;

impl Collection for AreasCollection {
    type Row = AreaRow;

    const NAME: &'static str = "areas";

    fn apply(tx: &Transaction<'_>, rows: &[AreaRow], deletes: &[Delete]) -> Result<(), StoreError> {
        store::upsert(tx, rows)?;
        store::remove(tx, deletes)
    }

    fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
        store::clear(tx)
    }

    fn sum(connection: &Connection) -> Result<VersionSum, StoreError> {
        store::sum(connection)
    }
}
