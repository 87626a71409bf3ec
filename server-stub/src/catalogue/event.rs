//! What the city knows of something that is on, in the words of its own API: the rows of `GET /v1/events`, without a
//! version.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

/// What sort of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Something to look at, for days or months.
    Exhibition,
    /// A concert.
    Music,
    /// A play.
    Theatre,
    /// To watch or to do.
    Dance,
    /// A film.
    Cinema,
    /// A lecture, a debate, a congress.
    Talk,
    /// Something to make or to learn in one go.
    Workshop,
    /// Books: a club, a recital, a presentation.
    Reading,
    /// Stories told, puppets.
    StoryTelling,
    /// To do or to watch.
    Sport,
    /// A guided visit, a walk.
    Tour,
    /// A fair, a market.
    Fair,
    /// Circus and magic.
    CircusMagic,
    /// A feast of a barrio, of a season.
    Party,
    /// Something to learn over weeks.
    Course,
    /// A competition.
    Contest,
    /// A camp or something else for children that is none of the above.
    Children,
    /// Anything else.
    Other,
}

/// For whom it is meant. Most events do not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Children.
    Children,
    /// Families.
    Families,
    /// Young people.
    Young,
    /// Women.
    Women,
    /// Older people.
    Seniors,
}

/// A day of the week as calendars write it (RFC 5545, 3.3.10). In the order of the week, which is the order on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Weekday {
    /// Monday.
    Mo,
    /// Tuesday.
    Tu,
    /// Wednesday.
    We,
    /// Thursday.
    Th,
    /// Friday.
    Fr,
    /// Saturday.
    Sa,
    /// Sunday.
    Su,
}

/// An event of the agenda. Unknown fields are absent, never empty.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// The City's own key.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// What sort of thing it is.
    pub kind: EventKind,
    /// For whom it is meant; may be empty.
    pub audiences: BTreeSet<Audience>,
    /// Whether the City says that it costs nothing.
    pub free: bool,
    /// What it costs, in the City's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    /// What it is, in the City's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The first day.
    pub first_day: NaiveDate,
    /// The last day: not before the first.
    pub last_day: NaiveDate,
    /// When it begins, `HH:MM` on the walls of Madrid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// When it ends, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
    /// The days of the week on which it takes place; absent: on every day from the first to the last.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub days: BTreeSet<Weekday>,
    /// Every so many weeks; absent where it does not come again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<u32>,
    /// Days on which it does not take place after all, sorted.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub excluded: BTreeSet<NaiveDate>,
    /// The name of where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// The place of the catalogue where it is, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_id: Option<i64>,
    /// Degrees north (WGS 84).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east (WGS 84).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Street and number, in reading case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Five digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Two digits, `01` to `21`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district_code: Option<String>,
    /// The official name of the district.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// Three digits, the first two being the district's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub neighbourhood_code: Option<String>,
    /// The official name of the barrio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub neighbourhood: Option<String>,
    /// A page of http or https.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who says so. Always [`super::SOURCE`].
    pub source: String,
    /// The day the City last changed the row. The portal's files do not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_date: Option<NaiveDate>,
}
