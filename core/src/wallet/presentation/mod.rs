//! Showing cards to who asks for them (OpenID4VP 1.0 by links, as HAIP 1.0 profiles it).
//!
//! All but the last three is pure: what a stranger sends comes in, what to show the person, to sign and to send comes out. The service stores
//! each state before it acts.
//!
//! - `link.rs`: what was scanned or opened; `client.rs`: who asks, and whether a certificate says so; `request.rs`: what is asked, whole and
//!   strict, or a `refusal.rs` with a name of its own.
//! - `registration.rs`: what who asks has registered to ask for; `policy.rs`: whom the issuer of a card lets see it.
//! - `held.rs`: the person's cards, opened; `consent.rs`: what the person sees before anything leaves.
//! - `respond.rs`: what to sign and to send; `answer.rs`: what comes back, and how to say no without saying more.
//! - `machine.rs`: the steps of one presentation, so that no kill shows a card twice; `showing.rs`: one of them; `store.rs`: as it lies on the disk.
//! - `asking.rs`: what is asked, whichever way it came; `hand.rs`: which copy of each card; `service.rs`: one method per thing a person can do.

mod answer;
mod asking;
mod client;
mod consent;
mod hand;
mod held;
#[cfg(test)]
mod kill_tests;
mod link;
mod machine;
mod policy;
mod refusal;
mod registration;
mod request;
mod respond;
mod service;
mod showing;
mod store;
#[cfg(test)]
mod test_desk;
#[cfg(test)]
mod test_verifier;

pub use crate::wallet::address::Address;
pub use answer::{Ending, Post, decline, ending, report};
pub use client::{Certainty, Client, Prefix};
pub use consent::{AlsoSeen, Asker, CardShown, ClaimShown, Consent, Party, Wanted, Warning};
pub use held::{Held, Open};
pub use link::Link;
pub use machine::{Asked, Event, KeptChoice, State, after, resumed};
pub use policy::{Policy, Verdict};
pub use refusal::{CODES, Refusal, Refused, Report};
pub use registration::{Registration, Standing};
pub use request::{Encryption, Fetched, Request, Setting};
pub use respond::{Prepared, Talk, ToSign, prepare};
pub use service::{Answered, Place, Presentations, Question};

/// What is shown, by the verifier's names for what it asked (`vp_token`, OpenID4VP 1.0, section 8.1).
pub type Token = serde_json::Map<String, serde_json::Value>;
