//! Collections that phones follow: changes after a cursor, and one row. All of them speak alike.

use std::fmt::Write as _;

use axum::extract::{Path, Query, State, rejection::QueryRejection};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use serde::Deserialize;

use super::Problem;
use super::tags::{Held, respond};
use crate::clock::rfc3339;
use crate::state::CityState;
use crate::store::{self, Collection, CursorLost, Entry, Meta, Page, Position, StoreError};
use crate::wire::Delete;

const DEFAULT_LIMIT: u32 = 1_000;
const MAX_LIMIT: u32 = 10_000;

/// What can be asked of the list. `limit` is read as text so that a wrong one is answered in the city's words.
#[derive(Debug, Deserialize)]
pub struct ListQuery {
    after: Option<String>,
    limit: Option<String>,
}

impl ListQuery {
    fn limit(&self) -> Result<u32, Problem> {
        let Some(text) = &self.limit else {
            return Ok(DEFAULT_LIMIT);
        };
        text.parse()
            .ok()
            .filter(|limit| (1..=MAX_LIMIT).contains(limit))
            .ok_or(Problem::BAD_LIMIT)
    }
}

/// The changes of a collection after a cursor.
pub fn list_of(collection: Collection) -> MethodRouter<CityState> {
    get(
        move |city: State<CityState>, query: Result<Query<ListQuery>, QueryRejection>, headers: HeaderMap| {
            list(collection, city, query, headers)
        },
    )
}

/// One row of a collection.
pub fn one_of(collection: Collection) -> MethodRouter<CityState> {
    get(move |city: State<CityState>, id: Path<String>, headers: HeaderMap| show(collection, city, id, headers))
}

async fn list(
    collection: Collection,
    State(city): State<CityState>,
    query: Result<Query<ListQuery>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Query(query) = query?;
    let limit = query.limit()?;
    let held = Held::of(&headers);
    let as_of = rfc3339(city.clock().now());
    let answer = city
        .with_store(move |store| {
            store.read(|connection| {
                let meta = Meta::read(connection, collection)?;
                let from = match &query.after {
                    None => Ok(Position::beginning(&meta)),
                    Some(cursor) => Position::read(cursor, &meta),
                };
                let Ok(from) = from else { return Ok(Err(CursorLost)) };
                let page = store::page(connection, collection, &meta, (from, limit))?;
                let name = collection.name();
                let tag = format!("\"{name}-{}-{}-{}\"", meta.epoch, meta.sequence, from.sequence);
                let body = if page.entries.is_empty() && held.has(&tag) {
                    None
                } else {
                    Some(write_page(&page, &page_tail(&page, from, &meta, &as_of)?)?)
                };
                Ok(Ok((tag, body)))
            })
        })
        .await?;
    let (tag, body) = answer.map_err(|CursorLost| Problem::CURSOR_LOST)?;
    respond(&tag, body)
}

async fn show(
    collection: Collection,
    State(city): State<CityState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id: i64 = id.parse().map_err(|_| unknown(collection))?;
    let held = Held::of(&headers);
    let answer = city
        .with_store(move |store| {
            store.read(|connection| {
                let Some(entry) = store::one(connection, collection, id)? else {
                    return Ok(None);
                };
                let tag = format!(
                    "\"{}-{}-{}-{}\"",
                    collection.singular(),
                    Meta::read(connection, collection)?.epoch,
                    entry.id,
                    entry.version
                );
                let mut body = String::new();
                write_row(&mut body, &entry);
                Ok(Some((held.has(&tag), tag, body)))
            })
        })
        .await?;
    let (is_held, tag, body) = answer.ok_or_else(|| unknown(collection))?;
    respond(&tag, (!is_held).then_some(body))
}

const fn unknown(collection: Collection) -> Problem {
    match collection {
        Collection::Places => Problem::PLACE_UNKNOWN,
        Collection::Events => Problem::EVENT_UNKNOWN,
        Collection::Areas => Problem::NOT_FOUND,
        Collection::Bookables => Problem::BOOKABLE_UNKNOWN,
    }
}

/// The part of a page that comes after its rows.
fn page_tail(page: &Page, from: Position, meta: &Meta, as_of: &str) -> Result<String, StoreError> {
    let deletes: Vec<Delete> = page
        .entries
        .iter()
        .filter(|entry| entry.content.is_none())
        .map(|entry| Delete {
            id: entry.id,
            version: entry.version,
        })
        .collect();
    let tail = serde_json::json!({
        "deletes": deletes,
        "next": from.cursor(page.reached, meta),
        "more": page.more,
        "as_of": as_of,
        "total": meta.total(),
    });
    Ok(serde_json::to_string(&tail)?)
}

/// Joins stored JSON instead of writing it anew: a page of 10,000 rows has to be quick in a debug build, too.
fn write_page(page: &Page, tail: &str) -> Result<String, StoreError> {
    let size: usize = page
        .entries
        .iter()
        .filter_map(|entry| entry.content.as_ref())
        .map(|json| json.len() + 32)
        .sum();
    let mut body = String::with_capacity(size + tail.len() + 16);
    body.push_str("{\"rows\":[");
    let mut first = true;
    for entry in page.entries.iter().filter(|entry| entry.content.is_some()) {
        if !first {
            body.push(',');
        }
        first = false;
        write_row(&mut body, entry);
    }
    body.push_str("],");
    body.push_str(tail.strip_prefix('{').ok_or(StoreError::Damaged)?);
    Ok(body)
}

fn write_row(body: &mut String, entry: &Entry) {
    let content = entry
        .content
        .as_deref()
        .and_then(|json| json.strip_prefix('{'))
        .unwrap_or("}");
    // Writing to a String cannot fail.
    let _ = write!(body, "{{\"version\":{},", entry.version);
    body.push_str(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: i64, version: i64, content: Option<&str>) -> Entry {
        Entry {
            id,
            version,
            content: content.map(str::to_owned),
        }
    }

    #[test]
    fn a_page_is_joined_into_valid_json() {
        let meta = Meta::empty("00000000000000aa".into());
        let entries = vec![
            entry(7, 1, Some("{\"id\":7,\"name\":\"á\"}")),
            entry(8, 2, None),
            entry(9, 3, Some("{\"id\":9,\"name\":\"b\"}")),
        ];
        let page = Page {
            entries,
            reached: 3,
            more: false,
        };
        let tail = page_tail(&page, Position::beginning(&meta), &meta, "2026-11-24T10:00:00Z").unwrap();
        let read: serde_json::Value = serde_json::from_str(&write_page(&page, &tail).unwrap()).unwrap();
        let expected = serde_json::json!({
            "rows": [{"id": 7, "version": 1, "name": "á"}, {"id": 9, "version": 3, "name": "b"}],
            "deletes": [{"id": 8, "version": 2}],
            "next": "00000000000000aa.3.0", "more": false, "as_of": "2026-11-24T10:00:00Z",
            "total": {"count": 0, "checksum": "0000000000000000"},
        });
        assert_eq!(read, expected);
    }

    #[test]
    fn limits_have_bounds() {
        let limit = |text: Option<&str>| {
            ListQuery {
                after: None,
                limit: text.map(str::to_owned),
            }
            .limit()
        };
        assert_eq!(limit(None), Ok(1_000));
        assert_eq!((limit(Some("1")), limit(Some("10000"))), (Ok(1), Ok(10_000)));
        for wrong in ["0", "10001", "-1", "", "x", "1.5"] {
            assert_eq!(limit(Some(wrong)), Err(Problem::BAD_LIMIT), "{wrong}");
        }
    }
}
