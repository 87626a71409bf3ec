//! What phones' changes came to: tests count effects instead of trusting answers.

use axum::Json;
use axum::extract::State;
use chrono::DateTime;
use serde::Serialize;

use crate::api::Problem;
use crate::clock::rfc3339;
use crate::state::CityState;
use crate::store::{self, Effect};

/// Every effect, in order.
#[derive(Debug, Serialize)]
pub struct LedgerWire {
    entries: Vec<EntryWire>,
}

/// One effect.
#[derive(Debug, Serialize)]
pub struct EntryWire {
    sequence: i64,
    key: String,
    person: String,
    kind: String,
    at: String,
    effects: i64,
}

impl From<Effect> for EntryWire {
    fn from(effect: Effect) -> Self {
        Self {
            sequence: effect.sequence,
            key: effect.key,
            person: effect.person,
            kind: effect.kind,
            at: DateTime::from_timestamp(effect.at, 0).map(rfc3339).unwrap_or_default(),
            effects: effect.effects,
        }
    }
}

/// `GET /admin/ledger`
pub async fn show(State(city): State<CityState>) -> Result<Json<LedgerWire>, Problem> {
    let effects = city.with_store(|store| store.read(store::effects)).await?;
    Ok(Json(LedgerWire {
        entries: effects.into_iter().map(EntryWire::from).collect(),
    }))
}
