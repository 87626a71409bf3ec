//! How the catalogue comes to the phone: what it weighs, and when the first of it is there.

pub mod bytes;
pub mod first_start;
mod slow_link;

use std::path::{Path, PathBuf};

use madrid_server_stub::CityOptions;

/// Where the City's own files of its facilities are, if they are here.
pub fn real_files() -> Option<PathBuf> {
    let shared = std::env::var_os("MADRID_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    Some(shared.join("madrid-data/facilities")).filter(|folder| folder.is_dir())
}

/// The cities that are looked at, each with its name: invented places, and the City's own where its files are.
pub fn cities() -> Vec<(&'static str, CityOptions)> {
    let invented = CityOptions {
        synthetic: 10_000,
        ..CityOptions::default()
    };
    let real = real_files().map(|folder| {
        let options = CityOptions {
            catalogue: vec![folder],
            ..CityOptions::default()
        };
        ("the City's own places", options)
    });
    std::iter::once(("10,000 places", invented)).chain(real).collect()
}
