//! What the city publishes at the start: the catalogue and the agenda, and invented places to fill up with.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::api::BookableWire;
use crate::calendar::today;
use crate::catalogue::{CatalogueError, Loaded, Quality, default_agenda, default_catalogue, load};
use crate::clock::rfc3339;
use crate::options::CityOptions;
use crate::sectors::sport::bookings::{Recurso, offered_by};
use crate::store::Collection;
use crate::synthetic;

/// The rows of every collection by id, each as the JSON that is published (without a version).
#[derive(Debug)]
pub struct Sources {
    collections: BTreeMap<Collection, Rows>,
    /// What the sport desk has to offer at the places.
    pub bookable: Vec<Recurso>,
    /// What was found in the files.
    pub quality: Quality,
}

type Rows = BTreeMap<i64, String>;

static NONE: Rows = Rows::new();

impl Sources {
    /// The rows of a collection.
    #[must_use]
    pub fn rows(&self, collection: Collection) -> &Rows {
        self.collections.get(&collection).unwrap_or(&NONE)
    }
}

/// Reads or invents everything. `now` is the city's time: the invented agenda lies around its day.
///
/// # Errors
/// If a file cannot be used. Nothing is kept then.
pub fn gather(options: &CityOptions, now: DateTime<Utc>) -> Result<Sources, SourceError> {
    let loaded = if options.catalogue.is_empty() {
        built_in(now)
    } else {
        load(&options.catalogue)?
    };
    let mut places = rows(loaded.facilities.iter().map(|facility| (facility.id, facility)))?;
    let missing = options.synthetic.saturating_sub(places.len());
    let invented = (synthetic::FIRST_ID + 1..)
        .take(missing)
        .map(|id| (id, synthetic::place(options.seed, id)));
    places.append(&mut rows(invented)?);
    let events = rows(loaded.events.iter().map(|event| (event.id, event)))?;
    let areas = rows(loaded.areas.iter().map(|area| (area.id, area)))?;
    let bookable: Vec<_> = places.values().flat_map(|place| offered_by(place)).collect();
    let bookables = rows(bookable.iter().map(|item| (item.recurso, BookableWire::new(item))))?;
    let all = [
        (Collection::Places, places),
        (Collection::Events, events),
        (Collection::Areas, areas),
        (Collection::Bookables, bookables),
    ];
    Ok(Sources {
        collections: all.into(),
        bookable,
        quality: Quality::of(&loaded.report, rfc3339(now)),
    })
}

fn built_in(now: DateTime<Utc>) -> Loaded {
    let facilities = default_catalogue();
    Loaded {
        events: default_agenda(today(now), &facilities),
        facilities,
        ..Loaded::default()
    }
}

fn rows<T: Serialize>(all: impl Iterator<Item = (i64, T)>) -> Result<Rows, SourceError> {
    all.map(|(id, row)| Ok((id, serde_json::to_string(&row)?))).collect()
}

/// What is to be published cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The files are not what they should be.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// A row cannot be written as JSON: its coordinates are no numbers.
    #[error("a row cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}
