//! The treasury's records.

use chrono::{DateTime, Utc};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};
use serde::Serialize;

use super::model::{DebtKind, DebtRef, Method, Order, Payment, PaymentKey, Receipt, State};
use crate::store::StoreError;

/// A payment before it is written.
#[derive(Debug)]
pub struct NewPayment<'a> {
    /// Its name.
    pub key: &'a PaymentKey,
    /// Who owes it.
    pub nif: &'a str,
    /// On which paper it stands, where it is paid by that.
    pub reference: Option<&'a str>,
    /// What is paid.
    pub debt: &'a DebtRef,
    /// What that is called.
    pub name: &'a str,
    /// For how much, in cents.
    pub amount: i64,
    /// How.
    pub method: Method,
    /// When it came.
    pub created: DateTime<Utc>,
    /// How it stands.
    pub state: State,
    /// The order at the bank, if one is made.
    pub order: Option<Order>,
}

/// A receipt before it is written.
#[derive(Debug)]
pub struct NewReceipt<'a> {
    /// Its number.
    pub number: &'a str,
    /// Its verification code.
    pub code: &'a str,
    /// When the money was taken.
    pub paid: DateTime<Utc>,
    /// The bank's number of that.
    pub bank: &'a str,
    /// The original notice.
    pub notice: &'a [String],
}

/// What was made of a notice of the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// Something changed by it.
    TakenIn,
    /// Nothing did: it was known.
    NothingNew,
    /// It is not the bank's.
    Forged,
    /// There is no such order.
    UnknownOrder,
    /// The order is not for that much.
    WrongAmount,
}

impl Made {
    const fn name(self) -> &'static str {
        match self {
            Self::TakenIn => "taken_in",
            Self::NothingNew => "nothing_new",
            Self::Forged => "forged",
            Self::UnknownOrder => "unknown_order",
            Self::WrongAmount => "wrong_amount",
        }
    }
}

const PAYMENT: &str = "SELECT payment.seq, key, nif, kind, debt, name, payment.amount, method, created, state, reason,
           treasury_order.number, expires, receipt.number, code, paid, notice, reference, refund.since
    FROM treasury_payment AS payment
    LEFT JOIN treasury_order ON treasury_order.payment = payment.seq
    LEFT JOIN treasury_receipt AS receipt ON receipt.payment = payment.seq
    LEFT JOIN treasury_refund AS refund ON refund.payment = payment.seq";

/// The payment of this name.
pub fn by_key(connection: &Connection, key: &PaymentKey) -> Result<Option<Payment>, StoreError> {
    one(connection, "key = ?", key.as_str())
}

/// The payment with this order.
pub fn by_order(connection: &Connection, number: &str) -> Result<Option<Payment>, StoreError> {
    one(connection, "treasury_order.number = ?", number)
}

/// The payment with the receipt of this code.
pub fn find_receipt(connection: &Connection, code: &str) -> Result<Option<Payment>, StoreError> {
    one(connection, "code = ?", code)
}

/// The payment that holds a debt.
pub fn holder(connection: &Connection, debt: &DebtRef) -> Result<Option<Payment>, StoreError> {
    let condition = "kind = ? AND debt = ? AND state = 'awaiting_payer'";
    let found = many(connection, condition, params![debt.kind.name(), debt.id])?;
    Ok(found.into_iter().next())
}

/// The payment that paid a debt.
pub fn payer(connection: &Connection, debt: &DebtRef) -> Result<Option<Payment>, StoreError> {
    let condition = "kind = ? AND debt = ? AND state = 'settled'";
    let found = many(connection, condition, params![debt.kind.name(), debt.id])?;
    Ok(found.into_iter().next())
}

/// Somebody's payments that are not closed, in the order in which they came. What others paid for them by reference is theirs.
pub fn of(connection: &Connection, nif: &str) -> Result<Vec<Payment>, StoreError> {
    let theirs = "nif = ? AND reference IS NULL AND state <> 'closed' ORDER BY payment.seq";
    many(connection, theirs, [nif])
}

/// Everything that was paid of somebody's debts, by whomever.
pub fn settled_of(connection: &Connection, nif: &str) -> Result<Vec<Payment>, StoreError> {
    many(connection, "nif = ? AND state = 'settled' ORDER BY payment.seq", [nif])
}

/// All payments that wait for their payer.
pub fn waiting(connection: &Connection) -> Result<Vec<Payment>, StoreError> {
    many(connection, "state = 'awaiting_payer' ORDER BY payment.seq", [])
}

/// All payments of which something is still to be given back.
pub fn to_give_back(connection: &Connection) -> Result<Vec<Payment>, StoreError> {
    let due = "payment.seq IN (SELECT payment FROM treasury_refund WHERE given IS NULL) ORDER BY payment.seq";
    many(connection, due, [])
}

/// Writes a payment down, and its order. Fails, and the transaction with it, if the name is taken or the debt is held.
pub fn add(tx: &Transaction<'_>, new: &NewPayment<'_>) -> Result<Payment, StoreError> {
    let sql = "INSERT INTO treasury_payment
               (key, nif, reference, kind, debt, name, amount, method, created, state, reason)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![
            new.key.as_str(),
            new.nif,
            new.reference,
            new.debt.kind.name(),
            new.debt.id,
            new.name,
            new.amount,
            new.method.name(),
            new.created.timestamp(),
            new.state.name(),
            new.state.reason().map(super::model::Reason::name),
        ],
    )?;
    if let Some(order) = &new.order {
        let sql = "INSERT INTO treasury_order (number, payment, expires) VALUES (?, last_insert_rowid(), ?)";
        tx.execute(sql, params![order.number, order.expires.timestamp()])?;
    }
    by_key(tx, new.key)?.ok_or(StoreError::Damaged)
}

/// Whether an order has this number.
pub fn is_taken(connection: &Connection, number: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM treasury_order WHERE number = ?";
    Ok(connection.prepare_cached(sql)?.exists([number])?)
}

/// Changes how a payment stands. Fails, and the transaction with it, if that would be a way back.
pub fn set_state(tx: &Transaction<'_>, payment: &Payment, state: State) -> Result<(), StoreError> {
    let sql = "UPDATE treasury_payment SET state = ?, reason = ? WHERE seq = ?";
    let reason = state.reason().map(super::model::Reason::name);
    tx.execute(sql, params![state.name(), reason, payment.seq])?;
    Ok(())
}

/// The number of the next receipt.
pub fn next_receipt(tx: &Transaction<'_>) -> Result<i64, StoreError> {
    let sql = "SELECT coalesce(max(seq), 0) + 1 FROM treasury_receipt";
    Ok(tx.query_row(sql, [], |row| row.get(0))?)
}

/// Gives a receipt. Fails, and the transaction with it, if the payment has one.
pub fn add_receipt(tx: &Transaction<'_>, payment: &Payment, new: &NewReceipt<'_>) -> Result<(), StoreError> {
    let sql = "INSERT INTO treasury_receipt (number, payment, code, paid, bank, notice) VALUES (?, ?, ?, ?, ?, ?)";
    let notice = serde_json::to_string(new.notice)?;
    let paid = new.paid.timestamp();
    tx.execute(sql, params![new.number, payment.seq, new.code, paid, new.bank, notice])?;
    Ok(())
}

/// Notes that something is to be given back. Noted before, it is as it was.
pub fn owe_back(tx: &Transaction<'_>, payment: &Payment, amount: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "INSERT INTO treasury_refund (payment, amount, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    tx.execute(sql, params![payment.seq, amount, now.timestamp()])?;
    Ok(())
}

/// Notes that it was. `max`, because the clock of a mock city can be set back.
pub fn gave_back(tx: &Transaction<'_>, seq: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE treasury_refund SET given = max(since, ?) WHERE payment = ? AND given IS NULL";
    tx.execute(sql, params![now.timestamp(), seq])?;
    Ok(())
}

/// What of this payment is still to be given back, in cents.
pub fn due_back(connection: &Connection, seq: i64) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT amount FROM treasury_refund WHERE payment = ? AND given IS NULL";
    let due = connection.prepare_cached(sql)?.query_row([seq], |row| row.get(0));
    Ok(due.optional()?)
}

/// Notes that a notice came that came before. `false` if it did not.
pub fn came_again(tx: &Transaction<'_>, digest: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE treasury_notice SET times = times + 1 WHERE digest = ?";
    Ok(tx.execute(sql, [digest])? > 0)
}

/// Notes a notice, and what was made of it.
pub fn note(
    tx: &Transaction<'_>,
    digest: &str,
    now: DateTime<Utc>,
    (number, made): (Option<&str>, Made),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO treasury_notice (digest, came, number, made) VALUES (?, ?, ?, ?)
               ON CONFLICT (digest) DO UPDATE SET times = times + 1";
    tx.execute(sql, params![digest, now.timestamp(), number, made.name()])?;
    Ok(())
}

fn one(connection: &Connection, condition: &str, value: &str) -> Result<Option<Payment>, StoreError> {
    let sql = format!("{PAYMENT} WHERE {condition}");
    let found = connection.prepare_cached(&sql)?.query_row([value], payment);
    Ok(found.optional()?)
}

fn many(connection: &Connection, condition: &str, values: impl rusqlite::Params) -> Result<Vec<Payment>, StoreError> {
    let sql = format!("{PAYMENT} WHERE {condition}");
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map(values, payment)?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn payment(row: &Row<'_>) -> rusqlite::Result<Payment> {
    let state = State::of(&row.get::<_, String>(9)?, row.get::<_, Option<String>>(10)?.as_deref());
    let number: Option<String> = row.get(11)?;
    let expires = number.is_some().then(|| instant(row, 12)).transpose()?;
    Ok(Payment {
        seq: row.get(0)?,
        key: PaymentKey::read(&row.get::<_, String>(1)?).ok_or_else(|| damaged(1))?,
        nif: row.get(2)?,
        reference: row.get(17)?,
        debt: DebtRef {
            kind: DebtKind::of(&row.get::<_, String>(3)?).ok_or_else(|| damaged(3))?,
            id: row.get(4)?,
        },
        name: row.get(5)?,
        amount: row.get(6)?,
        method: Method::of(&row.get::<_, String>(7)?).ok_or_else(|| damaged(7))?,
        created: instant(row, 8)?,
        state: state.ok_or_else(|| damaged(9))?,
        order: number.zip(expires).map(|(number, expires)| Order { number, expires }),
        receipt: receipt(row)?,
        given_back: row.get::<_, Option<i64>>(18)?.map(|_| instant(row, 18)).transpose()?,
    })
}

fn receipt(row: &Row<'_>) -> rusqlite::Result<Option<Receipt>> {
    let Some(number) = row.get(13)? else {
        return Ok(None);
    };
    let notice: String = row.get(16)?;
    Ok(Some(Receipt {
        number,
        code: row.get(14)?,
        paid: instant(row, 15)?,
        notice: serde_json::from_str(&notice).map_err(|_| damaged(16))?,
    }))
}

fn instant(row: &Row<'_>, at: usize) -> rusqlite::Result<DateTime<Utc>> {
    DateTime::from_timestamp(row.get(at)?, 0).ok_or_else(|| damaged(at))
}

/// Something that the tables allow and nobody wrote.
fn damaged(at: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(StoreError::Damaged))
}

/// All that the treasury has, for whoever runs the city. It names no person, and no payment by its key.
#[derive(Debug, Serialize)]
pub struct Ledger {
    /// Every payment with an order.
    pub orders: Vec<LedgerOrder>,
    /// What the bank said by itself.
    pub notices: Vec<LedgerNotice>,
}

/// A line of it.
#[derive(Debug, Serialize)]
pub struct LedgerOrder {
    order: String,
    kind: String,
    debt: String,
    amount_cents: i64,
    state: String,
    reason: Option<String>,
    receipt: Option<String>,
    /// What is to be given back.
    refund_cents: Option<i64>,
    /// Whether it was.
    refunded: bool,
}

/// A notice.
#[derive(Debug, Serialize)]
pub struct LedgerNotice {
    order: Option<String>,
    made: String,
    times: i64,
}

/// All of it.
pub fn ledger(connection: &Connection) -> Result<Ledger, StoreError> {
    let sql =
        "SELECT treasury_order.number, kind, debt, payment.amount, state, reason, receipt.number, refund.amount, given
               FROM treasury_order
               JOIN treasury_payment AS payment ON payment.seq = treasury_order.payment
               LEFT JOIN treasury_receipt AS receipt ON receipt.payment = payment.seq
               LEFT JOIN treasury_refund AS refund ON refund.payment = payment.seq
               ORDER BY payment.seq";
    let mut statement = connection.prepare_cached(sql)?;
    let orders = statement.query_map([], |row| {
        Ok(LedgerOrder {
            order: row.get(0)?,
            kind: row.get(1)?,
            debt: row.get(2)?,
            amount_cents: row.get(3)?,
            state: row.get(4)?,
            reason: row.get(5)?,
            receipt: row.get(6)?,
            refund_cents: row.get(7)?,
            refunded: row.get::<_, Option<i64>>(8)?.is_some(),
        })
    })?;
    let orders = orders.collect::<Result<_, _>>()?;
    let sql = "SELECT number, made, times FROM treasury_notice ORDER BY came, rowid";
    let mut statement = connection.prepare_cached(sql)?;
    let notices = statement.query_map([], |row| {
        Ok(LedgerNotice {
            order: row.get(0)?,
            made: row.get(1)?,
            times: row.get(2)?,
        })
    })?;
    Ok(Ledger {
        orders,
        notices: notices.collect::<Result<_, _>>()?,
    })
}
