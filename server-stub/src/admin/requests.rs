//! How often phones asked for what: tests count requests instead of guessing at battery and bytes.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::state::CityState;

/// Requests so far, the ones that met a fault included. The switches under `/admin` do not count.
#[derive(Debug, Default)]
pub struct RequestLog(Mutex<RequestsWire>);

/// The answer of `/admin/requests`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RequestsWire {
    total: u64,
    by_path: BTreeMap<String, u64>,
}

impl RequestLog {
    /// Counts one.
    pub fn count(&self, path: &str) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.total += 1;
        *counts.by_path.entry(path.to_owned()).or_default() += 1;
    }

    fn read(&self) -> RequestsWire {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// `GET /admin/requests`
pub async fn show(State(city): State<CityState>) -> Json<RequestsWire> {
    Json(city.requests().read())
}
