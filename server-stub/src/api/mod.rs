//! What phones may ask: routes, their answers, and the document that describes them.

mod bookables;
mod collections;
mod fines;
mod health;
mod me;
mod openapi;
mod payments;
mod problem;
mod quality;
mod receipts;
mod references;
mod tags;
mod tax_calendar;

use axum::middleware::map_response;
use axum::routing::{MethodRouter, get};
use axum::{Extension, Router};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

pub use bookables::BookableWire;
pub use me::{KeysInUse, owed, printed};
pub use problem::Problem;
pub use tags::hash;

use crate::admin;
use crate::cards;
use crate::console;
use crate::gateway::Gateway;
use crate::identity::{self, Origin};
use crate::issuer;
use crate::state::CityState;
use crate::store::Collection;
use crate::treasury::{self, TILL};
use crate::verifier;
use crate::wallet_provider;

/// Every route for phones. The OpenAPI document is tested against this list.
fn routes() -> Vec<(&'static str, MethodRouter<CityState>)> {
    let mut routes = vec![
        ("/v1/places", collections::list_of(Collection::Places)),
        ("/v1/places/{id}", collections::one_of(Collection::Places)),
        ("/v1/events", collections::list_of(Collection::Events)),
        ("/v1/events/{id}", collections::one_of(Collection::Events)),
        ("/v1/areas", collections::list_of(Collection::Areas)),
        ("/v1/quality", get(quality::show)),
        ("/v1/bookables", collections::list_of(Collection::Bookables)),
        ("/v1/bookables/{id}/slots", get(bookables::slots)),
        ("/health", get(health::show)),
        ("/openapi.json", get(openapi::show)),
    ];
    routes.extend(me::routes());
    routes.extend(payments::routes());
    routes.extend(fines::routes());
    routes.push(("/v1/receipts/{code}/pdf", get(receipts::pdf)));
    routes.push(("/v1/tax-calendar", get(tax_calendar::show)));
    routes.push(("/v1/tax-certificates/{code}/pdf", get(me::tax_certificate_pdf)));
    routes.push(("/v1/references/{digits}", get(references::show)));
    routes
}

/// The city for phones, and for people who pay at a gateway of its own.
pub fn public_router(state: CityState, till: Option<&Gateway>) -> Router {
    finish(public_routes(till).layer(Extension(Origin::of_listener(true))), state)
}

/// The city for phones, and the switches for whoever runs it.
pub fn loopback_router(state: CityState, till: Option<&Gateway>) -> Router {
    let routes = public_routes(till).layer(Extension(Origin::of_listener(false)));
    let desks = issuer::switches().merge(verifier::switches());
    let switches = admin::routes().merge(console::routes()).merge(desks);
    let switches = match till {
        Some(gateway) => switches.merge(gateway.switches()),
        None => switches,
    };
    finish(routes.merge(switches), state)
}

fn public_routes(till: Option<&Gateway>) -> Router<CityState> {
    let pages = identity::routes().into_iter().chain(crate::quality::routes());
    let pages = pages.chain(fines::pages());
    // What standards say is not said again in the document.
    let wallet = cards::routes().into_iter().chain(issuer::routes());
    let wallet = wallet.chain(wallet_provider::routes()).chain(verifier::routes());
    let all = routes()
        .into_iter()
        .chain(pages)
        .chain(treasury::routes())
        .chain(wallet);
    let routes = all.fold(Router::new(), |router, (path, route)| router.route(path, route));
    match till {
        Some(gateway) => routes.nest(TILL, gateway.router()),
        None => routes,
    }
}

fn finish(router: Router<CityState>, state: CityState) -> Router {
    // A third smaller than the fastest way for a few milliseconds more: a phone's owner pays for bytes.
    let gzip = CompressionLayer::new().gzip(true).quality(CompressionLevel::Precise(4));
    router
        .layer(map_response(problem::in_one_voice))
        .layer(map_response(admin::measure))
        .layer(gzip)
        .with_state(state)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_document_describes_every_route_and_no_other() {
        let document: serde_json::Value = serde_json::from_str(openapi::DOCUMENT).unwrap();
        let described: BTreeSet<&str> = document["paths"]
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let served: BTreeSet<&str> = routes().into_iter().map(|(path, _)| path).collect();
        assert_eq!(described, served);
    }
}
