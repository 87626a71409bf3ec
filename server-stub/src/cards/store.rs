//! The records of cards: keys, what was given out, and what became of it.

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};
use serde::Serialize;

use super::jose::{b64, unb64};
use super::status::Status;
use crate::store::StoreError;

/// A key with its certificates, the root last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptKey {
    /// The private key (RFC 5208).
    pub pkcs8: Vec<u8>,
    /// In DER.
    pub chain: Vec<Vec<u8>>,
}

/// Copies to be written down.
#[derive(Debug, Clone)]
pub struct NewBatch<'a> {
    /// Which card in which format.
    pub configuration: &'a str,
    /// The type, whose list the places are in.
    pub kind: &'a str,
    /// Whose card it is.
    pub person: &'a str,
    /// By what right.
    pub permit: i64,
    /// The hash of the request.
    pub request: &'a [u8],
    /// The answer, to be given again.
    pub answer: &'a str,
    /// The name under which the wallet says what became of them.
    pub notification: &'a str,
    /// The places of the copies.
    pub places: &'a [i64],
    /// When they were made and until when they are good.
    pub times: (i64, i64),
}

/// What was given out, for whoever runs the city.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Batch {
    /// Its number.
    pub id: i64,
    /// Which card in which format.
    pub configuration: String,
    /// Whose card it is.
    pub person: String,
    /// When it was given, in seconds since 1970.
    pub issued: i64,
    /// Until when its copies are good.
    pub ends: i64,
    /// How many copies.
    pub copies: i64,
    /// `valid`, `revoked` or `suspended`.
    pub status: &'static str,
    /// What the wallet said of it last.
    pub event: Option<String>,
}

/// Finds a key.
pub fn key(connection: &Connection, name: &str) -> Result<Option<KeptKey>, StoreError> {
    let sql = "SELECT pkcs8, chain FROM card_key WHERE name = ?";
    let row = connection
        .prepare_cached(sql)?
        .query_row([name], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, String>(1)?)));
    let Some((pkcs8, chain)) = row.optional()? else {
        return Ok(None);
    };
    let chain: Vec<String> = serde_json::from_str(&chain)?;
    let chain: Option<Vec<_>> = chain.iter().map(|der| unb64(der)).collect();
    Ok(Some(KeptKey {
        pkcs8,
        chain: chain.ok_or(StoreError::Damaged)?,
    }))
}

/// Keeps a key.
pub fn keep_key(tx: &Transaction<'_>, name: &str, key: &KeptKey) -> Result<(), StoreError> {
    let chain: Vec<String> = key.chain.iter().map(b64).collect();
    let sql = "INSERT INTO card_key (name, pkcs8, chain) VALUES (?, ?, ?)";
    tx.execute(sql, params![name, key.pkcs8, serde_json::to_string(&chain)?])?;
    Ok(())
}

/// Whether a place in a list is still nobody's.
pub fn is_free(connection: &Connection, kind: &str, place: i64) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM card_copy WHERE kind = ? AND place = ?";
    let taken: i64 = connection
        .prepare_cached(sql)?
        .query_row(params![kind, place], |row| row.get(0))?;
    Ok(taken == 0)
}

/// Writes copies down.
pub fn keep_batch(tx: &Transaction<'_>, batch: &NewBatch<'_>) -> Result<(), StoreError> {
    let (made, ends) = batch.times;
    tx.prepare_cached(
        "INSERT INTO card_batch (configuration, person, permit, request, answer, made, notification)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        batch.configuration,
        batch.person,
        batch.permit,
        batch.request,
        batch.answer,
        made,
        batch.notification
    ])?;
    let id = tx.last_insert_rowid();
    let mut insert = tx.prepare_cached("INSERT INTO card_copy (kind, place, batch, ends) VALUES (?, ?, ?, ?)")?;
    for place in batch.places {
        insert.execute(params![batch.kind, place, id, ends])?;
    }
    Ok(())
}

/// The answer that was given to this very request, unless it was forgotten: then there is an empty one.
pub fn answer_to(connection: &Connection, request: &[u8], since: i64) -> Result<Option<Option<String>>, StoreError> {
    let sql = "SELECT CASE WHEN made >= ?2 THEN answer END FROM card_batch WHERE request = ?1";
    let row = connection
        .prepare_cached(sql)?
        .query_row(params![request, since], |row| row.get(0));
    Ok(row.optional()?)
}

/// Notes what a wallet says of a batch that was given by this right. Afterwards the answer is needed no more. `false` if there is none.
pub fn note_event(tx: &Transaction<'_>, permit: i64, notification: &str, event: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE card_batch SET event = ?3, answer = NULL WHERE permit = ?1 AND notification = ?2";
    Ok(tx.execute(sql, params![permit, notification, event])? > 0)
}

/// Everything that was given out, the latest first.
pub fn batches(connection: &Connection) -> Result<Vec<Batch>, StoreError> {
    let sql = "SELECT b.id, b.configuration, b.person, b.made, max(c.ends), count(*), max(c.status), b.event
               FROM card_batch AS b JOIN card_copy AS c ON c.batch = b.id GROUP BY b.id ORDER BY b.id DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], batch)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn batch(row: &Row<'_>) -> rusqlite::Result<Batch> {
    Ok(Batch {
        id: row.get(0)?,
        configuration: row.get(1)?,
        person: row.get(2)?,
        issued: row.get(3)?,
        ends: row.get(4)?,
        copies: row.get(5)?,
        status: Status::of(row.get(6)?).name(),
        event: row.get(7)?,
    })
}

/// Changes what the list says of a card: of every copy of it that came by the same right as this batch, so that none from before or
/// after it is left. `false` if there is no such batch, or if the card was revoked: that is for good.
pub fn set_status(tx: &Transaction<'_>, batch: i64, status: Status) -> Result<bool, StoreError> {
    let sql = "UPDATE card_copy SET status = ?2
               WHERE (status <> 1 OR ?2 = 1) AND kind = (SELECT kind FROM card_copy WHERE batch = ?1 LIMIT 1)
               AND batch IN (SELECT id FROM card_batch WHERE permit = (SELECT permit FROM card_batch WHERE id = ?1))";
    Ok(tx.execute(sql, params![batch, status.number()])? > 0)
}

/// Whether a card that came by this right was revoked or suspended: then the right gives no more copies of it.
pub fn is_taken_back(connection: &Connection, permit: i64, kind: &str) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM card_batch AS b JOIN card_copy AS c ON c.batch = b.id
               WHERE b.permit = ? AND c.kind = ? AND c.status <> 0)";
    Ok(connection
        .prepare_cached(sql)?
        .query_row(params![permit, kind], |row| row.get(0))?)
}

/// What the list says of a place. One that is nobody's is as good as in the list that is published.
pub fn status(connection: &Connection, kind: &str, place: i64) -> Result<Status, StoreError> {
    let sql = "SELECT status FROM card_copy WHERE kind = ? AND place = ?";
    let row = connection
        .prepare_cached(sql)?
        .query_row(params![kind, place], |row| row.get(0));
    Ok(row.optional()?.map_or(Status::Valid, Status::of))
}

/// Every copy of a type that is not good.
pub fn marked(connection: &Connection, kind: &str) -> Result<Vec<(usize, Status)>, StoreError> {
    let sql = "SELECT place, status FROM card_copy WHERE kind = ? AND status <> 0";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([kind], |row| Ok((row.get::<_, i64>(0)?, Status::of(row.get(1)?))))?;
    let marked = rows.map(|row| {
        let (place, status) = row?;
        Ok((usize::try_from(place).map_err(|_| StoreError::Damaged)?, status))
    });
    marked.collect()
}
