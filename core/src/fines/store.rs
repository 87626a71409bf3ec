//! The SQL of fines: the City's document, what the person writes, the papers that go with it, and photos. All of it is sealed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};
use serde::{Deserialize, Serialize};

use super::model::{About, Draft, Fine};
use crate::store::{SealedColumn, Sealer, StoreError};

/// The sealed column of the City's document.
pub const SEALED_DOCUMENT: SealedColumn = SealedColumn {
    table: "fine_document",
    column: "sealed",
};

/// The sealed column of what the person writes.
pub const SEALED_DRAFTS: SealedColumn = SealedColumn {
    table: "fine_draft",
    column: "sealed",
};

/// The sealed column of the papers that go with it.
pub const SEALED_PAPERS: SealedColumn = SealedColumn {
    table: "fine_paper",
    column: "sealed",
};

/// The sealed column of the photos.
pub const SEALED_PHOTOS: SealedColumn = SealedColumn {
    table: "fine_photo",
    column: "sealed",
};

/// There is one document.
const ONLY: i64 = 1;
/// The phone keeps so many photos; the oldest goes first. The City has them all.
const MOST_PHOTOS: i64 = 20;

/// The City's document. [`StoreError::Unreadable`] where it is torn: that is no empty list.
pub fn document(connection: &Connection, sealer: &Sealer) -> Result<Option<Vec<Fine>>, StoreError> {
    let mut query = connection.prepare_cached("SELECT sealed FROM fine_document WHERE id = ?1")?;
    let sealed: Option<Vec<u8>> = query.query_row([ONLY], |row| row.get(0)).optional()?;
    let open = |sealed: Vec<u8>| sealer.open_json(SEALED_DOCUMENT, ONLY, &sealed);
    sealed.map(open).transpose()
}

/// Keeps the City's document in place of the one before. One that is the same is not written.
pub fn keep_document(tx: &Transaction<'_>, sealer: &Sealer, fines: &[Fine]) -> Result<(), StoreError> {
    match document(tx, sealer) {
        Ok(Some(known)) if known == fines => return Ok(()),
        Ok(_) | Err(StoreError::Unreadable) => {}
        Err(failed) => return Err(failed),
    }
    let sealed = sealer.seal_json(SEALED_DOCUMENT, ONLY, &fines)?;
    tx.prepare_cached(
        "INSERT INTO fine_document (id, sealed) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
    )?
    .execute(params![ONLY, sealed])?;
    Ok(())
}

/// Drafts, as far as they can be read.
#[derive(Default)]
pub struct KeptDrafts {
    /// In the order in which they were begun.
    pub drafts: Vec<Draft>,
    /// How many cannot be read: what is shown must not look whole.
    pub torn: usize,
}

/// Every draft.
pub fn drafts(connection: &Connection, sealer: &Sealer) -> Result<KeptDrafts, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, sealed FROM fine_draft ORDER BY id")?;
    let mut rows = query.query([])?;
    let mut kept = KeptDrafts::default();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let sealed = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        match sealer.open_json::<Draft>(SEALED_DRAFTS, id, sealed) {
            Ok(draft) => kept.drafts.push(Draft { id, ..draft }),
            // A broken row is a broken row; anything else concerns them all.
            Err(StoreError::Unreadable) => kept.torn += 1,
            Err(failed) => return Err(failed),
        }
    }
    Ok(kept)
}

/// The draft of a kind about a fine.
pub fn draft(connection: &Connection, sealer: &Sealer, fine: &str, like: &About) -> Result<Option<Draft>, StoreError> {
    let all = drafts(connection, sealer)?.drafts.into_iter();
    let mut own = all.filter(|draft| draft.fine == fine && draft.about.is_like(like));
    Ok(own.next())
}

/// The draft that waits for an intent. One that cannot be read is none: the City's answer must not be lost over it.
pub fn waiting_for(connection: &Connection, sealer: &Sealer, intent: i64) -> Result<Option<Draft>, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, sealed FROM fine_draft WHERE intent = ?1")?;
    let row = query.query_row([intent], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)));
    let Some((id, sealed)) = row.optional()? else {
        return Ok(None);
    };
    match sealer.open_json::<Draft>(SEALED_DRAFTS, id, &sealed) {
        Ok(draft) => Ok(Some(Draft { id, ..draft })),
        Err(StoreError::Unreadable) => Ok(None),
        Err(failed) => Err(failed),
    }
}

/// Begins a draft and gives it its number.
pub fn begin(tx: &Transaction<'_>, sealer: &Sealer, draft: Draft) -> Result<Draft, StoreError> {
    let id = next_id(tx, SEALED_DRAFTS.table)?;
    let sealed = sealer.seal_json(SEALED_DRAFTS, id, &draft)?;
    tx.prepare_cached("INSERT INTO fine_draft (id, sealed) VALUES (?1, ?2)")?
        .execute(params![id, sealed])?;
    Ok(Draft { id, ..draft })
}

/// Replaces a draft, and the intent it waits for.
pub fn replace(tx: &Transaction<'_>, sealer: &Sealer, draft: &Draft, intent: Option<i64>) -> Result<(), StoreError> {
    let sealed = sealer.seal_json(SEALED_DRAFTS, draft.id, draft)?;
    tx.prepare_cached("UPDATE fine_draft SET intent = ?2, sealed = ?3 WHERE id = ?1")?
        .execute(params![draft.id, intent, sealed])?;
    Ok(())
}

/// Lets a draft go with its papers. Safe to repeat.
pub fn let_go(tx: &Transaction<'_>, id: i64) -> Result<(), StoreError> {
    let_papers_go(tx, id)?;
    tx.prepare_cached("DELETE FROM fine_draft WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// Keeps the bytes of a paper of a draft. Gives its number.
pub fn add_paper(tx: &Transaction<'_>, sealer: &Sealer, draft: i64, bytes: &[u8]) -> Result<i64, StoreError> {
    let id = next_id(tx, SEALED_PAPERS.table)?;
    let sealed = sealer.seal(SEALED_PAPERS, id, bytes)?;
    tx.prepare_cached("INSERT INTO fine_paper (id, draft, sealed) VALUES (?1, ?2, ?3)")?
        .execute(params![id, draft, sealed])?;
    Ok(id)
}

/// The bytes of a paper, in base64.
pub fn paper(connection: &Connection, sealer: &Sealer, id: i64) -> Result<Option<String>, StoreError> {
    let mut query = connection.prepare_cached("SELECT sealed FROM fine_paper WHERE id = ?1")?;
    let sealed: Option<Vec<u8>> = query.query_row([id], |row| row.get(0)).optional()?;
    let open = |sealed: Vec<u8>| sealer.open(SEALED_PAPERS, id, &sealed);
    Ok(sealed.map(open).transpose()?.map(|bytes| STANDARD.encode(bytes)))
}

/// Lets a paper go. Safe to repeat.
pub fn let_paper_go(tx: &Transaction<'_>, id: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM fine_paper WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// Lets the bytes of all papers of a draft go. Safe to repeat.
pub fn let_papers_go(tx: &Transaction<'_>, draft: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM fine_paper WHERE draft = ?1")?
        .execute([draft])?;
    Ok(())
}

/// A photo, with what it is of: both are personal.
#[derive(Serialize, Deserialize)]
struct Photo {
    fine: String,
    number: u32,
    png: String,
}

/// A photo of a fine. One that cannot be read is none: the City has it.
pub fn photo(connection: &Connection, sealer: &Sealer, fine: &str, number: u32) -> Result<Option<Vec<u8>>, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, sealed FROM fine_photo ORDER BY id")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let sealed = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        match sealer.open_json::<Photo>(SEALED_PHOTOS, row.get(0)?, sealed) {
            Ok(photo) if photo.fine == fine && photo.number == number => return Ok(STANDARD.decode(photo.png).ok()),
            Ok(_) | Err(StoreError::Unreadable) => {}
            Err(failed) => return Err(failed),
        }
    }
    Ok(None)
}

/// Keeps a photo.
pub fn keep_photo(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    (fine, number): (&str, u32),
    bytes: &[u8],
) -> Result<(), StoreError> {
    let id = next_id(tx, SEALED_PHOTOS.table)?;
    let photo = Photo {
        fine: fine.to_owned(),
        number,
        png: STANDARD.encode(bytes),
    };
    let sealed = sealer.seal_json(SEALED_PHOTOS, id, &photo)?;
    tx.prepare_cached("INSERT INTO fine_photo (id, sealed) VALUES (?1, ?2)")?
        .execute(params![id, sealed])?;
    tx.prepare_cached("DELETE FROM fine_photo WHERE id <= ?1")?
        .execute([id - MOST_PHOTOS])?;
    Ok(())
}

/// How many drafts have not reached the City. Opens nothing.
pub fn count_drafts(connection: &Connection) -> Result<u64, StoreError> {
    let count: i64 = connection.query_row("SELECT count(*) FROM fine_draft", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Forgets everything about fines.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    for table in ["fine_paper", "fine_draft", "fine_photo", "fine_document"] {
        // Names of ours, from constants: they need no quotes.
        tx.execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(())
}

/// The number is part of what the seal is bound to, so it is known first. It is never given out again.
fn next_id(tx: &Transaction<'_>, table: &str) -> Result<i64, StoreError> {
    let mut last = tx.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = ?1")?;
    let last: Option<i64> = last.query_row([table], |row| row.get(0)).optional()?;
    Ok(last.unwrap_or(0) + 1)
}
