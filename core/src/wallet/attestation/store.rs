//! The SQL of what the wallet's provider says.

use rusqlite::{Connection, Transaction, params};

use super::Kept;
use crate::ports::KeyName;
use crate::store::{Sealer, StoreError};
use crate::wallet::keys;
use crate::wallet::store::{SEALED_INSTANCES, next_id};

/// Adds a row for a server, with a key of its own.
pub fn add(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    (name, server): (KeyName, String),
) -> Result<(i64, KeyName, Kept), StoreError> {
    keys::keep(tx, &name)?;
    let kept = Kept {
        server,
        attestation: None,
        until: 0,
    };
    let id = next_id(tx, SEALED_INSTANCES.table)?;
    let sealed = sealer.seal_json(SEALED_INSTANCES, id, &kept)?;
    tx.execute(
        "INSERT INTO wallet_instance (id, key, sealed) VALUES (?1, ?2, ?3)",
        params![id, name.as_str(), sealed],
    )?;
    Ok((id, name, kept))
}

/// Every row that can be read: for one that cannot, another is made.
pub fn all(connection: &Connection, sealer: &Sealer) -> Result<Vec<(i64, KeyName, Kept)>, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, key, sealed FROM wallet_instance ORDER BY id")?;
    let rows = query.query_map([], |row| {
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, Vec<u8>>(2)?))
    })?;
    let mut all = Vec::new();
    for row in rows {
        let (id, name, sealed) = row?;
        let name = KeyName::try_from(name).map_err(|_| StoreError::Unreadable)?;
        match sealer.open_json::<Kept>(SEALED_INSTANCES, id, &sealed) {
            Ok(kept) => all.push((id, name, kept)),
            Err(StoreError::Unreadable) => {}
            Err(failed) => return Err(failed),
        }
    }
    Ok(all)
}

/// Replaces what the provider says.
pub fn replace(tx: &Transaction<'_>, sealer: &Sealer, id: i64, kept: &Kept) -> Result<(), StoreError> {
    let sealed = sealer.seal_json(SEALED_INSTANCES, id, kept)?;
    tx.execute(
        "UPDATE wallet_instance SET sealed = ?2 WHERE id = ?1",
        params![id, sealed],
    )?;
    Ok(())
}
