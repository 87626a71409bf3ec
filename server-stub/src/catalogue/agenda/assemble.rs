//! One raw event into one event: everything tidied, checked and decided, and every change named.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::super::address::street_line;
use super::super::area::{Area, RawArea, resolve as resolve_area};
use super::super::assemble::id;
use super::super::boundaries::Boundaries;
use super::super::clean::{Repairs, tidy};
use super::super::contact::{postal_code, url};
use super::super::event::{Audience, Event};
use super::super::facility::SOURCE;
use super::super::position::{POSITION, resolve as resolve_position};
use super::super::report::{Reject, Repair};
use super::kinds::{Told, audiences, kind};
use super::venues::Venues;
use super::{RawEvent, when};

/// What an event is put together with.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Assembled<'a> {
    /// The outlines that were loaded.
    pub(in super::super) boundaries: &'a Boundaries,
    /// The places that were loaded.
    pub(in super::super) venues: &'a Venues,
}

/// The event of a row and what was put right in it, or why the row cannot be kept.
pub(in super::super) fn assemble(raw: &RawEvent, with: Assembled<'_>) -> Result<(Event, Repairs), Reject> {
    let mut repairs = Repairs::new();
    let row = tidied(raw, &mut repairs);
    let id = id(row.id.as_deref())?;
    let title = row.title.clone().ok_or(Reject::NameMissing)?;
    let (first_day, last_day) = dates(&row)?;
    let position = position(&row, &mut repairs);
    let area = area(raw, &row, (position, with.boundaries), &mut repairs);
    let days = read(&row.days, |text| when::days(text, &mut repairs));
    let venue_id = row.venue_id.as_deref().and_then(|key| key.parse().ok());
    let audiences = read(&row.audience, |text| audiences(text, &mut repairs));
    let event = Event {
        id,
        kind: kind(told(&row, &title, &audiences)),
        audiences,
        free: free(row.free.as_deref(), &mut repairs),
        first_day,
        last_day,
        time: row.time.as_deref().and_then(|text| when::hour(text, &mut repairs)),
        ends: row.last_day.as_deref().and_then(when::end),
        interval: (!days.is_empty()).then(|| interval(row.interval.as_deref())),
        days,
        excluded: read(&row.excluded, |text| when::excluded(text, &mut repairs)),
        place_id: with.venues.find(venue_id, row.venue.as_deref()),
        lat: position.map(|(lat, _)| lat),
        lon: position.map(|(_, lon)| lon),
        street: row.street.as_deref().map(street_line),
        postal_code: row
            .postal_code
            .as_deref()
            .and_then(|text| postal_code(text, &mut repairs)),
        district_code: area.district.map(|district| district.code.to_owned()),
        district: area.district.map(|district| district.name.to_owned()),
        neighbourhood_code: area.barrio.as_ref().map(|barrio| barrio.code.clone()),
        neighbourhood: area.barrio.as_ref().map(|barrio| barrio.name.to_owned()),
        url: row.url.as_deref().and_then(|text| url(text, &mut repairs)),
        title,
        price: row.price,
        summary: row.description,
        venue: row.venue,
        source: SOURCE.to_owned(),
        source_date: None,
    };
    Ok((event, repairs))
}

fn told<'a>(row: &'a RawEvent, title: &'a str, audiences: &'a BTreeSet<Audience>) -> Told<'a> {
    Told {
        type_path: row.type_path.as_deref().unwrap_or_default(),
        title,
        activity: row.activity.as_deref().unwrap_or_default(),
        venue: row.venue.as_deref().unwrap_or_default(),
        audiences,
    }
}

/// What a cell says, or nothing where it is not there.
fn read<T: Default>(cell: &Option<String>, read: impl FnOnce(&str) -> T) -> T {
    cell.as_deref().map(read).unwrap_or_default()
}

/// The first day and the last, which is the first where there is no other.
fn dates(row: &RawEvent) -> Result<(NaiveDate, NaiveDate), Reject> {
    let first = when::day(row.first_day.as_deref().ok_or(Reject::DateMissing)?)?;
    let last = row.last_day.as_deref().map_or(Ok(first), when::day)?;
    if last < first {
        return Err(Reject::DatesReversed);
    }
    Ok((first, last))
}

/// The same row with every text tidy, so that no field is blank.
fn tidied(raw: &RawEvent, repairs: &mut Repairs) -> RawEvent {
    let mut tidy = |field: &'static str, cell: &Option<String>| {
        let text = cell.as_deref().and_then(|text| tidy(field, text, repairs));
        if text.as_deref().is_some_and(has_lost_letters) {
            repairs.note(Repair::LettersLost, field, text.as_deref().unwrap_or_default());
        }
        text
    };
    RawEvent {
        title: tidy("title", &raw.title),
        price: tidy("price", &raw.price),
        description: tidy("summary", &raw.description),
        venue: tidy("venue", &raw.venue),
        activity: tidy("kind", &raw.activity),
        ..tidied_codes(raw, repairs)
    }
}

/// The cells in which no sentence stands.
fn tidied_codes(raw: &RawEvent, repairs: &mut Repairs) -> RawEvent {
    let mut tidy =
        |field: &'static str, cell: &Option<String>| cell.as_deref().and_then(|text| tidy(field, text, repairs));
    RawEvent {
        id: tidy("id", &raw.id),
        free: tidy("free", &raw.free),
        days: tidy("days", &raw.days),
        interval: tidy("interval", &raw.interval),
        excluded: tidy("excluded", &raw.excluded),
        first_day: tidy("first_day", &raw.first_day),
        last_day: tidy("last_day", &raw.last_day),
        time: tidy("time", &raw.time),
        url: tidy("url", &raw.url),
        venue_id: tidy("place_id", &raw.venue_id),
        street: tidy("street", &raw.street),
        district: tidy("district", &raw.district),
        barrio: tidy("neighbourhood", &raw.barrio),
        postal_code: tidy("postal_code", &raw.postal_code),
        x: tidy(POSITION, &raw.x),
        y: tidy(POSITION, &raw.y),
        lat: tidy(POSITION, &raw.lat),
        lon: tidy(POSITION, &raw.lon),
        type_path: tidy("kind", &raw.type_path),
        audience: tidy("audiences", &raw.audience),
        ..RawEvent::default()
    }
}

/// `Moise?s`, or a question mark between two blanks: no one writes so.
fn has_lost_letters(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(3).any(|around| match around {
        [before, '?', after] => (before.is_alphabetic() && after.is_alphabetic()) || (*before == ' ' && *after == ' '),
        _ => false,
    })
}

/// An event need not be anywhere; one that is somewhere impossible keeps everything but the position.
fn position(row: &RawEvent, repairs: &mut Repairs) -> Option<(f64, f64)> {
    match resolve_position(row.position(), repairs) {
        Ok(position) => Some(position),
        Err(Reject::CoordinatesMissing) => None,
        Err(_) => {
            repairs.note(Repair::PositionLeftOut, POSITION, &row.position().shown());
            None
        }
    }
}

fn area(
    raw: &RawEvent,
    row: &RawEvent,
    (position, boundaries): (Option<(f64, f64)>, &Boundaries),
    repairs: &mut Repairs,
) -> Area {
    let words = RawArea {
        district: row.district.as_deref(),
        barrio: row.barrio.as_deref(),
        ..RawArea::default()
    };
    let said = resolve_area(words, repairs);
    let shown = RawArea {
        district: raw.district.as_deref(),
        barrio: raw.barrio.as_deref(),
        ..RawArea::default()
    };
    match position {
        Some(position) => boundaries.settle((said, shown), position, repairs),
        None => said,
    }
}

fn free(text: Option<&str>, repairs: &mut Repairs) -> bool {
    match text {
        Some("1") => true,
        Some("0") => false,
        other => {
            repairs.note(Repair::FreeUnreadable, "free", other.unwrap_or_default());
            false
        }
    }
}

fn interval(text: Option<&str>) -> u32 {
    text.and_then(|text| text.parse().ok())
        .filter(|weeks| *weeks > 0)
        .unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::event::EventKind;

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn least() -> RawEvent {
        RawEvent {
            id: some("50066046"),
            title: some("Concierto"),
            free: some("1"),
            first_day: some("2025-10-25 00:00:00.0"),
            ..RawEvent::default()
        }
    }

    fn assembled(raw: &RawEvent) -> Result<(Event, Vec<Repair>), Reject> {
        let (boundaries, venues) = (Boundaries::default(), Venues::default());
        let with = Assembled {
            boundaries: &boundaries,
            venues: &venues,
        };
        assemble(raw, with).map(|(event, repairs)| (event, repairs.reasons()))
    }

    #[test]
    fn the_least_that_can_be_kept() {
        let (event, repairs) = assembled(&least()).unwrap();
        assert_eq!((event.id, event.kind, event.free), (50_066_046, EventKind::Music, true));
        assert_eq!(event.first_day, event.last_day);
        assert_eq!(
            (event.lat, event.venue, event.interval, repairs),
            (None, None, None, vec![])
        );
    }

    #[test]
    fn what_cannot_be_kept() {
        let rejected = |change: fn(&mut RawEvent)| {
            let mut raw = least();
            change(&mut raw);
            assembled(&raw).unwrap_err()
        };
        assert_eq!(rejected(|raw| raw.id = None), Reject::IdMissing);
        assert_eq!(rejected(|raw| raw.title = some(" ")), Reject::NameMissing);
        assert_eq!(rejected(|raw| raw.first_day = None), Reject::DateMissing);
        assert_eq!(rejected(|raw| raw.first_day = some("mañana")), Reject::DateUnreadable);
        assert_eq!(
            rejected(|raw| raw.last_day = some("2025-10-24 23:59:00.0")),
            Reject::DatesReversed
        );
    }

    #[test]
    fn what_is_put_right() {
        let repaired = |change: fn(&mut RawEvent)| {
            let mut raw = least();
            change(&mut raw);
            assembled(&raw).unwrap().1
        };
        assert_eq!(repaired(|raw| raw.free = None), [Repair::FreeUnreadable]);
        assert_eq!(repaired(|raw| raw.title = some("Moise?s")), [Repair::LettersLost]);
        assert_eq!(repaired(|raw| raw.title = some("uno ? dos")), [Repair::LettersLost]);
        assert_eq!(repaired(|raw| raw.title = some("¿Qué? Nada")), []);
        assert_eq!(
            repaired(|raw| (raw.lat, raw.lon) = (some("41.4"), some("2.2"))),
            [Repair::PositionLeftOut]
        );
    }
}
