//! The SQL of places. Rows go in as the city sent them; what comes out is the model.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::model::{Contact, NeedSet, Place, PlaceId, PlaceKind, PlaceSummary};
use super::rules::{Candidate, Nearest};
use super::search::{Document, document};
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

/// The name weighs five times the rest. The order is inside the index's own query: joining first would rank every hit.
const SEARCH: &str = "SELECT place.id FROM place_search JOIN place ON place.id = place_search.rowid
    WHERE place_search MATCH ?1 AND rank MATCH 'bm25(5.0, 1.0)'
        AND (?2 IS NULL OR place.kind = ?2) AND place.needs & ?3 = ?3
    ORDER BY rank LIMIT ?4";

/// Writes the rows that are newer than what we hold.
pub fn upsert(tx: &Transaction<'_>, rows: &[PlaceRow]) -> Result<(), StoreError> {
    let mut upsert = tx.prepare_cached(UPSERT)?;
    let mut index = tx.prepare_cached("INSERT INTO place_search (rowid, name, body) VALUES (?1, ?2, ?3)")?;
    let mut reindex =
        tx.prepare_cached("INSERT OR REPLACE INTO place_search (rowid, name, body) VALUES (?1, ?2, ?3)")?;
    // The index need not look for an older document of an id above every other: in a first load, that is each of them.
    let mut highest: i64 = tx.query_row("SELECT coalesce(max(id), 0) FROM place", [], |row| row.get(0))?;
    for row in rows {
        let place = &row.place;
        let summary = &place.summary;
        let changed = upsert.execute(params![
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
        if changed == 1 {
            let Document { name, body } = document(place);
            let is_new = summary.id.get() > highest;
            let write = if is_new { &mut index } else { &mut reindex };
            write.execute(params![summary.id.get(), name, body])?;
            highest = highest.max(summary.id.get());
        }
    }
    Ok(())
}

/// Removes the rows that are gone, unless we hold something newer.
pub fn remove(tx: &Transaction<'_>, deletes: &[Delete]) -> Result<(), StoreError> {
    let mut remove = tx.prepare_cached("DELETE FROM place WHERE id = ?1 AND version < ?2")?;
    let mut unindex = tx.prepare_cached("DELETE FROM place_search WHERE rowid = ?1")?;
    for delete in deletes {
        if remove.execute(params![delete.id, delete.version])? == 1 {
            unindex.execute([delete.id])?;
        }
    }
    Ok(())
}

/// Removes every row.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute_batch("DELETE FROM place; INSERT INTO place_search (place_search) VALUES ('delete-all');")?;
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

/// Shows every place of a kind (or of any) that may be near enough to `nearest`, reading the narrow index only.
pub fn each_candidate(
    connection: &Connection,
    kind: Option<PlaceKind>,
    nearest: &mut Nearest,
) -> Result<(), StoreError> {
    let mut query = match kind {
        Some(_) => connection.prepare_cached("SELECT id, needs, lat, lon FROM place WHERE kind = ?1")?,
        None => connection.prepare_cached("SELECT id, needs, lat, lon FROM place")?,
    };
    let mut rows = match kind {
        Some(kind) => query.query([kind.code()])?,
        None => query.query([])?,
    };
    while let Some(row) = rows.next()? {
        if nearest.reaches(row.get(2)?) {
            nearest.consider(Candidate {
                id: PlaceId::from_city(row.get(0)?),
                needs: NeedSet::from_bits(row.get(1)?),
                location: location(row, 2)?,
            });
        }
    }
    Ok(())
}

/// The ids of places of a kind (or of any), with all these needs, that a question finds, best first.
pub fn search(
    connection: &Connection,
    question: &str,
    kind: Option<PlaceKind>,
    needs: NeedSet,
    limit: usize,
) -> Result<Vec<PlaceId>, StoreError> {
    let mut query = connection.prepare_cached(SEARCH)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let wanted = params![question, kind.map(PlaceKind::code), needs.bits(), limit];
    let ids = query.query_map(wanted, |row| row.get(0).map(PlaceId::from_city))?;
    Ok(ids.collect::<Result<_, _>>()?)
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
