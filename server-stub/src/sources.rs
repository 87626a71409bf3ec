//! What the city publishes at the start: the catalogue, and invented places to fill up with.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::catalogue::{CatalogueError, Facility, default_catalogue, load};
use crate::synthetic;

/// The places by id, each as the JSON that is published (without a version).
pub fn gather(catalogue: &[PathBuf], synthetic: usize, seed: u64) -> Result<BTreeMap<i64, String>, SourceError> {
    let facilities = if catalogue.is_empty() {
        default_catalogue()
    } else {
        load(catalogue)?.facilities
    };
    let mut places = BTreeMap::new();
    for facility in &facilities {
        keep(&mut places, facility)?;
    }
    let missing = synthetic.saturating_sub(places.len());
    for id in (synthetic::FIRST_ID + 1..).take(missing) {
        keep(&mut places, &synthetic::place(seed, id))?;
    }
    Ok(places)
}

fn keep(places: &mut BTreeMap<i64, String>, facility: &Facility) -> Result<(), SourceError> {
    places.insert(facility.id, serde_json::to_string(facility)?);
    Ok(())
}

/// The places cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The files are not what they should be.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// A place cannot be written as JSON: its coordinates are no numbers.
    #[error("a place cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}
