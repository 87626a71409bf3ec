//! The SQL of payments and receipts. All of it is sealed but how far an attempt has come.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::model::{Attempt, Receipt, Right, Stage};
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

/// The sealed column of the official papers of the person's receipts.
pub const SEALED_PDFS: SealedColumn = SealedColumn {
    table: "receipt",
    column: "pdf",
};

/// Where receipts are kept: those of the person, and those of papers that somebody held. The same receipt may be in both.
#[derive(Debug, Clone, Copy)]
pub struct Drawer {
    sealed: SealedColumn,
    pdf: SealedColumn,
}

impl Drawer {
    const PERSON: Self = Self {
        sealed: SEALED_RECEIPTS,
        pdf: SEALED_PDFS,
    };
    const PAPER: Self = Self {
        sealed: SealedColumn {
            table: "reference_receipt",
            column: "sealed",
        },
        pdf: SealedColumn {
            table: "reference_receipt",
            column: "pdf",
        },
    };

    /// The one for what was paid by this right.
    #[must_use]
    pub const fn of(right: Right) -> Self {
        match right {
            Right::Person => Self::PERSON,
            Right::Paper => Self::PAPER,
        }
    }
}

/// Adds an attempt and gives it its number.
pub fn add(tx: &Transaction<'_>, sealer: &Sealer, attempt: Attempt, now: DateTime<Utc>) -> Result<Attempt, StoreError> {
    let id = next_id(tx, SEALED_ATTEMPTS.table)?;
    let sealed = sealer.seal_json(SEALED_ATTEMPTS, id, &attempt)?;
    tx.prepare_cached(
        "INSERT INTO payment_attempt (id, stage, sealed, changed_ms, by_reference) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        id,
        attempt.state.stage().code(),
        sealed,
        now.timestamp_millis(),
        attempt.quote.right() == Right::Paper
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

/// By whose right an attempt is made. `None` where there is no such attempt. Opens nothing.
pub fn right_of(connection: &Connection, id: i64) -> Result<Option<Right>, StoreError> {
    let mut query = connection.prepare_cached("SELECT by_reference FROM payment_attempt WHERE id = ?1")?;
    let by_reference: Option<bool> = query.query_row([id], |row| row.get(0)).optional()?;
    Ok(by_reference.map(|paper| if paper { Right::Paper } else { Right::Person }))
}

/// Every attempt by a right, the last one first. Fails where one cannot be read: whoever paid again because of a hole in a list would
/// pay twice.
pub fn all(connection: &Connection, sealer: &Sealer, right: Right) -> Result<Vec<Attempt>, StoreError> {
    let mut query =
        connection.prepare_cached("SELECT id, sealed FROM payment_attempt WHERE by_reference = ?1 ORDER BY id DESC")?;
    let rows = query.query_map([right == Right::Paper], |row| {
        Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?))
    })?;
    rows.map(|row| {
        let (id, sealed) = row?;
        open(sealer, id, &sealed)
    })
    .collect()
}

/// The person's attempts that are not over, the last one first. Opens no other. Fails where one cannot be read, as [`all`] does.
pub fn under_way(connection: &Connection, sealer: &Sealer) -> Result<Vec<Attempt>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT id, sealed FROM payment_attempt
         WHERE by_reference = 0 AND stage IN ('submitting', 'awaiting_payer', 'unknown', 'not_found') ORDER BY id DESC",
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

/// Keeps a receipt. One that is here already stays as it is, but for the news that it is given back: then its official paper, which
/// says so, is to be fetched anew. Safe to repeat.
pub fn keep_receipt(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    drawer: Drawer,
    receipt: &Receipt,
) -> Result<(), StoreError> {
    // Names of ours, from constants: they need no quotes.
    let table = drawer.sealed.table;
    let mut known = tx.prepare_cached(&format!("SELECT id, sealed FROM {table} WHERE number = ?1"))?;
    let row = known.query_row([&receipt.number], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)));
    if let Some((id, sealed)) = row.optional()? {
        if !is_news(sealer, drawer, (id, &sealed), receipt)? {
            return Ok(());
        }
        let sealed = sealer.seal_json(drawer.sealed, id, receipt)?;
        tx.prepare_cached(&format!("UPDATE {table} SET sealed = ?2, pdf = NULL WHERE id = ?1"))?
            .execute(params![id, sealed])?;
        return Ok(());
    }
    let id = next_id(tx, table)?;
    let sealed = sealer.seal_json(drawer.sealed, id, receipt)?;
    tx.prepare_cached(&format!("INSERT INTO {table} (id, number, sealed) VALUES (?1, ?2, ?3)"))?
        .execute(params![id, receipt.number, sealed])?;
    Ok(())
}

/// Whether a receipt says what the kept one does not: that it is given back. One that cannot be read says nothing.
fn is_news(sealer: &Sealer, drawer: Drawer, (id, sealed): (i64, &[u8]), receipt: &Receipt) -> Result<bool, StoreError> {
    if receipt.given_back.is_none() {
        return Ok(false);
    }
    match sealer.open_json::<Receipt>(drawer.sealed, id, sealed) {
        Ok(kept) => Ok(kept.given_back != receipt.given_back),
        Err(StoreError::Unreadable) => Ok(true),
        Err(failed) => Err(failed),
    }
}

/// One receipt.
pub fn receipt(
    connection: &Connection,
    sealer: &Sealer,
    drawer: Drawer,
    number: &str,
) -> Result<Option<Receipt>, StoreError> {
    let sql = format!("SELECT id, sealed FROM {} WHERE number = ?1", drawer.sealed.table);
    let mut query = connection.prepare_cached(&sql)?;
    let row = query.query_row([number], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)));
    let open = |(id, sealed): (i64, Vec<u8>)| sealer.open_json(drawer.sealed, id, &sealed);
    row.optional()?.map(open).transpose()
}

/// The official paper of a receipt, where it was kept and can be read: one that cannot is fetched again.
pub fn pdf(
    connection: &Connection,
    sealer: &Sealer,
    drawer: Drawer,
    number: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = format!("SELECT id, pdf FROM {} WHERE number = ?1", drawer.pdf.table);
    let mut query = connection.prepare_cached(&sql)?;
    let row = query.query_row([number], |row| Ok((row.get(0)?, row.get::<_, Option<Vec<u8>>>(1)?)));
    let Some((id, Some(sealed))) = row.optional()? else {
        return Ok(None);
    };
    match sealer.open(drawer.pdf, id, &sealed) {
        Ok(pdf) => Ok(Some(pdf)),
        Err(StoreError::Unreadable) => Ok(None),
        Err(failed) => Err(failed),
    }
}

/// Keeps the official paper of a receipt. Nothing happens where there is no such receipt any more.
pub fn keep_pdf(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    drawer: Drawer,
    (number, pdf): (&str, &[u8]),
) -> Result<(), StoreError> {
    let table = drawer.pdf.table;
    let mut known = tx.prepare_cached(&format!("SELECT id FROM {table} WHERE number = ?1"))?;
    let Some(id) = known.query_row([number], |row| row.get(0)).optional()? else {
        return Ok(());
    };
    let sealed = sealer.seal(drawer.pdf, id, pdf)?;
    tx.prepare_cached(&format!("UPDATE {table} SET pdf = ?2 WHERE id = ?1"))?
        .execute(params![id, sealed])?;
    Ok(())
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
pub fn receipts(connection: &Connection, sealer: &Sealer, drawer: Drawer) -> Result<KeptReceipts, StoreError> {
    let sql = format!("SELECT id, sealed FROM {} ORDER BY id DESC", drawer.sealed.table);
    let mut query = connection.prepare_cached(&sql)?;
    let mut rows = query.query([])?;
    let mut kept = KeptReceipts::default();
    while let Some(row) = rows.next()? {
        let sealed = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        match sealer.open_json::<Receipt>(drawer.sealed, row.get(0)?, sealed) {
            Ok(receipt) => kept.receipts.push(receipt),
            Err(StoreError::Unreadable) => kept.torn += 1,
            Err(failed) => return Err(failed),
        }
    }
    // What was paid long ago may have come only now.
    kept.receipts.sort_by_key(|receipt| std::cmp::Reverse(receipt.paid));
    Ok(kept)
}

/// Forgets every attempt and every receipt, also those of papers.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    ["payment_attempt", "receipt", "reference_receipt"]
        .into_iter()
        .try_for_each(|table| tx.execute(&format!("DELETE FROM {table}"), []).map(drop))?;
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
