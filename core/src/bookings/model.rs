//! What can be booked, and what the person has booked.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::{Cents, DebtKind, DebtRef, madrid_moment};
use crate::log::opaque_debug;

/// How many people may come with one booking.
pub const MOST_PEOPLE: u32 = 4;

/// As the name of a slot writes a time: on the walls of Madrid.
const IN_SLOT: &str = "%Y%m%dT%H%M";

/// The text does not name a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a slot")]
pub struct NotASlot;

/// The city's number of something that can be booked. Positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BookableId(i64);

impl BookableId {
    /// A number as the city or our own database wrote it.
    #[must_use]
    pub const fn from_city(id: i64) -> Self {
        Self(id)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Display for BookableId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The city's name of a time of something: `73-20261201T1000`. It says by itself what and when, so that it can be booked
/// where the city cannot be asked.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SlotId(String);

impl SlotId {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is booked with it.
    #[must_use]
    pub fn bookable(&self) -> BookableId {
        BookableId(parts(&self.0).map_or(0, |(bookable, _)| bookable))
    }

    /// When it begins.
    #[must_use]
    pub fn starts(&self) -> DateTime<Utc> {
        parts(&self.0)
            .map(|(_, starts)| madrid_moment(starts.date(), starts.time()))
            .unwrap_or_default()
    }
}

impl FromStr for SlotId {
    type Err = NotASlot;

    fn from_str(text: &str) -> Result<Self, NotASlot> {
        let (bookable, _) = parts(text).ok_or(NotASlot)?;
        (bookable > 0).then(|| Self(text.to_owned())).ok_or(NotASlot)
    }
}

fn parts(text: &str) -> Option<(i64, NaiveDateTime)> {
    let (bookable, starts) = text.split_once('-')?;
    Some((
        bookable.parse().ok()?,
        NaiveDateTime::parse_from_str(starts, IN_SLOT).ok()?,
    ))
}

/// What kind of thing can be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BookableKind {
    /// A bath in a pool: each person takes a place.
    PoolTicket,
    /// A court: all who come share it.
    Court,
    /// A kind this version of the app has no word for yet.
    Other,
}

impl BookableKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::PoolTicket, Self::Court, Self::Other];

    /// The word on the wire and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PoolTicket => "pool_ticket",
            Self::Court => "court",
            Self::Other => "other",
        }
    }

    /// The kind a word means; a word from a newer city is [`BookableKind::Other`], never an error.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == code)
            .unwrap_or(Self::Other)
    }
}

/// Something that can be booked at a place of the city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookable {
    /// The city's number.
    pub id: BookableId,
    /// The place, by the City's own number.
    pub place: i64,
    /// The name of the place.
    pub place_name: String,
    /// What kind of thing it is.
    pub kind: BookableKind,
    /// What it is called.
    pub name: String,
    /// How much of it there is at a time.
    pub capacity: u32,
    /// What it costs, each time.
    pub price: Cents,
    /// Whether it costs nothing. The city says so itself: what costs 0 cents might still need a paper.
    pub is_free: bool,
    /// How long it is had, in minutes.
    pub minutes: u32,
    /// What to know before one comes, in the City's words.
    pub rules: Option<String>,
}

/// A time of something, as the city had it a moment ago.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Its name.
    pub id: SlotId,
    /// When it begins.
    pub starts: DateTime<Utc>,
    /// When it ends.
    pub ends: DateTime<Utc>,
    /// How much of it can still be had.
    pub left: u32,
    /// What it costs.
    pub price: Cents,
}

/// Something the person has booked, wants to book, or wanted to. Kept sealed, as it is written here.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// Its number on this phone; never used twice.
    #[serde(skip)]
    pub id: i64,
    /// When, and of what.
    pub slot: SlotId,
    /// The place, by the City's own number.
    pub place: i64,
    /// The name of the place.
    pub place_name: String,
    /// What it is called.
    pub what: String,
    /// When it ends.
    pub ends: DateTime<Utc>,
    /// How many people come.
    pub people: u32,
    /// What it costs. Of one that the city has, for all who come; of one that waits, what the city asks each time.
    pub price: Cents,
    /// When the person wanted it on this phone; `None` of one that came from the city.
    pub asked: Option<DateTime<Utc>>,
    /// How it stands.
    pub state: BookingState,
    /// What the city said of it, once it had it.
    pub confirmed: Option<Confirmed>,
}

impl Booking {
    /// When it begins.
    #[must_use]
    pub fn starts(&self) -> DateTime<Utc> {
        self.slot.starts()
    }

    /// What is to be paid for it, under the number by which the city knows it, and until when paying may begin; `None` where nothing
    /// is to be paid, or not any more.
    #[must_use]
    pub fn to_pay(&self, now: DateTime<Utc>) -> Option<(DebtRef, DateTime<Utc>)> {
        match (self.state, &self.confirmed) {
            (BookingState::ToPay { until }, Some(confirmed)) if now < until => {
                let id = confirmed.number.to_string();
                let kind = DebtKind::Booking;
                Some((DebtRef { kind, id }, until))
            }
            _ => None,
        }
    }
}

/// What the city says of a booking that it has.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// The city's number.
    pub number: i64,
    /// What to show at the door.
    pub code: String,
    /// Until when it may be called off.
    pub cancellable_until: DateTime<Utc>,
    /// What was paid and is given back, of one that is called off.
    #[serde(default)]
    pub given_back: Option<Cents>,
}

/// How a booking stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum BookingState {
    /// Kept on the phone; it will be sent by itself.
    Waiting,
    /// The city has it. If it was to be called off and the city would not, it says why.
    Booked {
        /// Why it could not be called off.
        not_called_off: Option<Refusal>,
    },
    /// The city keeps it for the person until it is paid.
    ToPay {
        /// Until when paying may begin.
        until: DateTime<Utc>,
    },
    /// To be called off; that will be sent by itself.
    CallingOff,
    /// Called off.
    CalledOff,
    /// It was not paid in time, and the city has let it go.
    Lapsed,
    /// The city would not have it.
    Refused {
        /// Why.
        why: Refusal,
    },
}

impl BookingState {
    /// Whether the person wants it called off, and the city has not answered.
    #[must_use]
    pub const fn is_to_be_called_off(self) -> bool {
        matches!(self, Self::CallingOff)
    }
}

/// Why the city would not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Others were first.
    Full,
    /// There is no such time any more, or it has begun.
    Gone,
    /// It begins too soon to be called off.
    TooLate,
    /// The person has that time already.
    Already,
    /// Something this app has no word for.
    #[serde(other)]
    Other,
}

impl Refusal {
    /// The reason a word of the city means.
    #[must_use]
    pub fn from_city(word: &str) -> Self {
        match word {
            "slot_full" => Self::Full,
            "slot_gone" | "booking_unknown" => Self::Gone,
            "too_late" => Self::TooLate,
            "already_booked" => Self::Already,
            _ => Self::Other,
        }
    }

    /// The stable code of the words for it (see [`crate::error::CODES`]).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Full => "booking.full",
            Self::Gone => "booking.gone",
            Self::TooLate => "booking.too_late",
            Self::Already => "booking.already",
            Self::Other => "booking.refused",
        }
    }
}

opaque_debug!(Booking, Confirmed, SlotId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_says_what_and_when() {
        let slot: SlotId = "73-20261201T1000".parse().unwrap();
        assert_eq!(slot.bookable().get(), 73);
        assert_eq!(slot.starts().to_rfc3339(), "2026-12-01T09:00:00+00:00");
        for bad in [
            "",
            "73",
            "0-20261201T1000",
            "-3-20261201T1000",
            "x-20261201T1000",
            "73-20261301T1000",
        ] {
            assert!(bad.parse::<SlotId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn what_an_older_app_has_kept_is_read() {
        let kept = r#"{"slot":"73-20261201T1000","place":7,"place_name":"CDM","what":"Pista",
            "ends":"2026-12-01T10:00:00Z","people":1,"price":0,"asked":null,"state":{"is":"booked","not_called_off":null},
            "confirmed":{"number":4,"code":"KX7M2P","cancellable_until":"2026-12-01T07:00:00Z"}}"#;
        let booking: Booking = serde_json::from_str(kept).unwrap();
        assert_eq!(booking.state, BookingState::Booked { not_called_off: None });
        assert!(
            booking
                .confirmed
                .is_some_and(|confirmed| confirmed.given_back.is_none())
        );
        let refused: BookingState = serde_json::from_str(r#"{"is":"refused","why":"payment"}"#).unwrap();
        assert_eq!(refused, BookingState::Refused { why: Refusal::Other });
    }

    #[test]
    fn words_of_a_newer_city_are_other() {
        for kind in BookableKind::ALL {
            assert_eq!(BookableKind::from_code(kind.code()), kind);
        }
        assert_eq!(BookableKind::from_code("sauna"), BookableKind::Other);
        assert_eq!(Refusal::from_city("moon_phase"), Refusal::Other);
    }
}
