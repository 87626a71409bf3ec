//! The SQL of keys: names and states, which say nothing of the person.

use rusqlite::{Connection, Transaction, params};

use crate::ports::KeyName;
use crate::store::StoreError;

/// Writes names down before there are keys, for what is being fetched.
pub fn want(tx: &Transaction<'_>, process: i64, names: &[KeyName]) -> Result<(), StoreError> {
    let mut insert = tx.prepare_cached("INSERT INTO wallet_key (name, state, process) VALUES (?1, 'wanted', ?2)")?;
    for name in names {
        insert.execute(params![name.as_str(), process])?;
    }
    Ok(())
}

/// Writes a name down that is kept from the beginning.
pub fn keep(tx: &Transaction<'_>, name: &KeyName) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO wallet_key (name, state) VALUES (?1, 'held')")?
        .execute([name.as_str()])?;
    Ok(())
}

/// Something that is kept needs this key from now on. One that is doomed already stays so: the row that needs it is refused.
pub fn hold(tx: &Transaction<'_>, name: &KeyName) -> Result<(), StoreError> {
    let sql = "UPDATE wallet_key SET state = 'held', process = NULL WHERE name = ?1 AND state <> 'doomed'";
    match tx.prepare_cached(sql)?.execute([name.as_str()])? {
        1 => Ok(()),
        _ => Err(StoreError::Abandon),
    }
}

/// Nobody needs it any more. Safe to repeat.
pub fn doom(tx: &Transaction<'_>, name: &KeyName) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE wallet_key SET state = 'doomed', process = NULL WHERE name = ?1")?
        .execute([name.as_str()])?;
    Ok(())
}

/// Nothing came of what these were wanted for.
pub fn doom_wanted(tx: &Transaction<'_>, process: i64) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE wallet_key SET state = 'doomed', process = NULL WHERE process = ?1")?
        .execute([process])?;
    Ok(())
}

/// Everything goes.
pub fn doom_all(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("UPDATE wallet_key SET state = 'doomed', process = NULL", [])?;
    Ok(())
}

/// Keys that are to be destroyed.
pub fn doomed(connection: &Connection) -> Result<Vec<KeyName>, StoreError> {
    let mut query = connection.prepare_cached("SELECT name FROM wallet_key WHERE state = 'doomed' ORDER BY name")?;
    let rows = query.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|row| KeyName::try_from(row?).map_err(|_| StoreError::Unreadable))
        .collect()
}

/// They are destroyed.
pub fn forget(tx: &Transaction<'_>, names: &[KeyName]) -> Result<(), StoreError> {
    let mut delete = tx.prepare_cached("DELETE FROM wallet_key WHERE name = ?1 AND state = 'doomed'")?;
    for name in names {
        delete.execute([name.as_str()])?;
    }
    Ok(())
}

/// Whether this name was written down.
pub fn is_known(connection: &Connection, name: &KeyName) -> Result<bool, StoreError> {
    let mut known = connection.prepare_cached("SELECT count(*) FROM wallet_key WHERE name = ?1")?;
    Ok(known.query_row([name.as_str()], |row| row.get::<_, i64>(0))? > 0)
}

/// The keys that are wanted for what is being fetched.
pub fn of_process(connection: &Connection, process: i64) -> Result<Vec<KeyName>, StoreError> {
    let mut query = connection.prepare_cached("SELECT name FROM wallet_key WHERE process = ?1")?;
    let rows = query.query_map([process], |row| row.get::<_, String>(0))?;
    rows.map(|row| KeyName::try_from(row?).map_err(|_| StoreError::Unreadable))
        .collect()
}
