//! What a person can ask about bookings, and ask of the city.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rusqlite::{Connection, Transaction};
use serde_json::Value;

use super::model::{Bookable, BookableId, Booking, BookingState, Slot, SlotId};
use super::rules::{Group, days, group, may_book, may_call_off, of_same_time};
use super::store::{self, Kept};
use super::sync::{BOOKING, BookablesCollection, NAME, PATH, ask_to_call_off};
use super::wire::{SlotsWire, WishWire};
use crate::error::Error;
use crate::kernel::{Freshness, madrid_day};
use crate::net::{CityClient, JsonReply, NetError};
use crate::ports::Clock;
use crate::store::{Database, Sealer, StoreError, Vault, VaultState};
use crate::sync::{Changes, Collection, CollectionStatus, Envelope, Following, UnnotedFailure, Verb, enqueue};

/// What can be booked changes with the catalogue.
const BOOKABLES_AGE: TimeDelta = TimeDelta::days(1);
/// The desk knows of a booking at once, and so should the person.
const BOOKINGS_AGE: TimeDelta = TimeDelta::hours(12);
/// Why a list that holds bookings this app cannot read does not look whole.
const TORN: &str = "store.damaged";

/// What can be booked.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookables {
    /// By place; what costs nothing first.
    pub items: Vec<Bookable>,
    /// How far the list may be trusted.
    pub freshness: Freshness,
}

/// The times of something on a day, as the city had them a moment ago.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slots {
    /// Of what.
    pub bookable: Bookable,
    /// On which day.
    pub day: NaiveDate,
    /// The days to choose from.
    pub days: Vec<NaiveDate>,
    /// The times, the first of the day first.
    pub slots: Vec<Slot>,
    /// The day it is in the city.
    pub today: NaiveDate,
    /// When the city said so.
    pub as_of: DateTime<Utc>,
}

/// What the person has booked, wants to book or wanted to.
#[derive(Clone, PartialEq, Eq)]
pub struct BookingsShown {
    /// By when they begin.
    pub bookings: Vec<Booking>,
    /// How far the city's part may be trusted.
    pub freshness: Freshness,
    /// Why the city could not be asked the last time, or why something of it cannot be shown.
    pub failed_code: Option<String>,
    /// The city's time, by which bookings are over or not.
    pub now: DateTime<Utc>,
}

impl BookingsShown {
    /// What is to come or on its way, and what was refused: not what is over or called off.
    pub fn current(&self) -> impl Iterator<Item = &Booking> {
        self.bookings
            .iter()
            .filter(|booking| group(booking, self.now) != Group::Past)
    }
}

crate::log::opaque_debug!(BookingsShown);

/// Whoever takes note of what the person books, in the same write: both are kept or neither is.
pub trait Witness: Send + Sync {
    /// The person has asked for a time of something that they had not asked for. What this fails with, the booking fails with.
    fn booked(
        &self,
        tx: &Transaction<'_>,
        sealer: &Sealer,
        what: &Bookable,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError>;
}

/// The service. Cheap to clone.
#[derive(Clone)]
pub struct Bookings {
    database: Arc<Database>,
    vault: Arc<Vault>,
    clock: Arc<dyn Clock>,
    city: CityClient,
    unnoted: UnnotedFailure,
    changes: Changes,
    witness: Option<Arc<dyn Witness>>,
}

impl Bookings {
    /// The service beside what follows the person's bookings. `city` is asked for what is everybody's to know.
    #[must_use]
    pub fn new(follow: Following, city: CityClient, clock: Arc<dyn Clock>, unnoted: UnnotedFailure) -> Self {
        Self {
            database: follow.database,
            vault: follow.vault,
            clock,
            city,
            unnoted,
            changes: follow.changes,
            witness: None,
        }
    }

    /// Tells a witness of everything that is booked from here on.
    #[must_use]
    pub fn told_to(mut self, witness: Arc<dyn Witness>) -> Self {
        self.witness = Some(witness);
        self
    }

    /// What can be booked at a place, or anywhere. Reads the phone's disk only, signed in or not; safe to repeat.
    pub async fn bookables(&self, place: Option<i64>) -> Result<Bookables, Error> {
        let now = self.clock.now();
        let read = self.database.read_task(move |connection| {
            let status = CollectionStatus::read(connection, BookablesCollection::NAME)?;
            let items = store::bookables(connection, place)?;
            let freshness = status.freshness(now, BOOKABLES_AGE);
            Ok(Bookables { items, freshness })
        });
        let mut found = read.await?;
        if self.unnoted.code().is_some() {
            found.freshness = found.freshness.doubted();
        }
        Ok(found)
    }

    /// The times of something on a day, today where none is named. Asks the city: others book too, so nothing kept on the phone
    /// would be true. Fails as the network does, and with [`Error::NotFound`] if nothing of this number can be booked. Safe
    /// to repeat.
    pub async fn slots(&self, id: BookableId, day: Option<NaiveDate>) -> Result<Slots, Error> {
        let phone = self.clock.now();
        let read = self
            .database
            .read_task(move |connection| Ok((store::bookable(connection, id)?, city_now(connection, phone)?)));
        let (bookable, now) = read.await?;
        let bookable = bookable.ok_or(Error::NotFound("booking.unknown"))?;
        let today = madrid_day(now);
        let day = day.unwrap_or(today);
        let path = format!("/v1/bookables/{id}/slots?day={day}");
        let said = match self.city.get_json::<SlotsWire>(&path, None).await? {
            JsonReply::Content { value, .. } => value,
            // We asked without a tag: the city cannot mean it.
            JsonReply::NotModified { .. } => return Err(NetError::BadReply.into()),
        };
        Ok(Slots {
            bookable,
            day,
            days: days(today),
            slots: said.slots().map_err(|_| NetError::BadReply)?,
            today,
            as_of: said.as_of,
        })
    }

    /// What the person has booked. Reads the phone's disk only. Fails with `store.locked` while the data are locked.
    pub async fn show(&self) -> Result<BookingsShown, Error> {
        let (sealer, phone) = (self.vault.sealer()?, self.clock.now());
        let read = self
            .database
            .read_task(move |connection| Self::known(connection, &sealer, phone));
        let mut shown = read.await?;
        if self.unnoted.code().is_some() {
            shown.freshness = shown.freshness.doubted();
        }
        Ok(shown)
    }

    /// What the person has booked, for features that put others side by side.
    pub fn known(connection: &Connection, sealer: &Sealer, phone: DateTime<Utc>) -> Result<BookingsShown, StoreError> {
        let status = CollectionStatus::read(connection, NAME)?;
        let all = store::all(connection, sealer)?;
        let torn = (!all.torn.is_empty()).then(|| TORN.to_owned());
        let failed_code = status.failed_code.clone().or(torn);
        let mut bookings: Vec<Booking> = all.bookings.into_iter().map(|kept| kept.booking).collect();
        bookings.sort_by_key(|booking| (booking.starts(), booking.id));
        let judged = status.freshness(phone, BOOKINGS_AGE);
        // What was booked before the city ever answered is there all the same.
        let freshness = if bookings.is_empty() {
            judged
        } else {
            judged.with_rows()
        };
        Ok(BookingsShown {
            bookings,
            freshness: if failed_code.is_some() {
                freshness.doubted()
            } else {
                freshness
            },
            failed_code,
            now: city_now(connection, phone)?,
        })
    }

    /// Asks the city for a time, for so many people. It is kept on the phone before this returns, waiting; whoever keeps the app
    /// sends it when the network is there, once, whenever the phone dies. What costs money is nobody's until the city has answered, and
    /// can be paid from then on. Gives its number. Safe to repeat: who has a time, or
    /// waits for it, has the same booking.
    ///
    /// Fails with `session.none` where nobody has signed in, with `booking.unknown`, `booking.gone` or `booking.paper` where
    /// the phone knows already what the city would say, and with `input.people`.
    pub async fn book(&self, slot: SlotId, people: u32) -> Result<i64, Error> {
        let (sealer, phone, witness) = (self.sealer_of_somebody()?, self.clock.now(), self.witness.clone());
        let written = self.database.write_task(move |tx| {
            let witness = witness.as_deref();
            ask_for(tx, &sealer, (&slot, people), phone, witness)
        });
        let id = written.await??;
        self.changes.announce();
        Ok(id)
    }

    /// Calls a booking off, by its number on this phone: at once on the phone, in the city when it can be reached. One that has
    /// not reached the city is called off as soon as the city has it. What was paid for it the city gives back. Safe to repeat.
    ///
    /// Fails with `booking.too_late` within two hours of its beginning, with `booking.unknown` where there is none.
    pub async fn call_off(&self, id: i64) -> Result<(), Error> {
        let (sealer, phone) = (self.vault.sealer()?, self.clock.now());
        let written = self.database.write_task(move |tx| ask_to_end(tx, &sealer, id, phone));
        written.await??;
        self.changes.announce();
        Ok(())
    }

    /// The person has read that a booking was refused: it goes from the phone. Nothing happens to any other. Safe to repeat.
    pub async fn dismiss(&self, id: i64) -> Result<(), Error> {
        let sealer = self.vault.sealer()?;
        let written = self.database.write_task(move |tx| {
            let kept = store::one(tx, &sealer, id)?;
            let is_refused = |kept: &Kept| matches!(kept.booking.state, BookingState::Refused { .. });
            match kept.filter(is_refused) {
                Some(_) => store::let_go(tx, id),
                None => Ok(()),
            }
        });
        written.await?;
        self.changes.announce();
        Ok(())
    }

    fn sealer_of_somebody(&self) -> Result<Sealer, Error> {
        if self.vault.state()? == VaultState::Empty {
            return Err(NetError::SignedOut.into());
        }
        Ok(self.vault.sealer()?)
    }
}

/// Judged by the city's clock: the phone's may be days off.
fn city_now(connection: &Connection, phone: DateTime<Utc>) -> Result<DateTime<Utc>, StoreError> {
    let status = CollectionStatus::read(connection, BookablesCollection::NAME)?;
    Ok(phone + status.clock_offset)
}

/// Writes a booking and the intent that asks for it, or says why there is none.
fn ask_for(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    (slot, people): (&SlotId, u32),
    phone: DateTime<Utc>,
    witness: Option<&dyn Witness>,
) -> Result<Result<i64, Error>, StoreError> {
    let Some(bookable) = store::bookable(tx, slot.bookable())? else {
        return Ok(Err(Error::NotFound("booking.unknown")));
    };
    let mine: Vec<Booking> = store::all(tx, sealer)?
        .bookings
        .into_iter()
        .map(|kept| kept.booking)
        .collect();
    let now = city_now(tx, phone)?;
    if let Some(same) = of_same_time(&mine, slot, now) {
        return Ok(match same.state {
            // What is on its way out cannot be had again before it is out.
            BookingState::CallingOff => Err(Error::Refused("booking.already")),
            _ => Ok(same.id),
        });
    }
    if let Err(code) = may_book(&bookable, slot, people, now) {
        return Ok(Err(Error::Refused(code)));
    }
    if let Some(witness) = witness {
        witness.booked(tx, sealer, &bookable, phone)?;
    }
    let intent = enqueue(tx, sealer, BOOKING, &wish(slot, people), phone)?;
    let booking = Booking {
        id: 0,
        slot: slot.clone(),
        place: bookable.place,
        place_name: bookable.place_name,
        what: bookable.name,
        ends: slot.starts() + TimeDelta::minutes(i64::from(bookable.minutes)),
        people,
        price: bookable.price,
        asked: Some(phone),
        state: BookingState::Waiting,
        confirmed: None,
    };
    store::add(tx, sealer, &booking, Some(intent)).map(Ok)
}

/// What the city is asked.
fn wish(slot: &SlotId, people: u32) -> Envelope {
    let wish = WishWire {
        slot: slot.as_str(),
        people,
    };
    Envelope {
        verb: Verb::Add,
        path: PATH.to_owned(),
        base: 0,
        body: serde_json::to_value(wish).unwrap_or(Value::Null),
        theirs: None,
    }
}

/// Marks a booking to be called off. What the city is known to have is called off by an intent of its own; what is still on its
/// way there, as soon as the city has answered.
fn ask_to_end(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    id: i64,
    phone: DateTime<Utc>,
) -> Result<Result<(), Error>, StoreError> {
    let Some(Kept { booking, intent }) = store::one(tx, sealer, id)? else {
        return Ok(Err(Error::NotFound("booking.unknown")));
    };
    if let Err(code) = may_call_off(&booking, city_now(tx, phone)?) {
        return Ok(Err(Error::Refused(code)));
    }
    if matches!(
        booking.state,
        BookingState::CallingOff | BookingState::CalledOff | BookingState::Lapsed
    ) {
        return Ok(Ok(()));
    }
    let ended = Booking {
        state: BookingState::CallingOff,
        ..booking
    };
    let intent = match intent {
        Some(intent) => intent,
        None => ask_to_call_off(tx, sealer, &ended, phone)?,
    };
    store::replace(tx, sealer, &ended, Some(intent)).map(Ok)
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
