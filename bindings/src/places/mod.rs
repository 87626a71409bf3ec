//! The city's facilities, as a shell asks for them and draws them.

mod view;

use std::sync::Arc;

use madrid_core::places::{self as core, KindSet, NearQuery, NeedSet, SearchQuery};

use crate::app::Shared;
use crate::error::AppError;
use crate::observe::{ListenerError, Subscription};
use crate::runtime;
pub(crate) use view::{Around, row};
pub use view::{KindView, NeedView, PlaceKind, PlaceListView, PlaceNeed, PlaceRowView, PlaceView, PlacesFilterView};

/// Where the person is, if the phone may know. It never leaves the phone.
#[derive(Debug, Clone, Copy, PartialEq, uniffi::Record)]
pub struct HereRequest {
    /// Latitude in degrees (WGS 84).
    pub lat: f64,
    /// Longitude in degrees (WGS 84).
    pub lon: f64,
}

/// Which places, around where.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct NearRequest {
    /// Where the person is; without it the list begins in the centre of the city, and says so.
    pub here: Option<HereRequest>,
    /// Only these kinds; none means any.
    pub kinds: Vec<PlaceKind>,
    /// Only places that offer all of these.
    pub needs: Vec<PlaceNeed>,
    /// How many at most, 1 to 5,000.
    pub limit: u32,
}

/// Which places, by what a person remembers of them.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct SearchRequest {
    /// Words as the person types them, the last one perhaps not to its end.
    pub text: String,
    /// Only these kinds; none means any.
    pub kinds: Vec<PlaceKind>,
    /// Only places that offer all of these.
    pub needs: Vec<PlaceNeed>,
    /// How many at most, 1 to 5,000.
    pub limit: u32,
    /// Where the person is, if that is known: of places that answer equally well the nearer comes first, and each row says how
    /// far it is.
    #[uniffi(default = None)]
    pub here: Option<HereRequest>,
}

/// Watches a list of places.
#[uniffi::export(foreign)]
pub trait PlaceListListener: Send + Sync {
    /// Takes the whole current list. Called off the main thread, one at a time.
    fn on_change(&self, view: PlaceListView) -> Result<(), ListenerError>;
}

/// The city's facilities. Reads the phone's disk only: it answers offline, and everything is safe to repeat.
#[derive(uniffi::Object)]
pub struct Places {
    shared: Arc<Shared>,
}

#[uniffi::export]
impl Places {
    /// The nearest places. Fails with `Rejected` if the point is not on the globe. An empty list says why.
    pub async fn near(&self, request: NearRequest) -> Result<PlaceListView, AppError> {
        let (query, around) = near_query(&request)?;
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move { near(&shared, query, around).await }).await
    }

    /// Places by name, street, district, what they are or what they offer; plurals, accents, everyday words and slips of the
    /// finger are understood. Fails with `Rejected` if there is not one letter or digit, or the point is not on the globe.
    pub async fn search(&self, request: SearchRequest) -> Result<PlaceListView, AppError> {
        let query = search_query(&request)?;
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let found = shared.core.places().search(query).await?;
            Ok(PlaceListView::found(found, shared.language(), shared.core.now()))
        })
        .await
    }

    /// Everything about one place. Fails with `NotFound` if the phone does not hold it.
    pub async fn show(&self, id: String) -> Result<PlaceView, AppError> {
        let id = id.parse::<core::PlaceId>().map_err(madrid_core::error::Error::from)?;
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let shown = shared.core.places().show(id).await?;
            Ok(PlaceView::new(shown, shared.language(), shared.core.now()))
        })
        .await
    }

    /// Watches the nearest places: the current list arrives before this returns, then a new one after every change.
    pub async fn observe_near(
        &self,
        request: NearRequest,
        listener: Arc<dyn PlaceListListener>,
    ) -> Result<Arc<Subscription>, AppError> {
        let (query, around) = near_query(&request)?;
        let view = move |shared: Arc<Shared>| async move { near(&shared, query, around).await };
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(view, move |view| listener.on_change(view))).await
    }

    /// What to offer beside a list of places: kinds, needs, and the words of the controls.
    #[must_use]
    pub fn filter(&self) -> PlacesFilterView {
        PlacesFilterView::new(self.shared.language())
    }
}

impl Places {
    pub(crate) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

async fn near(shared: &Shared, query: NearQuery, around: Around) -> Result<PlaceListView, AppError> {
    let found = shared.core.places().near(query).await?;
    Ok(PlaceListView::near(found, around, shared.language(), shared.core.now()))
}

/// What a request asks of the core.
pub(crate) fn near_query(request: &NearRequest) -> Result<(NearQuery, Around), AppError> {
    let (needs, limit) = (needs(&request.needs), request.limit);
    let (query, around) = match request.here {
        Some(here) => (NearQuery::new(here.lat, here.lon, None, needs, limit)?, Around::Person),
        None => (NearQuery::central(None, needs, limit)?, Around::Centre),
    };
    Ok((query.of_kinds(kinds(&request.kinds)), around))
}

fn search_query(request: &SearchRequest) -> Result<SearchQuery, AppError> {
    let query = SearchQuery::new(&request.text, request.limit)?.only(kinds(&request.kinds), needs(&request.needs));
    Ok(match request.here {
        Some(here) => query.around(here.lat, here.lon)?,
        None => query,
    })
}

fn kinds(asked: &[PlaceKind]) -> KindSet {
    asked.iter().map(|kind| core::PlaceKind::from(*kind)).collect()
}

fn needs(asked: &[PlaceNeed]) -> NeedSet {
    asked.iter().map(|need| core::Need::from(*need)).collect()
}
