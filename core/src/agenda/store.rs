//! The SQL of the agenda. Rows go in as the city sent them; what comes out is the model.

use chrono::{NaiveDate, NaiveTime, Timelike};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::model::{Address, AudienceSet, Event, EventId, EventKind, EventSummary, Schedule, Weekdays};
use super::rules::Candidate;
use super::search::{Index, IndexBuilder, Text};
use super::wire::EventRow;
use crate::kernel::GeoPoint;
use crate::store::StoreError;
use crate::sync::{Delete, VersionSum};

/// The version guard makes replaying a page cheap and harmless.
const UPSERT: &str = "
INSERT INTO event (id, version, kind, audiences, free, first_day, last_day, begins, ends, weekdays, interval, excluded,
    lat, lon, title, price, summary, venue, place_id, street, postal_code, district_code, district, neighbourhood_code,
    neighbourhood, url, source, source_date, audience_codes)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25,
    ?26, ?27, ?28, ?29)
ON CONFLICT (id) DO UPDATE SET
    version = excluded.version, kind = excluded.kind, audiences = excluded.audiences, free = excluded.free,
    first_day = excluded.first_day, last_day = excluded.last_day, begins = excluded.begins, ends = excluded.ends,
    weekdays = excluded.weekdays, interval = excluded.interval, excluded = excluded.excluded, lat = excluded.lat,
    lon = excluded.lon, title = excluded.title, price = excluded.price, summary = excluded.summary, venue = excluded.venue,
    place_id = excluded.place_id, street = excluded.street, postal_code = excluded.postal_code,
    district_code = excluded.district_code, district = excluded.district,
    neighbourhood_code = excluded.neighbourhood_code, neighbourhood = excluded.neighbourhood, url = excluded.url,
    source = excluded.source, source_date = excluded.source_date, audience_codes = excluded.audience_codes
WHERE excluded.version > event.version";

/// What choosing needs, from the narrow index alone.
const CANDIDATES: &str =
    "SELECT first_day, last_day, begins, ends, weekdays, interval, excluded, id, kind, audiences, free,
    district_code, lat, lon FROM event WHERE last_day >= ?1 AND first_day <= ?2";

/// The same with the place it is at, which the narrow index does not know.
const PLACED: &str =
    "SELECT first_day, last_day, begins, ends, weekdays, interval, excluded, id, kind, audiences, free,
    district_code, lat, lon, place_id FROM event WHERE last_day >= ?1 AND first_day <= ?2";

/// What is searched.
const TEXTS: &str =
    "SELECT id, kind, audiences, free, title, street, venue, district, neighbourhood, postal_code, summary
    FROM event ORDER BY id";

const SUMMARY: &str =
    "SELECT first_day, last_day, begins, ends, weekdays, interval, excluded, id, kind, audiences, free, price,
    title, venue, lat, lon, district FROM event WHERE id = ?1";

const DETAIL: &str =
    "SELECT first_day, last_day, begins, ends, weekdays, interval, excluded, id, kind, audiences, free, price,
    title, venue, lat, lon, district, summary, place_id, street, postal_code, neighbourhood, url, source, source_date
    FROM event WHERE id = ?1";

/// Where the columns after the schedule begin.
const ID: usize = 7;

/// Writes the rows that are newer than what we hold.
pub fn upsert(tx: &Transaction<'_>, rows: &[EventRow]) -> Result<(), StoreError> {
    let mut upsert = tx.prepare_cached(UPSERT)?;
    for row in rows {
        let event = &row.event;
        let summary = &event.summary;
        let schedule = &summary.schedule;
        upsert.execute(params![
            summary.id.get(),
            row.version,
            row.kind_code,
            summary.audiences.bits(),
            summary.free,
            schedule.first_day().to_epoch_days(),
            schedule.last_day().to_epoch_days(),
            schedule.begins().map(minute),
            schedule.ends().map(minute),
            schedule.weekdays().map(Weekdays::bits),
            schedule.interval(),
            days_as_text(schedule.excluded()),
            summary.location.map(GeoPoint::lat),
            summary.location.map(GeoPoint::lon),
            summary.title,
            summary.price,
            event.description,
            summary.venue,
            event.place,
            event.address.street,
            event.address.postal_code,
            row.district_code,
            summary.district,
            row.neighbourhood_code,
            event.address.neighbourhood,
            event.url,
            event.source,
            event.source_date.map(|date| date.to_string()),
            row.audience_codes,
        ])?;
    }
    Ok(())
}

/// Removes the rows that are gone, unless we hold something newer.
pub fn remove(tx: &Transaction<'_>, deletes: &[Delete]) -> Result<(), StoreError> {
    let mut remove = tx.prepare_cached("DELETE FROM event WHERE id = ?1 AND version < ?2")?;
    for delete in deletes {
        remove.execute(params![delete.id, delete.version])?;
    }
    Ok(())
}

/// Removes every row.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute_batch("DELETE FROM event;")?;
    Ok(())
}

/// Adds up every row.
pub fn sum(connection: &Connection) -> Result<VersionSum, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, version FROM event")?;
    let mut rows = query.query([])?;
    let mut sum = VersionSum::default();
    while let Some(row) = rows.next()? {
        sum.add(row.get(0)?, row.get(1)?);
    }
    Ok(sum)
}

/// Shows every event that may have a day among `days`.
pub fn each_candidate(
    connection: &Connection,
    (from, to): (NaiveDate, NaiveDate),
    each: &mut dyn FnMut(&Candidate<'_>),
) -> Result<(), StoreError> {
    let mut query = connection.prepare_cached(CANDIDATES)?;
    let mut rows = query.query([from.to_epoch_days(), to.to_epoch_days()])?;
    while let Some(row) = rows.next()? {
        each(&read_candidate(row)?);
    }
    Ok(())
}

/// Shows every event that may have a day among `days`, and the number of the place that it is at.
pub fn each_with_place(
    connection: &Connection,
    (from, to): (NaiveDate, NaiveDate),
    each: &mut dyn FnMut(&Candidate<'_>, Option<i64>),
) -> Result<(), StoreError> {
    let mut query = connection.prepare_cached(PLACED)?;
    let mut rows = query.query([from.to_epoch_days(), to.to_epoch_days()])?;
    while let Some(row) = rows.next()? {
        each(&read_candidate(row)?, row.get(ID + 7)?);
    }
    Ok(())
}

/// Every event by its words.
pub fn index(connection: &Connection) -> Result<Index, StoreError> {
    let mut query = connection.prepare_cached(TEXTS)?;
    let mut rows = query.query([])?;
    let mut builder = IndexBuilder::default();
    while let Some(row) = rows.next()? {
        builder.add(&text(row)?);
    }
    Ok(builder.build())
}

fn text<'a>(row: &'a Row<'_>) -> rusqlite::Result<Text<'a>> {
    let said = |at| Ok::<_, rusqlite::Error>(row.get_ref(at)?.as_str_or_null()?.unwrap_or_default());
    Ok(Text {
        id: EventId::from_city(row.get(0)?),
        kind: EventKind::from_code(said(1)?),
        audiences: AudienceSet::from_bits(row.get(2)?),
        free: row.get(3)?,
        title: said(4)?,
        street: said(5)?,
        areas: [said(6)?, said(7)?, said(8)?, said(9)?],
        description: said(10)?,
    })
}

/// What lists show of one event.
pub fn summary(connection: &Connection, id: EventId) -> Result<Option<EventSummary>, StoreError> {
    let mut query = connection.prepare_cached(SUMMARY)?;
    Ok(query.query_row([id.get()], read_summary).optional()?)
}

/// Everything we know of an event.
pub fn detail(connection: &Connection, id: EventId) -> Result<Option<Event>, StoreError> {
    let mut query = connection.prepare_cached(DETAIL)?;
    Ok(query.query_row([id.get()], read_event).optional()?)
}

fn read_candidate<'a>(row: &'a Row<'_>) -> rusqlite::Result<Candidate<'a>> {
    Ok(Candidate {
        id: EventId::from_city(row.get(ID)?),
        kind: EventKind::from_code(row.get_ref(ID + 1)?.as_str()?),
        audiences: AudienceSet::from_bits(row.get(ID + 2)?),
        free: row.get(ID + 3)?,
        district: row.get_ref(ID + 4)?.as_str_or_null()?,
        location: location(row, ID + 5)?,
        schedule: schedule(row)?,
    })
}

fn read_summary(row: &Row<'_>) -> rusqlite::Result<EventSummary> {
    Ok(EventSummary {
        schedule: schedule(row)?,
        id: EventId::from_city(row.get(ID)?),
        kind: EventKind::from_code(row.get_ref(ID + 1)?.as_str()?),
        audiences: AudienceSet::from_bits(row.get(ID + 2)?),
        free: row.get(ID + 3)?,
        price: row.get(ID + 4)?,
        title: row.get(ID + 5)?,
        venue: row.get(ID + 6)?,
        location: location(row, ID + 7)?,
        district: row.get(ID + 9)?,
    })
}

fn read_event(row: &Row<'_>) -> rusqlite::Result<Event> {
    let source_date: Option<String> = row.get(ID + 17)?;
    Ok(Event {
        summary: read_summary(row)?,
        description: row.get(ID + 10)?,
        place: row.get(ID + 11)?,
        address: Address {
            street: row.get(ID + 12)?,
            postal_code: row.get(ID + 13)?,
            neighbourhood: row.get(ID + 14)?,
        },
        url: row.get(ID + 15)?,
        source: row.get(ID + 16)?,
        source_date: source_date.and_then(|date| date.parse().ok()),
    })
}

/// The schedule stands in the first columns of every question.
fn schedule(row: &Row<'_>) -> rusqlite::Result<Schedule> {
    let weekdays: Option<u8> = row.get(4)?;
    let excluded = days_from_text(row.get_ref(6)?.as_str()?);
    let (begins, ends, interval) = (hour(row, 2)?, hour(row, 3)?, row.get(5)?);
    let schedule = Schedule::new(day(row, 0)?, day(row, 1)?)
        .and_then(|schedule| schedule.at(begins, ends))
        .and_then(|schedule| schedule.on(weekdays.and_then(Weekdays::from_bits), interval));
    Ok(schedule
        .map_err(|error| unreadable(0, Type::Integer, error))?
        .except(excluded))
}

fn day(row: &Row<'_>, at: usize) -> rusqlite::Result<NaiveDate> {
    let days: i64 = row.get(at)?;
    let day = i32::try_from(days).ok().and_then(NaiveDate::from_epoch_days);
    day.ok_or(rusqlite::Error::IntegralValueOutOfRange(at, days))
}

fn hour(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<NaiveTime>> {
    let minute: Option<u32> = row.get(at)?;
    Ok(minute.and_then(|minute| NaiveTime::from_hms_opt(minute / 60, minute % 60, 0)))
}

fn minute(hour: NaiveTime) -> u32 {
    hour.hour() * 60 + hour.minute()
}

fn days_as_text(days: &[NaiveDate]) -> String {
    days.iter().map(NaiveDate::to_string).collect::<Vec<_>>().join(" ")
}

fn days_from_text(text: &str) -> Vec<NaiveDate> {
    text.split_whitespace().filter_map(|day| day.parse().ok()).collect()
}

fn location(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<GeoPoint>> {
    let degrees: (Option<f64>, Option<f64>) = (row.get(at)?, row.get(at + 1)?);
    let (Some(lat), Some(lon)) = degrees else {
        return Ok(None);
    };
    GeoPoint::new(lat, lon)
        .map(Some)
        .map_err(|error| unreadable(at, Type::Real, error))
}

fn unreadable(at: usize, kind: Type, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, kind, Box::new(error))
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
