//! Brings a collection to what its source says, as a difference to what it said last time.

use std::collections::BTreeMap;

use ring::digest::{Context, SHA256};
use rusqlite::{Transaction, params};

use super::{Change, Collection, Meta, StoreError, apply};

/// Loads what the source says: new and changed places are put in the order given, vanished ones removed, the rest is not
/// touched. Each id comes once.
///
/// In a fresh file this also begins the first epoch. Its name follows from the seed and from what is loaded, so two
/// cities with the same seed and sources agree, and a city with other sources never mistakes a cursor for its own.
pub fn load(
    tx: &Transaction<'_>,
    collection: Collection,
    rows: &[(i64, String)],
    (seed, now): (u64, i64),
) -> Result<Meta, StoreError> {
    if Meta::find(tx, collection)?.is_none() {
        Meta::empty(first_epoch(collection, rows, seed)).write(tx, collection)?;
    }
    let changes = difference(tx, collection, rows)?;
    remember(tx, collection, &changes)?;
    apply(tx, collection, changes, now)
}

fn difference(tx: &Transaction<'_>, collection: Collection, rows: &[(i64, String)]) -> Result<Vec<Change>, StoreError> {
    let mut before: BTreeMap<i64, String> = tx
        .prepare("SELECT id, content FROM loaded WHERE collection = ?")?
        .query_map([collection], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut changes = Vec::new();
    for (id, content) in rows {
        if before.remove(id).as_ref() != Some(content) {
            changes.push(Change::Put {
                id: *id,
                content: content.clone(),
            });
        }
    }
    changes.extend(before.into_keys().map(|id| Change::Remove { id }));
    Ok(changes)
}

fn remember(tx: &Transaction<'_>, collection: Collection, changes: &[Change]) -> Result<(), StoreError> {
    let mut put = tx.prepare("INSERT OR REPLACE INTO loaded (collection, id, content) VALUES (?, ?, ?)")?;
    let mut remove = tx.prepare("DELETE FROM loaded WHERE collection = ? AND id = ?")?;
    for change in changes {
        match change {
            Change::Put { id, content } => put.execute(params![collection, id, content])?,
            Change::Remove { id } => remove.execute(params![collection, id])?,
        };
    }
    Ok(())
}

/// The name of the collection is in it, so that no cursor of one empty collection fits another.
fn first_epoch(collection: Collection, rows: &[(i64, String)], seed: u64) -> String {
    let mut digest = Context::new(&SHA256);
    digest.update(collection.name().as_bytes());
    digest.update(&seed.to_be_bytes());
    for (id, content) in rows {
        digest.update(&id.to_be_bytes());
        digest.update(content.as_bytes());
    }
    digest
        .finish()
        .as_ref()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
