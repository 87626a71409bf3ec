//! Public test vectors, read where `MADRID_SHARED` says (default: `shared` beside the workspace). What is accepted elsewhere is accepted here,
//! what must be refused is refused for the right reason, and how many of each file were in scope is printed.

#[cfg(test)]
mod dcql;
#[cfg(test)]
mod jose;
#[cfg(test)]
mod mdoc;
#[cfg(test)]
mod sd_jwt;
#[cfg(test)]
mod status;

use std::path::PathBuf;

use serde_json::Value;

/// A file of the vectors; `None`, said aloud, where there are none.
#[cfg(test)]
fn file(name: &str) -> Option<Vec<u8>> {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared = std::env::var_os("MADRID_SHARED").map_or_else(|| "../shared".into(), PathBuf::from);
    let path = workspace.join(shared).join("vectors").join(name);
    let read = std::fs::read(&path).ok();
    if read.is_none() {
        eprintln!("SKIPPED: no test vectors {name} (set MADRID_SHARED)");
    }
    read
}

/// A file of JSON.
#[cfg(test)]
fn json(name: &str) -> Option<Value> {
    file(name).map(|bytes| serde_json::from_slice(&bytes).expect("vectors are JSON"))
}

/// Says how much of a file was tried, and that it was something.
#[cfg(test)]
fn counted(name: &str, inside: usize, outside: usize) {
    println!("{name}: {inside} in scope, {outside} not");
    assert!(inside > 0, "{name}: nothing of it was tried");
}
