//! A new data key: everything is sealed again, a few rows at a time, and readable at every instant on the way.

use rusqlite::{Transaction, params};

use super::data_key::{self, Purpose, Secret};
use super::key_ring::Keys;
use super::seal::{Head, SealedColumn, head, wipe};
use super::vault::still;
use super::{Sealer, StoreError, Vault};
use crate::ports::{Clock, SystemClock};

/// Rows sealed again in one transaction: few enough that another writer does not wait long.
const BATCH: u32 = 256;

impl Vault {
    /// Gives the vault a new data key and seals every value of `columns` again; then removes the old key, unless some
    /// value in the database still needs it: a column that was left out keeps its old key. Unlocks if need be, with
    /// `prompt`. The guard stays. In memory the old key stays until the next lock, for readers who began before.
    ///
    /// It may end at any instant, by a kill or a lock: all values stay readable, and calling again goes on where it
    /// ended. Fails as [`Vault::unlock`]; with [`StoreError::Interrupted`] if another rotation or a change of the guard
    /// began at the same moment; with [`StoreError::Unreadable`] if a value could not be opened: it was passed over and
    /// its old key kept, the rest is done; with [`StoreError::Busy`] if the old values may still be in the journal.
    pub fn rotate(&self, prompt: &str, columns: &[SealedColumn]) -> Result<(), StoreError> {
        self.rotate_in_batches(BATCH, prompt, columns, || Ok(()))
    }

    fn rotate_in_batches(
        &self,
        size: u32,
        prompt: &str,
        columns: &[SealedColumn],
        mut after_batch: impl FnMut() -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.unlock(prompt)?;
        let newest = self.generation_to_reach(prompt)?;
        let sealer = self.sealer()?;
        let mut readable = true;
        for column in columns {
            let mut next = Some(i64::MIN);
            while let Some(from) = next {
                let batch = self
                    .database
                    .write(|tx| reseal(tx, &sealer, *column, head(newest), from, size))?;
                readable &= batch.readable;
                next = batch.last.and_then(|last| last.checked_add(1));
                after_batch()?;
            }
        }
        self.database.write(|tx| remove_unused(tx, self.purpose, newest))?;
        self.database.checkpoint_truncate()?;
        if readable { Ok(()) } else { Err(StoreError::Unreadable) }
    }

    /// The generation of a rotation that did not end, or a new one, which is stored before anything is sealed with it.
    fn generation_to_reach(&self, prompt: &str) -> Result<u32, StoreError> {
        let visit = self.visit();
        let rows = self.rows()?;
        if let [.., _, newest] = rows.as_slice() {
            if !self.ring.holds(newest.generation) {
                self.load(prompt)?;
            }
            return Ok(newest.generation);
        }
        let present = rows.last().ok_or(StoreError::Locked)?;
        // Four thousand million rotations are a phone that does nothing else; the table would refuse the next.
        let generation = present.generation.saturating_add(1);
        let secret = Secret::fresh(generation, present.guard)?;
        let row = secret.wrap(&*self.key_store)?;
        self.database.write(|tx| {
            still(&rows, &data_key::of(tx, self.purpose)?)?;
            data_key::insert(tx, &row, SystemClock.now())
        })?;
        self.ring.put(visit, Keys::from([(generation, secret.key()?)]))?;
        Ok(generation)
    }
}

/// What a batch did.
struct Batch {
    /// The last row looked at; `None`: there are no more.
    last: Option<i64>,
    /// Whether every value could be opened.
    readable: bool,
}

/// Seals again the next values of a column that are older than `newest`.
fn reseal(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    column: SealedColumn,
    newest: Head,
    from: i64,
    size: u32,
) -> Result<Batch, StoreError> {
    // Names of ours, from constants: they need no quotes.
    let SealedColumn { table, column: name } = column;
    let mut query = tx.prepare_cached(&format!(
        "SELECT rowid, {name} FROM {table}
         WHERE rowid >= ?1 AND {name} IS NOT NULL AND substr({name}, 1, 5) < ?2 ORDER BY rowid LIMIT ?3"
    ))?;
    let rows = query.query_map(params![from, newest, size], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(i64, Vec<u8>)> = rows.collect::<Result<_, _>>()?;
    let mut update = tx.prepare_cached(&format!("UPDATE {table} SET {name} = ?2 WHERE rowid = ?1"))?;
    let mut readable = true;
    for (row, sealed) in &rows {
        match sealer.open(column, *row, sealed) {
            Ok(mut plain) => {
                let again = sealer.seal(column, *row, &plain);
                wipe(&mut plain);
                update.execute(params![row, again?])?;
            }
            Err(StoreError::Unreadable) => readable = false,
            Err(error) => return Err(error),
        }
    }
    Ok(Batch {
        last: rows.last().map(|(row, _)| *row),
        readable,
    })
}

/// Removes the generations before `newest` that no value needs, wherever in the database it is.
fn remove_unused(tx: &Transaction<'_>, purpose: Purpose, newest: u32) -> Result<(), StoreError> {
    for key in data_key::of(tx, purpose)? {
        if key.generation < newest && !in_use(tx, key.generation)? {
            data_key::delete(tx, key.generation)?;
        }
    }
    Ok(())
}

/// Whether any value anywhere begins as those of this generation do. It asks the schema and not the caller: a column
/// that somebody forgot to name must not lose its key.
fn in_use(tx: &Transaction<'_>, generation: u32) -> Result<bool, StoreError> {
    let mut query = tx.prepare_cached(
        "SELECT t.name, c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
         WHERE t.schema = 'main' AND t.type = 'table' AND t.name <> 'data_key' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
           AND c.type IN ('BLOB', 'ANY', '')",
    )?;
    let columns = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let columns: Vec<(String, String)> = columns.collect::<Result<_, _>>()?;
    for (table, column) in columns {
        let [table, column] = [table, column].map(|name| name.replace('"', "\"\""));
        let found = format!("SELECT EXISTS (SELECT 1 FROM \"{table}\" WHERE substr(\"{column}\", 1, 5) = ?1)");
        if tx.query_row(&found, [head(generation)], |row| row.get(0))? {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
#[path = "rotation_tests.rs"]
mod tests;
