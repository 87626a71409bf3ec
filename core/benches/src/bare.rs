//! The floor: SQLite by bare rusqlite, with the phone's own layout and pragmas, and nothing of ours around it.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::path::Path;

use madrid_core::kernel::GeoPoint;
use madrid_core::places::NeedSet;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, params};

use crate::city::Place;
use crate::harness::Outcome;

/// The phone's own layout of places: a floor with another one would compare something else.
const LAYOUT: [&str; 2] = [
    include_str!("../../src/store/migrations/001_places.sql"),
    include_str!("../../src/store/migrations/005_places_index.sql"),
];

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

/// A row ready to be written.
pub struct Row {
    place: Place,
    needs: u32,
    features: String,
}

impl Row {
    /// Does everything that is not SQLite's work.
    pub fn new(place: Place) -> Self {
        Self {
            needs: place.features.iter().copied().collect::<NeedSet>().bits(),
            features: place.features(),
            place,
        }
    }
}

/// Opens the file with the phone's pragmas; makes the layout in a new one.
pub fn open(path: &Path) -> Outcome<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -8_000)?;
    connection.pragma_update(None, "journal_size_limit", 1_536 * 1_024)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    if connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))? == 0 {
        LAYOUT.iter().try_for_each(|step| connection.execute_batch(step))?;
        connection.pragma_update(None, "user_version", 1)?;
    }
    Ok(connection)
}

/// Writes all rows in one transaction.
pub fn write(connection: &mut Connection, rows: &[Row]) -> Outcome<()> {
    let tx = connection.transaction()?;
    {
        let mut upsert = tx.prepare(UPSERT)?;
        for row in rows {
            let Row { place, needs, features } = row;
            upsert.execute(params![
                place.id,
                place.version,
                place.kind.code(),
                needs,
                place.lat,
                place.lon,
                place.name,
                place.text("summary"),
                place.text("street"),
                place.text("postal_code"),
                place.text("district_code"),
                place.text("district"),
                place.text("neighbourhood_code"),
                place.text("neighbourhood"),
                place.text("phone"),
                place.text("email"),
                place.text("url"),
                place.text("hours"),
                place.text("transport"),
                place.text("equipment"),
                features,
                crate::city::SOURCE,
                place.text("source_date"),
            ])?;
        }
    }
    Ok(tx.commit()?)
}

/// What a list shows of a place.
pub struct Summary {
    /// The City's number.
    pub id: i64,
    /// The word of its kind.
    pub kind: String,
    /// The bits of what it offers.
    pub needs: u32,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub location: GeoPoint,
    /// Street and number.
    pub street: Option<String>,
    /// Name of the district.
    pub district: Option<String>,
}

/// The nearest `limit` places to `from`: one scan, a bounded heap, one SELECT for each that stays.
pub fn near(connection: &mut Connection, from: GeoPoint, limit: usize) -> Outcome<Vec<Summary>> {
    let tx = connection.transaction()?;
    let mut kept: BinaryHeap<Kept> = BinaryHeap::with_capacity(limit + 1);
    let mut scan = tx.prepare("SELECT id, needs, lat, lon FROM place")?;
    let mut rows = scan.query([])?;
    while let Some(row) = rows.next()? {
        let metres = from.distance_m(GeoPoint::new(row.get(2)?, row.get(3)?)?);
        if kept.len() < limit {
            kept.push(Kept(metres, row.get(0)?));
        } else if kept.peek().is_some_and(|farthest| metres < farthest.0) {
            kept.pop();
            kept.push(Kept(metres, row.get(0)?));
        }
    }
    let mut one = tx.prepare(SUMMARY)?;
    kept.into_sorted_vec()
        .into_iter()
        .map(|Kept(_, id)| summary(&mut one, id))
        .collect()
}

fn summary(one: &mut rusqlite::Statement<'_>, id: i64) -> Outcome<Summary> {
    let mut rows = one.query([id])?;
    let row = rows.next()?.ok_or("a place is gone")?;
    Ok(Summary {
        id: row.get(0)?,
        kind: row.get(1)?,
        needs: row.get(2)?,
        name: row.get(3)?,
        location: GeoPoint::new(row.get(4)?, row.get(5)?)?,
        street: row.get(6)?,
        district: row.get(7)?,
    })
}

#[derive(PartialEq)]
struct Kept(f64, i64);

impl Eq for Kept {}

impl Ord for Kept {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then(self.1.cmp(&other.1))
    }
}

impl PartialOrd for Kept {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
