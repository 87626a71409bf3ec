//! The rows of the collections and what happened to them: changes in commit order, pages of changes, tombstones.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{Collection, Meta, Position, StoreError};

/// Tombstones are kept this long (research/performance.md 3.1): a phone in a drawer for half a year still gets a delta.
const KEPT_SECONDS: i64 = 180 * 24 * 60 * 60;

/// Something that happens to a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is there, and this is what is published about it.
    Put {
        /// The row.
        id: i64,
        /// The JSON object, without a version.
        content: String,
    },
    /// It is gone.
    Remove {
        /// The row.
        id: i64,
    },
}

/// A line of a page: a live row, or the trace of one that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The row.
    pub id: i64,
    /// The sequence number of its last change.
    pub version: i64,
    /// What is published about it; `None` if it is gone.
    pub content: Option<String>,
}

/// Changes after a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// In commit order, the last state of each row only.
    pub entries: Vec<Entry>,
    /// Up to where the phone now knows everything.
    pub reached: i64,
    /// Whether there is more.
    pub more: bool,
}

/// Carries out changes, numbering them in this order. Removing what is not there is not a change.
pub fn apply(tx: &Transaction<'_>, collection: Collection, changes: Vec<Change>, now: i64) -> Result<Meta, StoreError> {
    let mut meta = Meta::read(tx, collection)?;
    for change in changes {
        match change {
            Change::Put { id, content } => put(tx, collection, &mut meta, (id, &content))?,
            Change::Remove { id } => remove(tx, collection, &mut meta, (id, now))?,
        }
    }
    meta.write(tx, collection)?;
    Ok(meta)
}

fn put(
    tx: &Transaction<'_>,
    collection: Collection,
    meta: &mut Meta,
    (id, content): (i64, &str),
) -> Result<(), StoreError> {
    match version_of(tx, collection, id)? {
        Some(old) => meta.take(id, old),
        None => {
            tx.prepare_cached("DELETE FROM tombstone WHERE collection = ? AND id = ?")?
                .execute(params![collection, id])?;
        }
    }
    let version = meta.next();
    let sql = "INSERT OR REPLACE INTO entry (collection, id, version, content) VALUES (?, ?, ?, ?)";
    tx.prepare_cached(sql)?
        .execute(params![collection, id, version, content])?;
    meta.add(id, version);
    Ok(())
}

fn remove(
    tx: &Transaction<'_>,
    collection: Collection,
    meta: &mut Meta,
    (id, now): (i64, i64),
) -> Result<(), StoreError> {
    let Some(old) = version_of(tx, collection, id)? else {
        return Ok(());
    };
    meta.take(id, old);
    tx.prepare_cached("DELETE FROM entry WHERE collection = ? AND id = ?")?
        .execute(params![collection, id])?;
    let sql = "INSERT INTO tombstone (collection, id, version, gone_at) VALUES (?, ?, ?, ?)";
    tx.prepare_cached(sql)?
        .execute(params![collection, id, meta.next(), now])?;
    Ok(())
}

fn version_of(tx: &Transaction<'_>, collection: Collection, id: i64) -> Result<Option<i64>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT version FROM entry WHERE collection = ? AND id = ?")?
        .query_row(params![collection, id], |row| row.get(0))
        .optional()?)
}

/// Throws away tombstones of every collection that are older than the time they are kept for.
pub fn forget_old_tombstones(tx: &Transaction<'_>, now: i64) -> Result<(), StoreError> {
    for collection in Collection::ALL {
        forget_in(tx, collection, now)?;
    }
    Ok(())
}

fn forget_in(tx: &Transaction<'_>, collection: Collection, now: i64) -> Result<(), StoreError> {
    let oldest = now.saturating_sub(KEPT_SECONDS);
    let newest: Option<i64> = tx.query_row(
        "SELECT max(version) FROM tombstone WHERE collection = ? AND gone_at < ?",
        params![collection, oldest],
        |row| row.get(0),
    )?;
    if let Some(newest) = newest {
        // By version, not by time: the clock may have been turned back, and what lies below `forgotten` must be gone.
        tx.execute(
            "DELETE FROM tombstone WHERE collection = ? AND version <= ?",
            params![collection, newest],
        )?;
        let mut meta = Meta::read(tx, collection)?;
        meta.forgotten = meta.forgotten.max(newest);
        meta.write(tx, collection)?;
    }
    Ok(())
}

/// At most `limit` changes after a position.
pub fn page(
    connection: &Connection,
    collection: Collection,
    meta: &Meta,
    (from, limit): (Position, u32),
) -> Result<Page, StoreError> {
    let sql = "SELECT id, version, content FROM entry WHERE collection = ?1 AND version > ?2
               UNION ALL SELECT id, version, NULL FROM tombstone WHERE collection = ?1 AND version > ?2
               ORDER BY version LIMIT ?3";
    let mut statement = connection.prepare_cached(sql)?;
    // One more than asked for tells whether there is more.
    let rows = statement.query_map(params![collection, from.sequence, i64::from(limit) + 1], |row| {
        Ok(Entry {
            id: row.get(0)?,
            version: row.get(1)?,
            content: row.get(2)?,
        })
    })?;
    let mut entries = rows.collect::<Result<Vec<_>, _>>()?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = entries.len() > limit;
    entries.truncate(limit);
    let reached = match entries.last() {
        Some(last) if more => last.version,
        _ => meta.sequence,
    };
    Ok(Page { entries, reached, more })
}

/// One live row.
pub fn one(connection: &Connection, collection: Collection, id: i64) -> Result<Option<Entry>, StoreError> {
    let sql = "SELECT id, version, content FROM entry WHERE collection = ? AND id = ?";
    let mut statement = connection.prepare_cached(sql)?;
    let row = statement.query_row(params![collection, id], |row| {
        Ok(Entry {
            id: row.get(0)?,
            version: row.get(1)?,
            content: Some(row.get(2)?),
        })
    });
    Ok(row.optional()?)
}

/// The ids of the live rows, in order.
pub fn ids(connection: &Connection, collection: Collection) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id FROM entry WHERE collection = ? ORDER BY id")?;
    let ids = statement
        .query_map([collection], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(ids)
}

#[cfg(test)]
#[path = "entries_tests.rs"]
mod tests;
