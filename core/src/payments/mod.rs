//! Paying the City, so that nobody ever wonders whether they have paid.
//!
//! A payment has a name from the moment the person asks what it costs. It is on the disk before it leaves the phone and stays
//! there until the city has said how it ended; the city makes one payment of a name, however often it is asked. Only the city's
//! word settles: what a browser brings back, or a push, makes the phone ask. While nobody knows, nothing is paid again.
//!
//! The core never sees a card number: the person pays on the bank's own page.
//!
//! - `model.rs`: attempts, states, receipts.
//! - `rules.rs`: the machine. Pure: a state and what was heard in, the next state out.
//! - `wire.rs`: the city's spelling; `ask.rs`: the questions, each with three answers.
//! - `store.rs`: the SQL; `service.rs`: one method per thing a person can do; `sync.rs`: finds out how open ones stand.
//! - `several.rs`: more than one debt in one go; `paper.rs`: with a paper in the hand and nobody signed in; `receipts.rs`: the proofs.

mod ask;
mod model;
mod paper;
mod receipts;
mod rules;
mod service;
mod several;
mod store;
mod sync;
mod wire;

pub use model::{
    Attempt, CitySays, GivenUp, Method, PageUrl, PaymentKey, Quote, Reason, Receipt, Reference, Right, Stage, State,
};
pub use rules::{Event, after};
pub use service::{Anybody, Payments, Progress};
pub use several::{Prepared, Sum, next, sum};
pub use store::{KeptReceipts, SEALED_ATTEMPTS, SEALED_PDFS, SEALED_RECEIPTS, clear, count_open};
pub use sync::{NAME, NAME_OF_PAPERS, PaymentsEngine};
pub use wire::{PaperWire, PaymentWire, PaymentsWire, QuoteWire, ReceiptWire, ReceiptsWire};
