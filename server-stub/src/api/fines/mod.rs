//! "Is this fine real?": anybody asks with the number of the report and the plate, without signing in, in JSON or on a page.
//!
//! - `check` looks it up and never says whose it is; `page` is the form.

mod check;
mod page;

use axum::routing::{MethodRouter, get};

use crate::state::CityState;

/// What phones ask.
pub fn routes() -> [(&'static str, MethodRouter<CityState>); 1] {
    [("/v1/fines/check", get(check::show))]
}

/// What people open.
pub fn pages() -> [(&'static str, MethodRouter<CityState>); 1] {
    [("/multas/comprobar", get(page::ask).post(page::look))]
}
