//! The places and what happened to them: changes in commit order, pages of changes, tombstones.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{Meta, Position, StoreError};

/// Tombstones are kept this long (research/performance.md 3.1): a phone in a drawer for half a year still gets a delta.
const KEPT_SECONDS: i64 = 180 * 24 * 60 * 60;

/// Something that happens to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is there, and this is what is published about it.
    Put {
        /// The place.
        id: i64,
        /// The JSON object, without a version.
        content: String,
    },
    /// It is gone.
    Remove {
        /// The place.
        id: i64,
    },
}

/// A line of a page: a live place, or the trace of one that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The place.
    pub id: i64,
    /// The sequence number of its last change.
    pub version: i64,
    /// What is published about it; `None` if it is gone.
    pub content: Option<String>,
}

/// Changes after a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// In commit order, the last state of each place only.
    pub entries: Vec<Entry>,
    /// Up to where the phone now knows everything.
    pub reached: i64,
    /// Whether there is more.
    pub more: bool,
}

/// Carries out changes, numbering them in this order. Removing what is not there is not a change.
pub fn apply(tx: &Transaction<'_>, changes: Vec<Change>, now: i64) -> Result<Meta, StoreError> {
    let mut meta = Meta::read(tx)?;
    for change in changes {
        match change {
            Change::Put { id, content } => put(tx, &mut meta, id, &content)?,
            Change::Remove { id } => remove(tx, &mut meta, id, now)?,
        }
    }
    meta.write(tx)?;
    Ok(meta)
}

fn put(tx: &Transaction<'_>, meta: &mut Meta, id: i64, content: &str) -> Result<(), StoreError> {
    match version_of(tx, id)? {
        Some(old) => meta.take(id, old),
        None => drop(tx.prepare_cached("DELETE FROM tombstone WHERE id = ?")?.execute([id])?),
    }
    let version = meta.next();
    let sql = "INSERT OR REPLACE INTO place (id, version, content) VALUES (?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![id, version, content])?;
    meta.add(id, version);
    Ok(())
}

fn remove(tx: &Transaction<'_>, meta: &mut Meta, id: i64, now: i64) -> Result<(), StoreError> {
    let Some(old) = version_of(tx, id)? else { return Ok(()) };
    meta.take(id, old);
    tx.prepare_cached("DELETE FROM place WHERE id = ?")?.execute([id])?;
    let sql = "INSERT INTO tombstone (id, version, gone_at) VALUES (?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![id, meta.next(), now])?;
    Ok(())
}

fn version_of(tx: &Transaction<'_>, id: i64) -> Result<Option<i64>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT version FROM place WHERE id = ?")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// Throws away tombstones that are older than the time they are kept for.
pub fn forget_old_tombstones(tx: &Transaction<'_>, now: i64) -> Result<(), StoreError> {
    let oldest = now.saturating_sub(KEPT_SECONDS);
    let newest: Option<i64> = tx.query_row(
        "SELECT max(version) FROM tombstone WHERE gone_at < ?",
        [oldest],
        |row| row.get(0),
    )?;
    if let Some(newest) = newest {
        // By version, not by time: the clock may have been turned back, and what lies below `forgotten` must be gone.
        tx.execute("DELETE FROM tombstone WHERE version <= ?", [newest])?;
        let mut meta = Meta::read(tx)?;
        meta.forgotten = meta.forgotten.max(newest);
        meta.write(tx)?;
    }
    Ok(())
}

/// At most `limit` changes after a position.
pub fn page(connection: &Connection, meta: &Meta, from: Position, limit: u32) -> Result<Page, StoreError> {
    let sql = "SELECT id, version, content FROM place WHERE version > ?1
               UNION ALL SELECT id, version, NULL FROM tombstone WHERE version > ?1
               ORDER BY version LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    // One more than asked for tells whether there is more.
    let rows = statement.query_map(params![from.sequence, i64::from(limit) + 1], |row| {
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

/// One live place.
pub fn one(connection: &Connection, id: i64) -> Result<Option<Entry>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id, version, content FROM place WHERE id = ?")?;
    let row = statement.query_row([id], |row| {
        Ok(Entry {
            id: row.get(0)?,
            version: row.get(1)?,
            content: Some(row.get(2)?),
        })
    });
    Ok(row.optional()?)
}

/// The live places, in order of their ids.
pub fn ids(connection: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id FROM place ORDER BY id")?;
    let ids = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(ids)
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
