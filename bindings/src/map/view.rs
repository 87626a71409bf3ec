//! What a screen draws of the map: pure functions of the core's models, the language and now.

use chrono::{DateTime, Utc};
use madrid_core::agenda::AgendaFound;
use madrid_core::areas::{Area, AreaLevel, Ring, Spot, Whereabouts, label_point, project};
use madrid_core::kernel::{FreshnessState as Freshness, GeoPoint, Language};
use madrid_core::places::Found;
use madrid_core::text::{self, keys};

use super::Read;
use crate::agenda::{self, EventKind};
use crate::places::{self, PlaceKind};
use crate::view::{EmptyView, FreshnessView};

/// The outline of a district or a barrio.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct OutlineView {
    /// The City's code: "01" for a district, "011" for a barrio.
    pub code: String,
    /// Its name, to be written at the label's point.
    pub name: String,
    /// Closed lines, each as x, y, x, y, ... in a square whose sides are 1, y downwards. What lies inside an odd number of them is
    /// inside (fill rule even-odd).
    pub rings: Vec<Vec<f32>>,
    /// Where the name can stand, from the left edge.
    pub label_x: f32,
    /// Where the name can stand, from the upper edge.
    pub label_y: f32,
    /// What it is, for a screen reader.
    pub accessibility_label: String,
}

/// A pin at a place.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct PlacePinView {
    /// To ask for the whole place with.
    pub id: String,
    /// The kind, for the icon.
    pub kind: PlaceKind,
    /// From the left edge. Outside of 0 to 1 it is outside of the city.
    pub x: f32,
    /// From the upper edge.
    pub y: f32,
    /// Its name.
    pub label: String,
    /// What its row in a list says, for a screen reader.
    pub accessibility_label: String,
}

/// A pin at an event.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct EventPinView {
    /// To ask for the whole event with.
    pub id: String,
    /// The kind, for the icon.
    pub kind: EventKind,
    /// From the left edge. Outside of 0 to 1 it is outside of the city.
    pub x: f32,
    /// From the upper edge.
    pub y: f32,
    /// Its title.
    pub label: String,
    /// When it is.
    pub when_label: String,
    /// What its row in a list says, for a screen reader.
    pub accessibility_label: String,
}

/// Where the person stands.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct StandView {
    /// From the left edge. Outside of 0 to 1 it is outside of the city.
    pub x: f32,
    /// From the upper edge.
    pub y: f32,
    /// Where that is: "Estás en Ibiza, distrito de Retiro".
    pub label: String,
}

/// The map.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct MapView {
    /// What it is.
    pub title: String,
    /// The districts, in order of their codes.
    pub districts: Vec<OutlineView>,
    /// The barrios in them, in order of their codes.
    pub neighbourhoods: Vec<OutlineView>,
    /// The places it points at, best first.
    pub place_pins: Vec<PlacePinView>,
    /// The events it points at, best first.
    pub event_pins: Vec<EventPinView>,
    /// Where the person is, if the phone may know.
    pub here: Option<StandView>,
    /// How far the outlines may be trusted.
    pub freshness: FreshnessView,
    /// How far the places may be trusted, where some were asked for.
    pub places_freshness: Option<FreshnessView>,
    /// How far the events may be trusted, where some were asked for.
    pub events_freshness: Option<FreshnessView>,
    /// What to show instead of a map that is not there yet.
    pub empty: Option<EmptyView>,
    /// What is to be seen, for a screen reader.
    pub accessibility_label: String,
    /// The words of the button that looks from nearer.
    pub zoom_in_label: String,
    /// The words of the button that looks from farther away.
    pub zoom_out_label: String,
    /// The words of the button that shows the whole city.
    pub whole_label: String,
}

impl MapView {
    pub(super) fn new(read: Read, language: Language, now: DateTime<Utc>) -> Self {
        let fresh = |freshness| FreshnessView::new(freshness, language, now);
        let outlines = read.outlines;
        let is_blank = outlines.areas.is_empty();
        let is_whole = outlines.freshness.as_of.is_some();
        let empty = is_blank.then(|| blank(outlines.freshness.state, language));
        let of = |level| {
            let areas = outlines.areas.iter().filter(move |area| area.level == level);
            areas.filter_map(|area| outline(area, language)).collect::<Vec<_>>()
        };
        let places_freshness = read.places.as_ref().map(|found| fresh(found.freshness));
        let events_freshness = read.events.as_ref().map(|found| fresh(found.freshness));
        let place_pins = read.places.map(|found| place_pins(found, language)).unwrap_or_default();
        let event_pins = read.events.map(|found| event_pins(found, language)).unwrap_or_default();
        let count = u64::try_from(place_pins.len() + event_pins.len()).unwrap_or(u64::MAX);
        let n = text::number(language, count);
        let pointed_at = text::with(
            language,
            keys::MAP_PINS,
            &[("count", text::Arg::Count(count)), ("n", n.into())],
        );
        let title = text::plain(language, keys::MAP_TITLE);
        Self {
            accessibility_label: format!("{title}. {pointed_at}"),
            districts: of(AreaLevel::District),
            neighbourhoods: of(AreaLevel::Neighbourhood),
            here: read
                .here
                .map(|(point, whereabouts)| stand(point, whereabouts, is_whole, language)),
            freshness: fresh(outlines.freshness),
            empty,
            zoom_in_label: text::plain(language, keys::ACTION_ZOOM_IN),
            zoom_out_label: text::plain(language, keys::ACTION_ZOOM_OUT),
            whole_label: text::plain(language, keys::ACTION_WHOLE_CITY),
            title,
            place_pins,
            event_pins,
            places_freshness,
            events_freshness,
        }
    }
}

/// A phone that was never filled has no outlines for another reason than a city that has none.
fn blank(state: Freshness, language: Language) -> EmptyView {
    let [title, body] = match state {
        Freshness::Failed => [keys::MAP_NEVER_TITLE, keys::MAP_NEVER_BODY],
        _ => [keys::MAP_NONE_TITLE, keys::MAP_NONE_BODY],
    };
    EmptyView {
        title: text::plain(language, title),
        body: text::plain(language, body),
    }
}

fn outline(area: &Area, language: Language) -> Option<OutlineView> {
    let label = spot(label_point(&area.rings)?);
    let key = match area.level {
        AreaLevel::District => keys::MAP_DISTRICT,
        AreaLevel::Neighbourhood => keys::MAP_NEIGHBOURHOOD,
    };
    Some(OutlineView {
        code: area.code.clone(),
        name: area.name.clone(),
        rings: area.rings.iter().map(flat).collect(),
        label_x: label.0,
        label_y: label.1,
        accessibility_label: text::with(language, key, &[("name", area.name.as_str().into())]),
    })
}

fn flat(ring: &Ring) -> Vec<f32> {
    let spots = ring.points().iter().map(|point| spot(*point));
    spots.flat_map(|(x, y)| [x, y]).collect()
}

fn place_pins(found: Found, language: Language) -> Vec<PlacePinView> {
    let pins = found.items.into_iter().map(|near| {
        let (x, y) = spot(near.place.location);
        let row = places::row(near, language);
        PlacePinView {
            id: row.id,
            kind: row.kind,
            x,
            y,
            label: row.name,
            accessibility_label: row.accessibility_label,
        }
    });
    pins.collect()
}

fn event_pins(found: AgendaFound, language: Language) -> Vec<EventPinView> {
    let today = found.today;
    let pins = found.items.into_iter().filter_map(|listed| {
        let (x, y) = spot(listed.event.location?);
        let row = agenda::row(listed, today, language);
        Some(EventPinView {
            id: row.id,
            kind: row.kind,
            x,
            y,
            label: row.title,
            when_label: row.when_label,
            accessibility_label: row.accessibility_label,
        })
    });
    pins.collect()
}

/// Without all outlines nobody can say that a point is outside of them.
fn stand(point: GeoPoint, whereabouts: Option<Whereabouts>, is_whole: bool, language: Language) -> StandView {
    let (x, y) = spot(point);
    let label = match whereabouts {
        None if is_whole => text::plain(language, keys::MAP_HERE_OUTSIDE),
        None => text::plain(language, keys::MAP_HERE),
        Some(Whereabouts {
            district,
            neighbourhood: None,
            ..
        }) => text::with(language, keys::MAP_HERE_DISTRICT, &[("district", district.into())]),
        Some(Whereabouts {
            district,
            neighbourhood: Some(barrio),
            ..
        }) => {
            let values = [("neighbourhood", barrio.into()), ("district", district.into())];
            text::with(language, keys::MAP_HERE_IN, &values)
        }
    };
    StandView { x, y, label }
}

fn spot(point: GeoPoint) -> (f32, f32) {
    let Spot { x, y } = project(point);
    (narrow(x), narrow(y))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a screen has no place for more digits: of a city of forty kilometres these are millimetres"
)]
const fn narrow(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
