//! What a person can ask about places. Every answer comes from the phone's own disk and says how fresh it is.

use std::sync::Arc;

use chrono::TimeDelta;
use rusqlite::Connection;

use super::model::{NeedSet, NotAPlaceId, Place, PlaceId, PlaceKind, PlaceSummary};
use super::rules::Nearest;
use super::search::question;
use super::{PlacesCollection, store};
use crate::error::Error;
use crate::kernel::{Freshness, GeoPoint};
use crate::ports::Clock;
use crate::store::{Database, StoreError};
use crate::sync::{Collection, CollectionStatus, UnnotedFailure};

/// Facilities change rarely: a list the city confirmed within a day is fresh.
const MAX_AGE: TimeDelta = TimeDelta::days(1);
/// One call fills one list, however far the person scrolls; beyond this nobody scrolls.
const MAX_LIMIT: u32 = 5_000;
/// Kilometre zero, in the Puerta del Sol: where a list begins while nobody knows where the person is.
const CENTRE: (f64, f64) = (40.416_7, -3.703_8);

/// Which places, around where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearQuery {
    from: GeoPoint,
    kind: Option<PlaceKind>,
    needs: NeedSet,
    limit: usize,
}

impl NearQuery {
    /// Places of `kind` (or any) that offer all of `needs`, nearest to a point in WGS 84 degrees. At most 5,000.
    pub fn new(lat: f64, lon: f64, kind: Option<PlaceKind>, needs: NeedSet, limit: u32) -> Result<Self, Error> {
        let from = GeoPoint::new(lat, lon).map_err(|_| Error::Invalid("input.location"))?;
        Ok(Self {
            from,
            kind,
            needs,
            limit: clamp(limit),
        })
    }

    /// The same around the centre of the city, for when nobody knows where the person is.
    pub fn central(kind: Option<PlaceKind>, needs: NeedSet, limit: u32) -> Result<Self, Error> {
        let (lat, lon) = CENTRE;
        Self::new(lat, lon, kind, needs, limit)
    }
}

/// Which places, by what a person remembers of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery {
    question: super::search::Question,
    kind: Option<PlaceKind>,
    needs: NeedSet,
    limit: usize,
}

impl SearchQuery {
    /// Places that hold every word of `text`, each as the beginning of a word. At most 5,000.
    pub fn new(text: &str, limit: u32) -> Result<Self, Error> {
        let question = question(text).ok_or(Error::Invalid("input.search_empty"))?;
        Ok(Self {
            question,
            kind: None,
            needs: NeedSet::default(),
            limit: clamp(limit),
        })
    }

    /// Only places of `kind` (or any) that offer all of `needs`.
    #[must_use]
    pub const fn only(mut self, kind: Option<PlaceKind>, needs: NeedSet) -> Self {
        self.kind = kind;
        self.needs = needs;
        self
    }
}

fn clamp(limit: u32) -> usize {
    limit.clamp(1, MAX_LIMIT) as usize
}

/// A place of a list, with its distance from where the person is.
#[derive(Debug, Clone, PartialEq)]
pub struct Nearby {
    /// The place.
    pub place: PlaceSummary,
    /// Metres in a straight line; `None` where the list is not about distance.
    pub distance_m: Option<f64>,
}

impl Nearby {
    fn from(here: GeoPoint, place: PlaceSummary) -> Self {
        Self {
            distance_m: Some(here.distance_m(place.location)),
            place,
        }
    }
}

/// A list of places.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The places, best first.
    pub items: Vec<Nearby>,
    /// How far the list may be trusted.
    pub freshness: Freshness,
}

/// One place.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The place.
    pub place: Place,
    /// How far it may be trusted.
    pub freshness: Freshness,
}

/// What is no id names no place.
impl From<NotAPlaceId> for Error {
    fn from(_: NotAPlaceId) -> Self {
        Self::NotFound("place.unknown")
    }
}

/// The service. Cheap to clone; reads only, so everything is safe to repeat and to abandon.
#[derive(Clone)]
pub struct Places {
    database: Arc<Database>,
    clock: Arc<dyn Clock>,
    unnoted: UnnotedFailure,
}

impl Places {
    /// The service over an open database.
    #[must_use]
    pub fn new(database: Arc<Database>, clock: Arc<dyn Clock>, unnoted: UnnotedFailure) -> Self {
        Self {
            database,
            clock,
            unnoted,
        }
    }

    /// The nearest places. An empty list is an answer: there is none, or the phone has never been filled (see freshness).
    pub async fn near(&self, query: NearQuery) -> Result<Found, Error> {
        self.read(move |connection| {
            let mut nearest = Nearest::new(query.from, query.needs, query.limit);
            store::each_candidate(connection, query.kind, &mut nearest)?;
            let ranked = nearest.into_sorted();
            let places = store::summaries(connection, ranked.iter().map(|ranked| ranked.id))?;
            Ok(places
                .into_iter()
                .map(|place| Nearby::from(query.from, place))
                .collect())
        })
        .await
        .map(|(items, freshness)| Found { items, freshness })
    }

    /// Places by name, street, district or what they offer; best first. Accents are forgiven, ñ is a letter of its own;
    /// where that finds too little, an n may also have meant an ñ.
    pub async fn search(&self, query: SearchQuery) -> Result<Found, Error> {
        self.read(move |connection| {
            let find = |words: &str| store::search(connection, words, query.kind, query.needs, query.limit);
            let mut ids = find(&query.question.exact)?;
            if let Some(respelt) = query.question.respelt.filter(|_| ids.len() < query.limit) {
                let more = find(&respelt)?;
                let new: Vec<PlaceId> = more.into_iter().filter(|id| !ids.contains(id)).collect();
                ids.extend(new);
                ids.truncate(query.limit);
            }
            let places = store::summaries(connection, ids)?;
            Ok(places
                .into_iter()
                .map(|place| Nearby {
                    place,
                    distance_m: None,
                })
                .collect())
        })
        .await
        .map(|(items, freshness)| Found { items, freshness })
    }

    /// Everything about one place. [`Error::NotFound`] if the phone does not hold it.
    pub async fn show(&self, id: PlaceId) -> Result<Shown, Error> {
        let (place, freshness) = self.read(move |connection| store::detail(connection, id)).await?;
        let place = place.ok_or(Error::NotFound("place.unknown"))?;
        Ok(Shown { place, freshness })
    }

    /// How many places the phone holds, and how far they may be trusted.
    pub async fn count(&self) -> Result<(u64, Freshness), Error> {
        self.read(store::count).await
    }

    /// Reads the data and their freshness in one consistent view.
    async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<(T, Freshness), Error> {
        let now = self.clock.now();
        let read = self.database.read_task(move |connection| {
            let status = CollectionStatus::read(connection, PlacesCollection::NAME)?;
            Ok((f(connection)?, status.freshness(now, MAX_AGE)))
        });
        let (answer, freshness) = read.await?;
        // A full disk keeps even the note of a failure from being written.
        let freshness = if self.unnoted.code().is_some() {
            freshness.doubted()
        } else {
            freshness
        };
        Ok((answer, freshness))
    }
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
