//! Brings what can be booked and what the person has booked to the phone, and keeps the city's answers.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction};
use serde::Deserialize;
use serde_json::Value;

use super::model::{Booking, Refusal};
use super::rules::{call_off, confirm, listed, refuse, refuse_to_call_off, stays_unlisted, still_holds};
use super::store::{self, Kept};
use super::wire::{BookableRow, BookingWire, BookingsWire, Listed};
use crate::net::{JsonReply, NetError};
use crate::store::{Sealer, StoreError};
use crate::sync::{
    Collection, CollectionStatus, Delete, Engine, Envelope, Following, Handler, Intent, Running, SyncError, Verb,
    VersionSum, enqueue,
};

/// The name under which the freshness of the person's bookings is kept.
pub(super) const NAME: &str = "bookings";
/// Where they are.
pub(super) const PATH: &str = "/v1/me/bookings";
/// Why the city's part is not up to date where the desk of the sport centres does not answer.
const DOWN: &str = "home.section_down";
/// The intents that book.
pub(super) const BOOKING: &str = "booking";
/// The intents that call off.
pub(super) const CALLING_OFF: &str = "calling_off";

/// What can be booked: public, the same for everyone, read only.
#[derive(Debug, Clone, Copy)]
pub struct BookablesCollection;

impl Collection for BookablesCollection {
    type Row = BookableRow;

    const NAME: &'static str = "bookables";

    fn apply(tx: &Transaction<'_>, rows: &[BookableRow], deletes: &[Delete]) -> Result<(), StoreError> {
        store::upsert(tx, rows)?;
        store::remove(tx, deletes)
    }

    fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
        store::clear_bookables(tx)
    }

    fn sum(connection: &Connection) -> Result<VersionSum, StoreError> {
        store::sum(connection)
    }
}

/// Follows `GET /v1/me/bookings`.
pub struct BookingsEngine(pub Following);

impl BookingsEngine {
    async fn follow(&self) -> Result<(), SyncError> {
        let Ok(sealer) = self.0.vault.sealer() else {
            return Ok(());
        };
        let (value, time) = match self.0.city.get_json::<BookingsWire>(PATH, None).await {
            Ok(JsonReply::Content { value, time, .. }) => (value, time),
            // We asked without a tag: the city cannot mean it.
            Ok(JsonReply::NotModified { .. }) => return Err(NetError::BadReply.into()),
            Err(NetError::SignedOut | NetError::Locked) => return Ok(()),
            // The desk of the sport centres has a bad day. That is said beside the bookings, and everything else went well.
            Err(NetError::Busy { retry_after: None } | NetError::Failed { .. }) => return self.note(DOWN).await,
            Err(failed) => return Err(failed.into()),
        };
        // What cannot be read must not replace what can.
        let listed = value.listed().map_err(|_| NetError::BadReply)?;
        let as_of = value.as_of;
        let written = self.0.database.write_task(move |tx| {
            keep_listed(tx, &sealer, &listed, as_of)?;
            CollectionStatus::confirm(tx, NAME, time)
        });
        written.await?;
        self.0.changes.announce();
        Ok(())
    }

    async fn note(&self, code: &'static str) -> Result<(), SyncError> {
        let written = self
            .0
            .database
            .write_task(move |tx| CollectionStatus::fail(tx, NAME, code));
        written.await?;
        self.0.changes.announce();
        Ok(())
    }
}

impl Engine for BookingsEngine {
    fn name(&self) -> &'static str {
        NAME
    }

    fn run(&self) -> Running<'_> {
        Box::pin(self.follow())
    }
}

/// Makes the phone hold what the city lists, and beside it what the person has asked for and the city has not answered. A row
/// that does not change is not written.
fn keep_listed(tx: &Transaction<'_>, sealer: &Sealer, list: &[Listed], now: DateTime<Utc>) -> Result<(), StoreError> {
    let all = store::all(tx, sealer)?;
    for id in all.torn {
        store::let_go(tx, id)?;
    }
    let mut known = all.bookings;
    for entry in list {
        match known.iter().position(|kept| is_it(&kept.booking, entry)) {
            None => drop(store::add(tx, sealer, &entry.booking, None)?),
            Some(at) => {
                let Kept { booking, intent } = known.swap_remove(at);
                let after = listed(booking.clone(), &entry.booking);
                if after != booking {
                    store::replace(tx, sealer, &after, intent)?;
                }
            }
        }
    }
    let gone = known
        .iter()
        .filter(|kept| kept.intent.is_none() && !stays_unlisted(&kept.booking, now));
    gone.map(|kept| kept.booking.id)
        .try_for_each(|id| store::let_go(tx, id))
}

/// Whether a booking of the phone is this one of the city: by its number, or, as long as the phone has not heard of one, by
/// its time.
fn is_it(mine: &Booking, entry: &Listed) -> bool {
    match &mine.confirmed {
        Some(confirmed) => confirmed.number == entry.confirmed.number,
        None => still_holds(entry.booking.state) && mine.slot == entry.booking.slot && still_holds(mine.state),
    }
}

/// Keeps the city's answers about what the person wants to book.
pub struct BookingHandler;

/// Keeps the city's answers about what the person wants to call off.
pub struct CallingOffHandler;

impl Handler for BookingHandler {
    fn kind(&self) -> &'static str {
        BOOKING
    }

    fn keep(&self, tx: &Transaction<'_>, sealer: &Sealer, intent: &Intent, document: &Value) -> Result<(), StoreError> {
        let mine = store::waiting_for(tx, sealer, intent.id)?;
        let Some(entry) = read(document) else {
            // It is done, and the city's list will say what it is called.
            return mine.map_or(Ok(()), |kept| store::replace(tx, sealer, &kept.booking, None));
        };
        let Some(Kept { booking, .. }) = mine else {
            return store::add(tx, sealer, &entry.booking, None).map(drop);
        };
        let booking = confirm(booking, &entry.booking);
        let intent = if booking.state.is_to_be_called_off() {
            Some(ask_to_call_off(tx, sealer, &booking, intent.created)?)
        } else {
            None
        };
        store::replace(tx, sealer, &booking, intent)
    }

    fn note_refusal(
        &self,
        tx: &Transaction<'_>,
        sealer: &Sealer,
        intent: &Intent,
        why: &str,
    ) -> Result<bool, StoreError> {
        note(tx, sealer, intent, |booking| refuse(booking, Refusal::from_city(why)))
    }
}

impl Handler for CallingOffHandler {
    fn kind(&self) -> &'static str {
        CALLING_OFF
    }

    fn keep(&self, tx: &Transaction<'_>, sealer: &Sealer, intent: &Intent, document: &Value) -> Result<(), StoreError> {
        let said = read(document).map(|entry| entry.booking);
        note(tx, sealer, intent, |booking| call_off(booking, said.as_ref())).map(drop)
    }

    fn note_refusal(
        &self,
        tx: &Transaction<'_>,
        sealer: &Sealer,
        intent: &Intent,
        why: &str,
    ) -> Result<bool, StoreError> {
        note(tx, sealer, intent, |booking| {
            refuse_to_call_off(booking, Refusal::from_city(why))
        })
    }
}

/// Writes what an answer made of the booking that waited for it. The intent goes also where there is none any more: then
/// nobody waits for its answer.
fn note(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    intent: &Intent,
    answered: impl FnOnce(Booking) -> Booking,
) -> Result<bool, StoreError> {
    if let Some(kept) = store::waiting_for(tx, sealer, intent.id)? {
        store::replace(tx, sealer, &answered(kept.booking), None)?;
    }
    Ok(true)
}

/// Writes the intent that calls a booking off which the city has. Gives its number.
pub(super) fn ask_to_call_off(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    booking: &Booking,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let number = booking.confirmed.as_ref().map_or(0, |confirmed| confirmed.number);
    let envelope = Envelope {
        verb: Verb::Remove,
        path: format!("{PATH}/{number}"),
        base: 0,
        body: Value::Null,
        theirs: None,
    };
    enqueue(tx, sealer, CALLING_OFF, &envelope, now)
}

fn read(document: &Value) -> Option<Listed> {
    BookingWire::deserialize(document).ok()?.listed().ok()
}
