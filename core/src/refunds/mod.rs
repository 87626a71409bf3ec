//! Getting money back: what was not due, and fines that were lifted after they were paid.
//!
//! A person asks from a receipt, offline or not. The request is a row and an intent, both in one transaction; the outbox drives it, and
//! what the city says of it replaces what the phone thought. It goes forward only: requested, agreed, ordered to the bank, paid, each
//! with the city's own day; or refused, with a reason. The phone works out no term and no interest by itself.
//!
//! - `model.rs`: what there is; `rules.rs`: what follows from what, pure.
//! - `wire.rs`: the city's spelling; `store.rs`: the SQL; `sync.rs`: the list and the city's answers.
//! - `service.rs`: one method per thing a person can do.

mod model;
mod rules;
mod service;
mod store;
mod sync;
mod wire;

pub use model::{Cause, Known, Paid, Reason, Refund, RefundState, Refusal, Step};
pub use service::{Refunds, RefundsShown};
pub use store::{SEALED, clear, count};
pub use sync::{NAME, RefundHandler, RefundsEngine};
pub use wire::{RefundWire, RefundsWire, WishWire};
