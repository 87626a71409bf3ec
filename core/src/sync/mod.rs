//! Brings the city's collections to the phone, each change exactly once, and never leaves an empty screen.
//!
//! A collection is followed by a cursor that moves in the same transaction as the rows it stands for: **stage** (fetch and
//! check a page, touching nothing) -> **apply** (rows, tombstones and cursor together) -> **acknowledge** (observers are
//! told; the next question's `after` tells the city). A phone that dies anywhere in between asks again and the version
//! guard makes what it already had harmless.

mod changes;
mod collection;
mod coordinator;
mod engine;
mod error;
mod held;
mod outbox;
mod reading;
mod run;
mod store;
mod wire;

pub use changes::Changes;
pub use collection::{Collection, VersionSum};
pub use coordinator::{Coordinator, Trigger, UnnotedFailure};
pub use engine::{Engine, Following, Running};
pub use error::SyncError;
pub use held::Held;
pub use outbox::{
    Envelope, Handler, Intent, IntentState, Outbox, SEALED, Verb, clear_outbox, count_intents, enqueue, intents,
    supersede,
};
pub use reading::{Answer, Reading};
pub use store::{CollectionStatus, rows_mark};
pub use wire::{Delete, Page, Total};
