//! The console: one page for developers and testers, with everything the switches under `/admin` do most often. It works
//! with plain forms, and is kept from phones and other sites by the gate as those are.
//!
//! - `page` puts it together, `sections` and `cards` are its parts, `acts` is what its buttons do, `traffic` what it tells.

mod acts;
mod cards;
mod page;
mod sections;
mod traffic;

use axum::Router;
use axum::routing::{get, post};

pub use traffic::{Arrival, Traffic};

use crate::state::CityState;

/// The page and its buttons, under `/console`.
pub fn routes() -> Router<CityState> {
    Router::new()
        .route("/console", get(page::show))
        .route("/console/clock", post(acts::clock))
        .route("/console/systems", post(acts::systems))
        .route("/console/faults", post(acts::add_fault))
        .route("/console/faults/clear", post(acts::clear_faults))
        .route("/console/sessions", post(acts::sessions))
        .route("/console/cards", post(cards::act))
}
