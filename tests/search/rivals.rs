//! What search could have been: SQLite's full-text search over the same folded words, and reading everything.

use madrid_core::kernel::{Language, fold, words};
use madrid_core::places::{Need, PlaceKind};
use madrid_core::text::plain;
use rusqlite::{Connection, params};

use crate::catalogue::{Catalogue, Facts};
use crate::score::DEEP;

/// The words of a place's kind and needs in both languages: the rivals get them too, or "biblioteca" would be too easy.
fn labels(place: &Facts) -> String {
    let kind = PlaceKind::from_code(&place.kind).label();
    let needs = Need::ALL
        .into_iter()
        .filter(|need| place.needs.iter().any(|code| code == need.code()));
    let keys = std::iter::once(kind).chain(needs.map(Need::label));
    keys.flat_map(|key| Language::ALL.map(|language| fold(&plain(language, key))))
        .collect::<Vec<_>>()
        .join(" ")
}

/// FTS5, the name counting five times the rest.
pub struct Fts(Connection);

impl Fts {
    pub fn over(catalogue: &Catalogue) -> Self {
        let connection = Connection::open_in_memory().unwrap();
        let table = r#"CREATE VIRTUAL TABLE words USING fts5 (name, body, tokenize = "unicode61 remove_diacritics 0")"#;
        connection.execute_batch(table).unwrap();
        for place in &catalogue.facts {
            let body = format!("{} {}", labels(place), place.body);
            connection
                .execute(
                    "INSERT INTO words (rowid, name, body) VALUES (?1, ?2, ?3)",
                    params![place.id, place.name, body],
                )
                .unwrap();
        }
        Self(connection)
    }

    /// Every word, each as a beginning.
    pub fn every_word(&self, ask: &str) -> Vec<i64> {
        self.matching(ask, " AND ")
    }

    /// The same; where that finds nothing, any word.
    pub fn or_any_word(&self, ask: &str) -> Vec<i64> {
        let found = self.every_word(ask);
        if found.is_empty() {
            self.matching(ask, " OR ")
        } else {
            found
        }
    }

    fn matching(&self, ask: &str, between: &str) -> Vec<i64> {
        let folded = fold(ask);
        let terms: Vec<String> = words(&folded).map(|word| format!("\"{word}\"*")).collect();
        let sql = "SELECT rowid FROM words WHERE words MATCH ?1 AND rank MATCH 'bm25(5.0, 1.0)' ORDER BY rank LIMIT ?2";
        let mut query = self.0.prepare(sql).unwrap();
        let ids = query
            .query_map(params![terms.join(between), DEEP], |row| row.get(0))
            .unwrap();
        ids.map(Result::unwrap).collect()
    }
}

/// Every place whose text holds the most of the words anywhere, names first.
pub struct Scan(Vec<(i64, String, String)>);

impl Scan {
    pub fn over(catalogue: &Catalogue) -> Self {
        let text = |place: &Facts| {
            (
                place.id,
                place.name.clone(),
                format!("{} {}", labels(place), place.body),
            )
        };
        Self(catalogue.facts.iter().map(text).collect())
    }

    pub fn find(&self, ask: &str) -> Vec<i64> {
        let folded = fold(ask);
        let asked: Vec<&str> = words(&folded).collect();
        let held = |text: &str| asked.iter().filter(|word| text.contains(**word)).count();
        let mut found: Vec<_> = self
            .0
            .iter()
            .map(|(id, name, body)| {
                let all = asked
                    .iter()
                    .filter(|word| name.contains(**word) || body.contains(**word));
                (all.count(), held(name), *id)
            })
            .filter(|(all, ..)| *all > 0)
            .collect();
        found.sort_by_key(|(all, in_name, id)| (std::cmp::Reverse((*all, *in_name)), *id));
        found.into_iter().take(DEEP as usize).map(|(.., id)| id).collect()
    }
}
