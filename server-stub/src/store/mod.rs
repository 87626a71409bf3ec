//! The city's records: an SQLite file, or memory, with one sequence over all changes of each collection.

mod changes;
mod collection;
mod cursor;
mod entries;
mod error;
mod load;
mod meta;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use changes::{ChangeKey, Effect, GivenAnswer, effects, given_answer, keep_answer, note_effect};
pub use collection::Collection;
pub use cursor::{CursorLost, Position};
pub use entries::{Change, Entry, Page, apply, forget_old_tombstones, ids, one, page};
pub use error::StoreError;
pub use load::load;
pub use meta::{Meta, new_epoch};

use crate::cards;
use crate::identity;
use crate::issuer;
use crate::refunds;
use crate::sectors::SCHEMAS;
use crate::treasury;

const VERSION: i64 = 9;

/// Makes the tables of a house.
pub type MakeTables = fn(&Transaction<'_>) -> Result<(), StoreError>;

/// Where the city keeps its records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Data {
    /// Nowhere: gone when the city stops.
    #[default]
    Memory,
    /// In this file, made if it is not there.
    File(PathBuf),
}

/// The open records. One connection: the mock city has one laptop to serve, and a single lane is what makes an answer
/// a snapshot.
#[derive(Debug)]
pub struct Store(Mutex<Connection>);

impl Store {
    /// Opens the records, making them if they are not there. A file that is not the city's is refused and left alone.
    pub fn open(data: &Data) -> Result<Self, StoreError> {
        Self::open_as(data, VERSION, make_tables)
    }

    /// The same for records of another house: they have a version of their own, and tables of their own.
    pub fn open_as(data: &Data, version: i64, make: MakeTables) -> Result<Self, StoreError> {
        let mut connection = match data {
            Data::Memory => Connection::open_in_memory()?,
            Data::File(path) => open_file(path)?,
        };
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.set_prepared_statement_cache_capacity(32);
        match connection.pragma_query_value(None, "user_version", |row| row.get(0))? {
            found if found == version => {}
            0 => create(&mut connection, version, make)?,
            found => return Err(StoreError::OtherVersion { found }),
        }
        Ok(Self(Mutex::new(connection)))
    }

    /// Reads; what is read belongs together.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        work(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Writes all or nothing.
    pub fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&tx)?;
        tx.commit()?;
        Ok(done)
    }
}

fn open_file(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    Ok(connection)
}

fn create(connection: &mut Connection, version: i64, make: MakeTables) -> Result<(), StoreError> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let tables: i64 = tx.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 {
        return Err(StoreError::OtherVersion { found: 0 });
    }
    make(&tx)?;
    tx.pragma_update(None, "user_version", version)?;
    tx.commit()?;
    Ok(())
}

/// The city's own tables.
fn make_tables(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute_batch(include_str!("schema.sql"))?;
    tx.execute_batch(include_str!("changes.sql"))?;
    for schema in SCHEMAS {
        tx.execute_batch(schema)?;
    }
    tx.execute_batch(identity::SCHEMA)?;
    tx.execute_batch(cards::SCHEMA)?;
    tx.execute_batch(issuer::SCHEMA)?;
    tx.execute_batch(treasury::SCHEMA)?;
    tx.execute_batch(refunds::SCHEMA)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_somebody_else_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("other.sqlite");
        Connection::open(&path)
            .unwrap()
            .execute_batch("CREATE TABLE mine (x)")
            .unwrap();
        assert!(matches!(
            Store::open(&Data::File(path)),
            Err(StoreError::OtherVersion { found: 0 })
        ));
        let path = dir.path().join("text.txt");
        std::fs::write(&path, "not a database at all, but long enough to be looked at as one").unwrap();
        assert!(matches!(Store::open(&Data::File(path)), Err(StoreError::Sqlite(_))));
    }

    #[test]
    fn a_write_that_fails_leaves_nothing() {
        let store = Store::open(&Data::Memory).unwrap();
        let failed = store.write(|tx| {
            tx.execute("INSERT INTO loaded VALUES ('places', 1, '{}')", [])?;
            Err::<(), _>(StoreError::OtherVersion { found: 9 })
        });
        assert!(failed.is_err());
        let rows = store.read(|c| Ok(c.query_row("SELECT count(*) FROM loaded", [], |r| r.get::<_, i64>(0))?));
        assert_eq!(rows.unwrap(), 0);
    }
}
