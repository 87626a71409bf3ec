//! The SQL of whom the city names.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::store::StoreError;

/// What was said last, and when, in seconds since 1970.
pub fn kept(connection: &Connection) -> Result<Option<(Vec<u8>, i64)>, StoreError> {
    let mut query = connection.prepare_cached("SELECT body, fetched_s FROM wallet_trust WHERE id = 1")?;
    Ok(query.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Keeps what was said, in the place of what was said before.
pub fn keep(tx: &Transaction<'_>, body: &[u8], now: i64) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO wallet_trust (id, body, fetched_s) VALUES (1, ?1, ?2)
         ON CONFLICT (id) DO UPDATE SET body = excluded.body, fetched_s = excluded.fetched_s",
        params![body, now],
    )?;
    Ok(())
}
