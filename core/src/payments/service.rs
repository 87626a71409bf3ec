//! What a person can do about paying, one method each. What must not be lost is written before anything is sent, and nothing is sent
//! where it could not be written.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use ring::rand::{SecureRandom, SystemRandom};
use rusqlite::{Connection, Transaction};

use super::ask::{self, Door, Heard};
use super::model::{Attempt, Method, PaymentKey, Quote, Right, Stage, State};
use super::rules::{Event, after, holder, may_confirm};
use super::store::{self, Drawer};
use super::sync::{NAME, NAME_OF_PAPERS, reconcile};
use super::wire::DebtState;
use crate::error::Error;
use crate::kernel::DebtRef;
use crate::net::{CityClient, NetError};
use crate::ports::Clock;
use crate::store::{Sealer, StoreError, Vault, VaultState};
use crate::sync::{CollectionStatus, Following};

/// Payments. Cheap to clone.
#[derive(Clone)]
pub struct Payments {
    pub(super) follow: Following,
    pub(super) papers: Anybody,
    pub(super) clock: Arc<dyn Clock>,
}

/// What is needed to pay with a paper in the hand, whoever is signed in or nobody. Cheap to clone.
#[derive(Clone)]
pub struct Anybody {
    /// What seals it: it opens without a person.
    pub vault: Arc<Vault>,
    /// Whom to ask, in nobody's name.
    pub city: CityClient,
    /// The phone's time.
    pub clock: Arc<dyn Clock>,
}

/// An attempt after something was done about it, and why the city could not be heard, where it could not: what is not known is not
/// an error of the person's.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The attempt as it is on the disk now.
    pub attempt: Attempt,
    /// Why nobody knows how it stands.
    pub unheard: Option<NetError>,
}

impl Payments {
    /// The service beside what follows the person's payments, and what pays papers.
    #[must_use]
    pub fn new(follow: Following, papers: Anybody) -> Self {
        let clock = Arc::clone(&papers.clock);
        Self { follow, papers, clock }
    }

    /// Asks the city what paying a debt would mean (how much, until when, what is given up) and keeps it under a new name, so that
    /// the person can say yes to exactly that. Nothing is paid. Where an attempt for the debt is under way, it is that one, however
    /// it was meant to be paid. Safe to repeat.
    ///
    /// Fails with `payment.paid`, `payment.locked`, `payment.not_payable` and `payment.debt_unknown` as the city says, with
    /// `session.none` where nobody has signed in, and as the network and the disk do. Before the city has said once which payments
    /// of this person it knows, it is asked that first.
    pub async fn prepare(&self, debt: DebtRef, method: Method) -> Result<Attempt, Error> {
        let sealer = self.sealer_of_somebody()?;
        self.know_what_the_city_knows().await?;
        let (opening, wanted) = (sealer.clone(), debt.clone());
        let held = self
            .read(move |connection| Ok(holder(&store::all(connection, &opening, Right::Person)?, &wanted).cloned()));
        if let Some(attempt) = held.await? {
            return Ok(attempt);
        }
        let (quote, state) = ask::quote(&self.follow.city, &debt).await.map_err(no_debt)?;
        match state {
            DebtState::Payable => {}
            DebtState::Paid => return Err(Error::Refused("payment.paid")),
            DebtState::Locked => return Err(Error::Refused("payment.locked")),
            DebtState::NotPayable => return Err(Error::Refused("payment.not_payable")),
        }
        let (key, now) = (new_key()?, self.clock.now());
        self.write(move |tx| keep_prepared(tx, &sealer, quote, method, key, now))
            .await
    }

    /// The person has chosen how to pay. It counts as long as the attempt has not left the phone; one that has stays as it is, for the
    /// city may know it so. Safe to repeat. Fails with `payment.unknown` where there is no such attempt.
    pub async fn choose(&self, id: i64, method: Method) -> Result<Attempt, Error> {
        let (sealer, now) = (self.sealer_of(id).await?, self.clock.now());
        let chosen = self.write(move |tx| {
            let Some(attempt) = store::one(tx, &sealer, id)? else {
                return Ok(None);
            };
            if attempt.state != State::Prepared || attempt.method == method {
                return Ok(Some(attempt));
            }
            let attempt = Attempt { method, ..attempt };
            store::replace(tx, &sealer, &attempt, now)?;
            Ok(Some(attempt))
        });
        chosen.await?.ok_or(Error::NotFound("payment.unknown"))
    }

    /// The person says yes: the attempt goes to the city. It is on the disk as on its way before anything is sent; where that
    /// cannot be written, nothing is. Dropping the future does not undo it: what became of it is found out later. Safe to repeat:
    /// one that is under way or over stays as it is.
    ///
    /// Fails with `payment.expired` where the price is old (ask again), `payment.unknown` where there is no such attempt.
    pub async fn submit(&self, id: i64) -> Result<Progress, Error> {
        let (sealer, phone) = (self.sealer_of(id).await?, self.clock.now());
        let confirmed = self.write(move |tx| confirm(tx, &sealer, id, phone));
        match confirmed.await?? {
            Confirmed::Now(attempt) => {
                let heard = ask::submit(&self.door(&attempt), &attempt).await;
                self.note(id, heard).await
            }
            Confirmed::Before(attempt) => Ok(Progress { attempt, unheard: None }),
        }
    }

    /// Asks the city how an attempt stands: after the person comes back from the bank's page, after a push, whenever they like. What
    /// the browser brought back is no evidence and is not looked at. Safe to repeat.
    pub async fn check(&self, id: i64) -> Result<Progress, Error> {
        let attempt = self.one(id).await?;
        if !attempt.state.stage().is_open() && attempt.state != State::NotFound {
            return Ok(Progress { attempt, unheard: None });
        }
        let heard = ask::status(&self.door(&attempt), &attempt).await;
        self.note(id, heard).await
    }

    /// The person does not want to pay after all. One that never left the phone is let go of; any other is closed by the city first,
    /// unless it was paid meanwhile. Safe to repeat.
    pub async fn give_up(&self, id: i64) -> Result<Progress, Error> {
        let attempt = self.one(id).await?;
        let heard = match attempt.state.stage() {
            stage if stage.is_final() => {
                return Ok(Progress { attempt, unheard: None });
            }
            Stage::Prepared => Heard::too_late(),
            _ => ask::close(&self.door(&attempt), &attempt).await,
        };
        self.note(id, heard).await
    }

    /// Every attempt of the person, the last one first. Reads the phone's disk only. Fails with `store.locked` while the data are locked.
    pub async fn attempts(&self) -> Result<Vec<Attempt>, Error> {
        let sealer = self.follow.vault.sealer()?;
        self.read(move |connection| store::all(connection, &sealer, Right::Person))
            .await
    }

    /// Every attempt with a paper in the hand, the last one first, whoever made it on this phone. Reads the phone's disk only, signed
    /// in or not.
    pub async fn attempts_by_reference(&self) -> Result<Vec<Attempt>, Error> {
        let Some(sealer) = self.papers.vault.sealer_without_person(false).await? else {
            return Ok(Vec::new());
        };
        self.read(move |connection| store::all(connection, &sealer, Right::Paper))
            .await
    }

    /// The attempts that have left the phone and are not over, the last one first. Reads the phone's disk only. Fails with
    /// `store.locked` while the data are locked.
    pub async fn under_way(&self) -> Result<Vec<Attempt>, Error> {
        let sealer = self.follow.vault.sealer()?;
        self.read(move |connection| store::under_way(connection, &sealer)).await
    }

    /// One attempt, of the person or with a paper. Fails with `payment.unknown` where there is none.
    pub async fn one(&self, id: i64) -> Result<Attempt, Error> {
        let sealer = self.sealer_of(id).await?;
        let found = self.read(move |connection| store::one(connection, &sealer, id)).await?;
        found.ok_or(Error::NotFound("payment.unknown"))
    }

    /// What seals an attempt.
    async fn sealer_of(&self, id: i64) -> Result<Sealer, Error> {
        let right = self.read(move |connection| store::right_of(connection, id)).await?;
        self.sealer_for(right.unwrap_or(Right::Person)).await
    }

    /// What seals what is paid by a right. Nothing was ever paid by a paper where there is no key for it.
    pub(super) async fn sealer_for(&self, right: Right) -> Result<Sealer, Error> {
        match right {
            Right::Person => Ok(self.follow.vault.sealer()?),
            Right::Paper => {
                let sealer = self.papers.vault.sealer_without_person(false).await?;
                sealer.ok_or(Error::NotFound("payment.unknown"))
            }
        }
    }

    /// By which door the city is asked about an attempt.
    fn door(&self, attempt: &Attempt) -> Door {
        match attempt.quote.right() {
            Right::Person => Door::Person(self.follow.city.clone()),
            Right::Paper => Door::Anybody(self.papers.city.clone()),
        }
    }

    /// A person who comes to a new phone may have money on its way from the old one.
    async fn know_what_the_city_knows(&self) -> Result<(), Error> {
        let status = self.read(|connection| CollectionStatus::read(connection, NAME)).await?;
        if status.as_of.is_some() {
            return Ok(());
        }
        Ok(reconcile(&self.follow).await.map_err(Arc::new)?)
    }

    /// Writes what was heard, with the receipt if there is one, all or nothing.
    async fn note(&self, id: i64, heard: Heard) -> Result<Progress, Error> {
        let (sealer, unheard) = (self.sealer_of(id).await?, heard.failed);
        let now = self.clock.now();
        let noted = self.write(move |tx| note(tx, &sealer, id, heard, now));
        let attempt = noted.await?.ok_or(Error::NotFound("payment.unknown"))?;
        Ok(Progress { attempt, unheard })
    }

    pub(super) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Error> {
        Ok(self.follow.database.read_task(read).await?)
    }

    pub(super) async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Error> {
        let written = self.follow.database.write_task(write).await?;
        self.follow.changes.announce();
        Ok(written)
    }

    fn sealer_of_somebody(&self) -> Result<Sealer, Error> {
        if self.follow.vault.state()? == VaultState::Empty {
            return Err(NetError::SignedOut.into());
        }
        Ok(self.follow.vault.sealer()?)
    }
}

/// What became of a yes.
enum Confirmed {
    /// It is to be sent.
    Now(Attempt),
    /// It was said before: the attempt is under way or over.
    Before(Attempt),
}

fn confirm(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    id: i64,
    phone: DateTime<Utc>,
) -> Result<Result<Confirmed, Error>, StoreError> {
    let Some(attempt) = store::one(tx, sealer, id)? else {
        return Ok(Err(Error::NotFound("payment.unknown")));
    };
    // Judged by the city's clock: the phone's may be days off.
    let right = attempt.quote.right();
    let known_by = match right {
        Right::Person => NAME,
        Right::Paper => NAME_OF_PAPERS,
    };
    let now = phone + CollectionStatus::read(tx, known_by)?.clock_offset;
    match may_confirm(&attempt, now) {
        Err("payment.expired") => {
            if let Some(state) = after(&attempt.state, Event::TooLate) {
                store::replace(tx, sealer, &Attempt { state, ..attempt }, phone)?;
            }
            return Ok(Err(Error::Refused("payment.expired")));
        }
        Err(_) => return Ok(Ok(Confirmed::Before(attempt))),
        Ok(()) => {}
    }
    let others = store::all(tx, sealer, right)?;
    if holder(&others, &attempt.quote.debt).is_some_and(|other| other.id != id) {
        return Ok(Err(Error::Refused("payment.under_way")));
    }
    let Some(state) = after(&attempt.state, Event::Confirmed) else {
        return Ok(Ok(Confirmed::Before(attempt)));
    };
    let attempt = Attempt { state, ..attempt };
    store::replace(tx, sealer, &attempt, phone)?;
    Ok(Ok(Confirmed::Now(attempt)))
}

/// Writes what was heard of an attempt. `None` where there is no such attempt any more.
pub(super) fn note(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    id: i64,
    heard: Heard,
    now: DateTime<Utc>,
) -> Result<Option<Attempt>, StoreError> {
    if let Some(receipt) = &heard.receipt {
        let right = store::right_of(tx, id)?.unwrap_or(Right::Person);
        store::keep_receipt(tx, sealer, Drawer::of(right), receipt)?;
    }
    let Some(attempt) = store::one(tx, sealer, id)? else {
        return Ok(None);
    };
    let Some(state) = after(&attempt.state, heard.event) else {
        return Ok(Some(attempt));
    };
    let attempt = Attempt { state, ..attempt };
    store::replace(tx, sealer, &attempt, now)?;
    Ok(Some(attempt))
}

/// Keeps what was quoted as a new attempt, in place of older ones of the same debt that never left the phone.
pub(super) fn keep_prepared(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    quote: Quote,
    method: Method,
    key: PaymentKey,
    now: DateTime<Utc>,
) -> Result<Attempt, StoreError> {
    let known = store::all(tx, sealer, quote.right())?;
    if let Some(held) = holder(&known, &quote.debt) {
        return Ok(held.clone());
    }
    for old in known.iter().filter(|old| old.quote.debt == quote.debt) {
        store::let_go(tx, old.id)?;
    }
    let attempt = Attempt {
        id: 0,
        key,
        quote,
        method,
        prepared: now,
        state: State::Prepared,
    };
    store::add(tx, sealer, attempt, now)
}

/// Made by the system's own generator: a name that could be guessed would let others ask.
pub(super) fn new_key() -> Result<PaymentKey, Error> {
    let mut bytes = [0_u8; 16];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map_err(|_| Error::Refused("platform.random"))?;
    Ok(PaymentKey::new(
        bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    ))
}

fn no_debt(failed: NetError) -> Error {
    match failed {
        NetError::NotFound => Error::NotFound("payment.debt_unknown"),
        other => other.into(),
    }
}

#[cfg(test)]
#[path = "choice_tests.rs"]
mod choice_tests;
#[cfg(test)]
#[path = "given_back_tests.rs"]
mod given_back_tests;
#[cfg(test)]
#[path = "service_tests.rs"]
pub(super) mod tests;
