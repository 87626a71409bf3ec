//! The receipts of what was paid elsewhere.

use chrono::DateTime;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use crate::store::StoreError;
use crate::treasury::model::{DebtKind, DebtRef};
use crate::treasury::proof::{Channel, Proof};

const PROOF: &str = "SELECT number, code, kind, debt, name, amount, channel, paid, notice FROM treasury_elsewhere";

/// Whether the first ones are there.
pub fn is_settled(connection: &Connection) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM treasury_elsewhere")?
        .exists([])?)
}

/// Adds one.
pub fn add(tx: &Transaction<'_>, nif: &str, proof: &Proof) -> Result<(), StoreError> {
    let sql = "INSERT INTO treasury_elsewhere (number, code, nif, kind, debt, name, amount, channel, paid, notice)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![
            proof.number,
            proof.code,
            nif,
            proof.debt.kind.name(),
            proof.debt.id,
            proof.name,
            proof.amount,
            proof.channel.name(),
            proof.paid.timestamp(),
            serde_json::to_string(&proof.notice)?,
        ],
    )?;
    Ok(())
}

/// Somebody's.
pub fn of(connection: &Connection, nif: &str) -> Result<Vec<Proof>, StoreError> {
    let sql = format!("{PROOF} WHERE nif = ? ORDER BY number");
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map([nif], proof)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The one with this code.
pub fn find(connection: &Connection, code: &str) -> Result<Option<Proof>, StoreError> {
    let sql = format!("{PROOF} WHERE code = ?");
    let found = connection.prepare_cached(&sql)?.query_row([code], proof);
    Ok(found.optional()?)
}

fn proof(row: &Row<'_>) -> rusqlite::Result<Proof> {
    Ok(Proof {
        number: row.get(0)?,
        code: row.get(1)?,
        debt: DebtRef {
            kind: DebtKind::of(&row.get::<_, String>(2)?).ok_or_else(|| damaged(2))?,
            id: row.get(3)?,
        },
        name: row.get(4)?,
        amount: row.get(5)?,
        channel: Channel::elsewhere(&row.get::<_, String>(6)?).ok_or_else(|| damaged(6))?,
        paid: DateTime::from_timestamp(row.get(7)?, 0).ok_or_else(|| damaged(7))?,
        order: None,
        notice: serde_json::from_str(&row.get::<_, String>(8)?).map_err(|_| damaged(8))?,
        // What others took they give back, and this treasury does not hear of it.
        given_back: None,
    })
}

fn damaged(at: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(StoreError::Damaged))
}
