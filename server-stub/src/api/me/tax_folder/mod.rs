//! The caller's tax folder: `GET /v1/me/tax-folder` is all of it in one document; direct debit and instalments are asked for beside
//! their receipt.
//!
//! - `read` makes the document of the mainframe's listing.
//! - `certificate` says that nothing is owed, on paper.

mod certificate;
mod read;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::NaiveDate;
use rusqlite::{Connection, Transaction};
use serde::{Deserialize, Serialize};
use serde_json::{Number, json};

pub use certificate::{pdf, show as certificate};
pub use read::named;
use read::{ChangeWire, Folder, PaidWire, ReceiptWire};

use super::keyed::{Asked, Verdict, once, read as read_body, whole};
use crate::api::Problem;
use crate::api::tags::{Held, hash, respond};
use crate::calendar::today;
use crate::clock::rfc3339;
use crate::identity::Caller;
use crate::sectors::tax::folder::{self, Desk, Modalidad, Refusal};
use crate::sectors::{Sector, ask};
use crate::state::CityState;
use crate::store::StoreError;
use crate::treasury::{self, DebtKind, DebtRef, Payment};

/// The whole folder.
#[derive(Debug, Serialize)]
struct FolderWire {
    as_of: String,
    receipts: Vec<ReceiptWire>,
    changes: Vec<ChangeWire>,
}

/// How somebody wants to be charged.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DebitWish {
    iban: String,
    mode: Mode,
}

/// The ways, as the contract calls them.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Mode {
    Single,
    Sep,
    Pac,
}

/// In how many parts somebody wants to pay.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct InstalmentsWish {
    parts: Number,
}

impl From<Mode> for Modalidad {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Single => Self::Unica,
            Mode::Sep => Self::Sep,
            Mode::Pac => Self::Pac,
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unknown => Self::TAX_UNKNOWN,
            Refusal::Paid => Self::TAX_PAID,
            Refusal::NotOffered => Self::NOT_OFFERED,
            Refusal::TooLate => Self::ASKED_TOO_LATE,
            Refusal::IbanWrong => Self::IBAN_WRONG,
            Refusal::NotHolder => Self::NOT_HOLDER,
        }
    }
}

/// `GET /v1/me/tax-folder`
pub async fn show(State(city): State<CityState>, caller: Caller, headers: HeaderMap) -> Result<Response, Problem> {
    let (nif, now) = (caller.person.nif, city.clock().now());
    let found = ask(&city, Sector::Tax, move |connection| of(connection, nif, today(now))).await;
    let Folder { receipts, changes } = found.map_err(|_| Problem::SECTOR_DOWN)?;
    // Names what is said, not when.
    let said = serde_json::to_vec(&(&receipts, &changes)).map_err(|_| Problem::BROKEN)?;
    let tag = format!("\"tax-{}\"", hash(&[nif.as_bytes(), b"\n", &said].concat()));
    if Held::of(&headers).has(&tag) {
        return respond(&tag, None);
    }
    let wire = FolderWire {
        as_of: rfc3339(now),
        receipts,
        changes,
    };
    respond(&tag, Some(serde_json::to_string(&wire).map_err(|_| Problem::BROKEN)?))
}

/// Somebody's folder on a day.
fn of(connection: &Connection, nif: &str, today: NaiveDate) -> Result<Folder, StoreError> {
    let listing = folder::print(connection, nif, today)?;
    let mut found = read::folder(&listing).ok_or(StoreError::Damaged)?;
    for receipt in &mut found.receipts {
        add_payment(connection, receipt)?;
    }
    Ok(found)
}

/// What the treasury knows of a receipt that the mainframe has as paid.
fn add_payment(connection: &Connection, receipt: &mut ReceiptWire) -> Result<(), StoreError> {
    if receipt.state == "paid" && receipt.paid.is_none() {
        receipt.paid = treasury::payer(connection, &debt(&receipt.id))?.and_then(paid);
    }
    Ok(())
}

fn paid(payment: Payment) -> Option<PaidWire> {
    let receipt = payment.receipt?;
    Some(PaidWire {
        date: today(receipt.paid),
        method: payment.method.name(),
        receipt: Some(receipt.number),
        code: Some(receipt.code),
    })
}

fn debt(id: &str) -> DebtRef {
    DebtRef {
        kind: DebtKind::Tax,
        id: id.to_owned(),
    }
}

/// `PUT /v1/me/tax-folder/{receipt}/direct-debit`
pub async fn set_debit(
    State(city): State<CityState>,
    caller: Caller,
    Path(receipt): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let (nif, today) = (caller.person.nif, today(city.clock().now()));
    let about = [receipt.as_bytes(), b"\n", &body].concat();
    let asked = Asked {
        person: caller.person,
        headers: &headers,
        kind: "direct_debit",
        about: &about,
        sector: Sector::Tax,
    };
    once(&city, asked, || {
        let wanted = read_body::<DebitWish>(&headers, &body)?;
        Ok(wanted.map(|wish| {
            move |tx: &Transaction<'_>| {
                let desk = Desk { nif, today };
                if is_being_paid(tx, &receipt)? {
                    return Ok(Verdict::NotNow(Problem::BEING_PAID));
                }
                let done = desk.set_debit(tx, &receipt, (&wish.iban, wish.mode.into()))?;
                verdict(tx, desk, &receipt, done, StatusCode::OK)
            }
        }))
    })
    .await
}

/// `DELETE /v1/me/tax-folder/{receipt}/direct-debit`
pub async fn end_debit(
    State(city): State<CityState>,
    caller: Caller,
    Path(receipt): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (nif, today) = (caller.person.nif, today(city.clock().now()));
    let about = receipt.clone();
    let asked = Asked {
        person: caller.person,
        headers: &headers,
        kind: "ending_debit",
        about: about.as_bytes(),
        sector: Sector::Tax,
    };
    once(&city, asked, || {
        Ok(Ok(move |tx: &Transaction<'_>| {
            let desk = Desk { nif, today };
            let done = desk.end_debit(tx, &receipt)?;
            verdict(tx, desk, &receipt, done, StatusCode::OK)
        }))
    })
    .await
}

/// `POST /v1/me/tax-folder/{receipt}/instalments`
pub async fn ask_instalments(
    State(city): State<CityState>,
    caller: Caller,
    Path(receipt): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let (nif, today) = (caller.person.nif, today(city.clock().now()));
    let about = [receipt.as_bytes(), b"\n", &body].concat();
    let asked = Asked {
        person: caller.person,
        headers: &headers,
        kind: "instalments",
        about: &about,
        sector: Sector::Tax,
    };
    once(&city, asked, || {
        let wanted = read_body::<InstalmentsWish>(&headers, &body)?.and_then(checked);
        Ok(wanted.map(|count| {
            move |tx: &Transaction<'_>| {
                let desk = Desk { nif, today };
                if is_being_paid(tx, &receipt)? {
                    return Ok(Verdict::NotNow(Problem::BEING_PAID));
                }
                let done = desk.ask_instalments(tx, &receipt, count)?;
                verdict(tx, desk, &receipt, done, StatusCode::CREATED)
            }
        }))
    })
    .await
}

/// What is no number of parts is offered to nobody.
fn checked(wish: InstalmentsWish) -> Result<usize, Problem> {
    whole(&wish.parts)
        .and_then(|parts| usize::try_from(parts).ok())
        .ok_or(Problem::NOT_OFFERED)
}

/// Whether somebody is at the bank with it: what they pay there must not be charged once more.
fn is_being_paid(tx: &Transaction<'_>, receipt: &str) -> Result<bool, StoreError> {
    Ok(treasury::holder(tx, &debt(receipt))?.is_some())
}

/// The receipt as it is now, or why nothing was done.
fn verdict(
    tx: &Transaction<'_>,
    desk: Desk<'_>,
    receipt: &str,
    done: Result<bool, Refusal>,
    status: StatusCode,
) -> Result<Verdict, StoreError> {
    let is_new = match done {
        Err(refusal) => return Ok(Verdict::Refused(refusal.into())),
        Ok(is_new) => is_new,
    };
    let lines = desk.listing(tx, receipt)?;
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut receipts = read::receipts(&lines).ok_or(StoreError::Damaged)?;
    let body = serde_json::to_string(&json!(receipts.pop()))?;
    Ok(if is_new {
        Verdict::Done(status, body)
    } else {
        Verdict::AsBefore(status, body)
    })
}
