//! The SQL of status lists.

use rusqlite::{Connection, Transaction, params};

use super::Kept;
use crate::store::{Sealer, StoreError};
use crate::wallet::store::{SEALED_STATUS, next_id};

/// Every list that can be read: one that cannot is fetched again.
pub fn all(connection: &Connection, sealer: &Sealer) -> Result<Vec<(i64, Kept)>, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, sealed FROM wallet_status ORDER BY id")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    let mut found = Vec::new();
    for row in rows {
        let (id, sealed) = row?;
        match sealer.open_json::<Kept>(SEALED_STATUS, id, &sealed) {
            Ok(kept) => found.push((id, kept)),
            Err(StoreError::Unreadable) => {}
            Err(failed) => return Err(failed),
        }
    }
    Ok(found)
}

/// Puts a list in the place of the one from the same address.
pub fn replace(tx: &Transaction<'_>, sealer: &Sealer, kept: &Kept) -> Result<(), StoreError> {
    for (id, _) in all(tx, sealer)?.into_iter().filter(|(_, old)| old.uri == kept.uri) {
        tx.execute("DELETE FROM wallet_status WHERE id = ?1", [id])?;
    }
    let id = next_id(tx, SEALED_STATUS.table)?;
    let sealed = sealer.seal_json(SEALED_STATUS, id, kept)?;
    tx.execute(
        "INSERT INTO wallet_status (id, sealed) VALUES (?1, ?2)",
        params![id, sealed],
    )?;
    Ok(())
}
