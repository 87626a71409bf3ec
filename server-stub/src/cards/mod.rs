//! The cards of Madrid: which there are, who may have them, and how they are written and signed. All of it is the city's own, on other
//! libraries than a phone has: one mistake must not be made twice.
//!
//! - `kind` is what a card is, `kinds` are the six of them, `holding` says who may have which.
//! - `read_sd_jwt` and `read_mdoc` read what a holder shows; `shown` is what comes of it.
//! - `sd_jwt` and `mdoc` write a copy of one, `status` the lists that say whether it is still good, `make` all of it at once.
//! - `jose`, `jwe` and `cbor` are what that is written in; `pki` are the keys and certificates, `chain` judges those of others.
//! - `serve` publishes lists and roots. `store` keeps what was given out.

pub mod cbor;
pub mod chain;
pub mod jose;
pub mod jwe;
pub mod read_mdoc;
pub mod read_sd_jwt;
pub mod sd_jwt;
pub mod shown;
pub mod store;

mod holding;
mod kind;
mod kinds;
mod make;
mod mdoc;
mod pki;
mod serve;
mod status;

use axum::routing::{MethodRouter, get};

pub use holding::{Holding, holders_of, holdings};
pub use kind::{Claim, Configuration, Format, Tier, Words};
pub use kinds::{KEY_TIER, KINDS};
pub use make::{Order, make};
pub use pki::{CITY_NUMBER, Pki, PkiError, Signer, VERIFIER_HOST};
pub use serve::uri_of as list_uri;
pub use status::Status;

use crate::state::CityState;

/// Its tables.
pub const SCHEMA: &str = include_str!("schema.sql");
/// No wallet gets more copies at a time.
pub const MOST_COPIES: usize = 50;

/// Its routes. They are no part of the contract with the app, `openapi.json`: what is said here is written in the standards.
pub fn routes() -> Vec<(&'static str, MethodRouter<CityState>)> {
    vec![
        ("/status/{list}", get(serve::list)),
        ("/.well-known/madrid-trust", get(serve::roots)),
    ]
}
