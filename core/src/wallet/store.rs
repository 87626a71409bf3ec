//! The SQL of cards and copies. All of it is sealed but numbers, states and the names of keys.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::keys;
use super::model::{Card, Copy, CopyState};
use crate::log::{Redacted, opaque_debug};
use crate::ports::KeyName;
use crate::store::{SealedColumn, Sealer, StoreError};

const fn column(table: &'static str, column: &'static str) -> SealedColumn {
    SealedColumn { table, column }
}

/// The sealed column of the cards.
pub const SEALED_CARDS: SealedColumn = column("wallet_card", "sealed");
/// The sealed column of what cards say.
pub const SEALED_CLAIMS: SealedColumn = column("wallet_card", "claims");
/// The sealed column of the rights to fetch cards anew.
pub const SEALED_RENEWALS: SealedColumn = column("wallet_card", "renewal");
/// The sealed column of what is known of copies.
pub const SEALED_COPIES: SealedColumn = column("wallet_copy", "sealed");
/// The sealed column of the bytes of copies.
pub const SEALED_CREDENTIALS: SealedColumn = column("wallet_copy", "credential");
/// The sealed column of cards on their way.
pub const SEALED_ISSUANCES: SealedColumn = column("wallet_issuance", "sealed");
/// The sealed column of status lists.
pub const SEALED_STATUS: SealedColumn = column("wallet_status", "sealed");
/// The sealed column of what the wallet's provider says.
pub const SEALED_INSTANCES: SealedColumn = column("wallet_instance", "sealed");

/// The sealed column of cards that are being shown.
pub const SEALED_SHOWINGS: SealedColumn = column("wallet_showing", "sealed");
/// The sealed column of the log.
pub const SEALED_LOG: SealedColumn = column("wallet_log", "sealed");

/// The right to fetch a card anew, without the person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewal {
    /// What the issuer gave for it.
    pub refresh_token: Redacted<String>,
    /// The key that it is bound to (DPoP).
    pub key: KeyName,
    /// Whose server gave it: the authorization server's name.
    pub server: String,
}

/// A copy that is about to be kept.
#[derive(Clone)]
pub struct NewCopy {
    /// What is known of it.
    pub copy: Copy,
    /// Its key, where it has one.
    pub key: Option<KeyName>,
    /// Its bytes as issued.
    pub credential: Vec<u8>,
}

/// A copy that is kept, without its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptCopy {
    /// What is known of it.
    pub copy: Copy,
    /// Its key, where it has one.
    pub key: Option<KeyName>,
}

/// Cards, as far as they can be read.
#[derive(Default)]
pub struct KeptCards {
    /// Those that can, the first one first.
    pub cards: Vec<Card>,
    /// How many cannot: what is shown must not look whole.
    pub torn: usize,
}

opaque_debug!(Renewal, NewCopy, KeptCopy, KeptCards);

/// Adds a card with what it says, and gives it its number.
pub fn add_card(tx: &Transaction<'_>, sealer: &Sealer, card: &Card, claims: &Value) -> Result<i64, StoreError> {
    let id = next_id(tx, SEALED_CARDS.table)?;
    let sealed = sealer.seal_json(SEALED_CARDS, id, card)?;
    let claims = sealer.seal_json(SEALED_CLAIMS, id, claims)?;
    tx.prepare_cached("INSERT INTO wallet_card (id, sealed, claims) VALUES (?1, ?2, ?3)")?
        .execute(params![id, sealed, claims])?;
    Ok(id)
}

/// Replaces what is known of a card and what it says.
pub fn replace_card(tx: &Transaction<'_>, sealer: &Sealer, card: &Card, claims: &Value) -> Result<(), StoreError> {
    let sealed = sealer.seal_json(SEALED_CARDS, card.id, card)?;
    let claims = sealer.seal_json(SEALED_CLAIMS, card.id, claims)?;
    tx.prepare_cached("UPDATE wallet_card SET sealed = ?2, claims = ?3 WHERE id = ?1")?
        .execute(params![card.id, sealed, claims])?;
    Ok(())
}

/// What a card says. `None` only where there is no such card.
pub fn claims(connection: &Connection, sealer: &Sealer, card: i64) -> Result<Option<Value>, StoreError> {
    let mut query = connection.prepare_cached("SELECT claims FROM wallet_card WHERE id = ?1")?;
    let sealed: Option<Vec<u8>> = query.query_row([card], |row| row.get(0)).optional()?;
    sealed
        .map(|sealed| sealer.open_json(SEALED_CLAIMS, card, &sealed))
        .transpose()
}

/// One card. `None` only where there is none.
pub fn card(connection: &Connection, sealer: &Sealer, id: i64) -> Result<Option<Card>, StoreError> {
    let mut query = connection.prepare_cached("SELECT sealed FROM wallet_card WHERE id = ?1")?;
    let sealed: Option<Vec<u8>> = query.query_row([id], |row| row.get(0)).optional()?;
    sealed.map(|sealed| open_card(sealer, id, &sealed)).transpose()
}

/// Every card.
pub fn cards(connection: &Connection, sealer: &Sealer) -> Result<KeptCards, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, sealed FROM wallet_card ORDER BY id")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    let mut kept = KeptCards::default();
    for row in rows {
        let (id, sealed) = row?;
        match open_card(sealer, id, &sealed) {
            Ok(card) => kept.cards.push(card),
            Err(StoreError::Unreadable) => kept.torn += 1,
            Err(failed) => return Err(failed),
        }
    }
    Ok(kept)
}

/// Sets or takes away the right to fetch a card anew. The key of one that is taken away is doomed, unless the new one is bound to it too.
pub fn set_renewal(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    card: i64,
    renewal: Option<&Renewal>,
) -> Result<(), StoreError> {
    let before = self::renewal(tx, sealer, card)?;
    let sealed = renewal
        .map(|renewal| sealer.seal_json(SEALED_RENEWALS, card, renewal))
        .transpose()?;
    tx.prepare_cached("UPDATE wallet_card SET renewal = ?2 WHERE id = ?1")?
        .execute(params![card, sealed])?;
    if let Some(renewal) = renewal {
        keys::hold(tx, &renewal.key)?;
    }
    match before {
        Some(before) if renewal.is_none_or(|renewal| renewal.key != before.key) => keys::doom(tx, &before.key),
        _ => Ok(()),
    }
}

/// The right to fetch a card anew.
pub fn renewal(connection: &Connection, sealer: &Sealer, card: i64) -> Result<Option<Renewal>, StoreError> {
    let mut query = connection.prepare_cached("SELECT renewal FROM wallet_card WHERE id = ?1")?;
    let sealed: Option<Option<Vec<u8>>> = query.query_row([card], |row| row.get(0)).optional()?;
    sealed
        .flatten()
        .map(|sealed| sealer.open_json(SEALED_RENEWALS, card, &sealed))
        .transpose()
}

/// Adds a copy to a card. Its key is held from now on.
pub fn add_copy(tx: &Transaction<'_>, sealer: &Sealer, card: i64, new: &NewCopy) -> Result<i64, StoreError> {
    let id = next_id(tx, SEALED_COPIES.table)?;
    if let Some(key) = &new.key {
        keys::hold(tx, key)?;
    }
    let sealed = sealer.seal_json(SEALED_COPIES, id, &new.copy)?;
    let credential = sealer.seal(SEALED_CREDENTIALS, id, &new.credential)?;
    tx.prepare_cached(
        "INSERT INTO wallet_copy (id, card, key, state, sealed, credential) VALUES (?1, ?2, ?3, 'fresh', ?4, ?5)",
    )?
    .execute(params![
        id,
        card,
        new.key.as_ref().map(KeyName::as_str),
        sealed,
        credential
    ])?;
    Ok(id)
}

/// The copies of a card, the first one first; retired ones too. Fails where one cannot be read: a copy that is overlooked could be shown to
/// whom it must not.
pub fn copies(connection: &Connection, sealer: &Sealer, card: i64) -> Result<Vec<KeptCopy>, StoreError> {
    let mut query =
        connection.prepare_cached("SELECT id, key, state, sealed FROM wallet_copy WHERE card = ?1 ORDER BY id")?;
    let rows = query.query_map([card], raw_copy)?;
    rows.map(|row| open_copy(sealer, card, row?)).collect()
}

/// The bytes of a copy as issued. `None` where there is no such copy, or it is retired.
pub fn credential(connection: &Connection, sealer: &Sealer, copy: i64) -> Result<Option<Vec<u8>>, StoreError> {
    let mut query = connection.prepare_cached("SELECT credential FROM wallet_copy WHERE id = ?1")?;
    let sealed: Option<Option<Vec<u8>>> = query.query_row([copy], |row| row.get(0)).optional()?;
    sealed
        .flatten()
        .map(|sealed| sealer.open(SEALED_CREDENTIALS, copy, &sealed))
        .transpose()
}

/// Writes down that a copy was shown, as [`super::policy::after_showing`] says. Nothing happens to a retired one.
pub fn note_showing(tx: &Transaction<'_>, sealer: &Sealer, copy: &Copy) -> Result<(), StoreError> {
    let sealed = sealer.seal_json(SEALED_COPIES, copy.id, copy)?;
    tx.prepare_cached("UPDATE wallet_copy SET state = 'shown', sealed = ?2 WHERE id = ?1 AND state <> 'retired'")?
        .execute(params![copy.id, sealed])?;
    Ok(())
}

/// No copy of a card is shown any more: their bytes go and their keys are doomed. Who saw which one stays.
pub fn retire_copies(tx: &Transaction<'_>, card: i64) -> Result<(), StoreError> {
    doom_keys_of(tx, card)?;
    tx.prepare_cached("UPDATE wallet_copy SET state = 'retired', key = NULL, credential = NULL WHERE card = ?1")?
        .execute([card])?;
    Ok(())
}

/// Deletes a card with all of its copies; their keys and that of its renewal are doomed. Safe to repeat.
pub fn delete_card(tx: &Transaction<'_>, sealer: &Sealer, card: i64) -> Result<(), StoreError> {
    set_renewal(tx, sealer, card, None)?;
    doom_keys_of(tx, card)?;
    tx.execute("DELETE FROM wallet_copy WHERE card = ?1", [card])?;
    let mut processes = tx.prepare_cached("SELECT id FROM wallet_issuance WHERE card = ?1")?;
    let processes: Vec<i64> = processes
        .query_map([card], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for process in processes {
        keys::doom_wanted(tx, process)?;
    }
    tx.execute("DELETE FROM wallet_issuance WHERE card = ?1", [card])?;
    tx.execute("DELETE FROM wallet_card WHERE id = ?1", [card])?;
    Ok(())
}

/// Forgets everything of the wallet, and dooms every key. The keys themselves go with the next sweep, which opens nothing.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    keys::doom_all(tx)?;
    [
        "wallet_log",
        "wallet_showing",
        "wallet_instance",
        "wallet_copy",
        "wallet_issuance",
        "wallet_card",
        "wallet_status",
    ]
    .into_iter()
    .try_for_each(|table| tx.execute(&format!("DELETE FROM {table}"), []).map(drop))?;
    Ok(())
}

/// The number is part of what the seal is bound to, so it is known first. It is never given out again.
pub(super) fn next_id(tx: &Transaction<'_>, table: &str) -> Result<i64, StoreError> {
    let mut last = tx.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = ?1")?;
    let last: Option<i64> = last.query_row([table], |row| row.get(0)).optional()?;
    Ok(last.unwrap_or(0) + 1)
}

fn doom_keys_of(tx: &Transaction<'_>, card: i64) -> Result<(), StoreError> {
    // The rows must not name keys that are about to go.
    let doomed = "SELECT key FROM wallet_copy WHERE card = ?1 AND key IS NOT NULL";
    let sql = format!("UPDATE wallet_key SET state = 'doomed', process = NULL WHERE name IN ({doomed})");
    tx.prepare_cached(&sql)?.execute([card])?;
    Ok(())
}

fn open_card(sealer: &Sealer, id: i64, sealed: &[u8]) -> Result<Card, StoreError> {
    let card = sealer.open_json::<Card>(SEALED_CARDS, id, sealed)?;
    Ok(Card { id, ..card })
}

type RawCopy = (i64, Option<String>, String, Vec<u8>);

fn raw_copy(row: &Row<'_>) -> rusqlite::Result<RawCopy> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn open_copy(sealer: &Sealer, card: i64, (id, key, state, sealed): RawCopy) -> Result<KeptCopy, StoreError> {
    let copy = sealer.open_json::<Copy>(SEALED_COPIES, id, &sealed)?;
    let state = CopyState::of(&state).ok_or(StoreError::Unreadable)?;
    let key = key
        .map(KeyName::try_from)
        .transpose()
        .map_err(|_| StoreError::Unreadable)?;
    Ok(KeptCopy {
        copy: Copy {
            id,
            card,
            state,
            ..copy
        },
        key,
    })
}
