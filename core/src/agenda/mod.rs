//! The city's agenda: what is on, when, and where. Built as `places` is, with the files that a calendar needs more:
//!
//! - `model/`: an event, and its schedule: on which days it takes place.
//! - `rules/`: what "today" and "this weekend" are, and which events of them a person wants, in which order.
//! - `search/`: finding by words, as of places: what of an event is searched, and what people say.
//! - `icalendar.rs`: an event as the calendars of phones read it (RFC 5545).
//! - `outline.rs`: what others that rank need of all events at once.

mod icalendar;
mod model;
mod outline;
mod rules;
mod search;
mod service;
mod store;
mod sync;
mod wire;
mod words;

pub use model::{
    Address, Audience, AudienceSet, BadSchedule, Event, EventId, EventKind, EventSummary, NotAnEventId, Occurrence,
    Schedule, Weekdays,
};
pub use outline::{EventNow, EventOutline, Outlines};
pub use rules::{Near, Standing, When};
pub use service::{Agenda, AgendaFound, AgendaQuery, CalendarFile, EventShown, Listed};
pub use sync::EventsCollection;
pub use wire::{EventRow, EventWire};
