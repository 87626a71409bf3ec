//! Full-text search by SQLite and, with the feature, by tantivy.

use madrid_core::kernel::{fold, words};
use rusqlite::{Connection, params};

use crate::city::Place;
use crate::finding::search::Way;
use crate::harness::Outcome;

/// Every way there is.
pub fn ways(all: &[Place]) -> Outcome<Vec<(&'static str, Way<'static>)>> {
    let fts = Fts::over(all)?;
    let by_fts: Way<'static> = Box::new(move |typed, limit| fts.find(typed, limit));
    #[cfg_attr(not(feature = "rivals"), expect(unused_mut, reason = "the feature adds to them"))]
    let mut ways = vec![("FTS5, folded", by_fts)];
    #[cfg(feature = "rivals")]
    ways.push(("tantivy, folded", super::crates::Tantivy::over(all)?.way()));
    Ok(ways)
}

/// A table of words as the phone had it: folded, the name counting five times the rest.
pub struct Fts(Connection);

impl Fts {
    /// Over these places.
    pub fn over(all: &[Place]) -> Outcome<Self> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(
            r#"CREATE VIRTUAL TABLE words USING fts5 (name, body, content = '',
                tokenize = "unicode61 remove_diacritics 0"); BEGIN"#,
        )?;
        {
            let mut insert = connection.prepare("INSERT INTO words (rowid, name, body) VALUES (?1, ?2, ?3)")?;
            for place in all {
                insert.execute(params![place.id, fold(&place.name), place.body()])?;
            }
        }
        connection.execute_batch("COMMIT")?;
        Ok(Self(connection))
    }

    fn find(&self, typed: &str, limit: usize) -> Outcome<Vec<i64>> {
        let folded = fold(typed);
        let terms: Vec<String> = words(&folded).map(|word| format!("\"{word}\"*")).collect();
        let sql = "SELECT rowid FROM words WHERE words MATCH ?1 AND rank MATCH 'bm25(5.0, 1.0)' ORDER BY rank LIMIT ?2";
        let mut query = self.0.prepare_cached(sql)?;
        let ids = query.query_map(params![terms.join(" AND "), i64::try_from(limit)?], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}
