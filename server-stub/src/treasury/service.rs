//! What phones ask of the treasury. Every question may be repeated: a name makes one payment at most, however often, however
//! late and from wherever it comes.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction};

use super::bank::NotHeard;
use super::inquiry::{finish, give_back, look};
use super::model::{Debt, DebtKind, DebtRef, Method, Order, Payment, PaymentKey, Reason, Standing, State};
use super::numbers::{order_number, read_code};
use super::proof::Proof;
use super::reference::Reference;
use super::rules::{WAITS, is_over, may_pay, price_holds_until};
use super::store::{self, NewPayment};
use super::{elsewhere, papers};
use crate::api::{Problem, owed};
use crate::calendar::today;
use crate::citizens::Persona;
use crate::sectors::{Sector, reach};
use crate::state::CityState;
use crate::store::StoreError;

/// What somebody asks to pay.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// What, and as whom.
    pub what: What,
    /// For how much, in cents, as they were told.
    pub amount: i64,
    /// How.
    pub method: Method,
}

/// What is paid, and by whose right.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A debt of somebody who has signed in.
    Debt(&'static Persona, DebtRef),
    /// What is on a paper, by whoever holds it.
    Reference(Reference),
}

/// A debt as it is in the system that has it, and who owes it. A reference may be of nothing.
struct Owed {
    nif: String,
    debt: DebtRef,
    found: Option<Debt>,
}

impl What {
    const fn kind(&self) -> DebtKind {
        match self {
            Self::Debt(_, debt) => debt.kind,
            Self::Reference(reference) => reference.kind(),
        }
    }

    /// The reference on the paper, if it is one.
    pub fn reference(&self) -> Option<&str> {
        match self {
            Self::Debt(..) => None,
            Self::Reference(reference) => Some(&reference.whole),
        }
    }

    fn owed(&self, connection: &Connection, now: DateTime<Utc>) -> Result<Owed, StoreError> {
        let found = match self {
            Self::Debt(person, debt) => Some((person.nif.to_owned(), debt.clone())),
            Self::Reference(reference) => papers::find(connection, reference)?.map(|found| (found.nif, found.debt)),
        };
        let Some((nif, debt)) = found else {
            return Ok(self.of_nothing());
        };
        Ok(Owed {
            found: owed(connection, &nif, &debt, now)?,
            nif,
            debt,
        })
    }

    /// What stands in the records for a paper that is of nothing, or may be.
    fn of_nothing(&self) -> Owed {
        Owed {
            nif: String::new(),
            debt: DebtRef {
                kind: self.kind(),
                id: self.reference().unwrap_or_default().to_owned(),
            },
            found: None,
        }
    }
}

impl Owed {
    /// What it is called.
    fn name(&self) -> String {
        self.found
            .as_ref()
            .map_or_else(|| self.debt.plain_name(), |debt| debt.name.clone())
    }

    /// Whether an order may be made for it now, or why not.
    fn may_pay(
        &self,
        tx: &Transaction<'_>,
        asked: &Asked,
        now: DateTime<Utc>,
    ) -> Result<Result<(), Reason>, StoreError> {
        let is_held = store::holder(tx, &self.debt)?.is_some();
        let may = may_pay(self.found.as_ref(), is_held, asked.amount);
        let is_good = match (&asked.what, &self.found) {
            (What::Reference(reference), Some(debt)) => reference.is_good(debt, today(now)),
            _ => true,
        };
        Ok(may.and(if is_good { Ok(()) } else { Err(Reason::AmountChanged) }))
    }
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
    release(city, &What::Debt(person, debt.clone())).await?;
    let now = city.clock().now();
    let found = city
        .with_store(move |records| {
            records.read(|connection| {
                let Some(found) = owed(connection, person.nif, &debt, now)? else {
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
        valid_until: price_holds_until(&debt, now),
        held_until: holder.and_then(|payment| payment.order).map(|order| order.expires),
        debt,
    })
}

/// Asks to pay. The payment under this name, and whether it is new. What will not be done is a payment too, one that is rejected:
/// so whatever comes later under this name makes nothing.
pub async fn submit(city: &CityState, key: PaymentKey, asked: Asked) -> Result<(Payment, bool), Problem> {
    if let Some(known) = known(city, &key).await? {
        let same = same(known, &asked)?;
        return Ok((current(city, same).await?, false));
    }
    get_through(city, asked.what.kind()).await?;
    release(city, &asked.what).await?;
    let (seed, now) = (city.seed(), city.clock().now());
    city.with_store(move |records| {
        records.write(|tx| match store::by_key(tx, &key)? {
            Some(known) => Ok(same(known, &asked).map(|payment| (payment, false))),
            None => {
                let payment = open(tx, (&key, &asked), (seed, now))?;
                Ok(Ok((payment, true)))
            }
        })
    })
    .await?
}

/// How a payment stands. One whose time is over is looked after first, if the bank can be heard. That of a reference is told to
/// whoever has its name; any other to the person whose it is.
pub async fn show(city: &CityState, person: Option<&'static Persona>, key: &PaymentKey) -> Result<Payment, Problem> {
    let payment = match (known(city, key).await?, person) {
        (Some(payment), _) if payment.reference.is_some() => payment,
        (Some(payment), Some(person)) if payment.nif == person.nif => payment,
        (Some(_), None) => return Err(Problem::TOKEN_INVALID),
        _ => return Err(Problem::PAYMENT_UNKNOWN),
    };
    current(city, payment).await
}

/// Closes a payment, unless it was paid meanwhile or somebody is paying at this moment. A name that was never seen is closed
/// before it comes.
pub async fn close(city: &CityState, key: PaymentKey, asked: Asked) -> Result<Payment, Problem> {
    let now = city.clock().now();
    let noted = city
        .with_store(move |records| {
            records.write(|tx| match store::by_key(tx, &key)? {
                Some(known) => Ok(same(known, &asked)),
                None => never_come(tx, (&key, &asked), now).map(Ok),
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
    if payment.given_back.is_some() {
        give_back(city, &payment).await?;
    }
    if !is_over(&payment, true, city.clock().now()) {
        return Ok(payment);
    }
    let as_it_stands = payment.clone();
    Ok(look(city, payment).await?.unwrap_or(as_it_stands))
}

/// Lets go of a debt that a payment holds whose time is over.
pub(super) async fn release(city: &CityState, what: &What) -> Result<(), Problem> {
    let (what, now) = (what.clone(), city.clock().now());
    let holder = city
        .with_store(move |records| {
            records.read(|connection| store::holder(connection, &what.owed(connection, now)?.debt))
        })
        .await?;
    if let Some(holder) = holder {
        current(city, holder).await?;
    }
    Ok(())
}

/// The system that has the debts of a kind, if it answers.
pub(super) async fn get_through(city: &CityState, kind: DebtKind) -> Result<(), Problem> {
    let sector = match kind {
        DebtKind::Tax => Sector::Tax,
        DebtKind::Fine => Sector::Fines,
        DebtKind::Booking => Sector::Sport,
    };
    reach(city, sector).await.map_err(|_| Problem::SECTOR_DOWN)
}

/// What is known under a name, for who asks the same. Of what is another person's nothing is said.
fn same(known: Payment, asked: &Asked) -> Result<Payment, Problem> {
    let (is_theirs, is_same) = match &asked.what {
        What::Debt(person, debt) => (
            known.nif == person.nif,
            known.reference.is_none() && known.debt == *debt,
        ),
        What::Reference(reference) => (
            known.reference.is_some(),
            known.reference.as_ref() == Some(&reference.whole),
        ),
    };
    if !is_theirs {
        return Err(Problem::PAYMENT_UNKNOWN);
    }
    let is_same = is_same && known.amount == asked.amount && known.method == asked.method;
    if is_same { Ok(known) } else { Err(Problem::KEY_REUSED) }
}

/// Writes a new payment, with an order if it may be paid.
fn open(
    tx: &Transaction<'_>,
    (key, asked): (&PaymentKey, &Asked),
    (seed, now): (u64, DateTime<Utc>),
) -> Result<Payment, StoreError> {
    let owed = asked.what.owed(tx, now)?;
    let may = owed.may_pay(tx, asked, now)?;
    let order = match may {
        Ok(()) => Some(Order {
            number: free_number(tx, key, seed, now)?,
            expires: now + WAITS,
        }),
        Err(_) => None,
    };
    let state = may.map_or_else(State::Rejected, |()| State::AwaitingPayer);
    add(tx, (key, asked), &owed, now, (state, order))
}

fn add(
    tx: &Transaction<'_>,
    (key, asked): (&PaymentKey, &Asked),
    owed: &Owed,
    now: DateTime<Utc>,
    (state, order): (State, Option<Order>),
) -> Result<Payment, StoreError> {
    let new = NewPayment {
        key,
        nif: &owed.nif,
        reference: asked.what.reference(),
        debt: &owed.debt,
        name: &owed.name(),
        amount: asked.amount,
        method: asked.method,
        created: now,
        state,
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
    (key, asked): (&PaymentKey, &Asked),
    now: DateTime<Utc>,
) -> Result<Payment, StoreError> {
    let owed = match &asked.what {
        What::Debt(..) => asked.what.owed(tx, now)?,
        // Nobody learns by closing what a reference is of.
        What::Reference(_) => asked.what.of_nothing(),
    };
    add(tx, (key, asked), &owed, now, (State::Closed, None))
}

/// The proof with this code, however somebody typed it and however it was paid.
pub async fn receipt_of(city: &CityState, typed: &str) -> Result<Option<Proof>, Problem> {
    let Some(code) = read_code(typed) else {
        return Ok(None);
    };
    city.with_store(move |records| {
        records.read(|connection| match store::find_receipt(connection, &code)? {
            Some(payment) => Ok(Proof::of(&payment)),
            None => elsewhere::find(connection, &code),
        })
    })
    .await
}

/// The proofs of everything that was paid for somebody, the last first.
pub fn proofs(connection: &Connection, nif: &str) -> Result<Vec<Proof>, StoreError> {
    let paid = store::settled_of(connection, nif)?;
    let mut proofs: Vec<Proof> = paid.iter().filter_map(Proof::of).collect();
    proofs.extend(elsewhere::of(connection, nif)?);
    proofs.sort_by(|one, other| (other.paid, &other.number).cmp(&(one.paid, &one.number)));
    Ok(proofs)
}
