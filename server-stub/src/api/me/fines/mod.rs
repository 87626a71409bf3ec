//! The caller's fines: all that the City knows of them, what it has to prove each, and what they file about one.
//!
//! - `list` is `GET /v1/me/fines`, `evidence` a photo of one; `filing` is allegations and the driver's name.

mod evidence;
mod filing;
mod list;

use axum::extract::DefaultBodyLimit;
use axum::middleware::map_response;
use axum::routing::{MethodRouter, get, post};

pub use list::kind;

use super::keep_private;
use crate::state::CityState;

/// Allegations with all their papers, written in base64, and some room for their words.
const LONGEST_FILING: usize = 3 * 1_024 * 1_024;

/// Their routes.
pub fn routes() -> [(&'static str, MethodRouter<CityState>); 4] {
    let routes = [
        ("/v1/me/fines", get(list::show)),
        ("/v1/me/fines/{id}/evidence/{n}", get(evidence::photo)),
        ("/v1/me/fines/{id}/allegations", post(filing::allege)),
        ("/v1/me/fines/{id}/driver", post(filing::name_driver)),
    ];
    routes.map(|(path, route)| {
        let route = route
            .layer(DefaultBodyLimit::max(LONGEST_FILING))
            .layer(map_response(keep_private));
        (path, route)
    })
}
