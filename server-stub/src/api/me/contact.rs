//! `PUT /v1/me/contact`: how the City reaches the caller. Needs a strong sign-in: whoever changes the number gets the codes.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use rusqlite::{Connection, Transaction};
use serde_json::json;

use super::versioned::{Own, change as change_own};
use crate::api::Problem;
use crate::identity::{Access, Caller};
use crate::sectors::crm::{self, Contact, Versioned};
use crate::state::CityState;
use crate::store::StoreError;

impl Own for Contact {
    const KIND: &'static str = "contact";
    const CHANGED: Problem = Problem::CONTACT_CHANGED;

    fn checked(self) -> Result<Self, Problem> {
        Self::checked(self).map_err(|field| Problem::CONTACT_INVALID.with("field", json!(field)))
    }

    fn current(connection: &Connection, nif: &str) -> Result<Versioned<Self>, StoreError> {
        crm::contact(connection, nif)
    }

    fn apply(&self, tx: &Transaction<'_>, nif: &str) -> Result<Versioned<Self>, StoreError> {
        crm::change_contact(tx, nif, self)
    }
}

/// `PUT /v1/me/contact`
pub async fn change(
    State(city): State<CityState>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    caller.demand(Access::Strong)?;
    change_own::<Contact>(&city, caller.person, &headers, &body).await
}
