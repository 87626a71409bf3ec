//! The SQL of the session: one row, sealed.

use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};

use super::model::{Kept, Tokens};
use crate::store::{SealedColumn, Sealer, StoreError};

/// The sealed column of the session.
pub const SEALED: SealedColumn = SealedColumn {
    table: "session",
    column: "sealed",
};

/// There is one session on a phone.
const ROW: i64 = 1;

/// What is inside the sealed column.
#[derive(Serialize, Deserialize)]
struct SessionRow {
    person: String,
    tokens: Option<Tokens>,
}

/// What anybody may know who cannot open the seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    /// Nobody signed in on this phone.
    Nobody,
    /// Somebody is signed in.
    SignedIn,
    /// Somebody's session was ended by the city.
    Expired,
    /// Somebody left.
    SignedOut,
}

/// How things stand, without opening anything.
pub fn outside(connection: &Connection) -> Result<Outside, StoreError> {
    let mut query = connection.prepare_cached("SELECT state FROM session WHERE id = ?1")?;
    let state: Option<String> = query.query_row([ROW], |row| row.get(0)).optional()?;
    Ok(match state.as_deref() {
        None => Outside::Nobody,
        Some("signed_in") => Outside::SignedIn,
        Some("signed_out") => Outside::SignedOut,
        Some(_) => Outside::Expired,
    })
}

/// Whether somebody is signed in or was until the city ended it: their data may be shown without a new sign-in.
pub fn is_somebody_here(connection: &Connection) -> Result<bool, StoreError> {
    Ok(matches!(outside(connection)?, Outside::SignedIn | Outside::Expired))
}

/// The whole session.
pub fn read(connection: &Connection, sealer: &Sealer) -> Result<Kept, StoreError> {
    let mut query = connection.prepare_cached("SELECT state, sealed FROM session WHERE id = ?1")?;
    let row: Option<(String, Vec<u8>)> = query
        .query_row([ROW], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((state, sealed)) = row else {
        return Ok(Kept::Nobody);
    };
    let opened: SessionRow = sealer.open_json(SEALED, ROW, &sealed)?;
    Ok(match (state.as_str(), opened.tokens) {
        ("signed_in", Some(tokens)) => Kept::SignedIn(tokens),
        ("signed_out", _) => Kept::SignedOut { person: opened.person },
        _ => Kept::Expired { person: opened.person },
    })
}

/// Replaces the session. Safe to repeat.
pub fn write(tx: &Transaction<'_>, sealer: &Sealer, kept: &Kept) -> Result<(), StoreError> {
    let (state, tokens) = match kept {
        Kept::Nobody => return clear(tx),
        Kept::SignedIn(tokens) => ("signed_in", Some(tokens.clone())),
        Kept::Expired { .. } => ("expired", None),
        Kept::SignedOut { .. } => ("signed_out", None),
    };
    let person = kept.person().unwrap_or_default().to_owned();
    let sealed = sealer.seal_json(SEALED, ROW, &SessionRow { person, tokens })?;
    tx.prepare_cached(
        "INSERT INTO session (id, state, sealed) VALUES (?1, ?2, ?3)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, sealed = excluded.sealed",
    )?
    .execute((ROW, state, sealed))?;
    Ok(())
}

/// Forgets who it was.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM session", [])?;
    Ok(())
}
