//! How far each collection has been brought up to date, in the same database as its rows.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::kernel::Freshness;
use crate::net::CityTime;
use crate::store::StoreError;

/// Where to go on, and with which entity tag to ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Position {
    /// The city's opaque cursor; `None` before the first page.
    pub cursor: Option<String>,
    /// The tag of the last answer "nothing new after this cursor".
    pub etag: Option<String>,
}

/// What a citizen may know of a collection: when the city last confirmed it, and what went wrong since.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CollectionStatus {
    /// The city's time of the last confirmation.
    pub as_of: Option<DateTime<Utc>>,
    /// The stable code of the last attempt, if it failed.
    pub failed_code: Option<String>,
    /// The city's clock minus the phone's.
    pub clock_offset: TimeDelta,
    /// Whether rows of it have come, confirmed as a whole or not.
    pub has_begun: bool,
}

impl CollectionStatus {
    /// Reads the status of a collection; one never synced has the default.
    pub fn read(connection: &Connection, collection: &str) -> Result<Self, StoreError> {
        let mut query = connection.prepare_cached(
            "SELECT as_of_ms, failed_code, clock_offset_ms, cursor IS NOT NULL FROM sync_cursor WHERE collection = ?1",
        )?;
        let found = query.query_row([collection], |row| {
            Ok(Self {
                as_of: row.get::<_, Option<i64>>(0)?.and_then(DateTime::from_timestamp_millis),
                failed_code: row.get(1)?,
                clock_offset: TimeDelta::milliseconds(row.get(2)?),
                has_begun: row.get(3)?,
            })
        });
        Ok(found.optional()?.unwrap_or_default())
    }

    /// Notes that the city has confirmed everything held under `name`, as of `time`, in the transaction that wrote it.
    pub fn confirm(tx: &Transaction<'_>, name: &str, time: CityTime) -> Result<(), StoreError> {
        confirm(tx, name, time.at, time)
    }

    /// Notes that the city could not be asked about what is held under `name`, where that is no reason for the whole run to fail.
    pub fn fail(tx: &Transaction<'_>, name: &str, code: &str) -> Result<(), StoreError> {
        fail(tx, name, code)
    }

    /// Forgets that there ever was anything under `name`.
    pub fn forget(tx: &Transaction<'_>, name: &str) -> Result<(), StoreError> {
        tx.prepare_cached("DELETE FROM sync_cursor WHERE collection = ?1")?
            .execute([name])?;
        Ok(())
    }

    /// How far the rows may be trusted at `phone_now`, judged by the city's clock.
    #[must_use]
    pub fn freshness(&self, phone_now: DateTime<Utc>, max_age: TimeDelta) -> Freshness {
        let city_now = phone_now + self.clock_offset;
        let judged = Freshness::judge(self.as_of, self.failed_code.is_some(), city_now, max_age);
        if self.has_begun { judged.with_rows() } else { judged }
    }
}

pub(super) fn position(connection: &Connection, collection: &str) -> Result<Position, StoreError> {
    let mut query = connection.prepare_cached("SELECT cursor, etag FROM sync_cursor WHERE collection = ?1")?;
    let found = query.query_row([collection], |row| {
        Ok(Position {
            cursor: row.get(0)?,
            etag: row.get(1)?,
        })
    });
    Ok(found.optional()?.unwrap_or_default())
}

/// A mark of the rows the phone holds of a collection: another one after every change. `None` before the first row.
pub fn rows_mark(connection: &Connection, collection: &str) -> Result<Option<String>, StoreError> {
    Ok(position(connection, collection)?.cursor)
}

/// Moves the cursor after a page, in the page's own transaction.
pub(super) fn advance(tx: &Transaction<'_>, collection: &str, position: &Position) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO sync_cursor (collection, cursor, etag) VALUES (?1, ?2, ?3)
         ON CONFLICT (collection) DO UPDATE SET cursor = excluded.cursor, etag = excluded.etag",
    )?
    .execute(params![collection, position.cursor, position.etag])?;
    Ok(())
}

/// Notes that the city has confirmed everything we hold, as of `time`.
pub(super) fn confirm(
    tx: &Transaction<'_>,
    collection: &str,
    as_of: DateTime<Utc>,
    time: CityTime,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO sync_cursor (collection, as_of_ms, clock_offset_ms) VALUES (?1, ?2, ?3)
         ON CONFLICT (collection) DO UPDATE
         SET as_of_ms = excluded.as_of_ms, clock_offset_ms = excluded.clock_offset_ms, failed_code = NULL",
    )?
    .execute(params![collection, as_of.timestamp_millis(), time.offset_ms])?;
    Ok(())
}

/// Notes that an attempt failed. The rows, the cursor and `as_of` stay.
pub(super) fn fail(tx: &Transaction<'_>, collection: &str, code: &str) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO sync_cursor (collection, failed_code) VALUES (?1, ?2)
         ON CONFLICT (collection) DO UPDATE SET failed_code = excluded.failed_code",
    )?
    .execute(params![collection, code])?;
    Ok(())
}
