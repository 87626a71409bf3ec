//! What the city publishes at the start: the catalogue and the agenda, and invented places to fill up with.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::api::BookableWire;
use crate::calendar::today;
use crate::catalogue::{
    CatalogueError, Event, Facility, FacilityKind, Loaded, Quality, default_agenda, default_areas, default_catalogue,
    load,
};
use crate::clock::rfc3339;
use crate::options::CityOptions;
use crate::sectors::sport::bookings::{Recurso, offered_by};
use crate::store::Collection;
use crate::{synthetic, synthetic_events};

/// The rows of every collection in the order in which they are published.
#[derive(Debug)]
pub struct Sources {
    collections: BTreeMap<Collection, Rows>,
    /// What the sport desk has to offer at the places.
    pub bookable: Vec<Recurso>,
    /// What was found in the files.
    pub quality: Quality,
}

/// Ids, each once, and the JSON that is published (without a version).
type Rows = Vec<(i64, String)>;

impl Sources {
    /// The rows of a collection.
    #[must_use]
    pub fn rows(&self, collection: Collection) -> &[(i64, String)] {
        self.collections.get(&collection).map_or(&[], Vec::as_slice)
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
    let mut facilities = with_invented(loaded.facilities, options);
    let events = with_invented_events(loaded.events, &facilities, options, now);
    let places = rows(
        dealt(&mut facilities)
            .into_iter()
            .map(|facility| (facility.id, facility)),
    )?;
    let events = by_id(events.iter().map(|event| (event.id, event)))?;
    let areas = by_id(loaded.areas.iter().map(|area| (area.id, area)))?;
    let bookable: Vec<_> = places.iter().flat_map(|(_, place)| offered_by(place)).collect();
    let bookables = by_id(bookable.iter().map(|item| (item.recurso, BookableWire::new(item))))?;
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

/// Like cards: one of each kind in each district, then a second one, and so on; each time the sort whose kind and district have
/// come least often. Whoever has only the beginning of the list has something of every kind and something of every district, and
/// nobody had to say where they are.
fn dealt(facilities: &mut [Facility]) -> Vec<&Facility> {
    facilities.sort_unstable_by_key(|facility| facility.id);
    let mut sorts: BTreeMap<Sort<'_>, VecDeque<&Facility>> = BTreeMap::new();
    for facility in &*facilities {
        sorts.entry(sort(facility)).or_default().push_back(facility);
    }
    let (mut kinds, mut districts) = (BTreeMap::new(), BTreeMap::new());
    let mut dealt = Vec::with_capacity(facilities.len());
    while !sorts.is_empty() {
        let mut round: Vec<Sort<'_>> = sorts.keys().copied().collect();
        let often = |kinds: &BTreeMap<_, usize>, districts: &BTreeMap<_, usize>, (kind, district): &Sort<'_>| {
            kinds.get(kind).unwrap_or(&0) + districts.get(district).unwrap_or(&0)
        };
        while let Some(at) =
            (0..round.len()).min_by_key(|at| round.get(*at).map(|sort| often(&kinds, &districts, sort)))
        {
            let (kind, district) = round.remove(at);
            *kinds.entry(kind).or_default() += 1;
            *districts.entry(district).or_default() += 1;
            dealt.extend(sorts.get_mut(&(kind, district)).and_then(VecDeque::pop_front));
        }
        sorts.retain(|_, left| !left.is_empty());
    }
    dealt
}

/// What is told apart when places are dealt.
type Sort<'a> = (FacilityKind, Option<&'a str>);

fn sort(facility: &Facility) -> Sort<'_> {
    (facility.kind, facility.district_code.as_deref())
}

fn rows<T: Serialize>(all: impl Iterator<Item = (i64, T)>) -> Result<Rows, SourceError> {
    all.map(|(id, row)| Ok((id, serde_json::to_string(&row)?))).collect()
}

fn by_id<T: Serialize>(all: impl Iterator<Item = (i64, T)>) -> Result<Rows, SourceError> {
    let mut rows = rows(all)?;
    rows.sort_unstable_by_key(|(id, _)| *id);
    Ok(rows)
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_beginning_of_the_list_has_something_of_everything() {
        let mut all: Vec<_> = (1..=3_000)
            .map(|n| synthetic::place(1, synthetic::FIRST_ID + n))
            .collect();
        let sort = |facility: &Facility| (facility.kind, facility.district_code.clone());
        let sorts: BTreeSet<_> = all.iter().map(sort).collect();
        let dealt: Vec<_> = dealt(&mut all).into_iter().cloned().collect();
        let first: BTreeSet<_> = dealt.iter().take(sorts.len()).map(sort).collect();
        assert_eq!(first, sorts);
        let ids: BTreeSet<i64> = dealt.iter().map(|facility| facility.id).collect();
        assert_eq!(ids.len(), 3_000);
    }

    #[test]
    fn a_short_beginning_has_every_kind_and_every_district_also_where_few_sorts_exist() {
        let mut all: Vec<_> = (1..=3_000)
            .map(|n| synthetic::place(1, synthetic::FIRST_ID + n))
            .filter(|facility| facility.id % 7 == 0 || facility.kind == FacilityKind::Library)
            .collect();
        let kinds = |all: &[Facility]| all.iter().map(|facility| facility.kind).collect::<BTreeSet<_>>();
        let districts = |all: &[Facility]| {
            let codes = all.iter().map(|facility| facility.district_code.clone());
            codes.collect::<BTreeSet<_>>()
        };
        let everything = (kinds(&all), districts(&all));
        let first: Vec<Facility> = dealt(&mut all).into_iter().take(50).cloned().collect();
        assert_eq!((kinds(&first), districts(&first)), everything);
    }

    #[test]
    fn the_order_does_not_follow_from_the_order_of_the_files() {
        let mut all: Vec<_> = (1..=300)
            .map(|n| synthetic::place(1, synthetic::FIRST_ID + n))
            .collect();
        let ids = |all: &mut [Facility]| dealt(all).iter().map(|facility| facility.id).collect::<Vec<_>>();
        let before = ids(&mut all);
        all.reverse();
        assert_eq!(ids(&mut all), before);
    }
}
