//! Brings the folder and the calendar to the phone, and keeps the city's answers to what the person asked.

use std::sync::Arc;

use rusqlite::Transaction;
use serde::Deserialize;
use serde_json::Value;

use super::model::{Asked, Refusal, Wish, WishState};
use super::store::{self, SEALED_FOLDER};
use super::wire::{CalendarWire, DebitWishWire, FolderWire, InstalmentsWishWire, ReceiptWire};
use crate::net::{CityClient, JsonReply, NetError};
use crate::store::{Database, Sealer, StoreError};
use crate::sync::{Changes, CollectionStatus, Engine, Envelope, Following, Handler, Intent, Running, SyncError, Verb};

/// The name under which the freshness of the folder is kept.
pub const NAME: &str = "tax";
/// The same of the calendar.
pub(super) const CALENDAR: &str = "tax_calendar";
/// Where the folder is.
const PATH: &str = "/v1/me/tax-folder";
const CALENDAR_PATH: &str = "/v1/tax-calendar";
/// Why the folder is not up to date where the tax system does not answer.
pub(super) const DOWN: &str = "home.section_down";
/// What is asked about a receipt. One kind for all of it, so that it arrives in the order in which it was asked.
pub(super) const WISH: &str = "tax";

/// Follows `GET /v1/me/tax-folder`.
pub struct TaxEngine(pub Following);

impl TaxEngine {
    async fn follow(&self) -> Result<(), SyncError> {
        let Ok(sealer) = self.0.vault.sealer() else {
            return Ok(());
        };
        let (document, time) = match self.0.city.get_json::<Value>(PATH, None).await {
            Ok(JsonReply::Content { value, time, .. }) => (value, time),
            // We asked without a tag: the city cannot mean it.
            Ok(JsonReply::NotModified { .. }) => return Err(NetError::BadReply.into()),
            Err(NetError::SignedOut | NetError::Locked) => return Ok(()),
            // The tax system has a bad day. That is said beside the folder, and everything else went well.
            Err(NetError::Busy { retry_after: None } | NetError::Failed { .. }) => return self.note(DOWN).await,
            Err(failed) => return Err(failed.into()),
        };
        // What cannot be read must not replace what can.
        let folder = FolderWire::deserialize(&document).map_err(|_| NetError::BadReply)?;
        folder.folder().map_err(|_| NetError::BadReply)?;
        let written = self.0.database.write_task(move |tx| {
            store::keep_document(tx, &sealer, SEALED_FOLDER, &document)?;
            CollectionStatus::confirm(tx, NAME, time)
        });
        written.await?;
        self.0.changes.announce();
        Ok(())
    }

    async fn note(&self, code: &'static str) -> Result<(), SyncError> {
        let written = self
            .0
            .database
            .write_task(move |tx| CollectionStatus::fail(tx, NAME, code));
        written.await?;
        self.0.changes.announce();
        Ok(())
    }
}

impl Engine for TaxEngine {
    fn name(&self) -> &'static str {
        NAME
    }

    fn run(&self) -> Running<'_> {
        Box::pin(self.follow())
    }
}

/// Follows `GET /v1/tax-calendar`, which is for everybody.
pub struct CalendarEngine {
    database: Arc<Database>,
    city: CityClient,
    changes: Changes,
}

impl CalendarEngine {
    /// An engine over these.
    #[must_use]
    pub const fn new(database: Arc<Database>, city: CityClient, changes: Changes) -> Self {
        Self {
            database,
            city,
            changes,
        }
    }

    async fn follow(&self) -> Result<(), SyncError> {
        let held = self.database.read_task(store::calendar).await?;
        let tag = held.and_then(|(_, tag)| tag);
        let (kept, time) = match self.city.get_json::<Value>(CALENDAR_PATH, tag.as_deref()).await {
            Ok(JsonReply::Content { value, etag, time }) => {
                let read = CalendarWire::deserialize(&value).map_err(|_| NetError::BadReply)?;
                read.dates().map_err(|_| NetError::BadReply)?;
                (Some((value.to_string(), etag)), time)
            }
            Ok(JsonReply::NotModified { time }) if tag.is_some() => (None, time),
            Ok(JsonReply::NotModified { .. }) => return Err(NetError::BadReply.into()),
            Err(NetError::Busy { retry_after: None } | NetError::Failed { .. }) => return self.note(DOWN).await,
            Err(failed) => return Err(failed.into()),
        };
        let written = self.database.write_task(move |tx| {
            if let Some((document, etag)) = &kept {
                store::keep_calendar(tx, document, etag.as_deref())?;
            }
            CollectionStatus::confirm(tx, CALENDAR, time)
        });
        written.await?;
        self.changes.announce();
        Ok(())
    }

    async fn note(&self, code: &'static str) -> Result<(), SyncError> {
        let written = self
            .database
            .write_task(move |tx| CollectionStatus::fail(tx, CALENDAR, code));
        written.await?;
        self.changes.announce();
        Ok(())
    }
}

impl Engine for CalendarEngine {
    fn name(&self) -> &'static str {
        CALENDAR
    }

    fn run(&self) -> Running<'_> {
        Box::pin(self.follow())
    }
}

/// What the city is asked for a wish.
pub(super) fn envelope(wish: &Wish) -> Envelope {
    let debit = format!("{PATH}/{}/direct-debit", wish.receipt);
    let (verb, path, body) = match &wish.what {
        Asked::DirectDebit { iban, mode } => {
            let body = DebitWishWire {
                iban: iban.as_str(),
                mode: mode.code(),
            };
            (Verb::Replace, debit, serde_json::to_value(body))
        }
        Asked::EndDirectDebit => (Verb::Remove, debit, Ok(Value::Null)),
        Asked::Instalments { parts } => {
            let body = InstalmentsWishWire { parts: *parts };
            let path = format!("{PATH}/{}/instalments", wish.receipt);
            (Verb::Add, path, serde_json::to_value(body))
        }
    };
    Envelope {
        verb,
        path,
        base: 0,
        body: body.unwrap_or(Value::Null),
        theirs: None,
    }
}

/// Keeps the city's answers to what the person asked about a receipt.
pub struct TaxHandler;

impl Handler for TaxHandler {
    fn kind(&self) -> &'static str {
        WISH
    }

    /// The receipt as it is now goes into the folder, and the wish is none any more.
    fn keep(&self, tx: &Transaction<'_>, sealer: &Sealer, intent: &Intent, document: &Value) -> Result<(), StoreError> {
        store::let_go_of(tx, intent.id)?;
        let is_receipt = ReceiptWire::deserialize(document).is_ok_and(|wire| wire.receipt().is_ok());
        // A folder that cannot be opened is brought whole by the next run.
        match store::document(tx, sealer, SEALED_FOLDER) {
            Ok(Some(mut folder)) if is_receipt => {
                put(&mut folder, document);
                store::keep_document(tx, sealer, SEALED_FOLDER, &folder)
            }
            Ok(_) | Err(StoreError::Unreadable) => Ok(()),
            Err(failed) => Err(failed),
        }
    }

    fn note_refusal(
        &self,
        tx: &Transaction<'_>,
        sealer: &Sealer,
        intent: &Intent,
        why: &str,
    ) -> Result<bool, StoreError> {
        let (wishes, _) = store::wishes(tx, sealer)?;
        match wishes.into_iter().find(|kept| kept.intent == Some(intent.id)) {
            Some(kept) => {
                let why = Refusal::from_city(why);
                let refused = Wish {
                    state: WishState::Refused { why },
                    ..kept.wish
                };
                store::settle_wish(tx, sealer, &refused)?;
            }
            // A newer wish took its place, or nobody can read it: then nobody waits for this answer.
            None => store::let_go_of(tx, intent.id)?,
        }
        Ok(true)
    }
}

/// Puts a receipt into the place of the one with the same number.
fn put(folder: &mut Value, receipt: &Value) {
    let id = receipt.get("id");
    let receipts = folder.get_mut("receipts").and_then(Value::as_array_mut);
    let own = receipts.into_iter().flatten().filter(|held| held.get("id") == id);
    own.for_each(|held| held.clone_from(receipt));
}
