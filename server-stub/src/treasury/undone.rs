//! What becomes of the money where the person does not want any more what it is for: the order that waits at the bank is closed
//! first, and what was paid is given back the way it came.

use chrono::{DateTime, Utc};
use rusqlite::Transaction;

use super::bank::NotHeard;
use super::inquiry::{finish, give_back};
use super::model::{DebtRef, Payment};
use super::store;
use crate::api::Problem;
use crate::citizens::Persona;
use crate::state::CityState;
use crate::store::StoreError;

/// Closes the order with which somebody's debt is being paid, if there is one, or finds out that it was paid. Somebody who is paying
/// at this moment is not stopped: what they pay when it is owed no more is given back. Safe to repeat.
///
/// Fails with `bank_silent` where the bank cannot be heard: then nobody knows whether it is paid.
pub async fn stop(city: &CityState, person: &'static Persona, debt: &DebtRef) -> Result<(), Problem> {
    let debt = debt.clone();
    let holder = city
        .with_store(move |records| records.read(|connection| store::holder(connection, &debt)))
        .await?;
    match holder.filter(|payment| payment.nif == person.nif) {
        None => Ok(()),
        Some(payment) => match finish(city, payment).await? {
            Ok(_) => Ok(()),
            Err(NotHeard) => Err(Problem::BANK_SILENT),
        },
    }
}

/// Notes that what paid a debt is to be given back, all of it. Its receipt stays, and says so. Nothing happens where nothing paid it.
pub fn undo(tx: &Transaction<'_>, debt: &DebtRef, now: DateTime<Utc>) -> Result<(), StoreError> {
    match store::payer(tx, debt)? {
        Some(payment) => store::owe_back(tx, &payment, payment.amount, now),
        None => Ok(()),
    }
}

/// Gives back what is to be given back of a debt. Where the bank cannot be heard it stays to be done. Safe to repeat.
pub async fn give_back_for(city: &CityState, debt: &DebtRef) -> Result<(), Problem> {
    let debt = debt.clone();
    let payer: Option<Payment> = city
        .with_store(move |records| records.read(|connection| store::payer(connection, &debt)))
        .await?;
    match payer.filter(|payment| payment.given_back.is_some()) {
        Some(payment) => give_back(city, &payment).await,
        None => Ok(()),
    }
}
