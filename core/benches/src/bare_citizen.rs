//! The floor of a person's figures: the same SELECTs and the same unseals with `ring`, the same INSERT, and nothing of ours.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use madrid_core::ports::{FileKeyStore, KeyStore as _};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use rusqlite::{Connection, params};

use crate::bare;
use crate::harness::Outcome;

/// As JWTs are written.
pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads and unseals what the first screen is made of; how many items there were.
pub fn read(home: &Path) -> Outcome<usize> {
    let connection = bare::open(&home.join("madrid.db"))?;
    let key = data_key(&connection, home)?;
    for (table, column) in [("session", "sealed"), ("profile", "sealed"), ("home_subject", "sealed")] {
        let sql = format!("SELECT id, {column} FROM {table}");
        let mut query = connection.prepare(&sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            unseal(&key, table, row.get(0)?, row.get_ref(1)?.as_blob()?)?;
        }
    }
    connection
        .prepare("SELECT section, as_of_ms, failed_code FROM home_section")?
        .query([])?
        .next()?;
    connection
        .prepare("SELECT block, hidden FROM home_layout ORDER BY position")?
        .query([])?
        .next()?;
    let mut query =
        connection.prepare("SELECT id, section, sealed FROM home_item WHERE subject = 1 ORDER BY section, id")?;
    let mut rows = query.query([])?;
    let mut items = 0;
    while let Some(row) = rows.next()? {
        let opened = unseal(&key, "home_item", row.get(0)?, row.get_ref(2)?.as_blob()?)?;
        items += usize::from(!opened.is_empty());
    }
    Ok(items)
}

/// Reads and unseals every receipt; how many there were.
pub fn receipts(home: &Path) -> Outcome<usize> {
    let connection = bare::open(&home.join("madrid.db"))?;
    let key = data_key(&connection, home)?;
    let mut query = connection.prepare("SELECT id, sealed FROM receipt ORDER BY id DESC")?;
    let mut rows = query.query([])?;
    let mut receipts = 0;
    while let Some(row) = rows.next()? {
        let opened = unseal(&key, "receipt", row.get(0)?, row.get_ref(1)?.as_blob()?)?;
        receipts += usize::from(!opened.is_empty());
    }
    Ok(receipts)
}

/// Writes what a payment writes into a table like its own, in a file of its own.
pub struct Till {
    connection: Connection,
    sealed: Vec<u8>,
}

impl Till {
    /// A file beside the phone's, with the same layout and pragmas.
    pub fn new(home: &Path) -> Outcome<Self> {
        let connection = bare::open(&home.join("till.db"))?;
        connection.execute_batch(
            "CREATE TABLE payment_attempt (id INTEGER PRIMARY KEY AUTOINCREMENT, stage TEXT NOT NULL, changed_ms INTEGER NOT NULL,
                sealed BLOB NOT NULL) STRICT;
             CREATE INDEX payment_attempt_by_stage ON payment_attempt (stage);",
        )?;
        let sealed = vec![7; 450];
        Ok(Self { connection, sealed })
    }

    /// Three transactions: prepared, on its way, waiting for its payer.
    pub fn pay(&mut self) -> Outcome<()> {
        let insert = "INSERT INTO payment_attempt (stage, sealed, changed_ms) VALUES ('prepared', ?1, 1)";
        let tx = self.connection.transaction()?;
        tx.prepare_cached(insert)?.execute([&self.sealed])?;
        let id = tx.last_insert_rowid();
        tx.commit()?;
        for stage in ["submitting", "awaiting_payer"] {
            let tx = self.connection.transaction()?;
            tx.prepare_cached("UPDATE payment_attempt SET stage = ?2, sealed = ?3, changed_ms = 2 WHERE id = ?1")?
                .execute(params![id, stage, self.sealed])?;
            tx.commit()?;
        }
        Ok(())
    }

    /// Takes away what a round left.
    pub fn empty(&self) -> Outcome<()> {
        self.connection.execute("DELETE FROM payment_attempt", [])?;
        Ok(())
    }
}

/// Takes away the payments of a phone.
pub fn empty_payments(home: &Path) -> Outcome<()> {
    Connection::open(home.join("madrid.db"))?.execute("DELETE FROM payment_attempt", [])?;
    Ok(())
}

fn data_key(connection: &Connection, home: &Path) -> Outcome<LessSafeKey> {
    let wrapped: Vec<u8> = connection.query_row("SELECT wrapped FROM data_key", [], |row| row.get(0))?;
    let secret = FileKeyStore::at(home.join("keystore.key")).unwrap(&wrapped, "")?;
    // Generation, guard, key.
    let key = secret.last_chunk::<32>().ok_or("no key")?;
    let key = UnboundKey::new(&AES_256_GCM, key).map_err(|_| "no key")?;
    Ok(LessSafeKey::new(key))
}

/// As the core's `seal.rs` lays a value out: format, generation, nonce, ciphertext; bound to table, column, row, head.
fn unseal(key: &LessSafeKey, table: &str, row: i64, sealed: &[u8]) -> Outcome<Vec<u8>> {
    let (head, rest) = sealed.split_first_chunk::<5>().ok_or("short")?;
    let (nonce, rest) = rest.split_first_chunk::<12>().ok_or("short")?;
    let mut bound = Vec::with_capacity(64);
    for name in [table, "sealed"] {
        bound.extend_from_slice(&(name.len() as u64).to_be_bytes());
        bound.extend_from_slice(name.as_bytes());
    }
    bound.extend_from_slice(&row.to_be_bytes());
    bound.extend_from_slice(head);
    let mut plain = rest.to_vec();
    let nonce = Nonce::assume_unique_for_key(*nonce);
    let length = key
        .open_in_place(nonce, Aad::from(bound), &mut plain)
        .map_err(|_| "changed")?
        .len();
    plain.truncate(length);
    Ok(plain)
}

/// Writes rows like the outbox's into a table beside it, in a file of its own.
pub struct Writer {
    connection: Connection,
    next: i64,
    sealed: Vec<u8>,
}

impl Writer {
    /// A file beside the phone's, with the same layout and pragmas.
    pub fn new(home: &Path) -> Outcome<Self> {
        let connection = bare::open(&home.join("bare.db"))?;
        connection.execute_batch(
            "CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, key TEXT NOT NULL UNIQUE,
                state TEXT NOT NULL, created_ms INTEGER NOT NULL, failed_code TEXT, sealed BLOB NOT NULL) STRICT;",
        )?;
        Ok(Self {
            connection,
            next: 0,
            sealed: vec![7; 150],
        })
    }

    /// One row in one transaction.
    pub fn write(&mut self) -> Outcome<()> {
        self.next += 1;
        let tx = self.connection.transaction()?;
        let key = format!("{:036}", self.next);
        tx.prepare_cached("INSERT INTO outbox (kind, key, state, created_ms, sealed) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params!["contact", key, "waiting", self.next, self.sealed])?;
        Ok(tx.commit()?)
    }
}

/// Takes away what a round left.
pub fn empty_outbox(home: &Path) -> Outcome<()> {
    Connection::open(home.join("madrid.db"))?.execute("DELETE FROM outbox", [])?;
    Ok(())
}
