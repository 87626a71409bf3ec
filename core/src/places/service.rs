//! What a person can ask about places. Every answer comes from the phone's own disk and says how fresh it is.

use std::sync::Arc;

use chrono::TimeDelta;
use rusqlite::Connection;

use super::model::{KindSet, NeedSet, NotAPlaceId, Place, PlaceId, PlaceKind, PlaceSummary};
use super::rules::{Spots, Wanted};
use super::search::{Index, Question, question};
use super::{PlacesCollection, store};
use crate::error::Error;
use crate::kernel::{Freshness, GeoPoint};
use crate::ports::Clock;
use crate::store::Database;
use crate::sync::{Answer, Collection, Held, Reading, UnnotedFailure, rows_mark};

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
    kinds: KindSet,
    needs: NeedSet,
    limit: usize,
}

impl NearQuery {
    /// Places of `kind` (or any) that offer all of `needs`, nearest to a point in WGS 84 degrees. At most 5,000.
    pub fn new(lat: f64, lon: f64, kind: Option<PlaceKind>, needs: NeedSet, limit: u32) -> Result<Self, Error> {
        let from = GeoPoint::new(lat, lon).map_err(|_| Error::Invalid("input.location"))?;
        Ok(Self {
            from,
            kinds: kind.into_iter().collect(),
            needs,
            limit: clamp(limit),
        })
    }

    /// Of any of several kinds. No kind at all means any.
    #[must_use]
    pub const fn of_kinds(mut self, kinds: KindSet) -> Self {
        self.kinds = kinds;
        self
    }

    /// The same around the centre of the city, for when nobody knows where the person is.
    pub fn central(kind: Option<PlaceKind>, needs: NeedSet, limit: u32) -> Result<Self, Error> {
        let (lat, lon) = CENTRE;
        Self::new(lat, lon, kind, needs, limit)
    }
}

/// Which places, by what a person remembers of them.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchQuery {
    question: Question,
    kinds: KindSet,
    needs: NeedSet,
    from: Option<GeoPoint>,
    limit: usize,
}

impl SearchQuery {
    /// Places that hold every word of `text`, or mean it. At most 5,000.
    pub fn new(text: &str, limit: u32) -> Result<Self, Error> {
        let question = question(text).ok_or(Error::Invalid("input.search_empty"))?;
        Ok(Self {
            question,
            kinds: KindSet::default(),
            needs: NeedSet::default(),
            from: None,
            limit: clamp(limit),
        })
    }

    /// Only places of one of `kinds` (or any) that offer all of `needs`.
    #[must_use]
    pub const fn only(mut self, kinds: KindSet, needs: NeedSet) -> Self {
        self.kinds = kinds;
        self.needs = needs;
        self
    }

    /// From where the person is (WGS 84 degrees): of places that answer equally well the nearer comes first.
    pub fn around(mut self, lat: f64, lon: f64) -> Result<Self, Error> {
        self.from = Some(GeoPoint::new(lat, lon).map_err(|_| Error::Invalid("input.location"))?);
        Ok(self)
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
    fn new(here: Option<GeoPoint>, place: PlaceSummary) -> Self {
        Self {
            distance_m: here.map(|here| here.distance_m(place.location)),
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

impl From<Answer<Vec<Nearby>>> for Found {
    fn from(answer: Answer<Vec<Nearby>>) -> Self {
        Self {
            items: answer.value,
            freshness: answer.freshness,
        }
    }
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
    pub(super) reading: Reading,
    spots: Held<Spots>,
    index: Held<Index>,
}

impl Places {
    /// The service over an open database.
    #[must_use]
    pub fn new(database: Arc<Database>, clock: Arc<dyn Clock>, unnoted: UnnotedFailure) -> Self {
        let db = Arc::clone(&database);
        Self {
            reading: Reading::of::<PlacesCollection>(db, clock, unnoted, MAX_AGE),
            database,
            spots: Held::default(),
            index: Held::default(),
        }
    }

    /// The nearest places. An empty list is an answer: there is none, or the phone has never been filled (see freshness).
    pub async fn near(&self, query: NearQuery) -> Result<Found, Error> {
        let held = self.spots.clone();
        let near = move |connection: &Connection, _| {
            let mark = rows_mark(connection, PlacesCollection::NAME)?;
            let spots = held.or_make(mark, || Ok(Spots::new(&store::spots(connection)?)))?;
            let wanted = Wanted::new(query.kinds, query.needs);
            let ranked = spots.nearest(query.from, wanted, query.limit);
            let places = store::summaries(connection, ranked.iter().map(|ranked| ranked.id))?;
            Ok(places
                .into_iter()
                .map(|place| Nearby::new(Some(query.from), place))
                .collect())
        };
        Ok(self.reading.ask(near).await?.into())
    }

    /// Places by name, street, district, what they are or what they offer; best first. Accents, plurals and everyday words
    /// are understood, and ñ is a letter of its own, though an n may mean it. Slips of the finger are forgiven where nothing
    /// else is found; where no place has every word, those with most of them come.
    pub async fn search(&self, query: SearchQuery) -> Result<Found, Error> {
        let index = self
            .index
            .of_rows::<PlacesCollection>(&self.database, store::index)
            .await?;
        let found = move |connection: &Connection, _| {
            let wanted = Wanted::new(query.kinds, query.needs);
            let ids = index.find(&query.question, wanted, query.from, query.limit);
            let places = store::summaries(connection, ids)?;
            Ok(places.into_iter().map(|place| Nearby::new(query.from, place)).collect())
        };
        Ok(self.reading.ask(found).await?.into())
    }

    /// Gives back the memory that finding took. It is taken again by the next question.
    pub fn forget(&self) {
        self.spots.forget();
        self.index.forget();
    }

    /// Everything about one place. [`Error::NotFound`] if the phone does not hold it.
    pub async fn show(&self, id: PlaceId) -> Result<Shown, Error> {
        let answer = self
            .reading
            .ask(move |connection, _| store::detail(connection, id))
            .await?;
        Ok(Shown {
            place: answer.value.ok_or(Error::NotFound("place.unknown"))?,
            freshness: answer.freshness,
        })
    }

    /// How many places the phone holds, and how far they may be trusted.
    pub async fn count(&self) -> Result<(u64, Freshness), Error> {
        let answer = self.reading.ask(|connection, _| store::count(connection)).await?;
        Ok((answer.value, answer.freshness))
    }
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
