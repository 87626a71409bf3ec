//! What a screen draws of one event.

use chrono::{DateTime, Utc};
use madrid_core::agenda::{CalendarFile, Event, EventShown};
use madrid_core::kernel::Language;
use madrid_core::text::{self, keys};

use super::view::EventKind;
use super::words;
use crate::view::{ActionKind, ActionView, FactView, FreshnessView, join, source_label};

/// Everything about one event.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct EventView {
    /// The City's number of the event.
    pub id: String,
    /// The kind, for the icon.
    pub kind: EventKind,
    /// Its title.
    pub title: String,
    /// The kind in words.
    pub kind_label: String,
    /// When it is next, or that it is over.
    pub when_label: String,
    /// Whether the City says it is free.
    pub is_free: bool,
    /// What it is, in the City's words.
    pub summary: Option<String>,
    /// Days, hours, where, price and the like, in order.
    pub facts: Vec<FactView>,
    /// What a person can do now outside of the app.
    pub actions: Vec<ActionView>,
    /// The place it is in, to ask the places for, with the words of the button. The catalogue may not have it any more.
    pub place_id: Option<String>,
    /// The words of that button.
    pub place_label: Option<String>,
    /// The words of the button that puts it into the phone's calendar; absent where it is over.
    pub calendar_label: Option<String>,
    /// The words of the button that tells somebody of it.
    pub share_label: String,
    /// What to tell them.
    pub share_text: String,
    /// How far it may be trusted.
    pub freshness: FreshnessView,
    /// Title, kind, when and where for a screen reader.
    pub accessibility_label: String,
}

/// An event for the phone's own calendar.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CalendarFileView {
    /// The name of the file, of the type `text/calendar`.
    pub file_name: String,
    /// What is in it: iCalendar (RFC 5545).
    pub text: String,
}

impl From<CalendarFile> for CalendarFileView {
    fn from(file: CalendarFile) -> Self {
        Self {
            file_name: file.name,
            text: file.text,
        }
    }
}

impl EventView {
    pub(super) fn new(shown: EventShown, language: Language, now: DateTime<Utc>) -> Self {
        let say = |key| text::plain(language, key);
        let when_label = words::headline(&shown, language);
        let facts = facts(&shown, language);
        let is_over = shown.next.is_empty();
        let event = shown.event;
        let summary = &event.summary;
        let kind_label = say(summary.kind.label());
        let place = place(&event);
        let spoken = [
            Some(summary.title.as_str()),
            Some(&kind_label),
            Some(&when_label),
            place.as_deref(),
        ];
        let told = [
            Some(summary.title.as_str()),
            Some(&when_label),
            place.as_deref(),
            event.url.as_deref(),
        ];
        Self {
            id: summary.id.to_string(),
            kind: summary.kind.into(),
            title: summary.title.clone(),
            accessibility_label: join(". ", spoken).unwrap_or_default(),
            share_label: say(keys::ACTION_SHARE),
            share_text: join("\n", told).unwrap_or_default(),
            kind_label,
            when_label,
            is_free: summary.free,
            facts,
            actions: actions(&event, language),
            place_id: event.place.map(|id| id.to_string()),
            place_label: event.place.map(|_| say(keys::ACTION_SEE_PLACE)),
            calendar_label: (!is_over).then(|| say(keys::ACTION_CALENDAR)),
            freshness: FreshnessView::new(shown.freshness, language, now),
            summary: event.description,
        }
    }
}

fn facts(shown: &EventShown, language: Language) -> Vec<FactView> {
    let event = &shown.event;
    let schedule = &event.summary.schedule;
    let facts = [
        (keys::FACT_WHEN, Some(words::schedule(schedule, shown.today, language))),
        (keys::FACT_NEXT_DAYS, words::next_days(shown, language)),
        (keys::FACT_NOT_ON, words::exceptions(schedule, shown.today, language)),
        (keys::FACT_WHERE, place(event)),
        (keys::FACT_PRICE, price(event, language)),
        (keys::FACT_AUDIENCE, audience(event, language)),
        (
            keys::FACT_SOURCE,
            Some(source_label(&event.source, event.source_date, language)),
        ),
    ];
    let known = facts.into_iter().filter_map(|(label, value)| Some((label, value?)));
    known
        .map(|(label, value)| FactView {
            label: text::plain(language, label),
            value,
        })
        .collect()
}

/// What the City writes goes before our own word: it says how to get in, too.
fn price(event: &Event, language: Language) -> Option<String> {
    let free = event.summary.free.then(|| text::plain(language, keys::AGENDA_FREE));
    event.summary.price.clone().or(free)
}

fn audience(event: &Event, language: Language) -> Option<String> {
    let audiences = event.summary.audiences.iter();
    let names: Vec<String> = audiences
        .map(|audience| text::plain(language, audience.label()))
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn place(event: &Event) -> Option<String> {
    let (summary, address) = (&event.summary, &event.address);
    let parts = [
        &summary.venue,
        &address.street,
        &address.postal_code,
        &address.neighbourhood,
        &summary.district,
    ];
    join(", ", parts.map(Option::as_deref))
}

fn actions(event: &Event, language: Language) -> Vec<ActionView> {
    let location = event.summary.location;
    let way = location.map(|point| format!("geo:{:.6},{:.6}", point.lat(), point.lon()));
    let actions = [
        (ActionKind::Directions, keys::ACTION_DIRECTIONS, way),
        (ActionKind::OpenWeb, keys::ACTION_WEB, event.url.clone()),
    ];
    let possible = actions
        .into_iter()
        .filter_map(|(kind, label, url)| Some((kind, label, url?)));
    possible
        .map(|(kind, label, url)| ActionView {
            kind,
            label: text::plain(language, label),
            url,
        })
        .collect()
}
