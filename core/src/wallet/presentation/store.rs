//! The SQL of cards that are being shown.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::machine::State;
use super::showing::Showing;
use crate::store::{Sealer, StoreError};
use crate::wallet::journal;
use crate::wallet::policy::after_showing;
use crate::wallet::store::{self, SEALED_SHOWINGS, next_id};

/// Adds one and gives it its number.
pub fn add(tx: &Transaction<'_>, sealer: &Sealer, showing: Showing) -> Result<Showing, StoreError> {
    let id = next_id(tx, SEALED_SHOWINGS.table)?;
    let sealed = sealer.seal_json(SEALED_SHOWINGS, id, &showing)?;
    tx.prepare_cached("INSERT INTO wallet_showing (id, sealed) VALUES (?1, ?2)")?
        .execute(params![id, sealed])?;
    Ok(Showing { id, ..showing })
}

/// Writes down how far one has come. The copies that it takes are nobody else's from now on; from the moment at which they may leave they
/// count as seen. One that is over goes into the log and is forgotten. `Abandon` where it is not there any more, or another has a copy.
pub fn replace(tx: &Transaction<'_>, sealer: &Sealer, showing: &Showing, now: i64) -> Result<(), StoreError> {
    if let Some(entry) = showing.entry(now) {
        journal::append(tx, sealer, &entry)?;
        return forget(tx, showing.id);
    }
    let others = all(tx, sealer)?.into_iter().filter(|other| other.id != showing.id);
    let mut taken = others.flat_map(|other| other.state.taken().to_vec());
    if taken.any(|copy| showing.state.taken().contains(&copy)) {
        return Err(StoreError::Abandon);
    }
    if let State::Sent { copies } = &showing.state {
        note_showings(tx, sealer, (showing, copies))?;
    }
    let sealed = sealer.seal_json(SEALED_SHOWINGS, showing.id, showing)?;
    let changed = tx
        .prepare_cached("UPDATE wallet_showing SET sealed = ?2 WHERE id = ?1")?
        .execute(params![showing.id, sealed])?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Abandon) }
}

fn note_showings(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    (showing, copies): (&Showing, &[String]),
) -> Result<(), StoreError> {
    for card in &showing.cards {
        let number = card.card.parse().map_err(|_| StoreError::Unreadable)?;
        for kept in store::copies(tx, sealer, number)? {
            if copies.contains(&kept.copy.id.to_string()) {
                store::note_showing(tx, sealer, &after_showing(&kept.copy, &showing.party.id))?;
            }
        }
    }
    Ok(())
}

/// Forgets one. Safe to repeat.
pub fn forget(tx: &Transaction<'_>, id: i64) -> Result<(), StoreError> {
    tx.execute("DELETE FROM wallet_showing WHERE id = ?1", [id])?;
    Ok(())
}

/// One of them. `None` where there is none.
pub fn one(connection: &Connection, sealer: &Sealer, id: i64) -> Result<Option<Showing>, StoreError> {
    let mut query = connection.prepare_cached("SELECT sealed FROM wallet_showing WHERE id = ?1")?;
    let sealed: Option<Vec<u8>> = query.query_row([id], |row| row.get(0)).optional()?;
    sealed.map(|sealed| open(sealer, id, &sealed)).transpose()
}

/// All of them, the first one first.
pub fn all(connection: &Connection, sealer: &Sealer) -> Result<Vec<Showing>, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, sealed FROM wallet_showing ORDER BY id")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    let mut all = Vec::new();
    for row in rows {
        let (id, sealed) = row?;
        all.push(open(sealer, id, &sealed)?);
    }
    Ok(all)
}

fn open(sealer: &Sealer, id: i64, sealed: &[u8]) -> Result<Showing, StoreError> {
    let showing = sealer.open_json::<Showing>(SEALED_SHOWINGS, id, sealed)?;
    Ok(Showing { id, ..showing })
}
