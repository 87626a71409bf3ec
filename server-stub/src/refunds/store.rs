//! The desk's records.

use chrono::NaiveDate;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use super::model::{Cause, Reason, Request, State, Step};
use crate::store::StoreError;
use crate::treasury::DebtRef;

const REQUEST: &str =
    "SELECT seq, nif, receipt, name, amount, cause, iban, state, requested, agreed, ordered, paid, refused,
           reason, reminded
    FROM refund_request";

/// A request before it is written.
#[derive(Debug)]
pub struct NewRequest<'a> {
    /// Who asks.
    pub nif: &'a str,
    /// For which receipt.
    pub receipt: &'a str,
    /// What that was for.
    pub name: &'a str,
    /// How much, in cents.
    pub amount: i64,
    /// Why.
    pub cause: Cause,
    /// To which account.
    pub iban: &'a str,
    /// Today.
    pub requested: NaiveDate,
}

/// Notes that something was annulled. Noted before, it is as it was.
pub fn annul(tx: &Transaction<'_>, debt: &DebtRef, since: NaiveDate) -> Result<(), StoreError> {
    let sql = "INSERT INTO refund_annulment (kind, debt, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    tx.execute(sql, params![debt.kind.name(), debt.id, since.to_string()])?;
    Ok(())
}

/// Whether something was annulled.
pub fn is_annulled(connection: &Connection, debt: &DebtRef) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM refund_annulment WHERE kind = ? AND debt = ?";
    Ok(connection
        .prepare_cached(sql)?
        .exists(params![debt.kind.name(), debt.id])?)
}

/// Writes a request down. Fails, and the transaction with it, if there is one for this receipt.
pub fn add(tx: &Transaction<'_>, new: &NewRequest<'_>) -> Result<Request, StoreError> {
    let sql = "INSERT INTO refund_request (nif, receipt, name, amount, cause, iban, state, requested)
               VALUES (?, ?, ?, ?, ?, ?, 'requested', ?)";
    tx.execute(
        sql,
        params![
            new.nif,
            new.receipt,
            new.name,
            new.amount,
            new.cause.name(),
            new.iban,
            new.requested.to_string()
        ],
    )?;
    one(tx, tx.last_insert_rowid())?.ok_or(StoreError::Damaged)
}

/// One request.
pub fn one(connection: &Connection, seq: i64) -> Result<Option<Request>, StoreError> {
    let sql = format!("{REQUEST} WHERE seq = ?");
    Ok(connection.prepare_cached(&sql)?.query_row([seq], request).optional()?)
}

/// Whether there is a request for a receipt that was not refused.
pub fn is_asked(connection: &Connection, receipt: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM refund_request WHERE receipt = ? AND state <> 'refused'";
    Ok(connection.prepare_cached(sql)?.exists([receipt])?)
}

/// Every request, or those of somebody.
pub fn all(connection: &Connection, nif: Option<&str>) -> Result<Vec<Request>, StoreError> {
    let sql = format!("{REQUEST} WHERE ?1 IS NULL OR nif = ?1 ORDER BY seq");
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map([nif], request)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Takes a step. Fails, and the transaction with it, if that would be a way back.
pub fn take(tx: &Transaction<'_>, seq: i64, step: Step) -> Result<(), StoreError> {
    let column = match step.to {
        State::Agreed => "agreed",
        State::Ordered => "ordered",
        State::Paid => "paid",
        State::Refused => "refused",
        State::Requested => return Err(StoreError::Damaged),
    };
    let sql = format!("UPDATE refund_request SET state = ?1, {column} = ?2, reason = ?3 WHERE seq = ?4");
    let reason = step.reason.map(Reason::name);
    tx.execute(&sql, params![step.to.name(), step.on.to_string(), reason, seq])?;
    Ok(())
}

/// Notes that the agent was told. `false` if that was so before.
pub fn remind(tx: &Transaction<'_>, seq: i64, on: NaiveDate) -> Result<bool, StoreError> {
    let sql = "UPDATE refund_request SET reminded = ? WHERE seq = ? AND reminded IS NULL";
    Ok(tx.execute(sql, params![on.to_string(), seq])? > 0)
}

fn request(row: &Row<'_>) -> rusqlite::Result<Request> {
    let word = |at: usize| row.get::<_, String>(at);
    Ok(Request {
        seq: row.get(0)?,
        nif: row.get(1)?,
        receipt: row.get(2)?,
        name: row.get(3)?,
        amount: row.get(4)?,
        cause: Cause::of(&word(5)?).ok_or_else(|| damaged(5))?,
        iban: row.get(6)?,
        state: State::of(&word(7)?).ok_or_else(|| damaged(7))?,
        requested: day(row, 8)?.ok_or_else(|| damaged(8))?,
        agreed: day(row, 9)?,
        ordered: day(row, 10)?,
        paid: day(row, 11)?,
        refused: day(row, 12)?,
        reason: row.get::<_, Option<String>>(13)?.as_deref().and_then(Reason::of),
        reminded: day(row, 14)?,
    })
}

fn day(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let text: Option<String> = row.get(at)?;
    text.map(|text| text.parse().map_err(|_| damaged(at))).transpose()
}

/// Something that the tables allow and nobody wrote.
fn damaged(at: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(StoreError::Damaged))
}
