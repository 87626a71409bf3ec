//! Tells the coordinator how to keep the collection.

use rusqlite::{Connection, Transaction};

use super::store;
use super::wire::EventRow;
use crate::store::StoreError;
use crate::sync::{Collection, Delete, VersionSum};

/// The city's agenda: public, the same for everyone, read only.
#[derive(Debug, Clone, Copy)]
pub struct EventsCollection;

impl Collection for EventsCollection {
    type Row = EventRow;

    const NAME: &'static str = "events";

    fn apply(tx: &Transaction<'_>, rows: &[EventRow], deletes: &[Delete]) -> Result<(), StoreError> {
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
