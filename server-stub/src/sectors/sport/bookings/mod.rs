//! Bookings: baths and courts at the sports centres of whatever catalogue the city was started with.
//!
//! - `resources`: what a centre has to offer, out of what the catalogue says of it.
//! - `timetable`: when it can be had, and how much of it strangers have taken; from the seed and the day, pure.
//! - `store`: the resources, and who has booked.
//!
//! A time is never given to more people than fit, nobody has the same time twice, and until two hours before it may be called
//! off. What costs something is kept for whoever asked until it is paid: half an hour to begin, and as long as the treasury waits
//! for a payer to end. Whoever lets that pass loses it, the next time anybody asks.

mod resources;
mod store;
mod timetable;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use rusqlite::{Connection, Transaction};

pub use resources::{Clase, Recurso, offered_by};
use store::Given;
pub use store::Reserva;

use crate::calendar::{later, moment, today};
use crate::random::{Dice, mix};
use crate::store::StoreError;
use crate::treasury::WAITS;

/// Today and so many days after it are open for booking.
pub const DAYS_AHEAD: i64 = 13;
/// The last moment to call off, before it begins.
const TO_CALL_OFF: TimeDelta = TimeDelta::hours(2);
/// How long somebody who has a time in their hand may begin to pay for it.
const TO_PAY: TimeDelta = TimeDelta::minutes(30);
/// How long one that is over is still listed.
const LISTED: TimeDelta = TimeDelta::days(30);
/// Keeps the dice of the codes apart from all other uses of the seed.
const CODES: u64 = 0xC0DE;
/// No vowels, and nothing that looks like something else.
const LETTERS: [char; 24] = [
    'B', 'C', 'D', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'R', 'T', 'V', 'W', 'X', '2', '3', '4', '6', '7', '8',
    '9',
];

/// The desk at a moment.
#[derive(Debug, Clone, Copy)]
pub struct Desk {
    /// What the strangers follow from.
    pub seed: u64,
    /// The city's time.
    pub now: DateTime<Utc>,
}

/// A time of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turno {
    /// When it begins, on the walls of Madrid.
    pub starts: NaiveDateTime,
    /// When it ends.
    pub ends: NaiveDateTime,
    /// How much of it can still be had.
    pub left: i64,
}

/// What somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The resource.
    pub recurso: i64,
    /// The time.
    pub starts: NaiveDateTime,
    /// How many people come.
    pub people: i64,
}

/// Why somebody cannot have what they want.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such time, or it has begun.
    Gone,
    /// Others were first.
    Full,
    /// They have it already.
    Already,
    /// It begins too soon to be called off.
    TooLate,
    /// They have no such booking.
    Unknown,
}

/// How a booking stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estado {
    /// The person has it.
    Reservada,
    /// It is kept for the person, who has not paid it.
    PorPagar,
    /// It was called off.
    Anulada,
    /// It was not paid in time.
    Caducada,
}

/// Brings the resources to what the catalogue offers now.
pub fn furnish(tx: &Transaction<'_>, offered: &[Recurso]) -> Result<(), StoreError> {
    store::furnish(tx, offered)
}

/// Somebody's booking, by the number as the desk writes it.
pub fn find(connection: &Connection, nif: &str, number: &str) -> Result<Option<Reserva>, StoreError> {
    match read_number(number) {
        Some(reserva) => store::one(connection, nif, reserva),
        None => Ok(None),
    }
}

/// Notes that a booking is paid, by its number. Fails, and the transaction with it, if nobody owes it any more.
pub fn pay(tx: &Transaction<'_>, number: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let reserva = read_number(number).ok_or(StoreError::Damaged)?;
    store::pay(tx, reserva, now.timestamp())
}

/// One number has one spelling: whoever pays `07` does not pay 7.
fn read_number(number: &str) -> Option<i64> {
    let read = number.parse::<i64>().ok();
    read.filter(|read| read.to_string() == number)
}

impl Desk {
    /// The times of a resource on a day that can still be had or are full; `None` if there is no such resource.
    pub fn times(
        self,
        connection: &Connection,
        recurso: i64,
        day: NaiveDate,
    ) -> Result<Option<(Recurso, Vec<Turno>)>, StoreError> {
        let Some(resource) = store::offered(connection, recurso)? else {
            return Ok(None);
        };
        let times = timetable::of(self.seed, &resource, day);
        let open = times.into_iter().filter(|time| self.is_open(time.starts));
        let counted: Result<Vec<_>, StoreError> = open
            .map(|time| {
                let taken = store::taken(connection, recurso, second(time.starts), self.now.timestamp())?;
                Ok(Turno {
                    left: (time.left - taken).max(0),
                    ..time
                })
            })
            .collect();
        Ok(Some((resource, counted?)))
    }

    /// Gives somebody what they want, or keeps it for them until they have paid it, or says why not. Nothing has happened then.
    pub fn book(self, tx: &Transaction<'_>, nif: &str, wanted: Wanted) -> Result<Result<Reserva, Refusal>, StoreError> {
        store::let_go(tx, self.now.timestamp())?;
        let Some((resource, times)) = self.times(tx, wanted.recurso, wanted.starts.date())? else {
            return Ok(Err(Refusal::Gone));
        };
        let Some(time) = times.into_iter().find(|time| time.starts == wanted.starts) else {
            return Ok(Err(Refusal::Gone));
        };
        let places = resource.places_for(wanted.people);
        let refusal = if store::has(tx, nif, wanted.recurso, second(wanted.starts))? {
            Some(Refusal::Already)
        } else if places > time.left {
            Some(Refusal::Full)
        } else {
            None
        };
        match refusal {
            Some(refusal) => Ok(Err(refusal)),
            None => {
                let given = self.given(&resource, places, wanted.starts);
                store::add(tx, nif, &wanted, second(wanted.starts), given).map(Ok)
            }
        }
    }

    /// What it costs, and until when it can be paid: never longer than until it begins.
    fn given(self, resource: &Recurso, plazas: i64, starts: NaiveDateTime) -> Given {
        let importe = resource.precio * plazas;
        let until = (self.now + TO_PAY).min(moment(starts));
        Given {
            plazas,
            importe,
            plazo: (importe > 0).then(|| (until.timestamp(), (until + WAITS).timestamp())),
        }
    }

    /// Calls somebody's booking off, by its number. One that was called off or let go before is as it was, and the second value is `false`. What is
    /// not paid yet is let go at any time; what somebody has, only until the last moment.
    pub fn call_off(
        self,
        tx: &Transaction<'_>,
        nif: &str,
        number: &str,
    ) -> Result<Result<(Reserva, bool), Refusal>, StoreError> {
        let Some(booking) = find(tx, nif, number)? else {
            return Ok(Err(Refusal::Unknown));
        };
        match booking.estado(self.now) {
            Estado::Anulada | Estado::Caducada => return Ok(Ok((booking, false))),
            Estado::Reservada if self.now > booking.last_moment() => return Ok(Err(Refusal::TooLate)),
            Estado::Reservada | Estado::PorPagar => {}
        }
        store::call_off(tx, booking.reserva, self.now.timestamp())?;
        let anulada = Some(self.now.timestamp());
        Ok(Ok((Reserva { anulada, ..booking }, true)))
    }

    /// What somebody has booked, those of the last month included, by when it begins.
    pub fn of(self, connection: &Connection, nif: &str) -> Result<Vec<Reserva>, StoreError> {
        store::of(connection, nif, (self.now - LISTED).timestamp())
    }

    /// What a person shows at the door.
    pub fn code(self, booking: &Reserva) -> String {
        let purpose = CODES ^ mix(booking.reserva.unsigned_abs());
        let mut dice = Dice::for_purpose(self.seed, purpose);
        (0..6).filter_map(|_| dice.pick(&LETTERS)).collect()
    }

    fn is_open(self, starts: NaiveDateTime) -> bool {
        let last = later(today(self.now), DAYS_AHEAD);
        moment(starts) > self.now && starts.date() <= last
    }
}

impl Reserva {
    /// How it stands. What was not paid in time is gone from that moment on, whether or not anybody has written it down.
    #[must_use]
    pub fn estado(&self, now: DateTime<Utc>) -> Estado {
        let ended = self.anulada.unwrap_or(now.timestamp());
        match (self.caduca, self.pagada, self.anulada) {
            (Some(gone), None, _) if gone <= ended => Estado::Caducada,
            (_, _, Some(_)) => Estado::Anulada,
            (Some(_), None, None) => Estado::PorPagar,
            _ => Estado::Reservada,
        }
    }

    /// Until when paying may begin, where it costs something.
    #[must_use]
    pub fn pay_until(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.pagar_hasta?, 0)
    }

    /// Until when it may be called off.
    #[must_use]
    pub fn last_moment(&self) -> DateTime<Utc> {
        self.begins() - TO_CALL_OFF
    }

    /// When it begins.
    #[must_use]
    pub fn begins(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.turno, 0).unwrap_or_default()
    }
}

fn second(wall: NaiveDateTime) -> i64 {
    moment(wall).timestamp()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
