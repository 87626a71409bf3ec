//! `PUT /v1/me/preferences`: what the caller wants from the City.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use rusqlite::{Connection, Transaction};

use super::versioned::{Own, change as change_own};
use crate::api::Problem;
use crate::identity::Caller;
use crate::sectors::crm::{self, Preferences, Versioned};
use crate::state::CityState;
use crate::store::StoreError;

impl Own for Preferences {
    const KIND: &'static str = "preferences";
    const CHANGED: Problem = Problem::PREFERENCES_CHANGED;

    fn checked(self) -> Result<Self, Problem> {
        Ok(self)
    }

    fn current(connection: &Connection, nif: &str) -> Result<Versioned<Self>, StoreError> {
        crm::preferences(connection, nif)
    }

    fn apply(&self, tx: &Transaction<'_>, nif: &str) -> Result<Versioned<Self>, StoreError> {
        crm::change_preferences(tx, nif, self)
    }
}

/// `PUT /v1/me/preferences`
pub async fn change(
    State(city): State<CityState>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    change_own::<Preferences>(&city, caller.person, &headers, &body).await
}
