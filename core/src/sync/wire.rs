//! A page of changes, as the city sends it. The same envelope for every collection.

use chrono::{DateTime, Utc};
use serde::Deserialize;

/// Changes after a cursor, in the city's commit order; the last state of each row only.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Page<R> {
    /// Rows that were added or changed.
    pub rows: Vec<R>,
    /// Rows that are gone.
    #[serde(default)]
    pub deletes: Vec<Delete>,
    /// The cursor to ask with next.
    pub next: String,
    /// Whether there is more after `next`.
    pub more: bool,
    /// The city's time of this answer.
    pub as_of: DateTime<Utc>,
    /// What the whole collection amounts to now. Meaningful on the last page.
    pub total: Total,
}

/// A tombstone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Delete {
    /// The row that is gone.
    pub id: i64,
    /// The version of its going: an older row never comes back over it.
    pub version: i64,
}

/// The sum of a collection, to notice a change that was skipped or kept by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Total {
    /// Live rows.
    pub count: u64,
    /// [`crate::kernel::CollectionChecksum`] of the live rows.
    pub checksum: String,
}
