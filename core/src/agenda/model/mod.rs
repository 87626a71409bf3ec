//! An event of the agenda, and the words to ask for one.

mod kinds;
mod schedule;

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::kernel::GeoPoint;
pub use kinds::{Audience, AudienceSet, EventKind};
pub use schedule::{BadSchedule, Occurrence, Schedule, Weekdays};

/// The text is not the number of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the number of an event")]
pub struct NotAnEventId;

/// The City's own number of an event. Positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId(i64);

impl EventId {
    /// An id as the city or our own database wrote it.
    #[must_use]
    pub const fn from_city(id: i64) -> Self {
        Self(id)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for EventId {
    type Err = NotAnEventId;

    /// Reads an id that came from outside (a deep link, a command line).
    fn from_str(text: &str) -> Result<Self, NotAnEventId> {
        text.parse().ok().filter(|id| *id > 0).map(Self).ok_or(NotAnEventId)
    }
}

/// What a list shows of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct EventSummary {
    /// The City's number.
    pub id: EventId,
    /// What kind of event it is.
    pub kind: EventKind,
    /// For whom it is meant; nobody in particular where it is empty.
    pub audiences: AudienceSet,
    /// Whether the City itself says that it is free. Where it does not, it may be free all the same.
    pub free: bool,
    /// What it costs, in the City's own prose.
    pub price: Option<String>,
    /// Its title.
    pub title: String,
    /// On which days it takes place.
    pub schedule: Schedule,
    /// The name of where it is.
    pub venue: Option<String>,
    /// Where that is, if anywhere.
    pub location: Option<GeoPoint>,
    /// Name of the district.
    pub district: Option<String>,
}

/// Where an event is, as one writes it on a letter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// Street and number.
    pub street: Option<String>,
    /// Postal code, five digits.
    pub postal_code: Option<String>,
    /// Name of the barrio.
    pub neighbourhood: Option<String>,
}

/// Everything the phone knows of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What lists show.
    pub summary: EventSummary,
    /// What it is, in the City's words.
    pub description: Option<String>,
    /// The City's number of the place it is in, if that is one of its facilities.
    pub place: Option<i64>,
    /// Where it is.
    pub address: Address,
    /// Its page on the City's site: http or https.
    pub url: Option<String>,
    /// Who says so.
    pub source: String,
    /// The day of the City's file the facts come from.
    pub source_date: Option<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_id_names_no_event() {
        assert_eq!("50066046".parse::<EventId>().unwrap().get(), 50_066_046);
        for bad in ["", "-1", "0", "4.5", "9223372036854775808", "../1"] {
            assert!(bad.parse::<EventId>().is_err(), "{bad}");
        }
    }
}
