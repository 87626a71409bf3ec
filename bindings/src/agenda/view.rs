//! What a screen draws of a list of events: pure functions of the core's models, the language and now.

use chrono::{DateTime, NaiveDate, Utc};
use madrid_core::agenda::{self as core, AgendaFound, Listed, When};
use madrid_core::kernel::{FreshnessState as Freshness, Language};
use madrid_core::text::{self, keys};

use super::words;
use crate::view::{DOT, EmptyView, FreshnessView, join, mirror};

/// A price longer than this is prose for the event's own screen.
const SHORT_PRICE: usize = 40;

mirror! {
    /// What kind of event it is.
    EventKind of core::EventKind {
        /// A concert.
        Music,
        /// A play.
        Theatre,
        /// A film.
        Cinema,
        /// Something to look at for days or months.
        Exhibition,
        /// Dance.
        Dance,
        /// A talk or a debate.
        Talk,
        /// A workshop: one learns by doing.
        Workshop,
        /// Stories and puppets.
        StoryTelling,
        /// Camps and the like, for children.
        Children,
        /// Books: a reading, a presentation, a reading club.
        Reading,
        /// A guided visit or a walk.
        Tour,
        /// Sport.
        Sport,
        /// Circus and magic.
        CircusMagic,
        /// Fiestas.
        Party,
        /// A fair or a market.
        Fair,
        /// A course of several days.
        Course,
        /// A contest or an award.
        Contest,
        /// A kind this version of the app has no word for yet, or none at all.
        Other,
    }
}

mirror! {
    /// For whom an event is meant.
    EventAudience of core::Audience {
        /// Children.
        Children,
        /// Families.
        Families,
        /// The young.
        Young,
        /// Women.
        Women,
        /// Older people.
        Seniors,
    }
}

/// An event as a row of a list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct EventRowView {
    /// To ask for the whole event with.
    pub id: String,
    /// The kind, for the icon.
    pub kind: EventKind,
    /// Its title.
    pub title: String,
    /// The kind in words.
    pub kind_label: String,
    /// When: "Hoy a las 19:00", "Hasta el 5 de abril".
    pub when_label: String,
    /// Where: its name and district.
    pub place_label: Option<String>,
    /// How far it is: "350 m". Absent where nobody knows where the person or the event is.
    pub distance_label: Option<String>,
    /// What it costs, where that can be said in a few words.
    pub price_label: Option<String>,
    /// Whether the City says it is free.
    pub is_free: bool,
    /// The whole row for a screen reader.
    pub accessibility_label: String,
}

/// The events of one day, or of the days a search found.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AgendaDayView {
    /// The day: "Hoy, lunes 30 de noviembre".
    pub title: String,
    /// Its events: what is only then, the soonest first, then what lasts.
    pub items: Vec<EventRowView>,
}

/// A list of events.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AgendaListView {
    /// What the list is.
    pub title: String,
    /// How far it may be trusted.
    pub freshness: FreshnessView,
    /// The days on which something is, in order. An event stands once, on its first day of those. Of a search: one heading over
    /// all, and what answers best first.
    pub days: Vec<AgendaDayView>,
    /// What to show instead where there are none.
    pub empty: Option<EmptyView>,
}

impl AgendaListView {
    pub(super) fn new(found: AgendaFound, when: When, language: Language, now: DateTime<Utc>) -> Self {
        // A phone that was never filled has nothing for another reason than a filter that lets nothing through.
        let [title, body] = match found.freshness.state {
            Freshness::Failed => [keys::AGENDA_NEVER_TITLE, keys::AGENDA_NEVER_BODY],
            Freshness::Beginning => [keys::BEGINNING, keys::BEGINNING_BODY],
            _ => [keys::AGENDA_NONE_TITLE, keys::AGENDA_NONE_BODY],
        };
        let empty = found.items.is_empty().then(|| EmptyView {
            title: text::plain(language, title),
            body: text::plain(language, body),
        });
        Self {
            title: title_of(when, found.today, language),
            freshness: FreshnessView::new(found.freshness, language, now),
            days: if found.is_search {
                best_first(found.items, found.today, language)
            } else {
                days(found.items, found.today, language)
            },
            empty,
        }
    }
}

fn title_of(when: When, today: NaiveDate, language: Language) -> String {
    let key = match when {
        When::Coming => keys::WHEN_COMING_TITLE,
        When::Now => keys::WHEN_NOW_TITLE,
        When::Today => keys::WHEN_TODAY_TITLE,
        When::Tomorrow => keys::WHEN_TOMORROW_TITLE,
        When::Weekend => keys::WHEN_WEEKEND_TITLE,
        When::Day(day) => return text::day_heading(language, day, today),
        When::Days(from, to) => return text::sentence(&text::span(language, from, to, today)),
    };
    text::plain(language, key)
}

/// What began last night belongs to today: the person can still go.
fn days(items: Vec<Listed>, today: NaiveDate, language: Language) -> Vec<AgendaDayView> {
    let mut days: Vec<(NaiveDate, AgendaDayView)> = Vec::new();
    for listed in items {
        let day = listed.occurrence.day.max(today);
        let row = row(listed, today, language);
        match days.last_mut() {
            Some((last, view)) if *last == day => view.items.push(row),
            _ => {
                let title = text::day_heading(language, day, today);
                days.push((
                    day,
                    AgendaDayView {
                        title,
                        items: vec![row],
                    },
                ));
            }
        }
    }
    days.into_iter().map(|(_, view)| view).collect()
}

/// What was looked for, whatever its day: under one heading, for which the days are only how far it reaches.
fn best_first(items: Vec<Listed>, today: NaiveDate, language: Language) -> Vec<AgendaDayView> {
    let days = || items.iter().map(|listed| listed.occurrence.day.max(today));
    let Some((first, last)) = days().min().zip(days().max()) else {
        return Vec::new();
    };
    let title = if first == last {
        text::day_heading(language, first, today)
    } else {
        text::sentence(&text::span(language, first, last, today))
    };
    vec![AgendaDayView {
        title,
        items: items.into_iter().map(|listed| row(listed, today, language)).collect(),
    }]
}

pub(crate) fn row(listed: Listed, today: NaiveDate, language: Language) -> EventRowView {
    let when_label = words::listed(&listed, today, language);
    let Listed { event, distance_m, .. } = listed;
    let kind_label = text::plain(language, event.kind.label());
    let place_label = join(DOT, [event.venue.as_deref(), event.district.as_deref()]);
    let price_label = price(event.free, event.price.as_deref(), language);
    let spoken_distance = distance_m.map(|metres| text::distance_spoken(language, metres));
    let spoken = [
        Some(event.title.as_str()),
        Some(&kind_label),
        Some(&when_label),
        place_label.as_deref(),
        spoken_distance.as_deref(),
        price_label.as_deref(),
    ];
    EventRowView {
        accessibility_label: join(". ", spoken).unwrap_or_default(),
        id: event.id.to_string(),
        kind: event.kind.into(),
        kind_label,
        when_label,
        place_label,
        distance_label: distance_m.map(|metres| text::distance(language, metres)),
        price_label,
        is_free: event.free,
        title: event.title,
    }
}

/// "Free" only where the City says so; otherwise its own words, if they are few.
fn price(free: bool, prose: Option<&str>, language: Language) -> Option<String> {
    if free {
        return Some(text::plain(language, keys::AGENDA_FREE));
    }
    let short = prose.filter(|prose| prose.chars().count() <= SHORT_PRICE);
    short.map(str::to_owned)
}

#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
