//! The SQL of areas. Rows go in as the city sent them; what comes out is the model.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::model::{Area, AreaLevel, Ring};
use super::rules::Bounds;
use super::wire::AreaRow;
use crate::kernel::GeoPoint;
use crate::store::StoreError;
use crate::sync::{Delete, VersionSum};

/// The version guard makes replaying a page cheap and harmless.
const UPSERT: &str = "
INSERT INTO area (id, version, level, code, name, district_code, south, west, north, east, rings)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
ON CONFLICT (id) DO UPDATE SET
    version = excluded.version, level = excluded.level, code = excluded.code, name = excluded.name,
    district_code = excluded.district_code, south = excluded.south, west = excluded.west, north = excluded.north,
    east = excluded.east, rings = excluded.rings
WHERE excluded.version > area.version";

const AROUND: &str = "SELECT level, code, name, district_code, rings FROM area
    WHERE ?1 BETWEEN south AND north AND ?2 BETWEEN west AND east ORDER BY code";

const ALL: &str = "SELECT level, code, name, district_code, rings FROM area ORDER BY level, code";

const DISTRICTS: &str = "SELECT code, name FROM area WHERE level = 'district' ORDER BY code";

/// Writes the rows that are newer than what we hold.
pub fn upsert(tx: &Transaction<'_>, rows: &[AreaRow]) -> Result<(), StoreError> {
    let mut upsert = tx.prepare_cached(UPSERT)?;
    for row in rows {
        let bounds = Bounds::around(&row.rings);
        upsert.execute(params![
            row.id,
            row.version,
            row.level,
            row.code,
            row.name,
            row.district_code,
            bounds.south,
            bounds.west,
            bounds.north,
            bounds.east,
            row.lines,
        ])?;
    }
    Ok(())
}

/// Removes the rows that are gone, unless we hold something newer.
pub fn remove(tx: &Transaction<'_>, deletes: &[Delete]) -> Result<(), StoreError> {
    let mut remove = tx.prepare_cached("DELETE FROM area WHERE id = ?1 AND version < ?2")?;
    for delete in deletes {
        remove.execute(params![delete.id, delete.version])?;
    }
    Ok(())
}

/// Removes every row.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute_batch("DELETE FROM area;")?;
    Ok(())
}

/// Adds up every row.
pub fn sum(connection: &Connection) -> Result<VersionSum, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, version FROM area")?;
    let mut rows = query.query([])?;
    let mut sum = VersionSum::default();
    while let Some(row) = rows.next()? {
        sum.add(row.get(0)?, row.get(1)?);
    }
    Ok(sum)
}

/// The areas whose boxes hold a point; their outlines may not.
pub fn around(connection: &Connection, point: GeoPoint) -> Result<Vec<Area>, StoreError> {
    let mut query = connection.prepare_cached(AROUND)?;
    let rows = query.query_map([point.lat(), point.lon()], read_area)?;
    known(rows)
}

/// Every area of a level we know, districts first, in order of their codes.
pub fn all(connection: &Connection) -> Result<Vec<Area>, StoreError> {
    let mut query = connection.prepare_cached(ALL)?;
    let rows = query.query_map([], read_area)?;
    known(rows)
}

/// Codes and names of the districts, in order of their codes.
pub fn districts(connection: &Connection) -> Result<Vec<(String, String)>, StoreError> {
    let mut query = connection.prepare_cached(DISTRICTS)?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.map(|row| Ok(row?)).collect()
}

/// The name of the district with this code.
pub fn district(connection: &Connection, code: &str) -> Result<Option<String>, StoreError> {
    let mut query = connection.prepare_cached("SELECT name FROM area WHERE level = 'district' AND code = ?1")?;
    Ok(query.query_row([code], |row| row.get(0)).optional()?)
}

fn known(rows: impl Iterator<Item = rusqlite::Result<Option<Area>>>) -> Result<Vec<Area>, StoreError> {
    rows.filter_map(Result::transpose).map(|row| Ok(row?)).collect()
}

/// `None` where its level is one of a newer city.
fn read_area(row: &Row<'_>) -> rusqlite::Result<Option<Area>> {
    let Some(level) = AreaLevel::from_code(row.get_ref(0)?.as_str()?) else {
        return Ok(None);
    };
    let rings: Result<Vec<Ring>, _> = row.get_ref(4)?.as_str()?.split(' ').map(Ring::from_polyline).collect();
    Ok(Some(Area {
        level,
        code: row.get(1)?,
        name: row.get(2)?,
        district_code: row.get(3)?,
        rings: rings.map_err(|error| rusqlite::Error::FromSqlConversionFailure(4, Type::Text, Box::new(error)))?,
    }))
}
