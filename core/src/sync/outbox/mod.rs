//! What the person wants of the city, written down before it is sent: offline or not, killed or not, it arrives once.
//!
//! One row is one intent with a key of its own (the `Idempotency-Key` of draft-ietf-httpapi-idempotency-key-header), written
//! in one transaction, sealed. It leaves the phone only in the transaction that keeps the city's answer, so an answer lost
//! on the way means the same question with the same key, which the city answers again without doing it twice. Intents of
//! one kind go in the order in which they were written; one that needs the person holds up only its own kind.
//!
//! An intent replaces a document, adds one or takes one away. What a feature does with the city's yes and no is its own affair:
//! it is a [`Handler`].

mod push;
mod store;

use chrono::{DateTime, Utc};
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::log::opaque_debug;
use crate::store::{Sealer, StoreError};
pub use push::Outbox;
pub use store::{SEALED, clear as clear_outbox, count as count_intents, enqueue, intents, supersede};

/// What the city is asked to do with a document of the person's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Have this instead of the version that the person saw.
    #[default]
    Replace,
    /// Have one more.
    Add,
    /// Have it no longer.
    Remove,
}

/// What is asked of the city.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// What to do. One that an older app wrote replaces.
    #[serde(default)]
    pub verb: Verb,
    /// Where the document is: `/v1/me/contact`.
    pub path: String,
    /// The version the person saw and changed. If the city has another by then, the person decides. Of no meaning where
    /// nothing is replaced.
    pub base: i64,
    /// The document as the person wants it; null where it is to go.
    pub body: Value,
    /// The document as the city has it, where that is what came between.
    pub theirs: Option<Value>,
}

opaque_debug!(Envelope);

impl Envelope {
    /// What stands in for one that has not been opened yet.
    const fn empty() -> Self {
        Self {
            verb: Verb::Replace,
            path: String::new(),
            base: 0,
            body: Value::Null,
            theirs: None,
        }
    }
}

impl IntentState {
    /// Whether it goes by itself, so that it may already have reached the city or will.
    const fn goes(self) -> bool {
        matches!(self, Self::Waiting | Self::Stronger)
    }
}

/// How an intent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntentState {
    /// It will be sent by itself.
    Waiting,
    /// The city wants a stronger sign-in first. It has not been done; it is tried again by itself, and can be let go.
    Stronger,
    /// Somebody else changed the document meanwhile: the person chooses.
    Conflict,
    /// The city will not do it: the person corrects it or lets it go.
    Refused,
}

/// One intent.
#[derive(Debug, Clone, PartialEq)]
pub struct Intent {
    /// Its number on this phone; never used twice.
    pub id: i64,
    /// What it is about: `contact`.
    pub kind: String,
    /// The key by which the city recognises it.
    pub key: String,
    /// How it stands.
    pub state: IntentState,
    /// When the person wanted it, by the phone's clock.
    pub created: DateTime<Utc>,
    /// Why the last attempt failed, if it did.
    pub failed_code: Option<String>,
    /// What it asks.
    pub envelope: Envelope,
}

/// What a feature does with the city's answers to its intents.
pub trait Handler: Send + Sync {
    /// Which intents.
    fn kind(&self) -> &'static str;

    /// Keeps the document as the city has it now, in the transaction in which the intent goes. Applying twice must change
    /// nothing.
    fn keep(&self, tx: &Transaction<'_>, sealer: &Sealer, intent: &Intent, document: &Value) -> Result<(), StoreError>;

    /// Hears that the city will not do it, in the transaction in which that is noted. `why` is the city's own word. `true` if
    /// the feature has noted it beside its own data: then the intent goes. Else it stays, and the person corrects it or
    /// lets it go.
    fn note_refusal(
        &self,
        tx: &Transaction<'_>,
        sealer: &Sealer,
        intent: &Intent,
        why: &str,
    ) -> Result<bool, StoreError> {
        let _ = (tx, sealer, intent, why);
        Ok(false)
    }
}

/// The version of a document of the city.
fn version(document: &Value) -> Option<i64> {
    document.get("version").and_then(Value::as_i64)
}
