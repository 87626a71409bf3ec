//! The SQL of refunds. All of it is sealed but which intent one waits for.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::model::Refund;
use crate::store::{SealedColumn, Sealer, StoreError};

/// The sealed column.
pub const SEALED: SealedColumn = SealedColumn {
    table: "refund",
    column: "sealed",
};

/// A request, and the intent it waits for.
#[derive(Clone, PartialEq, Eq)]
pub struct Kept {
    /// The request.
    pub refund: Refund,
    /// The number of the intent in the outbox.
    pub intent: Option<i64>,
}

/// Every request, as far as they can be read.
#[derive(Default)]
pub struct All {
    /// In the order in which they came to the phone.
    pub refunds: Vec<Kept>,
    /// Those that cannot: their numbers. One that waits for an intent is among them, too.
    pub torn: Vec<i64>,
}

/// Every request.
pub fn all(connection: &Connection, sealer: &Sealer) -> Result<All, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, intent, sealed FROM refund ORDER BY id")?;
    let mut rows = query.query([])?;
    let mut all = All::default();
    while let Some(row) = rows.next()? {
        let (id, intent) = (row.get(0)?, row.get(1)?);
        let sealed = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
        match sealer.open_json::<Refund>(SEALED, id, sealed) {
            Ok(refund) => all.refunds.push(Kept {
                refund: Refund { id, ..refund },
                intent,
            }),
            Err(StoreError::Unreadable) => all.torn.push(id),
            Err(failed) => return Err(failed),
        }
    }
    Ok(all)
}

/// One request, by its number on this phone.
pub fn one(connection: &Connection, sealer: &Sealer, id: i64) -> Result<Option<Kept>, StoreError> {
    find(connection, sealer, "id", id)
}

/// The request that waits for an intent. One that cannot be read is none: the city's answer must not be lost over it.
pub fn waiting_for(connection: &Connection, sealer: &Sealer, intent: i64) -> Result<Option<Kept>, StoreError> {
    match find(connection, sealer, "intent", intent) {
        Err(StoreError::Unreadable) => Ok(None),
        found => found,
    }
}

fn find(connection: &Connection, sealer: &Sealer, column: &str, value: i64) -> Result<Option<Kept>, StoreError> {
    // Names of ours, from constants: they need no quotes.
    let sql = format!("SELECT id, intent, sealed FROM refund WHERE {column} = ?1");
    let mut query = connection.prepare_cached(&sql)?;
    let row = query.query_row([value], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?)));
    let Some((id, intent, sealed)) = row.optional()? else {
        return Ok(None);
    };
    let refund = sealer.open_json::<Refund>(SEALED, id, &sealed)?;
    Ok(Some(Kept {
        refund: Refund { id, ..refund },
        intent,
    }))
}

/// Adds a request. Gives its number.
pub fn add(tx: &Transaction<'_>, sealer: &Sealer, refund: &Refund, intent: Option<i64>) -> Result<i64, StoreError> {
    // The number is part of what the seal is bound to, so it is known first. It is never given out again.
    let mut last = tx.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'refund'")?;
    let id = last.query_row([], |row| row.get::<_, i64>(0)).optional()?.unwrap_or(0) + 1;
    let sealed = sealer.seal_json(SEALED, id, refund)?;
    tx.prepare_cached("INSERT INTO refund (id, intent, sealed) VALUES (?1, ?2, ?3)")?
        .execute(params![id, intent, sealed])?;
    Ok(id)
}

/// Replaces a request. Nothing happens if it is not there any more.
pub fn replace(tx: &Transaction<'_>, sealer: &Sealer, refund: &Refund, intent: Option<i64>) -> Result<(), StoreError> {
    let sealed = sealer.seal_json(SEALED, refund.id, refund)?;
    tx.prepare_cached("UPDATE refund SET intent = ?2, sealed = ?3 WHERE id = ?1")?
        .execute(params![refund.id, intent, sealed])?;
    Ok(())
}

/// Lets a request go. Safe to repeat.
pub fn let_go(tx: &Transaction<'_>, id: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM refund WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// How many requests are kept.
pub fn count(connection: &Connection) -> Result<u64, StoreError> {
    let count: i64 = connection.query_row("SELECT count(*) FROM refund", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Forgets every request. The city keeps them.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM refund", [])?;
    Ok(())
}
