//! The one row about each collection: epoch, head of the sequence, count and checksum.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{Collection, StoreError};
use crate::random::mix;
use crate::wire::{Total, row_hash};

/// Where the collection stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Names this line of sequence numbers.
    pub epoch: String,
    /// The number of the last change.
    pub sequence: i64,
    /// The newest tombstone that was thrown away.
    pub forgotten: i64,
    live: i64,
    checksum: u64,
}

impl Meta {
    /// An empty collection.
    #[must_use]
    pub const fn empty(epoch: String) -> Self {
        Self {
            epoch,
            sequence: 0,
            forgotten: 0,
            live: 0,
            checksum: 0,
        }
    }

    /// Where the collection stands, or `None` before anything was ever loaded.
    pub fn find(connection: &Connection, collection: Collection) -> Result<Option<Self>, StoreError> {
        let sql = "SELECT epoch, sequence, forgotten, live, checksum FROM collection WHERE name = ?";
        let row = connection.prepare_cached(sql)?.query_row([collection], |row| {
            Ok(Self {
                epoch: row.get(0)?,
                sequence: row.get(1)?,
                forgotten: row.get(2)?,
                live: row.get(3)?,
                checksum: row.get::<_, i64>(4)?.cast_unsigned(),
            })
        });
        Ok(row.optional()?)
    }

    /// Where the collection stands. The city loads before it answers anybody, so this is always known.
    pub fn read(connection: &Connection, collection: Collection) -> Result<Self, StoreError> {
        Self::find(connection, collection)?.ok_or(StoreError::Damaged)
    }

    /// Keeps it.
    pub fn write(&self, tx: &Transaction<'_>, collection: Collection) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO collection (name, epoch, sequence, forgotten, live, checksum)
                   VALUES (?, ?, ?, ?, ?, ?)";
        let checksum = self.checksum.cast_signed();
        tx.execute(
            sql,
            params![
                collection,
                self.epoch,
                self.sequence,
                self.forgotten,
                self.live,
                checksum
            ],
        )?;
        Ok(())
    }

    /// Count and checksum, as published.
    pub fn total(&self) -> Total {
        Total {
            count: self.live.unsigned_abs(),
            checksum: format!("{:016x}", self.checksum),
        }
    }

    /// The number of the next change.
    pub const fn next(&mut self) -> i64 {
        self.sequence += 1;
        self.sequence
    }

    /// A row is there from now on.
    pub const fn add(&mut self, id: i64, version: i64) {
        self.live += 1;
        self.checksum = self.checksum.wrapping_add(row_hash(id, version));
    }

    /// A row is no longer there.
    pub const fn take(&mut self, id: i64, version: i64) {
        self.live -= 1;
        self.checksum = self.checksum.wrapping_sub(row_hash(id, version));
    }
}

/// Starts a new epoch: every cursor of this collection handed out so far becomes lost. The new name follows from the old
/// one.
pub fn new_epoch(tx: &Transaction<'_>, collection: Collection) -> Result<Meta, StoreError> {
    let mut meta = Meta::read(tx, collection)?;
    let old = u64::from_str_radix(&meta.epoch, 16).map_err(|_| StoreError::Damaged)?;
    meta.epoch = format!("{:016x}", mix(old));
    meta.write(tx, collection)?;
    Ok(meta)
}
