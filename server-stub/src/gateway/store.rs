//! The gateway's records, as SQL.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, Transaction, params};

use super::operation::{Operation, State};
use super::outbox::{Letter, Mail, Stamp};
use super::report::{Charge, OperationLine};
use crate::redsys::{Language, Order, PayMethod, ResponseCode, Sale, Signed};
use crate::store::{Data, Store, StoreError};

/// Far from the city's own, so that neither opens the other's file.
const VERSION: i64 = 10_001;

/// Opens the records, making them if they are not there.
pub fn open(data: &Data) -> Result<Store, StoreError> {
    Store::open_as(data, VERSION, |tx| {
        tx.execute_batch(include_str!("schema.sql"))?;
        Ok(())
    })
}

const OPERATION: &str = "SELECT order_number, token, request, amount_cents, method, notify_url, ok_url, ko_url,
    description, language, state, response, tries, challenge_until FROM operation";

/// The payment of an order.
pub fn by_order(connection: &Connection, order: &Order) -> Result<Option<Operation>, StoreError> {
    one(
        connection,
        &format!("{OPERATION} WHERE order_number = ?"),
        order.as_str(),
    )
}

/// The payment before whose page somebody stands.
pub fn by_token(connection: &Connection, token: &str) -> Result<Option<Operation>, StoreError> {
    one(connection, &format!("{OPERATION} WHERE token = ?"), token)
}

/// Payments whose challenge is over by a moment.
pub fn lapsed(connection: &Connection, now: DateTime<Utc>) -> Result<Vec<Operation>, StoreError> {
    let sql = format!("{OPERATION} WHERE state = 'challenge' AND challenge_until <= ? ORDER BY order_number");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_and_then([now.timestamp()], operation)?;
    rows.collect()
}

/// Whether a shop closed an order before anybody came with it.
pub fn is_closed_early(connection: &Connection, order: &Order) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM closed_order WHERE order_number = ?";
    Ok(connection.prepare_cached(sql)?.exists([order.as_str()])?)
}

/// Closes an order before anybody comes with it. Repeating it changes nothing.
pub fn close_early(tx: &Transaction<'_>, order: &Order) -> Result<(), StoreError> {
    tx.execute("INSERT OR IGNORE INTO closed_order VALUES (?)", [order.as_str()])?;
    Ok(())
}

/// Writes a new payment down. Fails if the order is there already.
pub fn begin(tx: &Transaction<'_>, new: &Operation, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "INSERT INTO operation (order_number, token, request, amount_cents, method, notify_url, ok_url, ko_url,
                   description, language, begun) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let sale = &new.sale;
    tx.execute(
        sql,
        params![
            new.order.as_str(),
            new.token,
            new.request,
            new.amount_cents,
            sale.method.name(),
            sale.notify_url,
            sale.ok_url,
            sale.ko_url,
            sale.description,
            sale.language.number(),
            now.timestamp(),
        ],
    )?;
    Ok(())
}

/// A payment goes on to another state. The table itself lets none go back.
pub fn go_on(tx: &Transaction<'_>, order: &Order, state: State) -> Result<(), StoreError> {
    let name = name_of(state);
    match state {
        State::Challenge { until, tries } => tx.execute(
            "UPDATE operation SET state = ?, challenge_until = ?, tries = ? WHERE order_number = ?",
            params![name, until.timestamp(), tries, order.as_str()],
        )?,
        State::Authorised(response) | State::Refused(response) => tx.execute(
            "UPDATE operation SET state = ?, response = ? WHERE order_number = ?",
            params![name, response.to_string(), order.as_str()],
        )?,
        State::Begun | State::Closed | State::Refunded => tx.execute(
            "UPDATE operation SET state = ? WHERE order_number = ?",
            params![name, order.as_str()],
        )?,
    };
    Ok(())
}

/// One more wrong code.
pub fn count_try(tx: &Transaction<'_>, order: &Order, tries: i64) -> Result<(), StoreError> {
    let sql = "UPDATE operation SET tries = ? WHERE order_number = ?";
    tx.execute(sql, params![tries, order.as_str()])?;
    Ok(())
}

/// What was paid with: its last four digits.
pub fn note_means(tx: &Transaction<'_>, order: &Order, last_four: &str) -> Result<(), StoreError> {
    let sql = "UPDATE operation SET last_four = ? WHERE order_number = ?";
    tx.execute(sql, params![last_four, order.as_str()])?;
    Ok(())
}

/// Money moves. Fails, and the transaction with it, if it did so before in this direction.
pub fn move_money(
    tx: &Transaction<'_>,
    order: &Order,
    (kind, cents): (&str, i64),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO movement (order_number, kind, cents, moved) VALUES (?, ?, ?, ?)";
    tx.execute(sql, params![order.as_str(), kind, cents, now.timestamp()])?;
    Ok(())
}

/// Every euro taken and given back, by order.
pub fn charges(connection: &Connection) -> Result<Vec<Charge>, StoreError> {
    let sql = "SELECT order_number, charged_cents, refunded_cents FROM charges ORDER BY order_number";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(Charge {
            order: row.get(0)?,
            charged_cents: row.get(1)?,
            refunded_cents: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All payments, for whoever runs the gateway.
pub fn operations(connection: &Connection) -> Result<Vec<OperationLine>, StoreError> {
    let sql = "SELECT order_number, amount_cents, method, state, response, last_four,
                   (SELECT count(*) FROM notification AS n WHERE n.order_number = o.order_number AND n.state = 'waiting')
               FROM operation AS o ORDER BY begun, order_number";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(OperationLine {
            order: row.get(0)?,
            amount_cents: row.get(1)?,
            method: row.get(2)?,
            state: row.get(3)?,
            response: row.get(4)?,
            last_four: row.get(5)?,
            notifications_waiting: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Puts a letter into the outbox.
pub fn post(tx: &Transaction<'_>, mail: &Mail<'_>, letter: &Letter) -> Result<(), StoreError> {
    let sql = "INSERT INTO notification (order_number, url, version, parameters, signature, forged, next_at, state)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    let (next_at, state) = match letter.stamp {
        Stamp::Due(at) => (Some(at.timestamp()), "waiting"),
        Stamp::Lost => (None, "lost"),
    };
    let signed = &letter.message;
    tx.execute(
        sql,
        params![
            mail.order.as_str(),
            mail.url,
            signed.version,
            signed.parameters,
            signed.signature,
            letter.forged,
            next_at,
            state
        ],
    )?;
    Ok(())
}

/// A letter that is due.
#[derive(Debug)]
pub struct Due {
    /// Its number.
    pub id: i64,
    /// Where it goes.
    pub url: String,
    /// What it says.
    pub message: Signed,
    /// Whether it is not by the gateway at all.
    pub forged: bool,
    /// How often it was tried.
    pub attempts: i64,
}

/// The letters that are due, the oldest first.
pub fn due(connection: &Connection, now: DateTime<Utc>) -> Result<Vec<Due>, StoreError> {
    let sql = "SELECT id, url, version, parameters, signature, forged, attempts FROM notification
               WHERE next_at <= ? ORDER BY next_at, id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([now.timestamp()], |row| {
        Ok(Due {
            id: row.get(0)?,
            url: row.get(1)?,
            message: Signed {
                version: row.get(2)?,
                parameters: row.get(3)?,
                signature: row.get(4)?,
            },
            forged: row.get(5)?,
            attempts: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many letters wait.
pub fn waiting(connection: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) FROM notification WHERE next_at IS NOT NULL";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// A letter was tried: it is done with, as the state says, or is tried again.
pub fn tried(tx: &Transaction<'_>, id: i64, done: Result<&str, DateTime<Utc>>) -> Result<(), StoreError> {
    let (state, next_at) = match done {
        Ok(state) => (state, None),
        Err(again) => ("waiting", Some(again.timestamp())),
    };
    let sql = "UPDATE notification SET attempts = attempts + 1, state = ?, next_at = ? WHERE id = ?";
    tx.execute(sql, params![state, next_at, id])?;
    Ok(())
}

fn one(connection: &Connection, sql: &str, key: &str) -> Result<Option<Operation>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query_and_then([key], operation)?;
    rows.next().transpose()
}

const fn name_of(state: State) -> &'static str {
    match state {
        State::Begun => "begun",
        State::Challenge { .. } => "challenge",
        State::Authorised(_) => "authorised",
        State::Refused(_) => "refused",
        State::Closed => "closed",
        State::Refunded => "refunded",
    }
}

fn operation(row: &Row<'_>) -> Result<Operation, StoreError> {
    let order: String = row.get(0)?;
    let method: String = row.get(4)?;
    let language: String = row.get(9)?;
    Ok(Operation {
        order: Order::parse(&order).ok_or(StoreError::Damaged)?,
        token: row.get(1)?,
        request: row.get(2)?,
        amount_cents: row.get(3)?,
        sale: Sale {
            method: PayMethod::of(&method).ok_or(StoreError::Damaged)?,
            notify_url: row.get(5)?,
            ok_url: row.get(6)?,
            ko_url: row.get(7)?,
            description: row.get(8)?,
            language: Language::of(&language),
        },
        state: state(row)?,
    })
}

fn state(row: &Row<'_>) -> Result<State, StoreError> {
    let name: String = row.get(10)?;
    let response: Option<String> = row.get(11)?;
    let response = response
        .as_deref()
        .and_then(ResponseCode::parse)
        .ok_or(StoreError::Damaged);
    let until: Option<i64> = row.get(13)?;
    let until = until
        .and_then(|second| DateTime::from_timestamp(second, 0))
        .ok_or(StoreError::Damaged);
    match name.as_str() {
        "begun" => Ok(State::Begun),
        "challenge" => Ok(State::Challenge {
            until: until?,
            tries: row.get(12)?,
        }),
        "authorised" => Ok(State::Authorised(response?)),
        "refused" => Ok(State::Refused(response?)),
        "closed" => Ok(State::Closed),
        "refunded" => Ok(State::Refunded),
        _ => Err(StoreError::Damaged),
    }
}
