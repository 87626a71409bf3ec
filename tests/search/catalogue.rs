//! The City's real places: on a phone, and as the facts that say what is right.

use std::sync::Arc;

use madrid_core::kernel::fold;
use madrid_core::places::{PlaceRow, Places, PlacesCollection};
use madrid_core::ports::SystemClock;
use madrid_core::store::Database;
use madrid_core::sync::{Collection, UnnotedFailure};
use madrid_server_stub::catalogue::load;
use serde_json::Value;

use crate::common::real_data;

/// What the City's files say of a place.
pub struct Facts {
    pub id: i64,
    pub kind: String,
    pub needs: Vec<String>,
    pub district: String,
    pub name: String,
    /// Everything that is searched besides the name.
    pub body: String,
}

/// The places, twice.
pub struct Catalogue {
    pub places: Places,
    pub facts: Vec<Facts>,
    _folder: tempfile::TempDir,
}

impl Catalogue {
    /// From the real files, or nothing after saying so.
    pub fn real() -> Option<Self> {
        let files = real_data()?.join("facilities");
        let loaded = load(&[files]).unwrap();
        let rows: Vec<Value> = (1..)
            .zip(&loaded.facilities)
            .map(|(version, facility)| {
                let mut row = serde_json::to_value(facility).unwrap();
                row["version"] = Value::from(version);
                row
            })
            .collect();
        Some(Self::of(rows))
    }

    fn of(rows: Vec<Value>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (database, _) = Database::open(&folder.path().join("madrid.db")).unwrap();
        let facts = rows.iter().map(facts).collect();
        let rows: Vec<PlaceRow> = rows
            .into_iter()
            .map(|row| serde_json::from_value(row).unwrap())
            .collect();
        database.write(|tx| PlacesCollection::apply(tx, &rows, &[])).unwrap();
        Self {
            places: Places::new(Arc::new(database), Arc::new(SystemClock), UnnotedFailure::default()),
            facts,
            _folder: folder,
        }
    }
}

fn facts(row: &Value) -> Facts {
    let text = |field: &str| row[field].as_str().unwrap_or_default();
    let needs: Vec<String> = row["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|need| need.as_str().unwrap().to_owned())
        .collect();
    let said = [
        "street",
        "district",
        "neighbourhood",
        "postal_code",
        "equipment",
        "summary",
    ]
    .map(text);
    Facts {
        id: row["id"].as_i64().unwrap(),
        kind: text("kind").to_owned(),
        needs,
        district: text("district_code").to_owned(),
        name: fold(text("name")),
        body: fold(&said.join(" ")),
    }
}
