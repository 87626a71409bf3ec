//! What a person can ask about the agenda. Every answer comes from the phone's own disk and says how fresh it is.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rusqlite::Connection;

use super::icalendar::icalendar;
use super::model::{Audience, Event, EventId, EventKind, EventSummary, NotAnEventId, Occurrence};
use super::rules::{Chooser, Chosen, Near, Standing, When, Wish, times_left};
use super::search::{Index, Question, question};
use super::{EventsCollection, store};
use crate::error::Error;
use crate::kernel::{Freshness, GeoPoint, madrid_day};
use crate::ports::Clock;
use crate::store::{Database, StoreError};
use crate::sync::{Held, Reading, UnnotedFailure};

/// The City adds to its agenda every day: one that it confirmed within a day is fresh.
const MAX_AGE: TimeDelta = TimeDelta::days(1);
/// One call fills one list, however far the person scrolls; beyond this nobody scrolls.
const MAX_LIMIT: u32 = 5_000;
/// How many of the next times a person is told of one event.
const NEXT_TIMES: usize = 4;

/// Which events.
#[derive(Debug, Clone, PartialEq)]
pub struct AgendaQuery {
    wish: Wish,
    words: Option<Question>,
    limit: usize,
}

impl AgendaQuery {
    /// What is on `when`, at most `limit` of it (and 5,000). Days in the wrong order are refused.
    pub fn new(when: When, limit: u32) -> Result<Self, Error> {
        if matches!(when, When::Days(from, to) if to < from) {
            return Err(Error::Invalid("input.days"));
        }
        Ok(Self {
            wish: Wish {
                when,
                audience: None,
                free: false,
                kind: None,
                district: None,
                near: None,
            },
            words: None,
            limit: limit.clamp(1, MAX_LIMIT) as usize,
        })
    }

    /// Only what is meant for these people, only this kind, only what the City says is free.
    #[must_use]
    pub const fn only(mut self, audience: Option<Audience>, kind: Option<EventKind>, free: bool) -> Self {
        self.wish.audience = audience;
        self.wish.kind = kind;
        self.wish.free = free;
        self
    }

    /// Only in the district with this code.
    #[must_use]
    pub fn in_district(mut self, code: Option<String>) -> Self {
        self.wish.district = code;
        self
    }

    /// Measured from where the person is, in WGS 84 degrees; with `only_near`, only what is within three kilometres of it.
    pub fn from(mut self, lat: f64, lon: f64, only_near: bool) -> Result<Self, Error> {
        let here = GeoPoint::new(lat, lon).map_err(|_| Error::Invalid("input.location"))?;
        self.wish.near = Some(Near { here, only: only_near });
        Ok(self)
    }

    /// Only what holds every word of `text` or means it, and what answers best first. A text without one letter is no filter.
    #[must_use]
    pub fn with_words(mut self, text: &str) -> Self {
        self.words = question(text);
        self
    }
}

/// An event of a list, the first time that it takes place among the days that were asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The event.
    pub event: EventSummary,
    /// When.
    pub occurrence: Occurrence,
    /// How it stands.
    pub standing: Standing,
    /// Metres in a straight line from where the person is, if both are known.
    pub distance_m: Option<f64>,
}

/// A list of events.
#[derive(Debug, Clone, PartialEq)]
pub struct AgendaFound {
    /// The events, in order of their days; of a search, in the order of how well they answer.
    pub items: Vec<Listed>,
    /// Whether they are those of a search.
    pub is_search: bool,
    /// How far the list may be trusted.
    pub freshness: Freshness,
    /// The day it is in the city.
    pub today: NaiveDate,
}

/// One event.
#[derive(Debug, Clone, PartialEq)]
pub struct EventShown {
    /// The event.
    pub event: Event,
    /// The next times it takes place, at most four, the soonest first. None where it is over.
    pub next: Vec<Occurrence>,
    /// How the next of them stands; `None` where it is over.
    pub standing: Option<Standing>,
    /// How far it may be trusted.
    pub freshness: Freshness,
    /// The day it is in the city.
    pub today: NaiveDate,
}

/// An event for the phone's own calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFile {
    /// The name of the file.
    pub name: String,
    /// What is in it: iCalendar (RFC 5545).
    pub text: String,
}

/// What is no id names no event.
impl From<NotAnEventId> for Error {
    fn from(_: NotAnEventId) -> Self {
        Self::NotFound("event.unknown")
    }
}

/// The service. Cheap to clone; reads only, so everything is safe to repeat and to abandon.
#[derive(Clone)]
pub struct Agenda {
    database: Arc<Database>,
    pub(super) reading: Reading,
    index: Held<Index>,
}

impl Agenda {
    /// The service over an open database.
    #[must_use]
    pub fn new(database: Arc<Database>, clock: Arc<dyn Clock>, unnoted: UnnotedFailure) -> Self {
        Self {
            reading: Reading::of::<EventsCollection>(Arc::clone(&database), clock, unnoted, MAX_AGE),
            database,
            index: Held::default(),
        }
    }

    /// What is on, by the city's time. What is over is left out. An empty list is an answer: there is nothing, or the phone
    /// has never been filled (see freshness). Words are understood as those for places are: accents, plurals and everyday
    /// words, and slips of the finger where nothing else is found. Of what answers equally well the sooner comes first.
    pub async fn list(&self, query: AgendaQuery) -> Result<AgendaFound, Error> {
        let index = match query.words {
            Some(_) => Some(
                self.index
                    .of_rows::<EventsCollection>(&self.database, store::index)
                    .await?,
            ),
            None => None,
        };
        let is_search = index.is_some();
        let answer = self
            .reading
            .ask(move |connection, now| list(connection, &query, index.as_deref(), now));
        let answer = answer.await?;
        Ok(AgendaFound {
            items: answer.value,
            is_search,
            freshness: answer.freshness,
            today: madrid_day(answer.city_now),
        })
    }

    /// Gives back the memory that searching took. It is taken again by the next question.
    pub fn forget(&self) {
        self.index.forget();
    }

    /// Everything about one event. [`Error::NotFound`] if the phone does not hold it.
    pub async fn show(&self, id: EventId) -> Result<EventShown, Error> {
        let answer = self
            .reading
            .ask(move |connection, _| store::detail(connection, id))
            .await?;
        let event = answer.value.ok_or(Error::NotFound("event.unknown"))?;
        let today = madrid_day(answer.city_now);
        let summary = &event.summary;
        let left = times_left(&summary.schedule, summary.kind, today, answer.city_now);
        let next: Vec<_> = left.take(NEXT_TIMES).collect();
        Ok(EventShown {
            standing: next.first().map(|time| Standing::of(time, answer.city_now)),
            next,
            event,
            freshness: answer.freshness,
            today,
        })
    }

    /// The event for the phone's own calendar, from its next time on; where it is over, as it was. [`Error::NotFound`] if the
    /// phone does not hold it.
    pub async fn calendar_file(&self, id: EventId) -> Result<CalendarFile, Error> {
        let answer = self
            .reading
            .ask(move |connection, _| store::detail(connection, id))
            .await?;
        let event = answer.value.ok_or(Error::NotFound("event.unknown"))?;
        let text = icalendar(&event, madrid_day(answer.city_now), answer.city_now);
        Ok(CalendarFile {
            name: format!("madrid-{id}.ics"),
            text,
        })
    }
}

fn list(
    connection: &Connection,
    query: &AgendaQuery,
    index: Option<&Index>,
    now: DateTime<Utc>,
) -> Result<Vec<Listed>, StoreError> {
    let mut chooser = Chooser::new(query.wish.clone(), now);
    store::each_candidate(connection, chooser.days(), &mut |event| chooser.consider(event))?;
    let chosen = match query.words.as_ref().zip(index) {
        None => chooser.into_sorted(query.limit),
        Some((words, index)) => index.best(words, &chooser.into_sorted(usize::MAX), query.limit),
    };
    let listed = chosen
        .into_iter()
        .filter_map(|chosen| listed(connection, chosen).transpose());
    listed.collect()
}

fn listed(connection: &Connection, chosen: Chosen) -> Result<Option<Listed>, StoreError> {
    let event = store::summary(connection, chosen.id)?;
    Ok(event.map(|event| Listed {
        event,
        occurrence: chosen.occurrence,
        standing: chosen.standing,
        distance_m: chosen.distance_m,
    }))
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
