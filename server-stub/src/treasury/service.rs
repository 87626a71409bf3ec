//! What phones ask of the treasury. Every question may be repeated: a name makes one payment at most, however often, however
//! late and from wherever it comes.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction};

use super::bank::NotHeard;
use super::inquiry::{finish, give_back, look};
use super::model::{Debt, DebtKind, DebtRef, Method, Order, Payment, PaymentKey, Reason, Standing, State};
use super::numbers::{order_number, read_code};
use super::rules::{WAITS, holds_until, is_over, may_pay};
use super::store::{self, NewPayment};
use crate::api::{Problem, owed};
use crate::calendar::today;
use crate::citizens::Persona;
use crate::sectors::{Sector, reach};
use crate::state::CityState;
use crate::store::StoreError;

/// What somebody asks to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What.
    pub debt: DebtRef,
    /// For how much, in cents, as they were told.
    pub amount: i64,
    /// How.
    pub method: Method,
}

/// What a debt costs now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// What the system says that has it.
    pub debt: Debt,
    /// Until when another payment holds it, if one does.
    pub held_until: Option<DateTime<Utc>>,
    /// Until when the price holds.
    pub valid_until: DateTime<Utc>,
}

/// What a debt costs now. Asking changes nothing, but that a payment whose time is over is looked after first.
pub async fn quote(city: &CityState, person: &'static Persona, debt: DebtRef) -> Result<Quote, Problem> {
    get_through(city, debt.kind).await?;
    release(city, &debt).await?;
    let now = city.clock().now();
    let found = city
        .with_store(move |records| {
            records.read(|connection| {
                let Some(found) = owed(connection, person.nif, &debt, today(now))? else {
                    return Ok(None);
                };
                let holder = store::holder(connection, &debt)?;
                let paid = store::payer(connection, &debt)?;
                Ok(Some((found, holder, paid)))
            })
        })
        .await?;
    let (mut debt, holder, paid) = found.ok_or(Problem::DEBT_UNKNOWN)?;
    if let Some(paid) = paid {
        debt.amount = paid.amount;
    }
    let holder = holder.filter(|_| debt.standing == Standing::Payable);
    Ok(Quote {
        debt,
        held_until: holder.and_then(|payment| payment.order).map(|order| order.expires),
        valid_until: holds_until(now),
    })
}

/// Asks to pay. The payment under this name, and whether it is new. What will not be done is a payment too, one that is rejected:
/// so whatever comes later under this name makes nothing.
pub async fn submit(
    city: &CityState,
    person: &'static Persona,
    key: PaymentKey,
    asked: Asked,
) -> Result<(Payment, bool), Problem> {
    if let Some(known) = known(city, &key).await? {
        let same = same(known, person, &asked)?;
        return Ok((current(city, same).await?, false));
    }
    get_through(city, asked.debt.kind).await?;
    release(city, &asked.debt).await?;
    let (seed, now) = (city.seed(), city.clock().now());
    city.with_store(move |records| {
        records.write(|tx| match store::by_key(tx, &key)? {
            Some(known) => Ok(same(known, person, &asked).map(|payment| (payment, false))),
            None => {
                let payment = open(tx, person.nif, (&key, &asked), (seed, now))?;
                Ok(Ok((payment, true)))
            }
        })
    })
    .await?
}

/// How a payment stands. One whose time is over is looked after first, if the bank can be heard.
pub async fn show(city: &CityState, person: &'static Persona, key: &PaymentKey) -> Result<Payment, Problem> {
    let known = known(city, key).await?;
    let own = known.filter(|payment| payment.nif == person.nif);
    current(city, own.ok_or(Problem::PAYMENT_UNKNOWN)?).await
}

/// Closes a payment, unless it was paid meanwhile or somebody is paying at this moment. A name that was never seen is closed
/// before it comes.
pub async fn close(
    city: &CityState,
    person: &'static Persona,
    key: PaymentKey,
    asked: Asked,
) -> Result<Payment, Problem> {
    let now = city.clock().now();
    let noted = city
        .with_store(move |records| {
            records.write(|tx| match store::by_key(tx, &key)? {
                Some(known) => Ok(same(known, person, &asked)),
                None => never_come(tx, person.nif, (&key, &asked), now).map(Ok),
            })
        })
        .await??;
    if noted.state == State::AwaitingPayer {
        return finish(city, noted).await?.map_err(|NotHeard| Problem::BANK_SILENT);
    }
    Ok(noted)
}

/// Every payment of somebody that is not closed.
pub async fn list(city: &CityState, person: &'static Persona) -> Result<Vec<Payment>, Problem> {
    let all = city
        .with_store(move |records| records.read(|connection| store::of(connection, person.nif)))
        .await?;
    let mut current_ones = Vec::new();
    for payment in all {
        let payment = current(city, payment).await?;
        if payment.state != State::Closed {
            current_ones.push(payment);
        }
    }
    Ok(current_ones)
}

/// The payment under a name, whoever has it.
pub async fn known(city: &CityState, key: &PaymentKey) -> Result<Option<Payment>, Problem> {
    let key = key.clone();
    city.with_store(move |records| records.read(|connection| store::by_key(connection, &key)))
        .await
}

/// A payment after its time is over is what the bank says; as long as the bank cannot be heard it stands as it is. What is still to
/// be given back of it is given back.
pub async fn current(city: &CityState, payment: Payment) -> Result<Payment, Problem> {
    if payment.state == State::Rejected(Reason::Refunded) {
        give_back(city, &payment).await?;
    }
    if !is_over(&payment, true, city.clock().now()) {
        return Ok(payment);
    }
    let as_it_stands = payment.clone();
    Ok(look(city, payment).await?.unwrap_or(as_it_stands))
}

/// Lets go of a debt that a payment holds whose time is over.
async fn release(city: &CityState, debt: &DebtRef) -> Result<(), Problem> {
    let debt = debt.clone();
    let holder = city
        .with_store(move |records| records.read(|connection| store::holder(connection, &debt)))
        .await?;
    if let Some(holder) = holder {
        current(city, holder).await?;
    }
    Ok(())
}

/// The system that has the debts of a kind, if it answers.
async fn get_through(city: &CityState, kind: DebtKind) -> Result<(), Problem> {
    let sector = match kind {
        DebtKind::Tax => Sector::Tax,
        DebtKind::Fine => Sector::Fines,
    };
    reach(city, sector).await.map_err(|_| Problem::SECTOR_DOWN)
}

/// What is known under a name, for who asks the same. Of what is another person's nothing is said.
fn same(known: Payment, person: &Persona, asked: &Asked) -> Result<Payment, Problem> {
    if known.nif != person.nif {
        return Err(Problem::PAYMENT_UNKNOWN);
    }
    let is_same = known.debt == asked.debt && known.amount == asked.amount && known.method == asked.method;
    if is_same { Ok(known) } else { Err(Problem::KEY_REUSED) }
}

/// Writes a new payment, with an order if it may be paid.
fn open(
    tx: &Transaction<'_>,
    nif: &str,
    (key, asked): (&PaymentKey, &Asked),
    (seed, now): (u64, DateTime<Utc>),
) -> Result<Payment, StoreError> {
    let debt = owed(tx, nif, &asked.debt, today(now))?;
    let is_held = store::holder(tx, &asked.debt)?.is_some();
    let may = may_pay(debt.as_ref(), is_held, asked.amount);
    let order = match may {
        Ok(()) => Some(Order {
            number: free_number(tx, key, seed, now)?,
            expires: now + WAITS,
        }),
        Err(_) => None,
    };
    let new = NewPayment {
        key,
        nif,
        debt: &asked.debt,
        name: &debt.map_or_else(|| asked.debt.plain_name(), |debt| debt.name),
        amount: asked.amount,
        method: asked.method,
        created: now,
        state: may.map_or_else(State::Rejected, |()| State::AwaitingPayer),
        order,
    };
    store::add(tx, &new)
}

/// The bank takes a number once, ever.
fn free_number(connection: &Connection, key: &PaymentKey, seed: u64, now: DateTime<Utc>) -> Result<String, StoreError> {
    for attempt in 0..u32::MAX {
        let number = order_number(seed, key, now, attempt);
        if !store::is_taken(connection, &number)? {
            return Ok(number);
        }
    }
    Err(StoreError::Damaged)
}

/// Notes a name as closed that was never seen, so that a request that is still on its way makes nothing.
fn never_come(
    tx: &Transaction<'_>,
    nif: &str,
    (key, asked): (&PaymentKey, &Asked),
    now: DateTime<Utc>,
) -> Result<Payment, StoreError> {
    let name = owed(tx, nif, &asked.debt, today(now))?.map_or_else(|| asked.debt.plain_name(), |debt| debt.name);
    let new = NewPayment {
        key,
        nif,
        debt: &asked.debt,
        name: &name,
        amount: asked.amount,
        method: asked.method,
        created: now,
        state: State::Closed,
        order: None,
    };
    store::add(tx, &new)
}

/// The payment with the receipt of this code, however somebody typed it.
pub async fn receipt_of(city: &CityState, typed: &str) -> Result<Option<Payment>, Problem> {
    let Some(code) = read_code(typed) else {
        return Ok(None);
    };
    city.with_store(move |records| records.read(|connection| store::find_receipt(connection, &code)))
        .await
}
