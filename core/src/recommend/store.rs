//! The SQL of recommendations: one sealed row with everything that is remembered, and the switch.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};

use super::model::{About, AgeBand, HeldCard, ItemMemory, LifeEvent, Memory, Reach, Tag, Taste};
use crate::kernel::Language;
use crate::store::{SealedColumn, Sealer, StoreError};

/// The sealed column of what is remembered.
pub const SEALED: SealedColumn = SealedColumn {
    table: "recommend_memory",
    column: "sealed",
};

/// There is one person on a phone.
const ROW: i64 = 1;

/// What is inside the sealed column. What an older app wrote and left out is empty.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct MemoryRow {
    tastes: BTreeMap<String, Taste>,
    reach: Reach,
    items: Vec<ItemMemory>,
    about: AboutRow,
    seed: u64,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct AboutRow {
    age: Option<AgeBand>,
    with_children: bool,
    step_free: bool,
    language: Option<String>,
    cards: Vec<HeldCard>,
    life: Vec<(LifeEvent, DateTime<Utc>)>,
}

impl From<MemoryRow> for Memory {
    fn from(row: MemoryRow) -> Self {
        // A tag of a newer app says nothing to this one.
        let tastes = row.tastes.into_iter();
        let about = row.about;
        Self {
            tastes: tastes
                .filter_map(|(code, taste)| Some((Tag::from_code(&code)?, taste)))
                .collect(),
            reach: row.reach,
            items: row.items,
            about: About {
                age: about.age,
                with_children: about.with_children,
                step_free: about.step_free,
                language: Language::ALL
                    .into_iter()
                    .find(|language| about.language.as_deref() == Some(language.code())),
                cards: about.cards,
                life: about.life,
            },
            seed: row.seed,
        }
    }
}

impl From<&Memory> for MemoryRow {
    fn from(memory: &Memory) -> Self {
        let about = memory.about.clone();
        let tastes = memory.tastes.iter();
        Self {
            tastes: tastes.map(|(tag, taste)| (tag.code().to_owned(), *taste)).collect(),
            reach: memory.reach,
            items: memory.items.clone(),
            about: AboutRow {
                age: about.age,
                with_children: about.with_children,
                step_free: about.step_free,
                language: about.language.map(|language| language.code().to_owned()),
                cards: about.cards,
                life: about.life,
            },
            seed: memory.seed,
        }
    }
}

/// What is remembered; `None` if nothing ever was.
pub fn read(connection: &Connection, sealer: &Sealer) -> Result<Option<Memory>, StoreError> {
    let mut query = connection.prepare_cached("SELECT sealed FROM recommend_memory WHERE id = ?1")?;
    let sealed: Option<Vec<u8>> = query.query_row([ROW], |row| row.get(0)).optional()?;
    let row: Option<MemoryRow> = sealed
        .map(|sealed| sealer.open_json(SEALED, ROW, &sealed))
        .transpose()?;
    Ok(row.map(Memory::from))
}

/// Replaces what is remembered. Safe to repeat.
pub fn write(tx: &Transaction<'_>, sealer: &Sealer, memory: &Memory) -> Result<(), StoreError> {
    let sealed = sealer.seal_json(SEALED, ROW, &MemoryRow::from(memory))?;
    tx.prepare_cached(
        "INSERT INTO recommend_memory (id, sealed) VALUES (?1, ?2)
         ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
    )?
    .execute((ROW, sealed))?;
    Ok(())
}

/// Forgets what is remembered; the switch stays. Opens nothing, so that a row that cannot be read can be let go of too.
pub fn erase(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM recommend_memory", [])?;
    Ok(())
}

/// Whether recommendations are on: they are until somebody switches them off.
pub fn is_on(connection: &Connection) -> Result<bool, StoreError> {
    let mut query = connection.prepare_cached("SELECT is_on FROM recommend_switch WHERE id = ?1")?;
    Ok(query.query_row([ROW], |row| row.get(0)).optional()?.unwrap_or(true))
}

/// Switches recommendations on or off. Safe to repeat.
pub fn switch(tx: &Transaction<'_>, is_on: bool) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO recommend_switch (id, is_on) VALUES (?1, ?2)
         ON CONFLICT (id) DO UPDATE SET is_on = excluded.is_on",
    )?
    .execute((ROW, is_on))?;
    Ok(())
}

/// Forgets everything, the switch included.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute_batch("DELETE FROM recommend_memory; DELETE FROM recommend_switch;")?;
    Ok(())
}
