//! The desk that looks at cards: OpenID4VP 1.0 as HAIP 1.0 wants it. An official asks, a wallet shows, and the page says whether it counts.
//!
//! - `question` is what the officials of this city ask, `registration` what they have registered to ask for, `query` reads such a question.
//! - `desk` keeps what was asked while it waits and for a short time after: in memory only, since it is somebody's.
//! - `request` is what a wallet fetches, `answer` what it sends, `judge` says what that is worth.
//! - `page` is what officials see, in the words of `words`; and what a person sees whose app and page are on one device.

mod answer;
mod desk;
mod judge;
mod page;
mod query;
mod question;
mod registration;
mod request;
mod words;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, post};

pub use desk::{Asking, Desk, Door, Prefix, Progress, Wish};
pub use judge::{Card, Verdict};
pub use question::Question;
pub use request::link;

use crate::state::CityState;

/// No answer is longer, in bytes.
const LONGEST: usize = 256 * 1024;

/// Its routes. They are no part of the contract with the app, `openapi.json`: what is said here is written in the standards.
pub fn routes() -> Vec<(&'static str, MethodRouter<CityState>)> {
    let small = || DefaultBodyLimit::max(LONGEST);
    vec![
        (
            "/verifier/requests/{name}",
            get(request::fetched).post(request::posted).layer(small()),
        ),
        ("/verifier/answers/{name}", post(answer::take).layer(small())),
        ("/tarjeta-comprobada", get(page::came_back)),
    ]
}

/// The desk, for officials: never for phones.
pub fn switches() -> Router<CityState> {
    Router::new()
        .route("/comprobar-tarjetas", get(page::choose).post(page::ask))
        .route("/comprobar-tarjetas/{id}", get(page::show).post(page::forget))
}
