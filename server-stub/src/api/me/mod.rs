//! What citizens ask about themselves, and what they change: the sectoral systems made one.
//!
//! `profile` is who they are, `summaries` what the City has for them (`sections` asks each system). `contact` and
//! `preferences` are documents that they replace (`versioned`), `bookings` what they book and call off; every change keeps the
//! rules of `keyed`. `debts` is what something costs now, `payments` what they have paid and are paying,
//! `receipts` the proofs of all of it,
//! `refunds` what they want back.

mod bookings;
mod contact;
mod debts;
mod keyed;
mod payments;
mod preferences;
mod profile;
mod receipts;
mod refunds;
mod sections;
mod summaries;
mod versioned;

use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{MethodRouter, delete, get, put};
use tower_http::limit::RequestBodyLimitLayer;

pub use keyed::{KeysInUse, read, whole};
pub use sections::{owed, printed};

use crate::state::CityState;

/// The longest change anybody has to say.
pub const LONGEST_BODY: usize = 16 * 1_024;

/// Their routes.
pub fn routes() -> Vec<(&'static str, MethodRouter<CityState>)> {
    let routes = [
        ("/v1/me", get(profile::show)),
        ("/v1/me/contact", put(contact::change)),
        ("/v1/me/preferences", put(preferences::change)),
        ("/v1/me/summaries", get(summaries::show)),
        ("/v1/me/bookings", get(bookings::list).post(bookings::book)),
        ("/v1/me/bookings/{id}", delete(bookings::call_off)),
        ("/v1/me/debts/{kind}/{id}", get(debts::quote)),
        ("/v1/me/payments", get(payments::list)),
        ("/v1/me/receipts", get(receipts::list)),
        ("/v1/me/refunds", get(refunds::list).post(refunds::ask)),
    ];
    routes
        .map(|(path, route)| {
            let route = route
                .layer(RequestBodyLimitLayer::new(LONGEST_BODY))
                .layer(map_response(keep_private));
            (path, route)
        })
        .into()
}

/// Nobody between the city and the phone may keep what is about one person (RFC 9111 section 5.2.2.7).
pub async fn keep_private(mut response: Response) -> Response {
    let private = HeaderValue::from_static("private, no-cache");
    response.headers_mut().insert(CACHE_CONTROL, private);
    response
}
