//! The credential formats touch nothing: no file, no network, no clock, no randomness of their own.

use crate::facts::RustFile;
use crate::tree::Violation;

/// What a pure crate must not name, as the start or the end of a path.
const STARTS: [&str; 7] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "tokio",
    "rusqlite",
];
const ANYWHERE: [&str; 9] = [
    "SystemTime",
    "Instant",
    "Utc::now",
    "Local::now",
    "OffsetDateTime::now_utc",
    "SystemRandom",
    "thread_rng",
    "OsRng",
    "Local",
];

/// Doors to the outside in madrid-credentials, its tests left out.
pub fn doors_in_credentials(files: &[RustFile]) -> Vec<Violation> {
    let pure = files
        .iter()
        .filter(|file| file.path.starts_with("core/credentials/src/"));
    pure.flat_map(|file| {
        let named = file.named.iter().filter(|named| !named.test);
        named.filter_map(|named| {
            let path = named.segments.join("::");
            let start = STARTS
                .iter()
                .any(|start| path == *start || path.starts_with(&format!("{start}::")));
            let inside = ANYWHERE
                .iter()
                .any(|word| format!("::{path}::").contains(&format!("::{word}::")));
            let what = || format!("`{path}`: time, randomness and bytes are parameters here");
            (start || inside).then(|| Violation::new(&file.path, named.line, what()))
        })
    })
    .collect()
}

/// Rooms of the core that the boundary has no business with: it translates models, it does not work.
const BELOW_THE_BOUNDARY: [&str; 3] = ["store", "net", "sync"];
/// Rooms of a feature that are its own affair.
const INSIDE_A_FEATURE: [&str; 4] = ["store", "wire", "rules", "sync"];

/// What the bindings name below the core's public face.
pub fn bindings_reach_too_deep(files: &[RustFile]) -> Vec<Violation> {
    let boundary = files.iter().filter(|file| file.home == "bindings");
    boundary
        .flat_map(|file| {
            let named = file
                .named
                .iter()
                .filter(|named| !named.test && named.segments.first().is_some_and(|s| s == "madrid_core"));
            named.filter_map(|named| {
                let step = |n: usize| named.segments.get(n).map_or("", String::as_str);
                let deep = BELOW_THE_BOUNDARY.contains(&step(1)) || INSIDE_A_FEATURE.contains(&step(2));
                let what = || format!("`{}`: the boundary knows App and models", named.segments.join("::"));
                deep.then(|| Violation::new(&file.path, named.line, what()))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{self, sample};
    use crate::tree::{assert_none, assert_objects};

    #[test]
    fn this_workspace_keeps_credentials_pure_and_the_boundary_thin() {
        assert_none(doors_in_credentials(facts::real()));
        assert_none(bindings_reach_too_deep(facts::real()));
    }

    #[test]
    fn each_door_is_found() {
        for text in [
            "use std::fs;",
            "fn f() { std::fs::read(\"x\"); }",
            "use std::{net::TcpStream, fmt};",
            "fn f() { std::time::SystemTime::now(); }",
            "use std::time::Instant;",
            "fn f() { chrono::Utc::now(); }",
            "use ring::rand::SystemRandom;",
            "use tokio::sync::Mutex;",
        ] {
            assert_objects(
                &doors_in_credentials(&sample("core/credentials/src/mdoc.rs", text)),
                1,
                "parameters",
            );
        }
        let pure = "use std::time::Duration; use chrono::DateTime; fn f() { #[cfg(test)] fn g() {} }";
        assert_none(doors_in_credentials(&sample("core/credentials/src/mdoc.rs", pure)));
        let test = "#[cfg(test)] mod tests { use std::fs; }";
        assert_none(doors_in_credentials(&sample("core/credentials/src/mdoc.rs", test)));
    }

    #[test]
    fn the_boundary_names_models_only() {
        for text in [
            "use madrid_core::store::Database;",
            "use madrid_core::places::store;",
            "fn f(_: madrid_core::net::NetError) {}",
        ] {
            assert_objects(
                &bindings_reach_too_deep(&sample("bindings/src/places.rs", text)),
                1,
                "App and models",
            );
        }
        let models = "use madrid_core::places::{Place, model::PlaceKind}; use madrid_core::app::App;";
        assert_none(bindings_reach_too_deep(&sample("bindings/src/places.rs", models)));
    }
}
