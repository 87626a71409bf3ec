//! SQL stands only in `store/` and in a feature's `store.rs`; migrations are numbered files that say why.

use crate::facts::RustFile;
use crate::tree::{File, Violation};

/// Texts that are SQL whatever their case, after white space is made one blank.
const ANY_CASE: [&str; 8] = [
    "insert into ",
    "insert or ",
    "delete from ",
    "create table ",
    "create index ",
    "drop table ",
    "alter table ",
    "pragma ",
];

/// Pairs that are SQL only in capitals: "Select a place from the list" is a sentence.
const IN_CAPITALS: [(&str, &str); 3] = [("SELECT ", " FROM "), ("UPDATE ", " SET "), ("WITH ", " SELECT ")];

/// SQL in a text outside the store. Tests and benches may look into the database as they like.
pub fn sql_outside_the_store(files: &[RustFile]) -> Vec<Violation> {
    let watched = files
        .iter()
        .filter(|file| !is_store(&file.path) && file.home != "core/benches");
    watched
        .flat_map(|file| {
            let texts = file.texts.iter().filter(|text| !text.test && is_sql(&text.text));
            texts.map(|text| Violation::new(&file.path, text.line, format!("SQL outside the store: {}", text.text)))
        })
        .collect()
}

/// Migrations that are not numbered without a gap, or do not start by saying why.
pub fn unruly_migrations(files: &[File]) -> Vec<Violation> {
    let mut found = Vec::new();
    let migrations = files
        .iter()
        .filter(|file| file.path.starts_with("core/") && file.path.ends_with(".sql"));
    for (number, file) in (1..).zip(migrations) {
        if !file
            .path
            .starts_with(&format!("core/src/store/migrations/{number:03}_"))
        {
            found.push(Violation::new(
                &file.path,
                0,
                format!("a migration is core/src/store/migrations/{number:03}_NAME.sql"),
            ));
        }
        if !file.text().is_some_and(|text| text.starts_with("--")) {
            found.push(Violation::new(
                &file.path,
                1,
                "a migration starts with a comment that says why",
            ));
        }
    }
    found
}

fn is_store(path: &str) -> bool {
    path.contains("/src/store/") || path.ends_with("/store.rs")
}

fn is_sql(text: &str) -> bool {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ") + " ";
    let lower = text.to_lowercase();
    let starts = ANY_CASE.iter().any(|start| lower.starts_with(start));
    starts
        || IN_CAPITALS
            .iter()
            .any(|(start, then)| text.starts_with(start) && text.contains(then))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{self, sample};
    use crate::tree::{self, assert_none, assert_objects};

    #[test]
    fn this_workspace_keeps_sql_in_the_store() {
        assert_none(sql_outside_the_store(facts::real()));
        assert_none(unruly_migrations(tree::real()));
    }

    #[test]
    fn sql_elsewhere_is_found_in_any_dress() {
        for line in [
            r#"fn f() { run("SELECT name FROM place") }"#,
            r##"const SQL: &str = r#"insert into place values (1)"#;"##,
            "fn f() { run(\"\n   UPDATE place\n   SET name = ?\") }",
            r#"fn f() { sql!("delete from place"); }"#,
            r#"fn f() { concat!("PRAGMA ", "x"); }"#,
        ] {
            assert_objects(
                &sql_outside_the_store(&sample("core/src/places/service.rs", line)),
                1,
                "SQL outside",
            );
            assert_objects(
                &sql_outside_the_store(&sample("bindings/src/places.rs", line)),
                1,
                "SQL outside",
            );
            assert_none(sql_outside_the_store(&sample("core/src/places/store.rs", line)));
            assert_none(sql_outside_the_store(&sample("server-stub/src/store/places.rs", line)));
        }
    }

    #[test]
    fn sentences_and_tests_are_not_sql() {
        let line = r#"fn f() { say("Select a place from the list, or update what is set") }"#;
        assert_none(sql_outside_the_store(&sample("core/src/places/service.rs", line)));
        let test = r#"#[cfg(test)] mod tests { fn f() { run("SELECT 1 FROM place") } }"#;
        assert_none(sql_outside_the_store(&sample("core/src/places/service.rs", test)));
    }

    #[test]
    fn a_migration_is_numbered_and_says_why() {
        let gap = [
            File::sample("core/src/store/migrations/001_a.sql", "-- why\nCREATE TABLE a (x);"),
            File::sample("core/src/store/migrations/003_b.sql", "-- why\n"),
        ];
        assert_objects(&unruly_migrations(&gap), 1, "002_NAME");
        let silent = [File::sample(
            "core/src/store/migrations/001_a.sql",
            "CREATE TABLE a (x);",
        )];
        assert_objects(&unruly_migrations(&silent), 1, "says why");
    }
}
