//! The wallet provider of the mock city: it vouches for wallets and for how their keys are kept (TS3 of the EUDI Wallet; OpenID4VCI 1.0,
//! appendices D and E). It takes a phone's word for its hardware, as a mock may; a real one asks the maker of the phone.
//!
//! A phone sends tokens that it signed with the keys it asks about, and gets tokens that the provider signed.

mod attest;
mod desk;

use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, post};

pub use desk::Desk;

use crate::state::CityState;

/// No request is longer, in bytes: fifty proofs are some 30 kB.
const LONGEST: usize = 128 * 1024;
/// The one wallet it vouches for. All installations share the name (HAIP 1.0, 4.4.1).
const CLIENT_ID: &str = "madrid-en-tu-movil";

/// Its routes. They are no part of the contract with the app's own API.
pub fn routes() -> Vec<(&'static str, MethodRouter<CityState>)> {
    let small = || DefaultBodyLimit::max(LONGEST);
    vec![
        ("/wallet-provider/nonce", post(attest::nonce)),
        (
            "/wallet-provider/wallet-attestation",
            post(attest::wallet).layer(small()),
        ),
        ("/wallet-provider/key-attestation", post(attest::keys).layer(small())),
    ]
}
