//! What citizens ask about themselves, and what they change: the sectoral systems made one.
//!
//! `profile` is who they are, `summaries` what the City has for them (`sections` asks each system). `contact` and
//! `preferences` are documents that they replace (`versioned`), `bookings` what they book and call off; every change keeps the
//! rules of `keyed`. `tax_folder` is everything about taxes, `fines` what they are fined for, `debts` is what something costs now,
//! `payments` what they have paid and are paying, `receipts` the proofs of all of it, `refunds` what they want back.

mod bookings;
mod contact;
mod debts;
mod fines;
mod keyed;
mod payments;
mod preferences;
mod profile;
mod receipts;
mod refunds;
mod sections;
mod summaries;
mod tax_folder;
mod versioned;

use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{MethodRouter, delete, get, post, put};
use tower_http::limit::RequestBodyLimitLayer;

pub use fines::kind as fine_kind;
pub use keyed::{KeysInUse, read, whole};
pub use sections::{owed, printed};
pub use tax_folder::{named as tax_named, pdf as tax_certificate_pdf};

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
        ("/v1/me/tax-folder", get(tax_folder::show)),
        (
            "/v1/me/tax-folder/{receipt}/direct-debit",
            put(tax_folder::set_debit).delete(tax_folder::end_debit),
        ),
        (
            "/v1/me/tax-folder/{receipt}/instalments",
            post(tax_folder::ask_instalments),
        ),
        ("/v1/me/tax-certificate", get(tax_folder::certificate)),
        ("/v1/me/receipts", get(receipts::list)),
        ("/v1/me/refunds", get(refunds::list).post(refunds::ask)),
    ];
    let routes = routes.map(|(path, route)| {
        let route = route
            .layer(RequestBodyLimitLayer::new(LONGEST_BODY))
            .layer(map_response(keep_private));
        (path, route)
    });
    // Papers come with what is filed about a fine.
    routes.into_iter().chain(fines::routes()).collect()
}

/// Nobody between the city and the phone may keep what is about one person (RFC 9111 section 5.2.2.7).
pub async fn keep_private(mut response: Response) -> Response {
    let private = HeaderValue::from_static("private, no-cache");
    response.headers_mut().insert(CACHE_CONTROL, private);
    response
}
