//! Which outside libraries a module may name: the core's floor is pure, and each door to the outside has one keeper.

use crate::facts::RustFile;
use crate::tree::Violation;

/// A library and the only modules that may name it. Prefixes of `crate folder::module`.
struct Door {
    library: &'static str,
    keepers: &'static [&'static str],
    why: &'static str,
}

/// The doors. Whoever else names the library breaks a rule, wherever the manifest would let it.
const DOORS: [Door; 7] = [
    Door {
        library: "uniffi",
        keepers: &["bindings::"],
        why: "only the bindings know uniffi",
    },
    Door {
        library: "reqwest",
        keepers: &["core::net"],
        why: "only `net` talks to the network",
    },
    Door {
        library: "rustls",
        keepers: &["core::net", "server-stub::", "tests::"],
        why: "only `net` knows TLS",
    },
    Door {
        library: "axum",
        keepers: &["server-stub::"],
        why: "only the city serves",
    },
    Door {
        library: "madrid_core",
        keepers: &["bindings::", "core/benches::", "core/fuzz/fuzz_targets::", "tests::"],
        why: "shells and city see the boundary",
    },
    Door {
        library: "fluent_bundle",
        keepers: &["core::text"],
        why: "only `text` makes sentences",
    },
    Door {
        library: "clap",
        keepers: &["bindings/xtask::", "server-stub::", "tests/citizen::"],
        why: "only programs read arguments",
    },
];

/// What the rooms at the bottom may name from outside: values, no I/O. `unicode_normalization` folds accents for search.
const FLOORS: [(&str, &[&str]); 2] = [
    (
        "kernel",
        &[
            "std",
            "core",
            "alloc",
            "serde",
            "chrono",
            "chrono_tz",
            "geo",
            "thiserror",
            "unicode_normalization",
        ],
    ),
    (
        "text",
        &[
            "std",
            "core",
            "alloc",
            "chrono",
            "chrono_tz",
            "thiserror",
            "fluent_bundle",
            "unic_langid",
        ],
    ),
];

/// Libraries that act: no pure module may name them.
const ACTING: [&str; 6] = ["tokio", "rusqlite", "reqwest", "rustls", "ring", "tracing"];

/// Modules of the core in which SQLite's types may be named: the store, what runs inside its transaction, and the
/// sum of all errors. SQL itself is narrower: see `sql.rs`.
const NO_SQLITE: [&str; 4] = ["kernel", "text", "ports", "net"];

/// Every library named where it must not be. `libraries` are the dependencies of all manifests, as code names them.
pub fn misplaced_libraries(files: &[RustFile], libraries: &[String]) -> Vec<Violation> {
    let mut found = Vec::new();
    for file in files {
        for named in file.named.iter().filter(|named| !named.test) {
            let Some(library) = named.segments.first() else {
                continue;
            };
            if let Some(why) = objection(file, library, libraries) {
                found.push(Violation::new(
                    &file.path,
                    named.line,
                    format!("`{}`: {why}", named.segments.join("::")),
                ));
            }
        }
    }
    found
}

fn objection(file: &RustFile, library: &str, libraries: &[String]) -> Option<String> {
    let place = format!("{}::{}", file.home, file.module.join("::"));
    let door = DOORS.iter().find(|door| door.library == library);
    if let Some(door) = door.filter(|door| !door.keepers.iter().any(|keeper| place.starts_with(keeper))) {
        return Some(door.why.to_owned());
    }
    let (room, role) = if file.home == "core" {
        file.room_and_role()
    } else {
        return None;
    };
    let known = library == "std" || libraries.iter().any(|name| name == library);
    if let Some((_, allowed)) = FLOORS.iter().find(|(name, _)| *name == room) {
        return (known && !allowed.contains(&library)).then(|| format!("`{room}` is pure and does not use it"));
    }
    if ["model", "rules", "wire"].contains(&role) && ACTING.contains(&library) {
        return Some(format!("`{role}` of `{room}` is pure"));
    }
    (NO_SQLITE.contains(&room) && library == "rusqlite").then(|| format!("`{room}` knows no database"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crates::libraries;
    use crate::facts::{self, sample};
    use crate::tree::{self, assert_none, assert_objects};

    fn check(path: &str, text: &str) -> Vec<Violation> {
        let libraries = ["uniffi", "reqwest", "rusqlite", "tokio", "ring", "serde"].map(str::to_owned);
        misplaced_libraries(&sample(path, text), &libraries)
    }

    #[test]
    fn this_workspace_keeps_its_doors() {
        assert_none(misplaced_libraries(facts::real(), &libraries(tree::real())));
    }

    #[test]
    fn each_door_has_its_keeper() {
        assert_objects(
            &check("core/src/tax/service.rs", "use uniffi::Object;"),
            1,
            "only the bindings",
        );
        assert_objects(
            &check("tests/citizen/src/main.rs", "#[uniffi::export] fn f() { uniffi::x() }"),
            1,
            "bindings",
        );
        assert_objects(
            &check("core/src/places/service.rs", "use reqwest::Client;"),
            1,
            "only `net`",
        );
        assert_objects(
            &check("bindings/src/lib.rs", "fn f() -> reqwest::Client {}"),
            1,
            "only `net`",
        );
        assert_objects(
            &check("server-stub/src/wire.rs", "use madrid_core::places::Place;"),
            1,
            "boundary",
        );
        assert_objects(
            &check("tests/citizen/src/main.rs", "use madrid_core::App;"),
            1,
            "boundary",
        );
        assert_objects(
            &check("core/src/places/service.rs", "use fluent_bundle::FluentArgs;"),
            1,
            "only `text`",
        );
        assert_none(check("core/src/net/http.rs", "use reqwest::Client;"));
        assert_none(check(
            "bindings/src/lib.rs",
            "use madrid_core::App; use uniffi::Object;",
        ));
    }

    #[test]
    fn the_floor_is_pure() {
        assert_objects(
            &check("core/src/kernel/cents.rs", "use rusqlite::types::ToSql;"),
            1,
            "pure",
        );
        assert_objects(
            &check("core/src/text/mod.rs", "fn f() { tokio::spawn(x()); }"),
            1,
            "pure",
        );
        assert_objects(&check("core/src/tax/rules.rs", "use tokio::time::Instant;"), 1, "pure");
        assert_objects(&check("core/src/tax/model.rs", "use rusqlite::Row;"), 1, "pure");
        assert_objects(&check("core/src/tax/wire.rs", "use rusqlite::Row;"), 1, "pure");
        assert_objects(
            &check("core/src/net/client.rs", "use rusqlite::Connection;"),
            1,
            "no database",
        );
        assert_none(check(
            "core/src/kernel/cents.rs",
            "use serde::Serialize; use std::fmt; use cents::X;",
        ));
        assert_none(check("core/src/tax/store.rs", "use rusqlite::Row;"));
    }
}
