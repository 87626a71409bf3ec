//! Brings the records to what the catalogue says, as a difference to what it said last time.

use std::collections::BTreeMap;

use ring::digest::{Context, SHA256};
use rusqlite::{Transaction, params};

use super::{Change, Meta, StoreError, apply, forget_old_tombstones};

/// Loads what the sources say: new and changed places are put, vanished ones removed, the rest is not touched.
///
/// In a fresh file this also begins the first epoch. Its name follows from the seed and from what is loaded, so two
/// cities with the same seed and sources agree, and a city with other sources never mistakes a cursor for its own.
pub fn load(tx: &Transaction<'_>, places: &BTreeMap<i64, String>, seed: u64, now: i64) -> Result<Meta, StoreError> {
    if Meta::find(tx)?.is_none() {
        Meta::empty(first_epoch(places, seed)).write(tx)?;
    }
    let changes = difference(tx, places)?;
    remember(tx, &changes)?;
    forget_old_tombstones(tx, now)?;
    apply(tx, changes, now)
}

fn difference(tx: &Transaction<'_>, places: &BTreeMap<i64, String>) -> Result<Vec<Change>, StoreError> {
    let mut before: BTreeMap<i64, String> = tx
        .prepare("SELECT id, content FROM loaded")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut changes = Vec::new();
    for (&id, content) in places {
        if before.remove(&id).as_ref() != Some(content) {
            changes.push(Change::Put {
                id,
                content: content.clone(),
            });
        }
    }
    changes.extend(before.into_keys().map(|id| Change::Remove { id }));
    Ok(changes)
}

fn remember(tx: &Transaction<'_>, changes: &[Change]) -> Result<(), StoreError> {
    let mut put = tx.prepare("INSERT OR REPLACE INTO loaded (id, content) VALUES (?, ?)")?;
    let mut remove = tx.prepare("DELETE FROM loaded WHERE id = ?")?;
    for change in changes {
        match change {
            Change::Put { id, content } => put.execute(params![id, content])?,
            Change::Remove { id } => remove.execute([id])?,
        };
    }
    Ok(())
}

fn first_epoch(places: &BTreeMap<i64, String>, seed: u64) -> String {
    let mut digest = Context::new(&SHA256);
    digest.update(&seed.to_be_bytes());
    for (id, content) in places {
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
