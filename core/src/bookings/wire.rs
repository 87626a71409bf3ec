//! What can be booked, when, and what the person has, as the city sends it. The only file that knows the city's spelling.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::{Bookable, BookableId, BookableKind, Booking, BookingState, Confirmed, Slot, SlotId};
use crate::kernel::{Cents, madrid_moment};

/// As the city writes times: on the walls of Madrid.
const WALL: &str = "%Y-%m-%dT%H:%M";

/// A row of `GET /v1/bookables`. Fields the city does not know are absent.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct BookableWire {
    id: i64,
    version: i64,
    place_id: i64,
    place_name: String,
    kind: String,
    name: String,
    sport: Option<String>,
    capacity: u32,
    price_cents: i64,
    free: bool,
    duration_minutes: u32,
    rules: Option<String>,
}

/// A checked row, ready to be kept. It remembers the city's own words, so that a later app may understand more of them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "BookableWire")]
pub struct BookableRow {
    pub(super) version: i64,
    pub(super) kind_code: String,
    pub(super) sport: Option<String>,
    pub(super) bookable: Bookable,
}

/// Something the city sent that cannot be kept. It names the field, never its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the {0} cannot be understood")]
pub struct BadBooking(&'static str);

impl TryFrom<BookableWire> for BookableRow {
    type Error = BadBooking;

    fn try_from(wire: BookableWire) -> Result<Self, BadBooking> {
        let check = |fine: bool, field| if fine { Ok(()) } else { Err(BadBooking(field)) };
        check(wire.id > 0 && wire.version > 0 && wire.place_id > 0, "number")?;
        check(
            !wire.name.trim().is_empty() && !wire.place_name.trim().is_empty(),
            "name",
        )?;
        check(wire.capacity > 0 && wire.duration_minutes > 0, "size")?;
        check(wire.price_cents >= 0, "price_cents")?;
        Ok(Self {
            version: wire.version,
            bookable: Bookable {
                id: BookableId::from_city(wire.id),
                place: wire.place_id,
                place_name: wire.place_name,
                kind: BookableKind::from_code(&wire.kind),
                name: wire.name,
                capacity: wire.capacity,
                price: Cents::new(wire.price_cents),
                is_free: wire.free,
                minutes: wire.duration_minutes,
                rules: wire.rules,
            },
            kind_code: wire.kind,
            sport: wire.sport,
        })
    }
}

/// The answer of `GET /v1/bookables/{id}/slots`.
#[derive(Debug, Deserialize)]
pub struct SlotsWire {
    pub(super) as_of: DateTime<Utc>,
    slots: Vec<SlotWire>,
}

/// A time in it.
#[derive(Debug, Deserialize)]
pub struct SlotWire {
    slot: String,
    starts: String,
    ends: String,
    left: u32,
    price_cents: i64,
}

impl SlotsWire {
    /// Every time, or none: half a day would be believed to be the whole.
    pub fn slots(&self) -> Result<Vec<Slot>, BadBooking> {
        self.slots.iter().map(SlotWire::slot).collect()
    }
}

impl SlotWire {
    fn slot(&self) -> Result<Slot, BadBooking> {
        let id = self.slot.parse().map_err(|_| BadBooking("slot"))?;
        Ok(Slot {
            id,
            starts: moment(&self.starts, "starts")?,
            ends: moment(&self.ends, "ends")?,
            left: self.left,
            price: Cents::new(self.price_cents),
        })
    }
}

/// The answer of `GET /v1/me/bookings`.
#[derive(Deserialize)]
pub struct BookingsWire {
    pub(super) as_of: DateTime<Utc>,
    bookings: Vec<BookingWire>,
}

/// A booking as the city has it.
#[derive(Deserialize)]
pub struct BookingWire {
    id: i64,
    slot: String,
    #[serde(rename = "bookable_id")]
    bookable: i64,
    place_id: i64,
    place_name: String,
    what: String,
    starts: String,
    ends: String,
    people: u32,
    state: String,
    code: String,
    cancellable_until: String,
    price_cents: i64,
    pay_until: Option<DateTime<Utc>>,
    given_back_cents: Option<i64>,
}

/// A booking of the city, checked.
#[derive(Clone, PartialEq, Eq)]
pub struct Listed {
    /// What it is, as the phone would show it if it knew nothing of it before.
    pub booking: Booking,
    /// What the city said of it.
    pub confirmed: Confirmed,
}

impl BookingsWire {
    /// Every booking, or none: one that is left out would be believed to be gone.
    pub fn listed(&self) -> Result<Vec<Listed>, BadBooking> {
        self.bookings.iter().map(BookingWire::listed).collect()
    }
}

impl BookingWire {
    /// It, checked.
    pub fn listed(&self) -> Result<Listed, BadBooking> {
        let slot: SlotId = self.slot.parse().map_err(|_| BadBooking("slot"))?;
        let starts = moment(&self.starts, "starts")?;
        if slot.bookable().get() != self.bookable || slot.starts() != starts {
            return Err(BadBooking("slot"));
        }
        let state = match (self.state.as_str(), self.pay_until) {
            ("booked", _) => BookingState::Booked { not_called_off: None },
            ("to_pay", Some(until)) if self.price_cents > 0 => BookingState::ToPay { until },
            ("cancelled" | "refused", _) => BookingState::CalledOff,
            ("expired", _) => BookingState::Lapsed,
            _ => return Err(BadBooking("state")),
        };
        let confirmed = Confirmed {
            number: self.id,
            code: self.code.clone(),
            cancellable_until: moment(&self.cancellable_until, "cancellable_until")?,
            given_back: self.given_back_cents.map(Cents::new),
        };
        let booking = Booking {
            id: 0,
            slot,
            place: self.place_id,
            place_name: self.place_name.clone(),
            what: self.what.clone(),
            ends: moment(&self.ends, "ends")?,
            people: self.people,
            price: Cents::new(self.price_cents),
            asked: None,
            state,
            confirmed: Some(confirmed.clone()),
        };
        Ok(Listed { booking, confirmed })
    }
}

/// What a person asks to book.
#[derive(Serialize)]
pub struct WishWire<'a> {
    /// The name of the slot.
    pub slot: &'a str,
    /// How many come.
    pub people: u32,
}

fn moment(text: &str, field: &'static str) -> Result<DateTime<Utc>, BadBooking> {
    let wall = NaiveDateTime::parse_from_str(text, WALL).map_err(|_| BadBooking(field))?;
    Ok(madrid_moment(wall.date(), wall.time()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COURT: &str = r#"{"id":75,"version":9,"place_id":7,"place_name":"CDM","kind":"court","name":"Pista",
        "sport":"multisport","capacity":2,"price_cents":0,"free":true,"duration_minutes":60}"#;
    const BOOKED: &str = r#"{"id":4,"slot":"75-20261201T1000","bookable_id":75,"place_id":7,"place_name":"CDM",
        "what":"Pista","starts":"2026-12-01T10:00","ends":"2026-12-01T11:00","people":2,"state":"booked",
        "code":"KX7M2P","cancellable_until":"2026-12-01T08:00","price_cents":0}"#;

    #[test]
    fn what_cannot_be_kept_is_not_read() {
        let read = |json: &str| serde_json::from_str::<BookableRow>(json);
        let row = read(COURT).unwrap();
        assert_eq!((row.bookable.kind, row.bookable.minutes), (BookableKind::Court, 60));
        let newer = read(&COURT.replace("court", "sauna")).unwrap();
        assert_eq!(
            (newer.bookable.kind, newer.kind_code.as_str()),
            (BookableKind::Other, "sauna")
        );
        for (from, to) in [
            ("\"id\":75", "\"id\":0"),
            ("\"Pista\"", "\" \""),
            ("\"CDM\"", "\"\""),
            ("\"capacity\":2", "\"capacity\":0"),
            ("\"price_cents\":0", "\"price_cents\":-1"),
        ] {
            assert!(read(&COURT.replace(from, to)).is_err(), "{to}");
        }
    }

    #[test]
    fn a_booking_is_read_whole_or_not_at_all() {
        let read = |json: &str| serde_json::from_str::<BookingWire>(json).unwrap().listed();
        let Ok(listed) = read(BOOKED) else {
            panic!("it is a good one")
        };
        assert_eq!(
            listed.confirmed.cancellable_until.to_rfc3339(),
            "2026-12-01T07:00:00+00:00"
        );
        assert_eq!(listed.booking.starts().to_rfc3339(), "2026-12-01T09:00:00+00:00");
        assert_eq!(listed.booking.state, BookingState::Booked { not_called_off: None });
        let until = "2026-11-24T10:30:00Z";
        let to_pay = format!("\"to_pay\",\"pay_until\":\"{until}\"");
        let costs = |state: &str| {
            BOOKED
                .replace("\"booked\"", state)
                .replace("\"price_cents\":0", "\"price_cents\":700,\"given_back_cents\":700")
        };
        let of = |json: &str| read(json).ok().map(|listed| listed.booking);
        let kept = of(&costs(&to_pay)).unwrap();
        assert_eq!(
            (kept.state, kept.price),
            (
                BookingState::ToPay {
                    until: until.parse().unwrap()
                },
                Cents::new(700)
            )
        );
        let ended = of(&costs("\"cancelled\"")).unwrap();
        assert_eq!(ended.state, BookingState::CalledOff);
        assert_eq!(ended.confirmed.unwrap().given_back, Some(Cents::new(700)));
        assert_eq!(of(&costs("\"expired\"")).unwrap().state, BookingState::Lapsed);
        // What is to be paid has a price, and a moment until when.
        assert!(of(&costs("\"to_pay\"")).is_none() && of(&BOOKED.replace("\"booked\"", &to_pay)).is_none());
        for (from, to) in [
            ("\"booked\"", "\"dreaming\""),
            ("75-20261201T1000", "75-20261201T1100"),
            ("\"bookable_id\":75", "\"bookable_id\":76"),
            ("2026-12-01T08:00", "soon"),
        ] {
            assert!(read(&BOOKED.replace(from, to)).is_err(), "{to}");
        }
    }

    #[test]
    fn a_day_is_read_whole_or_not_at_all() {
        let day = r#"{"as_of":"2026-11-24T10:00:00Z","slots":[{"slot":"75-20261201T1000","starts":"2026-12-01T10:00",
            "ends":"2026-12-01T11:00","left":1,"price_cents":0}]}"#;
        let read = |json: &str| serde_json::from_str::<SlotsWire>(json).unwrap().slots();
        assert_eq!(read(day).unwrap()[0].left, 1);
        assert!(read(&day.replace("75-2", "75+2")).is_err());
    }
}
