//! Reads a dead phone's database with plain SQLite and says what is wrong with it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde_json::Value;

/// Everything ever done to the rows, written by the phone's own transactions.
const LOG: &str = "
CREATE TABLE judge_log (op TEXT NOT NULL, id INTEGER NOT NULL, version INTEGER NOT NULL);
CREATE TRIGGER judge_insert AFTER INSERT ON place BEGIN
    INSERT INTO judge_log VALUES ('put', NEW.id, NEW.version);
END;
CREATE TRIGGER judge_update AFTER UPDATE ON place BEGIN
    INSERT INTO judge_log VALUES ('put', NEW.id, NEW.version);
    INSERT INTO judge_log SELECT 'back', NEW.id, NEW.version WHERE NEW.version <= OLD.version;
END;
CREATE TRIGGER judge_delete AFTER DELETE ON place BEGIN
    INSERT INTO judge_log VALUES ('gone', OLD.id, OLD.version);
END;";

/// Where the phone keeps its data.
pub fn database(home: &Path) -> PathBuf {
    home.join("madrid.db")
}

/// Adds the log to a phone that has not synchronised yet.
pub fn watch(home: &Path) {
    Connection::open(database(home)).unwrap().execute_batch(LOG).unwrap();
}

/// What a dead phone holds: opened as a copy, so that the phone itself has to recover when it starts again.
pub fn examine(home: &Path, epoch: &str) {
    let copy = tempfile::tempdir().unwrap();
    for suffix in ["", "-wal"] {
        let name = format!("madrid.db{suffix}");
        if home.join(&name).exists() {
            std::fs::copy(home.join(&name), copy.path().join(&name)).unwrap();
        }
    }
    let connection = Connection::open(database(copy.path())).unwrap();
    let verdict: String = text(&connection, "PRAGMA integrity_check");
    assert_eq!(verdict, "ok");
    let reached = reached(&connection, epoch);
    let newest = number(&connection, "SELECT coalesce(max(version), 0) FROM judge_log");
    assert!(
        newest <= reached,
        "row {newest} was applied, but the cursor stands at {reached}"
    );
    assert_eq!(number(&connection, APPLIED_TWICE), 0, "a change was applied twice");
    let aside = std::fs::read_dir(home).unwrap();
    let damaged = aside.filter(|entry| {
        entry
            .as_ref()
            .unwrap()
            .file_name()
            .to_string_lossy()
            .contains("damaged")
    });
    assert_eq!(damaged.count(), 0, "a kill is no damage");
}

const APPLIED_TWICE: &str = "SELECT
    (SELECT count(*) FROM (SELECT 1 FROM judge_log GROUP BY op, id, version HAVING count(*) > 1))
    + (SELECT count(*) FROM judge_log WHERE op = 'back')";

/// How far the cursor stands in the city's sequence; 0 before the first page. The phone must not read it, a judge may.
fn reached(connection: &Connection, epoch: &str) -> i64 {
    let query = "SELECT coalesce((SELECT cursor FROM sync_cursor WHERE collection = 'places'), '')";
    let cursor = text(connection, query);
    if cursor.is_empty() {
        return 0;
    }
    let parts: Vec<&str> = cursor.split('.').collect();
    assert_eq!(parts[0], epoch, "a cursor of this city");
    parts[1].parse().unwrap()
}

/// The phone's rows are the city's live rows.
pub fn compare(home: &Path, city: &BTreeMap<i64, i64>) {
    let connection = Connection::open(database(home)).unwrap();
    let mut query = connection.prepare("SELECT id, version FROM place").unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let phone: BTreeMap<i64, i64> = rows.map(Result::unwrap).collect();
    let missing: Vec<_> = city.iter().filter(|(id, _)| !phone.contains_key(id)).collect();
    let different = city
        .iter()
        .filter(|(id, version)| phone.get(id).is_some_and(|held| held != *version));
    let too_many: Vec<_> = phone.keys().filter(|id| !city.contains_key(id)).collect();
    assert_eq!(
        (missing, different.collect::<Vec<_>>(), too_many),
        (vec![], vec![], vec![]),
        "missing, different, too many"
    );
}

/// How many changes the phone has applied in its life.
pub fn applied(home: &Path) -> i64 {
    number(
        &Connection::open(database(home)).unwrap(),
        "SELECT count(*) FROM judge_log",
    )
}

/// The live rows of a page that holds the whole collection.
pub fn live(page: &Value) -> BTreeMap<i64, i64> {
    assert_eq!(page["more"], false);
    let rows = page["rows"].as_array().unwrap().iter();
    let pair = |row: &Value| (row["id"].as_i64().unwrap(), row["version"].as_i64().unwrap());
    rows.map(pair).collect()
}

fn number(connection: &Connection, query: &str) -> i64 {
    connection.query_row(query, [], |row| row.get(0)).unwrap()
}

fn text(connection: &Connection, query: &str) -> String {
    connection.query_row(query, [], |row| row.get(0)).unwrap()
}
