//! The desk that gives out cards to wallets: OpenID4VCI 1.0 as HAIP 1.0 wants it, credential issuer and authorization server in one.
//!
//! - `metadata` says what there is. `offer` invites, `counter` are the pages that do so.
//! - `pushed`, `authorize` and `page` are the way of a person, `token` gives the right, `credential` and `deferred` give the cards.
//! - `client`, `dpop`, `proofs` and `bearer` judge who asks: the wallet, its key, the keys of the cards, the token. `nonce` makes what they
//!   prove with; `wire` opens and seals; `failed` is how the desk says no.
//! - `store` is what it keeps.

mod authorize;
mod bearer;
mod client;
mod counter;
mod credential;
mod deferred;
mod dpop;
mod failed;
mod metadata;
mod nonce;
mod offer;
mod page;
mod proofs;
mod pushed;
mod store;
mod token;
mod wire;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, post};

pub use failed::{Failed, never_kept, refused};
pub use nonce::{Nonces, Use};

use crate::state::CityState;

/// Its tables.
pub const SCHEMA: &str = include_str!("schema.sql");
/// No request is longer, in bytes: fifty proofs and an attestation are some 60 kB.
const LONGEST: usize = 256 * 1024;

/// The issuer's identifier at this address.
pub fn identifier(origin: &str) -> String {
    format!("{origin}/issuer")
}

/// The address of one of its doors.
fn at(origin: &str, door: &str) -> String {
    format!("{origin}/issuer/{door}")
}

/// Its routes. They are no part of the contract with the app, `openapi.json`: what is said here is written in the standards. The path of
/// the identifier comes after the well-known part (OpenID4VCI 1.0, 12.2.2; RFC 8414, 3.1).
pub fn routes() -> Vec<(&'static str, MethodRouter<CityState>)> {
    let small = || DefaultBodyLimit::max(LONGEST);
    vec![
        ("/.well-known/openid-credential-issuer/issuer", get(metadata::issuer)),
        ("/.well-known/oauth-authorization-server/issuer", get(metadata::server)),
        ("/issuer/par", post(pushed::push).layer(small())),
        ("/issuer/authorize", get(authorize::begin)),
        (
            "/issuer/login",
            get(authorize::came).post(authorize::chosen).layer(small()),
        ),
        ("/issuer/token", post(token::give).layer(small())),
        ("/issuer/challenge", post(nonce::challenge)),
        ("/issuer/nonce", post(nonce::give)),
        ("/issuer/credential", post(credential::give).layer(small())),
        ("/issuer/deferred", post(deferred::give).layer(small())),
        ("/issuer/notification", post(deferred::note).layer(small())),
        ("/issuer/offers/{id}", get(offer::show)),
        ("/tarjetas", get(counter::oneself)),
    ]
}

/// The counter, for officials: never for phones.
pub fn switches() -> Router<CityState> {
    Router::new().route("/mostrador", get(counter::show).post(counter::offer_card))
}
