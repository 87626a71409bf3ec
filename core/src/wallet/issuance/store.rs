//! The SQL of cards on their way.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::machine::{Ending, Stage};
use super::process::Process;
use crate::store::{Sealer, StoreError};
use crate::wallet::keys;
use crate::wallet::store::{SEALED_ISSUANCES, next_id};

/// The word in the database.
const fn code(stage: &Stage) -> &'static str {
    match stage {
        Stage::Offered { .. } => "offered",
        Stage::Notifying { .. } => "notifying",
        Stage::Over { .. } => "failed",
        _ => "asking",
    }
}

/// Adds one and gives it its number.
pub fn add(tx: &Transaction<'_>, sealer: &Sealer, process: Process) -> Result<Process, StoreError> {
    let id = next_id(tx, SEALED_ISSUANCES.table)?;
    let sealed = sealer.seal_json(SEALED_ISSUANCES, id, &process)?;
    tx.prepare_cached("INSERT INTO wallet_issuance (id, stage, card, sealed) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, code(&process.course.stage), process.replaces, sealed])?;
    Ok(Process { id, ..process })
}

/// Writes down how far one has come. One that is over with its card here is forgotten; of one that failed the person is told first. Either
/// way the keys that nothing came of are doomed. `Abandon` where it is not there any more: the person has given it up.
pub fn replace(tx: &Transaction<'_>, sealer: &Sealer, process: &Process) -> Result<(), StoreError> {
    let stage = &process.course.stage;
    if let Stage::Over { .. } | Stage::Notifying { .. } = stage {
        // What is held already is nobody's to doom. The key of the token is still needed to tell the issuer.
        doom_left_over(tx, process)?;
    }
    if let Stage::Over {
        ending: Ending::Kept(_),
    } = stage
    {
        return forget(tx, process.id);
    }
    let sealed = sealer.seal_json(SEALED_ISSUANCES, process.id, process)?;
    let changed = tx
        .prepare_cached("UPDATE wallet_issuance SET stage = ?2, sealed = ?3 WHERE id = ?1")?
        .execute(params![process.id, code(stage), sealed])?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Abandon) }
}

fn doom_left_over(tx: &Transaction<'_>, process: &Process) -> Result<(), StoreError> {
    if let Stage::Over { .. } = process.course.stage {
        return keys::doom_wanted(tx, process.id);
    }
    let names = keys::of_process(tx, process.id)?;
    names
        .iter()
        .filter(|name| Some(*name) != process.bound_to.as_ref())
        .try_for_each(|name| keys::doom(tx, name))
}

/// Forgets one; its keys are doomed. Safe to repeat.
pub fn forget(tx: &Transaction<'_>, id: i64) -> Result<(), StoreError> {
    keys::doom_wanted(tx, id)?;
    tx.execute("DELETE FROM wallet_issuance WHERE id = ?1", [id])?;
    Ok(())
}

/// Forgets those that failed to fetch a card anew: it is tried again.
pub fn forget_failed(tx: &Transaction<'_>, card: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM wallet_issuance WHERE card = ?1 AND stage = 'failed'")?
        .execute([card])?;
    Ok(())
}

/// One of them. `None` where there is none.
pub fn one(connection: &Connection, sealer: &Sealer, id: i64) -> Result<Option<Process>, StoreError> {
    let mut query = connection.prepare_cached("SELECT sealed FROM wallet_issuance WHERE id = ?1")?;
    let sealed: Option<Vec<u8>> = query.query_row([id], |row| row.get(0)).optional()?;
    sealed.map(|sealed| open(sealer, id, &sealed)).transpose()
}

/// All of them, the first one first. One that cannot be read is left out: nothing can be done about it but to give it up.
pub fn all(connection: &Connection, sealer: &Sealer) -> Result<Vec<Process>, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, sealed FROM wallet_issuance ORDER BY id")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    let mut all = Vec::new();
    for row in rows {
        let (id, sealed) = row?;
        match open(sealer, id, &sealed) {
            Ok(process) => all.push(process),
            Err(StoreError::Unreadable) => {}
            Err(failed) => return Err(failed),
        }
    }
    Ok(all)
}

/// The one that fetches a card anew, if it is on its way. One whose issuer is only to be told yet is none: its copies are here, and may be
/// used up already.
pub fn renewing(connection: &Connection, card: i64) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT id FROM wallet_issuance WHERE card = ?1 AND stage = 'asking'";
    let mut query = connection.prepare_cached(sql)?;
    Ok(query.query_row([card], |row| row.get(0)).optional()?)
}

fn open(sealer: &Sealer, id: i64, sealed: &[u8]) -> Result<Process, StoreError> {
    let process = sealer.open_json::<Process>(SEALED_ISSUANCES, id, sealed)?;
    Ok(Process { id, ..process })
}
