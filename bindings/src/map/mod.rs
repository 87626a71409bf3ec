//! The city's map, as a shell asks for it and draws it: outlines and pins, drawn from what the phone holds. No picture is fetched,
//! and nobody learns what the person looks at.

mod view;

use std::sync::Arc;

use madrid_core::agenda::AgendaFound;
use madrid_core::error::Error;
use madrid_core::kernel::GeoPoint;
use madrid_core::places::Found;

use crate::agenda::{self, AgendaRequest};
use crate::app::Shared;
use crate::error::AppError;
use crate::observe::{ListenerError, Subscription};
use crate::places::{self, HereRequest, NearRequest};
use crate::runtime;
pub use view::{EventPinView, MapView, OutlineView, PlacePinView, StandView};

/// What to put on the map.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct MapRequest {
    /// Where the person is, if the phone may know. It never leaves the phone.
    pub here: Option<HereRequest>,
    /// The places to point at; nothing means none.
    pub places: Option<NearRequest>,
    /// The events to point at; nothing means none. One that is nowhere has no pin.
    pub events: Option<AgendaRequest>,
}

/// Watches the map.
#[uniffi::export(foreign)]
pub trait MapListener: Send + Sync {
    /// Takes the whole current map. Called off the main thread, one at a time.
    fn on_change(&self, view: MapView) -> Result<(), ListenerError>;
}

/// The city's map. Reads the phone's disk only: it answers offline, and everything is safe to repeat.
#[derive(uniffi::Object)]
pub struct CityMap {
    shared: Arc<Shared>,
}

#[uniffi::export]
impl CityMap {
    /// Outlines and pins, ready to draw. Fails with `Rejected` as the lists of places and events do.
    pub async fn show(&self, request: MapRequest) -> Result<MapView, AppError> {
        let asked = Asked::new(&request)?;
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move { show(&shared, asked).await }).await
    }

    /// Watches the map: the current one arrives before this returns, then a new one after every change.
    pub async fn observe(
        &self,
        request: MapRequest,
        listener: Arc<dyn MapListener>,
    ) -> Result<Arc<Subscription>, AppError> {
        let asked = Asked::new(&request)?;
        let view = move |shared: Arc<Shared>| {
            let asked = asked.clone();
            async move { show(&shared, asked).await }
        };
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(view, move |view| listener.on_change(view))).await
    }
}

impl CityMap {
    pub(crate) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

/// A request as the core understands it.
#[derive(Clone)]
struct Asked {
    here: Option<GeoPoint>,
    places: Option<madrid_core::places::NearQuery>,
    events: Option<madrid_core::agenda::AgendaQuery>,
}

impl Asked {
    fn new(request: &MapRequest) -> Result<Self, AppError> {
        let here = request.here.map(|here| GeoPoint::new(here.lat, here.lon)).transpose();
        let places = request.places.as_ref().map(places::near_query).transpose()?;
        let events = request.events.as_ref().map(agenda::query).transpose()?;
        Ok(Self {
            here: here.map_err(|_| Error::Invalid("input.location"))?,
            places: places.map(|(query, _)| query),
            events: events.map(|(query, _)| query),
        })
    }
}

/// What the view is made of.
struct Read {
    outlines: madrid_core::areas::Outlines,
    here: Option<(GeoPoint, Option<madrid_core::areas::Whereabouts>)>,
    places: Option<Found>,
    events: Option<AgendaFound>,
}

async fn show(shared: &Shared, asked: Asked) -> Result<MapView, AppError> {
    let core = &shared.core;
    let here = match asked.here {
        Some(point) => Some((point, core.areas().area_of(point).await?.whereabouts)),
        None => None,
    };
    let places = match asked.places {
        Some(query) => Some(core.places().near(query).await?),
        None => None,
    };
    let events = match asked.events {
        Some(query) => Some(core.agenda().list(query).await?),
        None => None,
    };
    let read = Read {
        outlines: core.areas().outlines().await?,
        here,
        places,
        events,
    };
    Ok(MapView::new(read, shared.language(), core.now()))
}
