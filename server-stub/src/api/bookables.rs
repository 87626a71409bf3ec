//! What can be booked, and when there is room.

use axum::extract::{Path, Query, State, rejection::QueryRejection};
use axum::response::{IntoResponse, Response};
use axum::{Json, http::HeaderValue, http::header::CACHE_CONTROL};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::Problem;
use crate::calendar::today;
use crate::clock::rfc3339;
use crate::sectors::sport::bookings::{Clase, Desk, Recurso, Turno};
use crate::sectors::{Sector, ask};
use crate::state::CityState;

/// As times are written here: on the walls of Madrid.
const WALL: &str = "%Y-%m-%dT%H:%M";
/// The same in the name of a slot.
const IN_SLOT: &str = "%Y%m%dT%H%M";

/// A row of `GET /v1/bookables`, without its version.
#[derive(Debug, Serialize)]
pub struct BookableWire<'a> {
    id: i64,
    place_id: i64,
    place_name: &'a str,
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sport: Option<&'a str>,
    capacity: i64,
    price_cents: i64,
    free: bool,
    duration_minutes: i64,
    rules: &'static str,
}

impl<'a> BookableWire<'a> {
    /// In the words of the contract.
    pub fn new(resource: &'a Recurso) -> Self {
        Self {
            id: resource.recurso,
            place_id: resource.centro,
            place_name: &resource.nombre_centro,
            kind: match resource.clase {
                Clase::Cubierta | Clase::Verano => "pool_ticket",
                Clase::Pista => "court",
            },
            name: &resource.nombre,
            sport: resource.modalidad.as_deref(),
            capacity: resource.aforo,
            price_cents: resource.precio,
            free: resource.precio == 0,
            duration_minutes: resource.minutos,
            rules: resource.rules(),
        }
    }
}

#[derive(Debug, Serialize)]
struct SlotsWire {
    as_of: String,
    slots: Vec<SlotWire>,
}

#[derive(Debug, Serialize)]
struct SlotWire {
    slot: String,
    starts: String,
    ends: String,
    left: i64,
    price_cents: i64,
}

impl SlotWire {
    fn new(resource: &Recurso, time: Turno) -> Self {
        Self {
            slot: slot_name(resource.recurso, time.starts),
            starts: on_the_wall(time.starts),
            ends: on_the_wall(time.ends),
            left: time.left,
            price_cents: resource.precio,
        }
    }
}

/// Which day. It is read as text so that a wrong one is answered in the city's words.
#[derive(Debug, Deserialize)]
pub struct DayQuery {
    day: Option<String>,
}

/// `GET /v1/bookables/{id}/slots`. Nobody keeps the answer: the next moment it may be another.
pub async fn slots(
    State(city): State<CityState>,
    Path(id): Path<String>,
    query: Result<Query<DayQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(query) = query?;
    let id: i64 = id.parse().map_err(|_| Problem::BOOKABLE_UNKNOWN)?;
    let now = city.clock().now();
    let day = match &query.day {
        None => today(now),
        Some(text) => read_day(text).ok_or(Problem::BAD_DAY)?,
    };
    let desk = Desk { seed: city.seed(), now };
    let found = ask(&city, Sector::Sport, move |connection| desk.times(connection, id, day)).await;
    let found = found.map_err(|_| Problem::SECTOR_DOWN)?;
    let (resource, times) = found.ok_or(Problem::BOOKABLE_UNKNOWN)?;
    let wire = SlotsWire {
        as_of: rfc3339(now),
        slots: times.into_iter().map(|time| SlotWire::new(&resource, time)).collect(),
    };
    Ok(([(CACHE_CONTROL, HeaderValue::from_static("no-store"))], Json(wire)).into_response())
}

/// A day as it is documented. Said back it is what was said: chrono would also read "2026-1-1".
fn read_day(text: &str) -> Option<NaiveDate> {
    let day: NaiveDate = text.parse().ok()?;
    (day.to_string() == text).then_some(day)
}

/// `2026-12-01T10:00`
pub fn on_the_wall(time: NaiveDateTime) -> String {
    time.format(WALL).to_string()
}

/// `73-20261201T1000`
pub fn slot_name(bookable: i64, starts: NaiveDateTime) -> String {
    format!("{bookable}-{}", starts.format(IN_SLOT))
}

/// What the name of a slot means. Whether there is such a slot is another question.
pub fn read_slot(name: &str) -> Option<(i64, NaiveDateTime)> {
    let (bookable, starts) = name.split_once('-')?;
    let slot = (
        bookable.parse().ok()?,
        NaiveDateTime::parse_from_str(starts, IN_SLOT).ok()?,
    );
    // Said back it is what was said: chrono would also read "+2026".
    (slot_name(slot.0, slot.1) == name).then_some(slot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_named_by_what_and_when() {
        let starts = NaiveDate::from_ymd_opt(2026, 12, 1)
            .unwrap()
            .and_hms_opt(9, 30, 0)
            .unwrap();
        assert_eq!(slot_name(73, starts), "73-20261201T0930");
        assert_eq!(on_the_wall(starts), "2026-12-01T09:30");
        assert_eq!(read_slot("73-20261201T0930"), Some((73, starts)));
        assert_eq!(read_day("2026-12-01"), Some(starts.date()));
        for wrong in ["", "2026-13-01", "2026-1-1", "mañana"] {
            assert_eq!(read_day(wrong), None, "{wrong}");
        }
        for wrong in [
            "",
            "73",
            "73-",
            "-20261201T0930",
            "x-20261201T0930",
            "73-20261301T0930",
            "073-20261201T0930",
        ] {
            assert_eq!(read_slot(wrong), None, "{wrong}");
        }
    }
}
