//! The SQL of the first screen. Items go in as the city sent them, sealed; what comes out is the model.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::model::{BlockId, Item, Section};
use super::wire::{self, Said};
use crate::store::{SealedColumn, Sealer, StoreError};

/// The sealed column of the items.
pub const SEALED_ITEMS: SealedColumn = SealedColumn {
    table: "home_item",
    column: "sealed",
};

/// The sealed column of the people it may be about.
pub const SEALED_SUBJECTS: SealedColumn = SealedColumn {
    table: "home_subject",
    column: "sealed",
};

/// How one part stands, before it is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionRow {
    /// Which part.
    pub section: Section,
    /// When its data were true; `None` if it never answered.
    pub as_of: Option<DateTime<Utc>>,
    /// Why its last attempt failed, if it did.
    pub failed_code: Option<String>,
}

/// The people the first screen may be about: our number and the city's key.
pub fn subjects(connection: &Connection, sealer: &Sealer) -> Result<Vec<(i64, String)>, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, sealed FROM home_subject ORDER BY id")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    rows.map(|row| {
        let (id, sealed) = row?;
        Ok((id, sealer.open_json(SEALED_SUBJECTS, id, &sealed)?))
    })
    .collect()
}

/// Makes room for exactly these people, in this order of arrival; whoever is no longer among them goes with all that was
/// known of them. Safe to repeat.
pub fn keep_subjects(tx: &Transaction<'_>, sealer: &Sealer, people: &[String]) -> Result<(), StoreError> {
    let known = subjects(tx, sealer)?;
    for (id, _) in known.iter().filter(|(_, person)| !people.contains(person)) {
        tx.prepare_cached("DELETE FROM home_subject WHERE id = ?1")?
            .execute([id])?;
    }
    for person in people
        .iter()
        .filter(|person| !known.iter().any(|(_, other)| other == *person))
    {
        let id: i64 = tx.query_row("SELECT coalesce(max(id), 0) + 1 FROM home_subject", [], |row| {
            row.get(0)
        })?;
        let sealed = sealer.seal_json(SEALED_SUBJECTS, id, person)?;
        tx.prepare_cached("INSERT INTO home_subject (id, sealed) VALUES (?1, ?2)")?
            .execute(params![id, sealed])?;
    }
    Ok(())
}

/// Keeps what the parts said of a person. Nothing happens if the person is no longer kept. Safe to repeat.
pub fn keep(tx: &Transaction<'_>, sealer: &Sealer, subject: i64, said: &[(Section, Said)]) -> Result<(), StoreError> {
    let mut known = tx.prepare_cached("SELECT 1 FROM home_subject WHERE id = ?1")?;
    if !known.exists([subject])? {
        return Ok(());
    }
    for (section, said) in said {
        match said {
            Said::Failure(code) => fail(tx, subject, *section, code)?,
            Said::Answer { as_of, version, items } => {
                if advance(tx, subject, *section, *as_of, version)? {
                    replace(tx, sealer, subject, *section, items)?;
                }
            }
        }
    }
    Ok(())
}

/// Notes the failure; what the part said before stays.
fn fail(tx: &Transaction<'_>, subject: i64, section: Section, code: &str) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO home_section (subject, section, failed_code) VALUES (?1, ?2, ?3)
         ON CONFLICT (subject, section) DO UPDATE SET failed_code = excluded.failed_code",
    )?
    .execute(params![subject, section.name(), code])?;
    Ok(())
}

/// Notes the answer. `true` if its contents are not the ones we hold: sealing what did not change would be for nothing.
fn advance(
    tx: &Transaction<'_>,
    subject: i64,
    section: Section,
    as_of: DateTime<Utc>,
    version: &str,
) -> Result<bool, StoreError> {
    let mut held = tx.prepare_cached("SELECT version FROM home_section WHERE subject = ?1 AND section = ?2")?;
    let held: Option<Option<String>> = held
        .query_row(params![subject, section.name()], |row| row.get(0))
        .optional()?;
    tx.prepare_cached(
        "INSERT INTO home_section (subject, section, as_of_ms, version) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (subject, section) DO UPDATE
         SET as_of_ms = excluded.as_of_ms, version = excluded.version, failed_code = NULL",
    )?
    .execute(params![subject, section.name(), as_of.timestamp_millis(), version])?;
    Ok(held.flatten().as_deref() != Some(version))
}

fn replace(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    subject: i64,
    section: Section,
    items: &[Vec<u8>],
) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM home_item WHERE subject = ?1 AND section = ?2")?
        .execute(params![subject, section.name()])?;
    // The number is part of what the seal is bound to, so it is known first.
    let mut id: i64 = tx.query_row("SELECT coalesce(max(id), 0) FROM home_item", [], |row| row.get(0))?;
    let mut insert =
        tx.prepare_cached("INSERT INTO home_item (id, subject, section, sealed) VALUES (?1, ?2, ?3, ?4)")?;
    for item in items {
        id += 1;
        insert.execute(params![
            id,
            subject,
            section.name(),
            sealer.seal(SEALED_ITEMS, id, item)?
        ])?;
    }
    Ok(())
}

/// How the parts stand for a person. A part that was never asked is not there.
pub fn sections(connection: &Connection, subject: i64) -> Result<Vec<SectionRow>, StoreError> {
    let mut query =
        connection.prepare_cached("SELECT section, as_of_ms, failed_code FROM home_section WHERE subject = ?1")?;
    let rows = query.query_map([subject], |row| {
        let name: String = row.get(0)?;
        Ok(Section::from_name(&name).map(|section| {
            Ok::<_, rusqlite::Error>(SectionRow {
                section,
                as_of: row.get::<_, Option<i64>>(1)?.and_then(DateTime::from_timestamp_millis),
                failed_code: row.get(2)?,
            })
        }))
    })?;
    // A part of a newer app is not an error.
    let known = rows.filter_map(Result::transpose);
    known.map(|row| Ok(row??)).collect()
}

/// What a part said, as far as it can be read.
#[derive(Debug, Default)]
pub struct Kept {
    /// The items.
    pub items: Vec<Item>,
    /// Whether there are more that cannot be read: the part must not look whole.
    pub is_torn: bool,
}

/// What the parts said of a person, opened, by the name of the part.
pub fn items(
    connection: &Connection,
    sealer: &Sealer,
    subject: i64,
) -> Result<BTreeMap<&'static str, Kept>, StoreError> {
    let mut query = connection
        .prepare_cached("SELECT id, section, sealed FROM home_item WHERE subject = ?1 ORDER BY section, id")?;
    let mut rows = query.query([subject])?;
    let mut parts: BTreeMap<_, Kept> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let Some(section) = Section::from_name(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?) else {
            continue;
        };
        let sealed = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
        let part = parts.entry(section.name()).or_default();
        let opened = match sealer.open(SEALED_ITEMS, row.get(0)?, sealed) {
            Ok(opened) => wire::item(section, &opened).ok(),
            // A broken row is a broken row; anything else concerns them all.
            Err(StoreError::Unreadable) => None,
            Err(failed) => return Err(failed),
        };
        part.is_torn |= opened.is_none();
        part.items.extend(opened);
    }
    Ok(parts)
}

/// How many items are kept, of everybody.
pub fn count(connection: &Connection) -> Result<u64, StoreError> {
    let count: i64 = connection.query_row("SELECT count(*) FROM home_item", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// The person's order of blocks, hidden ones included.
pub fn layout(connection: &Connection) -> Result<Vec<(BlockId, bool)>, StoreError> {
    let mut query = connection.prepare_cached("SELECT block, hidden FROM home_layout ORDER BY position")?;
    let rows = query.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    let rows = rows.collect::<Result<Vec<(String, bool)>, _>>()?;
    Ok(rows
        .into_iter()
        .filter_map(|(name, hidden)| Some((BlockId::from_name(&name)?, hidden)))
        .collect())
}

/// Replaces the order. Safe to repeat.
pub fn write_layout(tx: &Transaction<'_>, layout: &[(BlockId, bool)]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM home_layout", [])?;
    let mut insert = tx.prepare_cached("INSERT INTO home_layout (block, position, hidden) VALUES (?1, ?2, ?3)")?;
    for ((block, hidden), position) in layout.iter().zip(0_i64..) {
        insert.execute(params![block.name(), position, hidden])?;
    }
    Ok(())
}

/// Forgets everything about everybody, and how the person liked it.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute_batch(
        "DELETE FROM home_item; DELETE FROM home_section; DELETE FROM home_subject; DELETE FROM home_layout;",
    )?;
    Ok(())
}
