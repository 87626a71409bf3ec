//! What the caller has booked at the sports centres: `GET`, `POST` and `DELETE /v1/me/bookings`.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use serde_json::{Number, json};

use super::keyed::{Asked, Verdict, key_of, once, read, whole};
use crate::api::Problem;
use crate::api::bookables::{on_the_wall, read_slot, slot_name};
use crate::api::tags::{Held, hash, respond};
use crate::calendar::wall;
use crate::clock::rfc3339;
use crate::identity::Caller;
use crate::sectors::sport::bookings::{Desk, Estado, Refusal, Reserva, Wanted};
use crate::sectors::{Sector, ask};
use crate::state::CityState;
use crate::store::StoreError;
use crate::treasury::{self, DebtKind, DebtRef};

/// How many people may come with one booking.
const MOST_PEOPLE: i64 = 4;

/// What somebody wants to book.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BookingWish {
    slot: String,
    people: Number,
}

#[derive(Debug, Serialize)]
struct BookingsWire {
    as_of: String,
    bookings: Vec<BookingWire>,
}

#[derive(Debug, Serialize)]
struct BookingWire {
    id: i64,
    slot: String,
    bookable_id: i64,
    place_id: i64,
    place_name: String,
    what: String,
    starts: String,
    ends: String,
    people: i64,
    state: &'static str,
    code: String,
    cancellable_until: String,
    price_cents: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pay_until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given_back_cents: Option<i64>,
}

impl BookingWire {
    fn new(desk: Desk, booking: Reserva) -> Self {
        let state = booking.estado(desk.now);
        let starts = wall(booking.begins());
        let ends = starts + chrono::TimeDelta::minutes(booking.recurso.minutos);
        Self {
            id: booking.reserva,
            slot: slot_name(booking.recurso.recurso, starts),
            bookable_id: booking.recurso.recurso,
            place_id: booking.recurso.centro,
            starts: on_the_wall(starts),
            ends: on_the_wall(ends),
            people: booking.personas,
            state: match state {
                Estado::Reservada => "booked",
                Estado::PorPagar => "to_pay",
                Estado::Anulada => "cancelled",
                Estado::Caducada => "expired",
            },
            code: desk.code(&booking),
            cancellable_until: on_the_wall(wall(booking.last_moment())),
            price_cents: booking.importe,
            pay_until: booking.pay_until().filter(|_| state == Estado::PorPagar).map(rfc3339),
            given_back_cents: booking
                .pagada
                .filter(|_| state == Estado::Anulada)
                .map(|_| booking.importe),
            place_name: booking.recurso.nombre_centro,
            what: booking.recurso.nombre,
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Gone => Self::SLOT_GONE,
            Refusal::Full => Self::SLOT_FULL,
            Refusal::Already => Self::ALREADY_BOOKED,
            Refusal::TooLate => Self::TOO_LATE,
            Refusal::Unknown => Self::BOOKING_UNKNOWN,
        }
    }
}

fn desk(city: &CityState) -> Desk {
    Desk {
        seed: city.seed(),
        now: city.clock().now(),
    }
}

/// `GET /v1/me/bookings`: what is to come, and the last month.
pub async fn list(State(city): State<CityState>, caller: Caller, headers: HeaderMap) -> Result<Response, Problem> {
    let (desk, nif) = (desk(&city), caller.person.nif);
    let found = ask(&city, Sector::Sport, move |connection| desk.of(connection, nif)).await;
    let found = found.map_err(|_| Problem::SECTOR_DOWN)?;
    let bookings: Vec<_> = found
        .into_iter()
        .map(|booking| BookingWire::new(desk, booking))
        .collect();
    // Names what is said, not when.
    let said = serde_json::to_vec(&bookings).map_err(|_| Problem::BROKEN)?;
    let tag = format!("\"bookings-{}\"", hash(&[nif.as_bytes(), b"\n", &said].concat()));
    if Held::of(&headers).has(&tag) {
        return respond(&tag, None);
    }
    let wire = BookingsWire {
        as_of: rfc3339(desk.now),
        bookings,
    };
    respond(&tag, Some(serde_json::to_string(&wire).map_err(|_| Problem::BROKEN)?))
}

/// `POST /v1/me/bookings`
pub async fn book(
    State(city): State<CityState>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let (desk, nif) = (desk(&city), caller.person.nif);
    let asked = Asked {
        person: caller.person,
        headers: &headers,
        kind: "booking",
        about: &body,
        sector: Sector::Sport,
    };
    once(&city, asked, || {
        let wanted = read::<BookingWish>(&headers, &body)?.and_then(checked);
        Ok(wanted.map(|wanted| move |tx: &Transaction<'_>| give(tx, desk, nif, wanted)))
    })
    .await
}

fn checked(wish: BookingWish) -> Result<Wanted, Problem> {
    // What names no time names one that is not there.
    let (recurso, starts) = read_slot(&wish.slot).ok_or(Problem::SLOT_GONE)?;
    let people = whole(&wish.people)
        .filter(|people| (1..=MOST_PEOPLE).contains(people))
        .ok_or_else(|| Problem::BOOKING_INVALID.with("field", json!("people")))?;
    Ok(Wanted {
        recurso,
        starts,
        people,
    })
}

fn give(tx: &Transaction<'_>, desk: Desk, nif: &str, wanted: Wanted) -> Result<Verdict, StoreError> {
    Ok(match desk.book(tx, nif, wanted)? {
        Err(refusal) => Verdict::Refused(refusal.into()),
        Ok(booking) => {
            let wire = BookingWire::new(desk, booking);
            Verdict::Done(StatusCode::CREATED, serde_json::to_string(&wire)?)
        }
    })
}

/// `DELETE /v1/me/bookings/{id}`. Who is paying for it is stopped first, as far as the bank lets be stopped, so that nobody pays for what
/// they no longer have; what was paid is given back.
pub async fn call_off(
    State(city): State<CityState>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (desk, nif) = (desk(&city), caller.person.nif);
    let debt = DebtRef {
        kind: DebtKind::Booking,
        id: id.clone(),
    };
    // What is no request stops nobody.
    key_of(&headers)?;
    treasury::stop(&city, caller.person, &debt).await?;
    let asked = Asked {
        person: caller.person,
        headers: &headers,
        kind: "calling_off",
        about: id.as_bytes(),
        sector: Sector::Sport,
    };
    let paid = debt.clone();
    let answer = once(&city, asked, || {
        Ok(Ok(move |tx: &Transaction<'_>| take_back(tx, desk, nif, &paid)))
    })
    .await?;
    treasury::give_back_for(&city, &debt).await?;
    Ok(answer)
}

fn take_back(tx: &Transaction<'_>, desk: Desk, nif: &str, debt: &DebtRef) -> Result<Verdict, StoreError> {
    Ok(match desk.call_off(tx, nif, &debt.id)? {
        Err(refusal) => Verdict::Refused(refusal.into()),
        Ok((booking, is_new)) => {
            if is_new && booking.pagada.is_some() {
                treasury::undo(tx, debt, desk.now)?;
            }
            let body = serde_json::to_string(&BookingWire::new(desk, booking))?;
            if is_new {
                Verdict::Done(StatusCode::OK, body)
            } else {
                Verdict::AsBefore(StatusCode::OK, body)
            }
        }
    })
}
