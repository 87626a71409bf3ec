//! What the parts of the city say (`GET /v1/me/summaries`), checked while it is read.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::model::{Item, Section};

/// An item that cannot be understood. It carries nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an item cannot be understood")]
pub struct BadItem;

/// The answer for one person.
#[derive(Deserialize)]
pub struct SummariesWire {
    sections: Vec<SectionWire>,
}

#[derive(Deserialize)]
struct SectionWire {
    id: String,
    state: String,
    as_of: Option<DateTime<Utc>>,
    version: Option<String>,
    #[serde(default)]
    items: Vec<Value>,
}

/// What one part of the city said, ready to be kept.
pub enum Said {
    /// It answered.
    Answer {
        /// When its own data were true.
        as_of: DateTime<Utc>,
        /// Its mark of the contents.
        version: String,
        /// Its items, as it sent them.
        items: Vec<Vec<u8>>,
    },
    /// It did not, or not so that it can be understood. The code is ours and stable.
    Failure(&'static str),
}

impl SummariesWire {
    /// What each part said. A part this app does not know is left out; one that is missing did not answer.
    pub fn said(self) -> Vec<(Section, Said)> {
        let mut sections = self.sections;
        Section::summarised()
            .map(|section| {
                let place = sections.iter().position(|wire| wire.id == section.name());
                let said = place.map_or(Said::Failure("home.section_down"), |at| {
                    said(section, sections.swap_remove(at))
                });
                (section, said)
            })
            .collect()
    }
}

fn said(section: Section, wire: SectionWire) -> Said {
    let (Some(as_of), Some(version), "ok") = (wire.as_of, wire.version, wire.state.as_str()) else {
        return Said::Failure("home.section_down");
    };
    // One debt that cannot be read must not be left out in silence: then the part keeps what it said before.
    let items: Result<Vec<_>, BadItem> = wire.items.iter().map(|value| checked(section, value)).collect();
    match items {
        Ok(items) => Said::Answer { as_of, version, items },
        Err(BadItem) => Said::Failure("net.bad_reply"),
    }
}

fn checked(section: Section, value: &Value) -> Result<Vec<u8>, BadItem> {
    let bytes = serde_json::to_vec(value).map_err(|_| BadItem)?;
    item(section, &bytes).map(|_| bytes)
}

/// Reads an item as the city sends it and as the phone keeps it.
pub fn item(section: Section, json: &[u8]) -> Result<Item, BadItem> {
    match section {
        Section::Tax => read(json).map(Item::Tax),
        Section::Fines => read(json).map(Item::Fine),
        Section::Cards => read(json).map(Item::Card),
        Section::Procedures => read(json).map(Item::Procedure),
        Section::Appointments => read(json).map(Item::Appointment),
        Section::Notifications => read(json).map(Item::Notification),
        Section::Messages => read(json).map(Item::Message),
        // Not the summaries' to say.
        Section::Bookings => Err(BadItem),
    }
}

fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, BadItem> {
    // The parser's message may quote the item, so it stops here.
    serde_json::from_slice(json).map_err(|_| BadItem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said_of(json: &str) -> Vec<(Section, Said)> {
        serde_json::from_str::<SummariesWire>(json).unwrap().said()
    }

    #[test]
    fn a_part_that_fails_or_is_missing_or_sends_rubbish_fails_alone() {
        let said = said_of(
            r#"{"sections":[
                {"id":"messages","state":"ok","as_of":"2026-11-24T10:00:00Z","version":"1","items":[
                    {"id":"m","about":"library","subject":"s","at":"2026-11-24T10:00:00Z","status":"unread"}]},
                {"id":"tax","state":"ok","as_of":"2026-11-24T10:00:00Z","version":"1","items":[{"id":"no amount"}]},
                {"id":"fines","state":"failed","code":"sector_down"},
                {"id":"bees","state":"ok","as_of":"2026-11-24T10:00:00Z","version":"1","items":[]}]}"#,
        );
        assert_eq!(said.len(), Section::summarised().count());
        for (section, said) in said {
            match (section, said) {
                (Section::Messages, Said::Answer { items, .. }) => assert_eq!(items.len(), 1),
                (Section::Tax, Said::Failure(code)) => assert_eq!(code, "net.bad_reply"),
                (_, Said::Failure(code)) => assert_eq!(code, "home.section_down"),
                (_, Said::Answer { .. }) => panic!("{section:?} did not answer"),
            }
        }
    }

    #[test]
    fn what_tomorrow_brings_is_kept() {
        let json = br#"{"id":"t","kind":"robots","name":"Tasa de robots","object":null,"amount_cents":1,"due":"2030-01-01","status":"dreaming","new":1}"#;
        assert!(item(Section::Tax, json).is_ok());
    }
}
