//! Writes a database as SQL, readable enough to review.

use rusqlite::Connection;
use rusqlite::types::ValueRef;

/// Every object of the schema with its text, in order of name. White space counts: it tells who made it.
pub fn schema(connection: &Connection) -> Vec<(String, String, String)> {
    let query = "SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name";
    let mut query = connection.prepare(query).unwrap();
    let rows = query
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

/// The statements that make this database again.
pub fn dump(connection: &Connection) -> String {
    let objects = schema(connection);
    let mut statements = Vec::new();
    // Tables before the indexes on them.
    for kind in ["table", "index", "trigger", "view"] {
        // What SQLite keeps for itself (AUTOINCREMENT) it makes itself.
        let is_ours = |name: &str, sql: &str| !sql.is_empty() && !name.starts_with("sqlite_");
        let of_kind = objects
            .iter()
            .filter(|(of, name, sql)| of == kind && is_ours(name, sql));
        for (_, name, sql) in of_kind {
            statements.push(format!("{sql};"));
            if kind == "table" {
                statements.extend(rows(connection, name));
            }
        }
    }
    let version: i64 = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    statements.push(format!("PRAGMA user_version = {version};"));
    statements.join("\n") + "\n"
}

fn rows(connection: &Connection, table: &str) -> Vec<String> {
    let mut query = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let columns = query.column_count();
    let mut rows = query.query([]).unwrap();
    let mut inserts = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let values: Vec<String> = (0..columns)
            .map(|column| literal(row.get_ref(column).unwrap()))
            .collect();
        inserts.push(format!("INSERT INTO {table} VALUES ({});", values.join(", ")));
    }
    inserts
}

fn literal(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => format!("{number:?}"),
        ValueRef::Text(text) => format!("'{}'", String::from_utf8_lossy(text).replace('\'', "''")),
        ValueRef::Blob(bytes) => format!(
            "X'{}'",
            bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>()
        ),
    }
}
