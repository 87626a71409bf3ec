//! What the desk does: takes requests, lets those go on that go by themselves, and tells an agent of those that are late.

use chrono::NaiveDate;
use rusqlite::{Connection, Transaction};

use super::holders::holds;
use super::model::{Cause, Request, State, Step};
use super::rules::{due, iban, interest_since};
use super::store::{self, NewRequest};
use crate::sectors::crm;
use crate::store::StoreError;
use crate::treasury::{DebtKind, DebtRef, Proof, proofs};

/// What somebody asks to be given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What was paid.
    pub receipt: String,
    /// Why it should come back.
    pub cause: Cause,
    /// To which account, as it was typed.
    pub iban: String,
}

/// Why the desk will not take a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is no account.
    IbanWrong,
    /// The account is somebody else's.
    NotHolder,
    /// There is a request already.
    AlreadyAsked,
    /// Nothing of the kind was paid, or what was paid for still stands.
    NothingToRefund,
}

/// Takes a request, or says why not. What is wrong with the account is said last: first whether there is anything to pay into it.
pub fn ask(
    tx: &Transaction<'_>,
    nif: &str,
    wish: &Wish,
    today: NaiveDate,
) -> Result<Result<Request, Refusal>, StoreError> {
    let Some(iban) = iban(&wish.iban) else {
        return Ok(Err(Refusal::IbanWrong));
    };
    let paid = proofs(tx, nif)?;
    // A booking is given back by calling it off; in two ways it would come back twice.
    let refundable = |proof: &&Proof| proof.debt.kind != DebtKind::Booking && proof.given_back.is_none();
    let mut refundable = paid.iter().filter(refundable);
    let Some(proof) = refundable.find(|proof| proof.number == wish.receipt) else {
        return Ok(Err(Refusal::NothingToRefund));
    };
    if wish.cause == Cause::Annulled && !store::is_annulled(tx, &proof.debt)? {
        return Ok(Err(Refusal::NothingToRefund));
    }
    if store::is_asked(tx, &wish.receipt)? {
        return Ok(Err(Refusal::AlreadyAsked));
    }
    if !holds(nif, &iban) {
        return Ok(Err(Refusal::NotHolder));
    }
    let new = NewRequest {
        nif,
        receipt: &proof.number,
        name: &proof.name,
        amount: proof.amount,
        cause: wish.cause,
        iban: &iban,
        requested: today,
    };
    store::add(tx, &new).map(Ok)
}

/// Takes every step that is due by itself, each on its own day, and tells an agent once of what is late.
pub fn go_on(tx: &Transaction<'_>, today: NaiveDate) -> Result<(), StoreError> {
    for request in store::all(tx, None)? {
        let request = advance(tx, request, today)?;
        let is_late =
            matches!(request.state, State::Requested | State::Agreed) && interest_since(&request, today).is_some();
        if is_late && store::remind(tx, request.seq, today)? {
            let about = request.number();
            let words = format!("Devolución {about}: han pasado seis meses. Se deben intereses.");
            crm::add_task(tx, &about, &request.nif, &words, today)?;
        }
    }
    Ok(())
}

fn advance(tx: &Transaction<'_>, mut request: Request, today: NaiveDate) -> Result<Request, StoreError> {
    let has_grounds = has_grounds(tx, &request)?;
    while let Some(step) = due(&request, has_grounds, today) {
        store::take(tx, request.seq, step)?;
        request = store::one(tx, request.seq)?.ok_or(StoreError::Damaged)?;
    }
    Ok(request)
}

/// Whether the money was not due: what it paid was annulled, or was paid more than once.
fn has_grounds(connection: &Connection, request: &Request) -> Result<bool, StoreError> {
    let paid = proofs(connection, &request.nif)?;
    let Some(proof) = paid.iter().find(|proof| proof.number == request.receipt) else {
        return Ok(false);
    };
    let same = |other: &&Proof| other.debt == proof.debt;
    Ok(paid.iter().filter(same).count() > 1 || store::is_annulled(connection, &proof.debt)?)
}

/// An agent takes a step. `None` where there is no such request; `false` where that is no step forward.
pub fn decide(tx: &Transaction<'_>, seq: i64, step: Step) -> Result<Option<bool>, StoreError> {
    let Some(request) = store::one(tx, seq)? else {
        return Ok(None);
    };
    // An agent cannot act before what was done already.
    let since = [Some(request.requested), request.agreed, request.ordered];
    let on = since.into_iter().flatten().fold(step.on, NaiveDate::max);
    let may = request.state.leads_to(step.to) && (step.to == State::Refused) == step.reason.is_some();
    if may {
        store::take(tx, seq, Step { on, ..step })?;
    }
    Ok(Some(may))
}

/// Notes that something was annulled, as the system that had it tells.
pub fn annul(tx: &Transaction<'_>, debt: &DebtRef, since: NaiveDate) -> Result<(), StoreError> {
    store::annul(tx, debt, since)
}
