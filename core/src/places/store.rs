//! The SQL of places. Rows go in as the city sent them; what comes out is the model.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::model::{Contact, NeedSet, Place, PlaceId, PlaceKind, PlaceSummary};
use super::outline::PlaceOutline;
use super::rules::{Marks, Spot};
use super::search::{Index, IndexBuilder, Text};
use super::wire::PlaceRow;
use crate::kernel::GeoPoint;
use crate::store::StoreError;
use crate::sync::{Delete, VersionSum};

/// The version guard makes replaying a page cheap and harmless.
const UPSERT: &str = "
INSERT INTO place (id, version, kind, needs, lat, lon, name, summary, street, postal_code, district_code, district,
    neighbourhood_code, neighbourhood, phone, email, url, hours, transport, equipment, features, source, source_date)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)
ON CONFLICT (id) DO UPDATE SET
    version = excluded.version, kind = excluded.kind, needs = excluded.needs, lat = excluded.lat, lon = excluded.lon,
    name = excluded.name, summary = excluded.summary, street = excluded.street, postal_code = excluded.postal_code,
    district_code = excluded.district_code, district = excluded.district,
    neighbourhood_code = excluded.neighbourhood_code, neighbourhood = excluded.neighbourhood,
    phone = excluded.phone, email = excluded.email, url = excluded.url, hours = excluded.hours,
    transport = excluded.transport, equipment = excluded.equipment, features = excluded.features,
    source = excluded.source, source_date = excluded.source_date
WHERE excluded.version > place.version";

const SUMMARY: &str = "SELECT id, kind, needs, name, lat, lon, street, district FROM place WHERE id = ?1";

const DETAIL: &str = "SELECT id, kind, needs, name, lat, lon, street, district, summary, postal_code, neighbourhood,
    phone, email, url, hours, transport, equipment, source, source_date FROM place WHERE id = ?1";

/// What is searched, in the order of the ids: the older place comes first of two that answer equally well.
const TEXTS: &str =
    "SELECT id, kind, needs, lat, lon, name, street, district, neighbourhood, postal_code, equipment, summary
    FROM place ORDER BY id";

/// Writes the rows that are newer than what we hold.
pub fn upsert(tx: &Transaction<'_>, rows: &[PlaceRow]) -> Result<(), StoreError> {
    let mut upsert = tx.prepare_cached(UPSERT)?;
    for row in rows {
        let place = &row.place;
        let summary = &place.summary;
        upsert.execute(params![
            summary.id.get(),
            row.version,
            row.kind_code,
            summary.needs.bits(),
            summary.location.lat(),
            summary.location.lon(),
            summary.name,
            place.description,
            summary.street,
            place.postal_code,
            row.district_code,
            summary.district,
            row.neighbourhood_code,
            place.neighbourhood,
            place.contact.phone,
            place.contact.email,
            place.contact.url,
            place.hours,
            place.transport,
            place.equipment,
            row.features,
            place.source,
            place.source_date.map(|date| date.to_string()),
        ])?;
    }
    Ok(())
}

/// Removes the rows that are gone, unless we hold something newer.
pub fn remove(tx: &Transaction<'_>, deletes: &[Delete]) -> Result<(), StoreError> {
    let mut remove = tx.prepare_cached("DELETE FROM place WHERE id = ?1 AND version < ?2")?;
    for delete in deletes {
        remove.execute(params![delete.id, delete.version])?;
    }
    Ok(())
}

/// Removes every row.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute_batch("DELETE FROM place")?;
    Ok(())
}

/// Adds up every row.
pub fn sum(connection: &Connection) -> Result<VersionSum, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, version FROM place")?;
    let mut rows = query.query([])?;
    let mut sum = VersionSum::default();
    while let Some(row) = rows.next()? {
        sum.add(row.get(0)?, row.get(1)?);
    }
    Ok(sum)
}

/// How many places the phone holds.
pub fn count(connection: &Connection) -> Result<u64, StoreError> {
    let count: i64 = connection.query_row("SELECT count(*) FROM place", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Where every place is and what it offers, reading the narrow index only.
pub fn spots(connection: &Connection) -> Result<Vec<Spot>, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, kind, needs, lat, lon FROM place")?;
    let spots = query.query_map([], |row| {
        let kind = PlaceKind::from_code(row.get_ref(1)?.as_str()?);
        Ok(Spot {
            id: PlaceId::from_city(row.get(0)?),
            marks: Marks::of(kind, NeedSet::from_bits(row.get(2)?)),
            location: location(row, 3)?,
        })
    })?;
    Ok(spots.collect::<Result<_, _>>()?)
}

/// Every place, from the narrow index only.
pub fn outlines(connection: &Connection) -> Result<Vec<PlaceOutline>, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, needs, lat, lon, kind FROM place")?;
    let rows = query.query_map([], |row| {
        Ok(PlaceOutline {
            id: PlaceId::from_city(row.get(0)?),
            kind: PlaceKind::from_code(row.get_ref(4)?.as_str()?),
            needs: NeedSet::from_bits(row.get(1)?),
            location: location(row, 2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every place by its words.
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
    let kind = PlaceKind::from_code(said(1)?);
    Ok(Text {
        id: PlaceId::from_city(row.get(0)?),
        kind,
        marks: Marks::of(kind, NeedSet::from_bits(row.get(2)?)),
        location: location(row, 3)?,
        name: said(5)?,
        street: said(6)?,
        areas: [said(7)?, said(8)?, said(9)?],
        texts: [said(10)?, said(11)?],
    })
}

/// What lists show of these places, in the order given; one that is gone is left out.
pub fn summaries(
    connection: &Connection,
    ids: impl IntoIterator<Item = PlaceId>,
) -> Result<Vec<PlaceSummary>, StoreError> {
    let mut query = connection.prepare_cached(SUMMARY)?;
    ids.into_iter()
        .filter_map(|id| query.query_row([id.get()], read_summary).optional().transpose())
        .map(|found| Ok(found?))
        .collect()
}

/// Everything we know of a place.
pub fn detail(connection: &Connection, id: PlaceId) -> Result<Option<Place>, StoreError> {
    let mut query = connection.prepare_cached(DETAIL)?;
    Ok(query.query_row([id.get()], read_place).optional()?)
}

fn read_summary(row: &Row<'_>) -> rusqlite::Result<PlaceSummary> {
    Ok(PlaceSummary {
        id: PlaceId::from_city(row.get(0)?),
        kind: PlaceKind::from_code(row.get_ref(1)?.as_str()?),
        needs: NeedSet::from_bits(row.get(2)?),
        name: row.get(3)?,
        location: location(row, 4)?,
        street: row.get(6)?,
        district: row.get(7)?,
    })
}

fn read_place(row: &Row<'_>) -> rusqlite::Result<Place> {
    let source_date: Option<String> = row.get(18)?;
    Ok(Place {
        summary: read_summary(row)?,
        description: row.get(8)?,
        postal_code: row.get(9)?,
        neighbourhood: row.get(10)?,
        contact: Contact {
            phone: row.get(11)?,
            email: row.get(12)?,
            url: row.get(13)?,
        },
        hours: row.get(14)?,
        transport: row.get(15)?,
        equipment: row.get(16)?,
        source: row.get(17)?,
        source_date: source_date.and_then(|date| date.parse::<NaiveDate>().ok()),
    })
}

fn location(row: &Row<'_>, at: usize) -> rusqlite::Result<GeoPoint> {
    GeoPoint::new(row.get(at)?, row.get(at + 1)?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Real, Box::new(error)))
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
