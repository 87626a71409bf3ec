//! The SQL of the profile: one row, sealed, as the city sends it.

use rusqlite::{Connection, OptionalExtension, Transaction};
use serde_json::Value;

use super::wire;
use crate::store::{SealedColumn, Sealer, StoreError};

/// The sealed column of the profile.
pub const SEALED: SealedColumn = SealedColumn {
    table: "profile",
    column: "sealed",
};

/// There is one person on a phone.
const ROW: i64 = 1;

/// What the city sent last; `None` before it ever did.
pub fn read(connection: &Connection, sealer: &Sealer) -> Result<Option<Value>, StoreError> {
    let mut query = connection.prepare_cached("SELECT sealed FROM profile WHERE id = ?1")?;
    let sealed: Option<Vec<u8>> = query.query_row([ROW], |row| row.get(0)).optional()?;
    sealed.map(|sealed| sealer.open_json(SEALED, ROW, &sealed)).transpose()
}

/// The tag of what the city sent last.
pub fn etag(connection: &Connection) -> Result<Option<String>, StoreError> {
    let mut query = connection.prepare_cached("SELECT etag FROM profile WHERE id = ?1")?;
    Ok(query.query_row([ROW], |row| row.get(0)).optional()?.flatten())
}

/// Replaces it. Safe to repeat.
pub fn write(tx: &Transaction<'_>, sealer: &Sealer, json: &Value, etag: Option<&str>) -> Result<(), StoreError> {
    let sealed = sealer.seal_json(SEALED, ROW, json)?;
    tx.prepare_cached(
        "INSERT INTO profile (id, etag, sealed) VALUES (?1, ?2, ?3)
         ON CONFLICT (id) DO UPDATE SET etag = excluded.etag, sealed = excluded.sealed",
    )?
    .execute((ROW, etag, sealed))?;
    Ok(())
}

/// Replaces one part of it by what the city answered to a change. Nothing happens where there is no profile yet: the next
/// sync brings it whole.
pub fn write_part(tx: &Transaction<'_>, sealer: &Sealer, part: &str, document: &Value) -> Result<(), StoreError> {
    let Some(mut json) = read(tx, sealer)? else {
        return Ok(());
    };
    // An answer that is older than what came meanwhile, or that cannot be read, is no news.
    let version = |document: Option<&Value>| document?.get("version")?.as_i64();
    if version(Some(document)) < version(json.get(part)) {
        return Ok(());
    }
    if let Some(members) = json.as_object_mut() {
        members.insert(part.to_owned(), document.clone());
    }
    if wire::person(&json).is_err() {
        return Ok(());
    }
    write(tx, sealer, &json, None)
}

/// Forgets the person.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM profile", [])?;
    Ok(())
}
