//! What others that rank need of all events at once, and what they show of those chosen.

use chrono::{DateTime, Days, NaiveDate, Utc};
use rusqlite::Connection;

use super::model::{AudienceSet, Event, EventId, EventKind, EventSummary, Occurrence};
use super::rules::{Candidate, Standing, times_left};
use super::service::{Agenda, Listed};
use super::store;
use crate::error::Error;
use crate::kernel::{Freshness, GeoPoint, madrid_day};
use crate::store::StoreError;

/// An event, as far as ranking needs to know it.
#[derive(Debug, Clone, PartialEq)]
pub struct EventOutline {
    /// Which event.
    pub id: EventId,
    /// What kind of event it is.
    pub kind: EventKind,
    /// For whom it is meant; none of them is everybody.
    pub audiences: AudienceSet,
    /// Whether the City says that it costs nothing.
    pub free: bool,
    /// Where it is, if the City says so.
    pub location: Option<GeoPoint>,
    /// The place of the city that it is at, by the City's number.
    pub place: Option<i64>,
    /// The next time that it takes place, or the one under way, and how it stands. `None` where it is over.
    pub next: Option<(Occurrence, Standing)>,
    /// Whether it is there for longer, and who misses it today finds it tomorrow.
    pub is_lasting: bool,
    /// Its last day.
    pub last_day: NaiveDate,
}

/// The events that are still to be gone to.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlines {
    /// The events, in the same order as long as nothing changes.
    pub events: Vec<EventOutline>,
    /// How far they may be trusted.
    pub freshness: Freshness,
}

/// An event that somebody kept by its number.
#[derive(Debug, Clone, PartialEq)]
pub enum EventNow {
    /// It can still be gone to.
    Ahead(Listed),
    /// It is over.
    Over(EventSummary),
}

impl EventNow {
    /// The event.
    #[must_use]
    pub const fn summary(&self) -> &EventSummary {
        match self {
            Self::Ahead(listed) => &listed.event,
            Self::Over(summary) => summary,
        }
    }
}

impl Agenda {
    /// Every event that takes place within so many days from today on, by the city's time.
    pub async fn outlines(&self, days: u64) -> Result<Outlines, Error> {
        let answer = self
            .reading
            .ask(move |connection, now| outlines(connection, days, now))
            .await?;
        Ok(Outlines {
            events: answer.value,
            freshness: answer.freshness,
        })
    }

    /// One event, over or not; `None` if the phone does not hold it.
    pub async fn outline(&self, id: EventId) -> Result<Option<EventOutline>, Error> {
        let answer = self
            .reading
            .ask(move |connection, now| Ok(store::detail(connection, id)?.map(|event| of_event(&event, now))));
        Ok(answer.await?.value)
    }

    /// How these events stand now, in the order given; one that is gone from the agenda is left out.
    pub async fn standing(&self, ids: Vec<EventId>) -> Result<Vec<EventNow>, Error> {
        let answer = self.reading.ask(move |connection, now| {
            let found = ids.into_iter().map(|id| store::summary(connection, id));
            let found = found.filter_map(|event| Some(event.transpose()?.map(|event| event_now(event, now))));
            found.collect()
        });
        Ok(answer.await?.value)
    }
}

fn outlines(connection: &Connection, days: u64, now: DateTime<Utc>) -> Result<Vec<EventOutline>, StoreError> {
    let today = madrid_day(now);
    let to = today.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
    // What began last night may still be under way.
    let from = today.pred_opt().unwrap_or(today);
    let mut outlines = Vec::new();
    store::each_with_place(connection, (from, to), &mut |event, place| {
        let outline = outline(event, place, now);
        if outline.next.is_some_and(|(next, _)| next.day <= to) {
            outlines.push(outline);
        }
    })?;
    outlines.sort_unstable_by_key(|outline| outline.id);
    Ok(outlines)
}

fn of_event(event: &Event, now: DateTime<Utc>) -> EventOutline {
    let summary = &event.summary;
    let candidate = Candidate {
        id: summary.id,
        kind: summary.kind,
        audiences: summary.audiences,
        free: summary.free,
        district: None,
        location: summary.location,
        schedule: summary.schedule.clone(),
    };
    outline(&candidate, event.place, now)
}

fn outline(event: &Candidate<'_>, place: Option<i64>, now: DateTime<Utc>) -> EventOutline {
    let next = times_left(&event.schedule, event.kind, madrid_day(now), now).next();
    EventOutline {
        id: event.id,
        kind: event.kind,
        audiences: event.audiences,
        free: event.free,
        location: event.location,
        place,
        next: next.map(|time| (time, Standing::of(&time, now))),
        is_lasting: event.schedule.is_lasting(),
        last_day: event.schedule.last_day(),
    }
}

fn event_now(event: EventSummary, now: DateTime<Utc>) -> EventNow {
    let next = times_left(&event.schedule, event.kind, madrid_day(now), now).next();
    match next {
        Some(occurrence) => EventNow::Ahead(Listed {
            occurrence,
            standing: Standing::of(&occurrence, now),
            distance_m: None,
            event,
        }),
        None => EventNow::Over(event),
    }
}
