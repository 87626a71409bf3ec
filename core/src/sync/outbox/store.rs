//! The SQL of the outbox. What is asked is sealed; only its kind, state and random key can be seen.

use chrono::{DateTime, Utc};
use ring::rand::{SecureRandom, SystemRandom};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::{Envelope, Intent, IntentState};
use crate::store::{SealedColumn, Sealer, StoreError};

/// The sealed column of the outbox.
pub const SEALED: SealedColumn = SealedColumn {
    table: "outbox",
    column: "sealed",
};

const COLUMNS: &str = "SELECT id, kind, key, state, created_ms, failed_code, sealed FROM outbox";

/// A row before it is opened.
struct OutboxRow {
    intent: Intent,
    sealed: Vec<u8>,
}

/// Writes an intent down, in the transaction of whatever else belongs to it. Gives its number.
pub fn enqueue(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    kind: &str,
    envelope: &Envelope,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    // The number is part of what the seal is bound to, so it is known first. It is never given out again.
    let mut last = tx.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")?;
    let id = last.query_row([], |row| row.get::<_, i64>(0)).optional()?.unwrap_or(0) + 1;
    let sealed = sealer.seal_json(SEALED, id, envelope)?;
    tx.prepare_cached(
        "INSERT INTO outbox (id, kind, key, state, created_ms, sealed) VALUES (?1, ?2, ?3, 'waiting', ?4, ?5)",
    )?
    .execute(params![id, kind, new_key()?, now.timestamp_millis(), sealed])?;
    Ok(id)
}

/// Every intent, oldest first.
pub fn intents(connection: &Connection, sealer: &Sealer) -> Result<Vec<Intent>, StoreError> {
    let mut query = connection.prepare_cached(&format!("{COLUMNS} ORDER BY id"))?;
    let rows = query.query_map([], read)?.collect::<Result<Vec<_>, _>>()?;
    rows.into_iter().map(|row| open(row, sealer)).collect()
}

/// How many intents there are.
pub fn count(connection: &Connection) -> Result<u64, StoreError> {
    let count: i64 = connection.query_row("SELECT count(*) FROM outbox", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// One intent.
pub fn intent(connection: &Connection, sealer: &Sealer, id: i64) -> Result<Option<Intent>, StoreError> {
    let mut query = connection.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?;
    let row = query.query_row([id], read).optional()?;
    row.map(|row| open(row, sealer)).transpose()
}

/// The oldest intent after `after` that may be sent: the first of its kind, and not waiting for the person.
pub fn next(connection: &Connection, sealer: &Sealer, after: i64) -> Result<Option<Intent>, StoreError> {
    let mut query = connection.prepare_cached(&format!(
        "{COLUMNS} WHERE id > ?1 AND state IN ('waiting', 'stronger')
         AND NOT EXISTS (SELECT 1 FROM outbox AS older WHERE older.kind = outbox.kind AND older.id < outbox.id)
         ORDER BY id LIMIT 1"
    ))?;
    let row = query.query_row([after], read).optional()?;
    row.map(|row| open(row, sealer)).transpose()
}

/// Removes an intent that is still the one with this key. `false` if it is not there any more.
pub fn remove(tx: &Transaction<'_>, intent: &Intent) -> Result<bool, StoreError> {
    let mut remove = tx.prepare_cached("DELETE FROM outbox WHERE id = ?1 AND key = ?2")?;
    Ok(remove.execute(params![intent.id, intent.key])? == 1)
}

/// Whether an intent is still there, and still the one with this key.
pub fn is_there(tx: &Transaction<'_>, intent: &Intent) -> Result<bool, StoreError> {
    let mut query = tx.prepare_cached("SELECT 1 FROM outbox WHERE id = ?1 AND key = ?2")?;
    Ok(query.exists(params![intent.id, intent.key])?)
}

/// Puts an intent into another state. Nothing happens if it is not there any more.
pub fn settle(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    intent: &Intent,
    state: IntentState,
    code: Option<&str>,
    envelope: &Envelope,
) -> Result<(), StoreError> {
    let sealed = sealer.seal_json(SEALED, intent.id, envelope)?;
    tx.prepare_cached("UPDATE outbox SET state = ?3, failed_code = ?4, sealed = ?5 WHERE id = ?1 AND key = ?2")?
        .execute(params![intent.id, intent.key, name(state), code, sealed])?;
    Ok(())
}

/// Notes that the city wants a stronger sign-in for it.
pub fn wants_stronger(tx: &Transaction<'_>, intent: &Intent, code: &str) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE outbox SET state = 'stronger', failed_code = ?3 WHERE id = ?1 AND key = ?2")?
        .execute(params![intent.id, intent.key, code])?;
    Ok(())
}

/// Notes why an attempt failed that will be made again.
pub fn note(tx: &Transaction<'_>, intent: &Intent, code: &str) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE outbox SET failed_code = ?3 WHERE id = ?1 AND key = ?2")?
        .execute(params![intent.id, intent.key, code])?;
    Ok(())
}

/// Asks again, as a new question on top of the version `base`.
pub fn ask_anew(tx: &Transaction<'_>, sealer: &Sealer, intent: &Intent, base: i64) -> Result<(), StoreError> {
    let envelope = Envelope {
        base,
        theirs: None,
        ..intent.envelope.clone()
    };
    let sealed = sealer.seal_json(SEALED, intent.id, &envelope)?;
    // A new key: the city has already answered the old question.
    tx.prepare_cached(
        "UPDATE outbox SET state = 'waiting', failed_code = NULL, key = ?3, sealed = ?4 WHERE id = ?1 AND key = ?2",
    )?
    .execute(params![intent.id, intent.key, new_key()?, sealed])?;
    Ok(())
}

/// Moves later intents on the same document from the version they were written on to the one our own change made.
pub fn rebase(tx: &Transaction<'_>, sealer: &Sealer, done: &Intent, version: i64) -> Result<(), StoreError> {
    for later in intents(tx, sealer)? {
        let same = later.kind == done.kind && later.envelope.base == done.envelope.base;
        if same && later.id > done.id && later.state.goes() {
            let envelope = Envelope {
                base: version,
                ..later.envelope.clone()
            };
            settle(tx, sealer, &later, later.state, None, &envelope)?;
        }
    }
    Ok(())
}

/// Lets go of what needs the person among the intents of a kind, and of what waits behind it and so was never sent, for a
/// newer wish. Gives the version the city has now, where one of them had learnt it.
pub fn supersede(tx: &Transaction<'_>, sealer: &Sealer, kind: &str) -> Result<Option<i64>, StoreError> {
    let (mut seen, mut held_up) = (None, false);
    for intent in intents(tx, sealer)?.iter().filter(|intent| intent.kind == kind) {
        held_up |= intent.state != IntentState::Waiting;
        if held_up {
            seen = intent.envelope.theirs.as_ref().and_then(super::version).or(seen);
            remove(tx, intent)?;
        }
    }
    Ok(seen)
}

/// Forgets every intent, sent or not.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM outbox", [])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    let state: String = row.get(3)?;
    Ok(OutboxRow {
        intent: Intent {
            id: row.get(0)?,
            kind: row.get(1)?,
            key: row.get(2)?,
            state: match state.as_str() {
                "waiting" => IntentState::Waiting,
                "stronger" => IntentState::Stronger,
                "conflict" => IntentState::Conflict,
                _ => IntentState::Refused,
            },
            created: DateTime::from_timestamp_millis(row.get(4)?).unwrap_or_default(),
            failed_code: row.get(5)?,
            envelope: Envelope::empty(),
        },
        sealed: row.get(6)?,
    })
}

fn open(row: OutboxRow, sealer: &Sealer) -> Result<Intent, StoreError> {
    let envelope = sealer.open_json(SEALED, row.intent.id, &row.sealed)?;
    Ok(Intent { envelope, ..row.intent })
}

const fn name(state: IntentState) -> &'static str {
    match state {
        IntentState::Waiting => "waiting",
        IntentState::Stronger => "stronger",
        IntentState::Conflict => "conflict",
        IntentState::Refused => "refused",
    }
}

/// A random key in the form of a UUID, version 4 (RFC 9562, 5.4): what servers expect of an `Idempotency-Key`.
fn new_key() -> Result<String, StoreError> {
    let mut bytes = [0_u8; 16];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| StoreError::Io("the phone has no randomness"))?;
    bytes[6] = (bytes[6] & 0x0F) | 0x40;
    bytes[8] = (bytes[8] & 0x3F) | 0x80;
    let n = u128::from_be_bytes(bytes);
    Ok(format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        n >> 96,
        (n >> 80) & 0xFFFF,
        (n >> 64) & 0xFFFF,
        (n >> 48) & 0xFFFF,
        n & 0xFFFF_FFFF_FFFF
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_uuids_of_version_4_and_differ() {
        let (one, two) = (new_key().unwrap(), new_key().unwrap());
        assert_ne!(one, two);
        assert_eq!(one.len(), 36);
        assert_eq!(one.as_bytes()[14], b'4');
        assert!(matches!(one.as_bytes()[19], b'8' | b'9' | b'a' | b'b'));
    }
}
