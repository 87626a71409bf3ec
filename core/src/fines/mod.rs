//! Traffic fines: what the City says of each, what the person answers, and whether a paper is real.
//!
//! The City's document is kept whole and sealed, so that windows, prices and rights can be read without a network; no price and no
//! window is made up here. What the person writes against a fine, or about who drove, is kept sealed from its first letter, goes
//! through the outbox once, and stays here when the City will not have it. Whether a fine is real anybody may ask.
//!
//! - `model.rs`: fines as the City says them; `filing.rs` of it: what the person writes.
//! - `rules.rs`: what may be done today, and what a report's number and a plate look like. Pure.
//! - `wire.rs`: the City's spelling. `store.rs`: the SQL. `sync.rs`: the document, and the City's answers.
//! - `service.rs`: what a person can ask; `drafts.rs`: what they write; `verify.rs`: is this fine real?

mod drafts;
mod model;
mod rules;
mod service;
mod store;
mod sync;
mod verify;
mod wire;

#[cfg(test)]
mod test_fines;

pub use model::{
    About, Act, Both, Device, Draft, DriverDetails, DriverNamed, Evidence, Filed, Fine, FineKind, FineState, GivenUp,
    MOST_PAPERS, Outcome, Paper, PaperKind, Progress, Refusal, Severity, Step, StepKind, Windows,
};
pub use rules::{FormFault, Group, Pair, days_left, group, may, price_on};
pub use service::{FineShown, Fines, FinesShown};
pub use store::{SEALED_DOCUMENT, SEALED_DRAFTS, SEALED_PAPERS, SEALED_PHOTOS, clear, count_drafts};
pub use sync::{AllegationsHandler, DriverHandler, FinesEngine, NAME};
pub use verify::{RealFine, Verified};
pub use wire::{CheckWire, FiledWire, FineWire, FinesWire};
