//! The SQL of the tax folder. Everything of the person's is sealed.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::model::{Reminder, Wish};
use crate::store::{SealedColumn, Sealer, StoreError};

/// The sealed column of the folder.
pub const SEALED_FOLDER: SealedColumn = SealedColumn {
    table: "tax_folder",
    column: "sealed",
};

/// The sealed column of what the person asked.
pub const SEALED_WISHES: SealedColumn = SealedColumn {
    table: "tax_wish",
    column: "sealed",
};

/// The sealed column of reminders.
pub const SEALED_REMINDERS: SealedColumn = SealedColumn {
    table: "tax_reminder",
    column: "sealed",
};

/// The sealed column of the certificate.
pub const SEALED_CERTIFICATE: SealedColumn = SealedColumn {
    table: "tax_certificate",
    column: "sealed",
};

/// The one row of what there is one of.
const ONLY: i64 = 1;

/// The city's document in a table that holds one. [`StoreError::Unreadable`] where it cannot be opened.
pub fn document(connection: &Connection, sealer: &Sealer, column: SealedColumn) -> Result<Option<Value>, StoreError> {
    // Names of ours, from constants: they need no quotes.
    let sql = format!("SELECT sealed FROM {} WHERE id = ?1", column.table);
    let mut query = connection.prepare_cached(&sql)?;
    let sealed: Option<Vec<u8>> = query.query_row([ONLY], |row| row.get(0)).optional()?;
    sealed.map(|sealed| sealer.open_json(column, ONLY, &sealed)).transpose()
}

/// Keeps the city's document instead of the one there was.
pub fn keep_document(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    column: SealedColumn,
    document: &Value,
) -> Result<(), StoreError> {
    let sealed = sealer.seal_json(column, ONLY, document)?;
    let sql = format!(
        "INSERT INTO {} (id, sealed) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
        column.table
    );
    tx.prepare_cached(&sql)?.execute(params![ONLY, sealed])?;
    Ok(())
}

/// A wish, and the intent it waits for.
#[derive(Clone, PartialEq, Eq)]
pub struct Kept {
    /// The wish.
    pub wish: Wish,
    /// The number of the intent in the outbox.
    pub intent: Option<i64>,
}

/// Every wish that can be read, in the order in which they came, and whether there are others.
pub fn wishes(connection: &Connection, sealer: &Sealer) -> Result<(Vec<Kept>, bool), StoreError> {
    let mut query = connection.prepare_cached("SELECT id, intent, sealed FROM tax_wish ORDER BY id")?;
    let mut rows = query.query([])?;
    let (mut all, mut is_torn) = (Vec::new(), false);
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let sealed = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
        match sealer.open_json::<Wish>(SEALED_WISHES, id, sealed) {
            Ok(wish) => all.push(Kept {
                wish: Wish { id, ..wish },
                intent: row.get(1)?,
            }),
            // A broken row is a broken row; anything else concerns them all.
            Err(StoreError::Unreadable) => is_torn = true,
            Err(failed) => return Err(failed),
        }
    }
    Ok((all, is_torn))
}

/// Adds a wish.
pub fn add_wish(tx: &Transaction<'_>, sealer: &Sealer, wish: &Wish, intent: i64) -> Result<(), StoreError> {
    let id = next_id(tx, "tax_wish")?;
    let sealed = sealer.seal_json(SEALED_WISHES, id, wish)?;
    tx.prepare_cached("INSERT INTO tax_wish (id, intent, sealed) VALUES (?1, ?2, ?3)")?
        .execute(params![id, intent, sealed])?;
    Ok(())
}

/// Replaces a wish that waits for nothing any more.
pub fn settle_wish(tx: &Transaction<'_>, sealer: &Sealer, wish: &Wish) -> Result<(), StoreError> {
    let sealed = sealer.seal_json(SEALED_WISHES, wish.id, wish)?;
    tx.prepare_cached("UPDATE tax_wish SET intent = NULL, sealed = ?2 WHERE id = ?1")?
        .execute(params![wish.id, sealed])?;
    Ok(())
}

/// Lets a wish go. Safe to repeat.
pub fn let_wish_go(tx: &Transaction<'_>, id: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM tax_wish WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// Lets go of the wish that waits for an intent, also where it cannot be read. Safe to repeat.
pub fn let_go_of(tx: &Transaction<'_>, intent: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM tax_wish WHERE intent = ?1")?
        .execute([intent])?;
    Ok(())
}

/// Every reminder that can be read, with its row.
pub fn reminders(connection: &Connection, sealer: &Sealer) -> Result<Vec<(i64, Reminder)>, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, sealed FROM tax_reminder ORDER BY id")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    let mut all = Vec::new();
    for row in rows {
        let (id, sealed) = row?;
        // What cannot be read reminds of nothing: the person sees that none is set, and sets it again.
        if let Some(reminder) = open::<Reminder>(sealer, SEALED_REMINDERS, id, &sealed)? {
            all.push((id, reminder));
        }
    }
    Ok(all)
}

/// Sets a reminder instead of the one there was about the same, or sets none.
pub fn remind(tx: &Transaction<'_>, sealer: &Sealer, about: &str, days: Option<u32>) -> Result<(), StoreError> {
    for (id, reminder) in reminders(tx, sealer)? {
        if reminder.about == about {
            tx.prepare_cached("DELETE FROM tax_reminder WHERE id = ?1")?
                .execute([id])?;
        }
    }
    let Some(days_before) = days else {
        return Ok(());
    };
    let reminder = Reminder {
        about: about.to_owned(),
        days_before,
    };
    insert(tx, sealer, SEALED_REMINDERS, &reminder)
}

fn insert<T: Serialize>(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    column: SealedColumn,
    value: &T,
) -> Result<(), StoreError> {
    let id = next_id(tx, column.table)?;
    let sealed = sealer.seal_json(column, id, value)?;
    let sql = format!("INSERT INTO {} (id, sealed) VALUES (?1, ?2)", column.table);
    tx.prepare_cached(&sql)?.execute(params![id, sealed])?;
    Ok(())
}

fn open<T: DeserializeOwned>(
    sealer: &Sealer,
    column: SealedColumn,
    id: i64,
    sealed: &[u8],
) -> Result<Option<T>, StoreError> {
    match sealer.open_json(column, id, sealed) {
        Ok(value) => Ok(Some(value)),
        Err(StoreError::Unreadable) => Ok(None),
        Err(failed) => Err(failed),
    }
}

/// The number is part of what the seal is bound to, so it is known first. It is never given out again.
fn next_id(tx: &Transaction<'_>, table: &str) -> Result<i64, StoreError> {
    let mut last = tx.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = ?1")?;
    let last = last.query_row([table], |row| row.get::<_, i64>(0)).optional()?;
    Ok(last.unwrap_or(0) + 1)
}

/// The calendar as the city wrote it, and its tag.
pub fn calendar(connection: &Connection) -> Result<Option<(String, Option<String>)>, StoreError> {
    let mut query = connection.prepare_cached("SELECT document, etag FROM tax_calendar WHERE id = ?1")?;
    let found = query.query_row([ONLY], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(found.optional()?)
}

/// Keeps the calendar instead of the one there was.
pub fn keep_calendar(tx: &Transaction<'_>, document: &str, etag: Option<&str>) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO tax_calendar (id, document, etag) VALUES (?1, ?2, ?3)
         ON CONFLICT (id) DO UPDATE SET document = excluded.document, etag = excluded.etag",
    )?
    .execute(params![ONLY, document, etag])?;
    Ok(())
}

/// How many things of the person's there are here. Opens nothing.
pub fn count(connection: &Connection) -> Result<u64, StoreError> {
    let sql = "SELECT (SELECT count(*) FROM tax_folder) + (SELECT count(*) FROM tax_wish)
                    + (SELECT count(*) FROM tax_reminder) + (SELECT count(*) FROM tax_certificate)";
    let count: i64 = connection.query_row(sql, [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Forgets everything of the person's. The calendar stays.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    for column in [SEALED_FOLDER, SEALED_WISHES, SEALED_REMINDERS, SEALED_CERTIFICATE] {
        tx.execute(&format!("DELETE FROM {}", column.table), [])?;
    }
    Ok(())
}
