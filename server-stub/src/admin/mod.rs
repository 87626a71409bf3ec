//! The switches of whoever runs the city: for tests; the console has the most used ones as buttons. Never for phones.

mod cards;
mod churn;
mod clock;
mod collections;
mod faults;
mod fines;
mod ledger;
mod people;
mod questions;
mod references;
mod refunds;
mod requests;
mod sectors;
mod sessions;
mod treasury;

use axum::extract::{FromRequest, Request};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::de::DeserializeOwned;

pub use cards::{CardAction, change_card};
pub use requests::{RequestLog, Weight, measure};
pub use sessions::{Action, end_sessions};

use crate::api::Problem;
use crate::state::CityState;

/// All of them, under `/admin`.
pub fn routes() -> Router<CityState> {
    Router::new()
        .route(
            "/admin/faults",
            get(faults::show).put(faults::replace).delete(faults::clear),
        )
        .route("/admin/clock", get(clock::show).put(clock::set))
        .route("/admin/churn", post(churn::churn))
        .route("/admin/collections", get(collections::show))
        .route("/admin/epoch", post(collections::begin_epoch))
        .route("/admin/requests", get(requests::show))
        .route("/admin/sectors", get(sectors::show).put(sectors::change))
        .route("/admin/people/{id}/contact", put(people::set_contact))
        .route("/admin/fines/{id}/resolution", post(fines::resolve))
        .route("/admin/ledger", get(ledger::show))
        .route("/admin/references", get(references::show))
        .route("/admin/refunds", get(refunds::show))
        .route("/admin/refunds/{id}/step", post(refunds::step))
        .route("/admin/annulments", post(refunds::annul))
        .route("/admin/accounts", get(refunds::accounts))
        .route("/admin/treasury", get(treasury::show))
        .route("/admin/treasury/reconcile", post(treasury::reconcile))
        .route("/admin/cards", get(cards::show))
        .route("/admin/cards/{id}", post(cards::change))
        .route(
            "/admin/wallet-provider",
            get(cards::show_provider).put(cards::switch_provider),
        )
        .route("/admin/questions", get(questions::list).post(questions::ask))
        .route("/admin/questions/{id}", get(questions::show).delete(questions::forget))
        .route("/admin/personas", get(sessions::personas))
        .route("/admin/sessions", post(sessions::change))
        .route("/admin/sessions/lifetimes", put(sessions::set_lifetimes))
        .route("/admin/logins", get(sessions::logins))
        .route("/admin/idp", get(sessions::show_idp).put(sessions::switch_idp))
}

/// A JSON body, refused in the city's words.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let Json(body) = Json::from_request(request, state).await?;
        Ok(Self(body))
    }
}
