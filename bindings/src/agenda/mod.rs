//! The city's agenda, as a shell asks for it and draws it.

mod detail;
mod filter;
mod view;
mod words;

use std::sync::Arc;

use chrono::NaiveDate;
use madrid_core::agenda::{self as core, AgendaQuery, When};
use madrid_core::error::Error;
use madrid_core::kernel::madrid_day;

use crate::app::Shared;
use crate::error::AppError;
use crate::observe::{ListenerError, Subscription};
use crate::places::HereRequest;
use crate::runtime;
pub use detail::{CalendarFileView, EventView};
pub use filter::{AgendaFilterView, AudienceView, DistrictView, EventKindView, WhenView};
pub(crate) use view::row;
pub use view::{AgendaDayView, AgendaListView, EventAudience, EventKind, EventRowView};

/// When something should be on. What is over is never meant. Days are `YYYY-MM-DD`, and Madrid's.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum AgendaWhen {
    /// From now on, whenever.
    Coming,
    /// Under way, or about to begin.
    Now,
    /// What is left of today.
    Today,
    /// Tomorrow.
    Tomorrow,
    /// Saturday and Sunday; on one of them, what is left of it.
    Weekend,
    /// One day.
    Day {
        /// Which.
        day: String,
    },
    /// Every day of a span.
    Days {
        /// The first.
        from: String,
        /// The last.
        to: String,
    },
}

/// Which events.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct AgendaRequest {
    /// When.
    pub time: AgendaWhen,
    /// Only what is meant for these; nothing means everybody.
    pub audience: Option<EventAudience>,
    /// Only this kind; nothing means any.
    pub kind: Option<EventKind>,
    /// Only what the City says is free.
    pub free: bool,
    /// Only in the district with this code; nothing means the whole city.
    pub district: Option<String>,
    /// Where the person is, to measure from.
    pub here: Option<HereRequest>,
    /// Only what is within three kilometres of there.
    pub only_near: bool,
    /// Only what holds these words or means them, what answers best first; accents, plurals and slips do not matter. Nothing to
    /// look for means all.
    pub text: String,
    /// How many at most, 1 to 5,000.
    pub limit: u32,
}

/// Watches a list of events.
#[uniffi::export(foreign)]
pub trait AgendaListener: Send + Sync {
    /// Takes the whole current list. Called off the main thread, one at a time.
    fn on_change(&self, view: AgendaListView) -> Result<(), ListenerError>;
}

/// Watches one event.
#[uniffi::export(foreign)]
pub trait EventListener: Send + Sync {
    /// Takes the event as it is now. Called off the main thread, one at a time.
    fn on_change(&self, view: EventView) -> Result<(), ListenerError>;
}

/// The city's agenda. Reads the phone's disk only: it answers offline, and everything is safe to repeat.
#[derive(uniffi::Object)]
pub struct Agenda {
    shared: Arc<Shared>,
}

#[uniffi::export]
impl Agenda {
    /// What is on. Fails with `Rejected` if a day is none, days are in the wrong order or the point is not on the globe. An
    /// empty list says why.
    pub async fn list(&self, request: AgendaRequest) -> Result<AgendaListView, AppError> {
        let (query, when) = query(&request)?;
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move { list(&shared, query, when).await }).await
    }

    /// Watches what is on: the current list arrives before this returns, then a new one after every change of the agenda. Ask
    /// again when the screen comes to the front: time goes on too.
    pub async fn observe(
        &self,
        request: AgendaRequest,
        listener: Arc<dyn AgendaListener>,
    ) -> Result<Arc<Subscription>, AppError> {
        let (query, when) = query(&request)?;
        let view = move |shared: Arc<Shared>| {
            let query = query.clone();
            async move { list(&shared, query, when).await }
        };
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(view, move |view| listener.on_change(view))).await
    }

    /// Everything about one event. Fails with `NotFound` if the phone does not hold it.
    pub async fn show(&self, id: String) -> Result<EventView, AppError> {
        let id = event_id(&id)?;
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move { show(&shared, id).await }).await
    }

    /// Watches one event: it arrives before this returns, then again after every change. Fails with `NotFound` as `show` does;
    /// of one that the city takes away later, the last view stays.
    pub async fn observe_event(
        &self,
        id: String,
        listener: Arc<dyn EventListener>,
    ) -> Result<Arc<Subscription>, AppError> {
        let id = event_id(&id)?;
        let view = move |shared: Arc<Shared>| async move { show(&shared, id).await };
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(view, move |view| listener.on_change(view))).await
    }

    /// An event for the phone's own calendar, from its next time on. Fails with `NotFound` if the phone does not hold it.
    pub async fn calendar_file(&self, id: String) -> Result<CalendarFileView, AppError> {
        let id = event_id(&id)?;
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move { Ok(shared.core.agenda().calendar_file(id).await?.into()) }).await
    }

    /// What to offer beside the agenda: times, kinds, audiences, districts, and the words of the controls.
    pub async fn filter(&self) -> Result<AgendaFilterView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let districts = shared.core.areas().districts().await?;
            let today = madrid_day(shared.core.now());
            Ok(AgendaFilterView::new(districts, today, shared.language()))
        })
        .await
    }
}

impl Agenda {
    pub(crate) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

async fn list(shared: &Shared, query: AgendaQuery, when: When) -> Result<AgendaListView, AppError> {
    let found = shared.core.agenda().list(query).await?;
    Ok(AgendaListView::new(found, when, shared.language(), shared.core.now()))
}

async fn show(shared: &Shared, id: core::EventId) -> Result<EventView, AppError> {
    let shown = shared.core.agenda().show(id).await?;
    Ok(EventView::new(shown, shared.language(), shared.core.now()))
}

/// What a request asks of the core.
pub(crate) fn query(request: &AgendaRequest) -> Result<(AgendaQuery, When), AppError> {
    let when = when(&request.time)?;
    let query = AgendaQuery::new(when, request.limit)?
        .only(
            request.audience.map(Into::into),
            request.kind.map(Into::into),
            request.free,
        )
        .in_district(request.district.clone())
        .with_words(&request.text);
    let query = match request.here {
        Some(here) => query.from(here.lat, here.lon, request.only_near)?,
        None if request.only_near => return Err(Error::Invalid("input.location").into()),
        None => query,
    };
    Ok((query, when))
}

fn when(asked: &AgendaWhen) -> Result<When, AppError> {
    Ok(match asked {
        AgendaWhen::Coming => When::Coming,
        AgendaWhen::Now => When::Now,
        AgendaWhen::Today => When::Today,
        AgendaWhen::Tomorrow => When::Tomorrow,
        AgendaWhen::Weekend => When::Weekend,
        AgendaWhen::Day { day } => When::Day(date(day)?),
        AgendaWhen::Days { from, to } => When::Days(date(from)?, date(to)?),
    })
}

fn date(text: &str) -> Result<NaiveDate, AppError> {
    Ok(text.parse().map_err(|_| Error::Invalid("input.days"))?)
}

fn event_id(text: &str) -> Result<core::EventId, AppError> {
    Ok(text.parse::<core::EventId>().map_err(Error::from)?)
}
