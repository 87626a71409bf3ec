//! What the city publishes as collections that phones follow with cursors.
//!
//! A new collection is one more variant here, its rows in [`crate::sources`], and its address in `api`: the records, the
//! protocol, the switches and the console's count take it from this list.

use rusqlite::ToSql;
use rusqlite::types::ToSqlOutput;

/// One collection. Its name is the one in its address, in the records and on the switches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Collection {
    /// The facilities of the city.
    Places,
    /// What is on: the agenda.
    Events,
    /// Districts and barrios with their boundaries.
    Areas,
    /// What can be booked at the sports centres.
    Bookables,
}

impl Collection {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Places, Self::Events, Self::Areas, Self::Bookables];

    /// The name of the whole.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Places => "places",
            Self::Events => "events",
            Self::Areas => "areas",
            Self::Bookables => "bookables",
        }
    }

    /// The name of one row.
    #[must_use]
    pub const fn singular(self) -> &'static str {
        match self {
            Self::Places => "place",
            Self::Events => "event",
            Self::Areas => "area",
            Self::Bookables => "bookable",
        }
    }
}

impl ToSql for Collection {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_collections_share_a_name() {
        let names: BTreeSet<&str> = Collection::ALL.into_iter().map(Collection::name).collect();
        assert_eq!(names.len(), Collection::ALL.len());
    }
}
