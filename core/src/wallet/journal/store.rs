//! The SQL of the log.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::store::{Sealer, StoreError};
use crate::wallet::log::{Chained, Entry};
use crate::wallet::store::{SEALED_LOG, next_id};

/// The log of this phone. One that came from an older phone has a number above it.
const OWN: i64 = 0;

/// Adds what happened to the log of this phone.
pub fn append(tx: &Transaction<'_>, sealer: &Sealer, entry: &Entry) -> Result<(), StoreError> {
    let sql = "SELECT id, sealed FROM wallet_log WHERE chain = ?1 ORDER BY id DESC LIMIT 1";
    let last: Option<(i64, Vec<u8>)> = tx
        .prepare_cached(sql)?
        .query_row([OWN], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    // One that cannot be read stops nothing: the next one does not follow it, and the log shows as damaged.
    let last: Option<Chained> = last.and_then(|(id, sealed)| sealer.open_json(SEALED_LOG, id, &sealed).ok());
    let chained = Chained::after(last.as_ref().map(|last| last.hash.as_str()), entry);
    add(tx, sealer, OWN, &chained.map_err(|_| StoreError::Unreadable)?)
}

/// Forgets all of it.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM wallet_log", [])?;
    Ok(())
}

/// Adds an entry to one of the logs.
pub fn add(tx: &Transaction<'_>, sealer: &Sealer, chain: i64, one: &Chained) -> Result<(), StoreError> {
    let id = next_id(tx, SEALED_LOG.table)?;
    let sealed = sealer.seal_json(SEALED_LOG, id, one)?;
    tx.prepare_cached("INSERT INTO wallet_log (id, chain, sealed) VALUES (?1, ?2, ?3)")?
        .execute(params![id, chain, sealed])?;
    Ok(())
}

/// Each log with its entries, this phone's first.
pub fn all(connection: &Connection, sealer: &Sealer) -> Result<Vec<Vec<Chained>>, StoreError> {
    let mut query = connection.prepare_cached("SELECT chain, id, sealed FROM wallet_log ORDER BY chain, id")?;
    let rows = query.query_map([], |row| {
        Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?))
    })?;
    let mut chains: Vec<Vec<Chained>> = Vec::new();
    let mut before = None;
    for row in rows {
        let (chain, id, sealed) = row?;
        if before.replace(chain) != Some(chain) {
            chains.push(Vec::new());
        }
        if let Some(chain) = chains.last_mut() {
            chain.push(opened(sealer, id, &sealed)?);
        }
    }
    Ok(chains)
}

/// An entry; an empty one, which nothing follows, in the place of one that cannot be read.
fn opened(sealer: &Sealer, id: i64, sealed: &[u8]) -> Result<Chained, StoreError> {
    match sealer.open_json(SEALED_LOG, id, sealed) {
        Err(StoreError::Unreadable) => Ok(Chained::torn()),
        opened => opened,
    }
}

/// The number of the next log of an older phone.
pub fn next_chain(connection: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT coalesce(max(chain), 0) + 1 FROM wallet_log";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}
