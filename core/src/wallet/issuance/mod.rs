//! How a card is fetched: OpenID4VCI 1.0 as HAIP 1.0 wants it, with an offer from a counter or by signing in at the issuer's page.
//!
//! - `offer.rs`, `metadata.rs`, `signed.rs`, `server.rs`: what comes from strangers before the person says yes.
//! - `machine.rs`: every step, pure; `why.rs`: how it ends; `process.rs`: one card on its way; `store.rs`: as it lies on the disk.
//! - `requests.rs` and `answers.rs`: what is said and heard; `verify.rs`: whether what came is what was asked for.
//! - `exchange.rs`: one request with all that proves who asks; `drive.rs`: does what the machine says, `keep.rs`: keeps what came.
//! - `lower.rs`: what comes where nobody vouches for the phone.
//! - `service.rs`: one method per thing a person can do.

mod answers;
mod drive;
mod exchange;
mod keep;
mod lower;
pub mod machine;
pub mod metadata;
pub mod offer;
mod process;
mod requests;
mod server;
mod service;
mod signed;
mod store;
mod verify;
mod why;

#[cfg(test)]
mod kill_tests;
#[cfg(test)]
mod lower_tests;
#[cfg(test)]
mod service_tests;

pub use machine::Why;
pub use metadata::Wanted;
pub use offer::TxCode;
pub use service::{Issuance, Offered, Progress};
pub use verify::KEY_TIER;
