//! What the city publishes at the start: the catalogue and the agenda, and invented places to fill up with.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::api::BookableWire;
use crate::calendar::today;
use crate::catalogue::{
    CatalogueError, Event, Facility, Loaded, Quality, default_agenda, default_areas, default_catalogue, load,
};
use crate::clock::rfc3339;
use crate::options::CityOptions;
use crate::sectors::sport::bookings::{Recurso, offered_by};
use crate::store::Collection;
use crate::{synthetic, synthetic_events};

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
    let facilities = with_invented(loaded.facilities, options);
    let events = with_invented_events(loaded.events, &facilities, options, now);
    let places = rows(facilities.iter().map(|facility| (facility.id, facility)))?;
    let events = rows(events.iter().map(|event| (event.id, event)))?;
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

fn with_invented(mut facilities: Vec<Facility>, options: &CityOptions) -> Vec<Facility> {
    let missing = options.synthetic.saturating_sub(facilities.len());
    facilities.extend(
        (synthetic::FIRST_ID + 1..)
            .take(missing)
            .map(|id| synthetic::place(options.seed, id)),
    );
    facilities
}

fn with_invented_events(
    mut events: Vec<Event>,
    places: &[Facility],
    options: &CityOptions,
    now: DateTime<Utc>,
) -> Vec<Event> {
    let missing = options.synthetic_events.saturating_sub(events.len());
    let invented = places.iter().cycle().zip(1..).take(missing);
    events.extend(invented.map(|(place, number)| synthetic_events::event(options.seed, number, place, today(now))));
    events
}

fn built_in(now: DateTime<Utc>) -> Loaded {
    let facilities = default_catalogue();
    Loaded {
        events: default_agenda(today(now), &facilities),
        facilities,
        areas: default_areas(),
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
