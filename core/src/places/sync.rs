//! Tells the coordinator how to keep the collection.

use rusqlite::{Connection, Transaction};

use super::store;
use super::wire::PlaceRow;
use crate::store::StoreError;
use crate::sync::{Collection, Delete, VersionSum};

/// The city's facilities: public, the same for everyone, read only.
#[derive(Debug, Clone, Copy)]
pub struct PlacesCollection;

impl Collection for PlacesCollection {
    type Row = PlaceRow;

    const NAME: &'static str = "places";
    const BEGINS_SHORT: bool = true;

    fn apply(tx: &Transaction<'_>, rows: &[PlaceRow], deletes: &[Delete]) -> Result<(), StoreError> {
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
