//! The SQL of bookings. What can be booked goes in as the city sent it; what the person has is sealed.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::model::{Bookable, BookableId, BookableKind, Booking};
use super::wire::BookableRow;
use crate::kernel::Cents;
use crate::store::{SealedColumn, Sealer, StoreError};
use crate::sync::{Delete, VersionSum};

/// The sealed column of the bookings.
pub const SEALED: SealedColumn = SealedColumn {
    table: "booking",
    column: "sealed",
};

/// The version guard makes replaying a page cheap and harmless.
const UPSERT: &str = "
INSERT INTO bookable (id, version, place_id, place_name, kind, name, sport, capacity, price_cents, free,
    duration_minutes, rules)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (id) DO UPDATE SET
    version = excluded.version, place_id = excluded.place_id, place_name = excluded.place_name, kind = excluded.kind,
    name = excluded.name, sport = excluded.sport, capacity = excluded.capacity, price_cents = excluded.price_cents,
    free = excluded.free, duration_minutes = excluded.duration_minutes, rules = excluded.rules
WHERE excluded.version > bookable.version";

const BOOKABLE: &str =
    "SELECT id, place_id, place_name, kind, name, capacity, price_cents, free, duration_minutes, rules
    FROM bookable";

/// Writes the rows that are newer than what we hold.
pub fn upsert(tx: &Transaction<'_>, rows: &[BookableRow]) -> Result<(), StoreError> {
    let mut upsert = tx.prepare_cached(UPSERT)?;
    for row in rows {
        let bookable = &row.bookable;
        upsert.execute(params![
            bookable.id.get(),
            row.version,
            bookable.place,
            bookable.place_name,
            row.kind_code,
            bookable.name,
            row.sport,
            bookable.capacity,
            bookable.price.get(),
            bookable.is_free,
            bookable.minutes,
            bookable.rules,
        ])?;
    }
    Ok(())
}

/// Removes the rows that are gone, unless we hold something newer.
pub fn remove(tx: &Transaction<'_>, deletes: &[Delete]) -> Result<(), StoreError> {
    let mut remove = tx.prepare_cached("DELETE FROM bookable WHERE id = ?1 AND version < ?2")?;
    for delete in deletes {
        remove.execute(params![delete.id, delete.version])?;
    }
    Ok(())
}

/// Removes everything that can be booked.
pub fn clear_bookables(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM bookable", [])?;
    Ok(())
}

/// Adds up every row of what can be booked.
pub fn sum(connection: &Connection) -> Result<VersionSum, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, version FROM bookable")?;
    let mut rows = query.query([])?;
    let mut sum = VersionSum::default();
    while let Some(row) = rows.next()? {
        sum.add(row.get(0)?, row.get(1)?);
    }
    Ok(sum)
}

/// Something that can be booked.
pub fn bookable(connection: &Connection, id: BookableId) -> Result<Option<Bookable>, StoreError> {
    let mut query = connection.prepare_cached(&format!("{BOOKABLE} WHERE id = ?1"))?;
    Ok(query.query_row([id.get()], read_bookable).optional()?)
}

/// What can be booked at a place, or anywhere; what costs nothing first.
pub fn bookables(connection: &Connection, place: Option<i64>) -> Result<Vec<Bookable>, StoreError> {
    let sql = format!("{BOOKABLE} WHERE ?1 IS NULL OR place_id = ?1 ORDER BY place_name, place_id, price_cents, id");
    let mut query = connection.prepare_cached(&sql)?;
    let found = query.query_map([place], read_bookable)?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn read_bookable(row: &Row<'_>) -> rusqlite::Result<Bookable> {
    Ok(Bookable {
        id: BookableId::from_city(row.get(0)?),
        place: row.get(1)?,
        place_name: row.get(2)?,
        kind: BookableKind::from_code(row.get_ref(3)?.as_str()?),
        name: row.get(4)?,
        capacity: row.get(5)?,
        price: Cents::new(row.get(6)?),
        is_free: row.get(7)?,
        minutes: row.get(8)?,
        rules: row.get(9)?,
    })
}

/// A booking, and the intent it waits for.
#[derive(Clone, PartialEq, Eq)]
pub struct Kept {
    /// The booking.
    pub booking: Booking,
    /// The number of the intent in the outbox.
    pub intent: Option<i64>,
}

/// Every booking on the phone, as far as they can be read.
#[derive(Default)]
pub struct AllKept {
    /// In the order in which they came.
    pub bookings: Vec<Kept>,
    /// The numbers of those that cannot be read: what is shown must not look whole.
    pub torn: Vec<i64>,
}

/// Every booking, opened.
pub fn all(connection: &Connection, sealer: &Sealer) -> Result<AllKept, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, intent, sealed FROM booking ORDER BY id")?;
    let mut rows = query.query([])?;
    let mut all = AllKept::default();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let sealed = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
        match sealer.open_json::<Booking>(SEALED, id, sealed) {
            Ok(booking) => all.bookings.push(Kept {
                booking: Booking { id, ..booking },
                intent: row.get(1)?,
            }),
            // A broken row is a broken row; anything else concerns them all.
            Err(StoreError::Unreadable) => all.torn.push(id),
            Err(failed) => return Err(failed),
        }
    }
    Ok(all)
}

/// One booking.
pub fn one(connection: &Connection, sealer: &Sealer, id: i64) -> Result<Option<Kept>, StoreError> {
    find(connection, sealer, "id", id)
}

/// The booking that waits for an intent. One that cannot be read is none: the city's answer must not be lost over it.
pub fn waiting_for(connection: &Connection, sealer: &Sealer, intent: i64) -> Result<Option<Kept>, StoreError> {
    match find(connection, sealer, "intent", intent) {
        Err(StoreError::Unreadable) => Ok(None),
        found => found,
    }
}

fn find(connection: &Connection, sealer: &Sealer, column: &str, value: i64) -> Result<Option<Kept>, StoreError> {
    // Names of ours, from constants: they need no quotes.
    let sql = format!("SELECT id, intent, sealed FROM booking WHERE {column} = ?1");
    let mut query = connection.prepare_cached(&sql)?;
    let row = query.query_row([value], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?)));
    let Some((id, intent, sealed)) = row.optional()? else {
        return Ok(None);
    };
    let booking = sealer.open_json::<Booking>(SEALED, id, &sealed)?;
    Ok(Some(Kept {
        booking: Booking { id, ..booking },
        intent,
    }))
}

/// Adds a booking. Gives its number.
pub fn add(tx: &Transaction<'_>, sealer: &Sealer, booking: &Booking, intent: Option<i64>) -> Result<i64, StoreError> {
    // The number is part of what the seal is bound to, so it is known first. It is never given out again.
    let mut last = tx.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'booking'")?;
    let id = last.query_row([], |row| row.get::<_, i64>(0)).optional()?.unwrap_or(0) + 1;
    let sealed = sealer.seal_json(SEALED, id, booking)?;
    tx.prepare_cached("INSERT INTO booking (id, intent, sealed) VALUES (?1, ?2, ?3)")?
        .execute(params![id, intent, sealed])?;
    Ok(id)
}

/// Replaces a booking. Nothing happens if it is not there any more.
pub fn replace(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    booking: &Booking,
    intent: Option<i64>,
) -> Result<(), StoreError> {
    let sealed = sealer.seal_json(SEALED, booking.id, booking)?;
    tx.prepare_cached("UPDATE booking SET intent = ?2, sealed = ?3 WHERE id = ?1")?
        .execute(params![booking.id, intent, sealed])?;
    Ok(())
}

/// Lets a booking go. Safe to repeat.
pub fn let_go(tx: &Transaction<'_>, id: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM booking WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// How many bookings are kept.
pub fn count(connection: &Connection) -> Result<u64, StoreError> {
    let count: i64 = connection.query_row("SELECT count(*) FROM booking", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Forgets everything the person has booked. What can be booked stays.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM booking", [])?;
    Ok(())
}
