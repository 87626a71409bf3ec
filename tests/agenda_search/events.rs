//! The City's real events: on a phone, and as the facts that say what is right.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::DateTime;
use madrid_core::agenda::{Agenda, AgendaQuery, EventRow, EventsCollection, When};
use madrid_core::kernel::{fold, words};
use madrid_core::ports::FakeClock;
use madrid_core::store::Database;
use madrid_core::sync::{Collection, UnnotedFailure};
use madrid_server_stub::catalogue::load;
use serde_json::Value;

use crate::common::real_data;

/// A day on which most of the agenda was still to come.
const NOW: &str = "2025-10-20T08:00:00Z";

/// What the City's files say of an event.
pub struct Facts {
    pub id: i64,
    pub kind: String,
    pub audiences: Vec<String>,
    pub district: String,
    pub free: bool,
    pub title: String,
    /// Everything that is searched, the title too.
    pub text: String,
    /// Its words, a blank before each.
    pub words: String,
}

/// The events, twice.
pub struct Real {
    pub agenda: Agenda,
    /// Those that are not over, the soonest first.
    pub coming: Vec<Facts>,
    _folder: tempfile::TempDir,
}

impl Real {
    /// From the real files, or nothing after saying so.
    pub async fn load() -> Option<Self> {
        let data = real_data()?;
        let xml = |name: &str| name.ends_with(".xml");
        let agenda = std::fs::read_dir(data.join("agenda"))
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let mut paths: Vec<_> = agenda.filter(|path| xml(&path.to_string_lossy())).collect();
        paths.extend(["facilities", "boundaries"].map(|name| data.join(name)));
        let rows: Vec<Value> = (1..)
            .zip(&load(&paths).unwrap().events)
            .map(|(version, event)| {
                let mut row = serde_json::to_value(event).unwrap();
                row["version"] = Value::from(version);
                row
            })
            .collect();
        Some(Self::of(rows).await)
    }

    async fn of(rows: Vec<Value>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (database, _) = Database::open(&folder.path().join("madrid.db")).unwrap();
        let mut facts: BTreeMap<i64, Facts> = rows.iter().map(facts).map(|facts| (facts.id, facts)).collect();
        let rows: Vec<EventRow> = rows
            .into_iter()
            .map(|row| serde_json::from_value(row).unwrap())
            .collect();
        database.write(|tx| EventsCollection::apply(tx, &rows, &[])).unwrap();
        let clock = FakeClock::at(DateTime::parse_from_rfc3339(NOW).unwrap().to_utc());
        let agenda = Agenda::new(Arc::new(database), Arc::new(clock), UnnotedFailure::default());
        let coming = agenda
            .list(AgendaQuery::new(When::Coming, 5_000).unwrap())
            .await
            .unwrap();
        let coming = coming
            .items
            .iter()
            .filter_map(|listed| facts.remove(&listed.event.id.get()));
        Self {
            coming: coming.collect(),
            agenda,
            _folder: folder,
        }
    }
}

fn facts(row: &Value) -> Facts {
    let text = |field: &str| row[field].as_str().unwrap_or_default();
    let said = ["title", "venue", "street", "district", "neighbourhood", "summary"].map(text);
    let folded = fold(&said.join(" "));
    let audiences = row["audiences"].as_array().unwrap().iter();
    Facts {
        id: row["id"].as_i64().unwrap(),
        kind: text("kind").to_owned(),
        audiences: audiences
            .map(|audience| audience.as_str().unwrap().to_owned())
            .collect(),
        district: text("district_code").to_owned(),
        free: row["free"] == true,
        title: fold(text("title")),
        words: words(&folded).map(|word| format!(" {word}")).collect(),
        text: folded,
    }
}
