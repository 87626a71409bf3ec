//! What the phone learns when the person books something: written with the booking itself, sealed, and never sent.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use rusqlite::Transaction;

use super::candidates::of_place;
use super::interests::rewrite;
use super::model::{Candidate, Signal, SignalKind, Tag};
use super::rules::learn;
use super::store;
use crate::bookings::{Bookable, BookableKind, Witness};
use crate::places::{PlaceId, Places};
use crate::ports::Entropy;
use crate::store::{Sealer, StoreError};

/// Learns from bookings.
pub struct BookingLessons(pub Arc<dyn Entropy>);

impl Witness for BookingLessons {
    fn booked(
        &self,
        tx: &Transaction<'_>,
        sealer: &Sealer,
        what: &Bookable,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        if !store::is_on(tx)? {
            return Ok(());
        }
        let Some(place) = Places::known(tx, PlaceId::from_city(what.place))? else {
            return Ok(());
        };
        let signal = lesson(of_place(&place), what.kind, at);
        let written = rewrite(tx, sealer, self.0.next_u64(), |_, memory| {
            learn(memory, &signal);
            Ok(())
        });
        match written {
            // Nobody goes without their booking because what was learnt before cannot be read.
            Ok(_) | Err(StoreError::Unreadable) => Ok(()),
            Err(failed) => Err(failed),
        }
    }
}

/// A court says something of courts, and nothing of the pool beside them. Where it was booked from says nothing of how far
/// the person goes.
fn lesson(place: Candidate, kind: BookableKind, at: DateTime<Utc>) -> Signal {
    let is_about = |tag: &Tag| match kind {
        BookableKind::Court => *tag == Tag::SportsCourts,
        BookableKind::PoolTicket => matches!(tag, Tag::IndoorPool | Tag::OutdoorPool),
        BookableKind::Other => false,
    };
    Signal {
        kind: SignalKind::Booked,
        tags: std::iter::once(place.kind)
            .chain(place.features.iter().filter(is_about))
            .collect(),
        key: place.key,
        distance_m: None,
        at,
    }
}

#[cfg(test)]
#[path = "booked_tests.rs"]
mod tests;
