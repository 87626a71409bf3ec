//! Brings the City's document to the phone, and keeps the City's answers to what the person filed.

use rusqlite::Transaction;
use serde::Deserialize as _;
use serde_json::Value;

use super::model::{Draft, Progress, Refusal};
use super::store;
use super::wire::{FiledWire, FinesWire};
use crate::net::{JsonReply, NetError};
use crate::store::{Sealer, StoreError};
use crate::sync::{CollectionStatus, Engine, Following, Handler, Intent, Running, SyncError};

/// The name under which the freshness of the fines is kept.
pub const NAME: &str = "fines";
/// Where they are.
pub(super) const PATH: &str = "/v1/me/fines";
/// Why they are not up to date where the system of fines does not answer.
const DOWN: &str = "home.section_down";
/// The intents that file allegations.
pub(super) const ALLEGATIONS: &str = "fine_allegations";
/// The intents that name a driver.
pub(super) const DRIVER: &str = "fine_driver";

/// Follows `GET /v1/me/fines`.
pub struct FinesEngine(pub Following);

impl FinesEngine {
    async fn follow(&self) -> Result<(), SyncError> {
        let Ok(sealer) = self.0.vault.sealer() else {
            return Ok(());
        };
        let (value, time) = match self.0.city.get_json::<FinesWire>(PATH, None).await {
            Ok(JsonReply::Content { value, time, .. }) => (value, time),
            // We asked without a tag: the city cannot mean it.
            Ok(JsonReply::NotModified { .. }) => return Err(NetError::BadReply.into()),
            Err(NetError::SignedOut | NetError::Locked) => return Ok(()),
            // The system of fines has a bad day. That is said beside the fines, and everything else went well.
            Err(NetError::Busy { retry_after: None } | NetError::Failed { .. }) => return self.note(DOWN).await,
            Err(failed) => return Err(failed.into()),
        };
        // What cannot be read must not replace what can.
        let fines = value.fines().map_err(|_| NetError::BadReply)?;
        let written = self.0.database.write_task(move |tx| {
            store::keep_document(tx, &sealer, &fines)?;
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

impl Engine for FinesEngine {
    fn name(&self) -> &'static str {
        NAME
    }

    fn run(&self) -> Running<'_> {
        Box::pin(self.follow())
    }
}

/// Keeps the City's answers to allegations.
pub struct AllegationsHandler;

/// Keeps the City's answers about who drove.
pub struct DriverHandler;

impl Handler for AllegationsHandler {
    fn kind(&self) -> &'static str {
        ALLEGATIONS
    }

    fn keep(&self, tx: &Transaction<'_>, sealer: &Sealer, intent: &Intent, document: &Value) -> Result<(), StoreError> {
        filed(tx, sealer, intent, document)
    }

    fn note_refusal(
        &self,
        tx: &Transaction<'_>,
        sealer: &Sealer,
        intent: &Intent,
        why: &str,
    ) -> Result<bool, StoreError> {
        refused(tx, sealer, intent, why)
    }
}

impl Handler for DriverHandler {
    fn kind(&self) -> &'static str {
        DRIVER
    }

    fn keep(&self, tx: &Transaction<'_>, sealer: &Sealer, intent: &Intent, document: &Value) -> Result<(), StoreError> {
        filed(tx, sealer, intent, document)
    }

    fn note_refusal(
        &self,
        tx: &Transaction<'_>,
        sealer: &Sealer,
        intent: &Intent,
        why: &str,
    ) -> Result<bool, StoreError> {
        refused(tx, sealer, intent, why)
    }
}

/// The City has it. The words stay on the phone; the bytes of the papers go, for the City has them.
fn filed(tx: &Transaction<'_>, sealer: &Sealer, intent: &Intent, document: &Value) -> Result<(), StoreError> {
    let Some(draft) = store::waiting_for(tx, sealer, intent.id)? else {
        return Ok(());
    };
    // Where its answer cannot be read, it has it all the same, and its document will say under which number.
    let read = FiledWire::deserialize(document).ok();
    let (registry, at) = match read {
        Some(wire) => (Some(wire.registry), wire.filed),
        None => (None, intent.created),
    };
    store::let_papers_go(tx, draft.id)?;
    let progress = Progress::Filed { registry, at };
    store::replace(tx, sealer, &Draft { progress, ..draft }, None)
}

/// The City will not have it. Everything stays, for the person to correct it or to read why.
fn refused(tx: &Transaction<'_>, sealer: &Sealer, intent: &Intent, why: &str) -> Result<bool, StoreError> {
    if let Some(draft) = store::waiting_for(tx, sealer, intent.id)? {
        let why = Refusal::from_city(why);
        let progress = Progress::Refused { why };
        store::replace(tx, sealer, &Draft { progress, ..draft }, None)?;
    }
    Ok(true)
}
