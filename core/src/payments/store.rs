//! The SQL of payments and receipts. All of it is sealed but how far an attempt has come.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::model::{Attempt, Receipt, Stage};
use crate::store::{SealedColumn, Sealer, StoreError};

/// The sealed column of the attempts.
pub const SEALED_ATTEMPTS: SealedColumn = SealedColumn {
    table: "payment_attempt",
    column: "sealed",
};

/// The sealed column of the receipts.
pub const SEALED_RECEIPTS: SealedColumn = SealedColumn {
    table: "receipt",
    column: "sealed",
};

/// Adds an attempt and gives it its number.
pub fn add(tx: &Transaction<'_>, sealer: &Sealer, attempt: Attempt, now: DateTime<Utc>) -> Result<Attempt, StoreError> {
    let id = next_id(tx, SEALED_ATTEMPTS.table)?;
    let sealed = sealer.seal_json(SEALED_ATTEMPTS, id, &attempt)?;
    tx.prepare_cached("INSERT INTO payment_attempt (id, stage, sealed, changed_ms) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![
            id,
            attempt.state.stage().code(),
            sealed,
            now.timestamp_millis()
        ])?;
    Ok(Attempt { id, ..attempt })
}

/// Replaces an attempt.
pub fn replace(tx: &Transaction<'_>, sealer: &Sealer, attempt: &Attempt, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sealed = sealer.seal_json(SEALED_ATTEMPTS, attempt.id, attempt)?;
    tx.prepare_cached("UPDATE payment_attempt SET stage = ?2, sealed = ?3, changed_ms = ?4 WHERE id = ?1")?
        .execute(params![
            attempt.id,
            attempt.state.stage().code(),
            sealed,
            now.timestamp_millis()
        ])?;
    Ok(())
}

/// Lets an attempt go that never left the phone. Nothing happens to any other. Safe to repeat.
pub fn let_go(tx: &Transaction<'_>, id: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM payment_attempt WHERE id = ?1 AND stage IN ('prepared', 'expired')")?
        .execute([id])?;
    Ok(())
}

/// One attempt. `None` only where there is none: one that cannot be read is an error, for it may hold money.
pub fn one(connection: &Connection, sealer: &Sealer, id: i64) -> Result<Option<Attempt>, StoreError> {
    let mut query = connection.prepare_cached("SELECT sealed FROM payment_attempt WHERE id = ?1")?;
    let sealed: Option<Vec<u8>> = query.query_row([id], |row| row.get(0)).optional()?;
    let open = |sealed: Vec<u8>| open(sealer, id, &sealed);
    sealed.map(open).transpose()
}

/// Every attempt, the last one first. Fails where one cannot be read: whoever paid again because of a hole in a list would pay twice.
pub fn all(connection: &Connection, sealer: &Sealer) -> Result<Vec<Attempt>, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, sealed FROM payment_attempt ORDER BY id DESC")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    rows.map(|row| {
        let (id, sealed) = row?;
        open(sealer, id, &sealed)
    })
    .collect()
}

/// The attempts that are not over, the last one first. Opens no other. Fails where one cannot be read, as [`all`] does.
pub fn under_way(connection: &Connection, sealer: &Sealer) -> Result<Vec<Attempt>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT id, sealed FROM payment_attempt
         WHERE stage IN ('submitting', 'awaiting_payer', 'unknown', 'not_found') ORDER BY id DESC",
    )?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    rows.map(|row| {
        let (id, sealed) = row?;
        open(sealer, id, &sealed)
    })
    .collect()
}

/// How many attempts that changed since then may have money on its way. Opens nothing.
pub fn count_open(connection: &Connection, since: DateTime<Utc>) -> Result<u64, StoreError> {
    let open = Stage::ALL.into_iter().filter(|stage| stage.is_open());
    let mut query =
        connection.prepare_cached("SELECT count(*) FROM payment_attempt WHERE stage = ?1 AND changed_ms >= ?2")?;
    let since = since.timestamp_millis();
    let counts = open.map(|stage| query.query_row(params![stage.code(), since], |row| row.get::<_, i64>(0)));
    let counts: Vec<i64> = counts.collect::<Result<_, _>>()?;
    Ok(counts.into_iter().map(i64::unsigned_abs).sum())
}

/// Keeps a receipt. One that is here already stays as it is. Safe to repeat.
pub fn keep_receipt(tx: &Transaction<'_>, sealer: &Sealer, receipt: &Receipt) -> Result<(), StoreError> {
    let mut known = tx.prepare_cached("SELECT 1 FROM receipt WHERE number = ?1")?;
    if known.exists([&receipt.number])? {
        return Ok(());
    }
    let id = next_id(tx, SEALED_RECEIPTS.table)?;
    let sealed = sealer.seal_json(SEALED_RECEIPTS, id, receipt)?;
    tx.prepare_cached("INSERT INTO receipt (id, number, sealed) VALUES (?1, ?2, ?3)")?
        .execute(params![id, receipt.number, sealed])?;
    Ok(())
}

/// One receipt.
pub fn receipt(connection: &Connection, sealer: &Sealer, number: &str) -> Result<Option<Receipt>, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, sealed FROM receipt WHERE number = ?1")?;
    let row = query.query_row([number], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)));
    let open = |(id, sealed): (i64, Vec<u8>)| sealer.open_json(SEALED_RECEIPTS, id, &sealed);
    row.optional()?.map(open).transpose()
}

/// Receipts, as far as they can be read.
#[derive(Default)]
pub struct KeptReceipts {
    /// Those that can, the last one first.
    pub receipts: Vec<Receipt>,
    /// How many cannot: what is shown must not look whole.
    pub torn: usize,
}

/// Every receipt.
pub fn receipts(connection: &Connection, sealer: &Sealer) -> Result<KeptReceipts, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, sealed FROM receipt ORDER BY id DESC")?;
    let mut rows = query.query([])?;
    let mut kept = KeptReceipts::default();
    while let Some(row) = rows.next()? {
        let sealed = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        match sealer.open_json(SEALED_RECEIPTS, row.get(0)?, sealed) {
            Ok(receipt) => kept.receipts.push(receipt),
            Err(StoreError::Unreadable) => kept.torn += 1,
            Err(failed) => return Err(failed),
        }
    }
    Ok(kept)
}

/// Forgets every attempt and every receipt.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM payment_attempt", [])?;
    tx.execute("DELETE FROM receipt", [])?;
    Ok(())
}

fn open(sealer: &Sealer, id: i64, sealed: &[u8]) -> Result<Attempt, StoreError> {
    let attempt = sealer.open_json::<Attempt>(SEALED_ATTEMPTS, id, sealed)?;
    Ok(Attempt { id, ..attempt })
}

/// The number is part of what the seal is bound to, so it is known first. It is never given out again.
fn next_id(tx: &Transaction<'_>, table: &str) -> Result<i64, StoreError> {
    let mut last = tx.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = ?1")?;
    let last: Option<i64> = last.query_row([table], |row| row.get(0)).optional()?;
    Ok(last.unwrap_or(0) + 1)
}
