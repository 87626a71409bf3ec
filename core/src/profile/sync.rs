//! Brings the profile to the phone, and keeps the city's answers to the person's changes.

use rusqlite::Transaction;
use serde_json::Value;

use super::{store, wire};
use crate::net::{JsonReply, NetError};
use crate::store::{Sealer, StoreError};
use crate::sync::{CollectionStatus, Engine, Following, Handler, Intent, Running, SyncError};

/// The name under which the profile's freshness is kept.
pub(super) const NAME: &str = "profile";

/// The intents that change how the city reaches the person.
pub(super) const CONTACT: &str = "contact";
/// The intents that change what the person likes and allows.
pub(super) const PREFERENCES: &str = "preferences";

/// Follows `GET /v1/me`.
pub struct ProfileEngine(pub Following);

impl ProfileEngine {
    async fn follow(&self) -> Result<(), SyncError> {
        let Ok(sealer) = self.0.vault.sealer() else {
            return Ok(());
        };
        let etag = self.0.database.read_task(store::etag).await?;
        let reply = match self.0.city.get_json::<Value>("/v1/me", etag.as_deref()).await {
            Err(NetError::SignedOut | NetError::Locked) => return Ok(()),
            other => other?,
        };
        let written = match reply {
            JsonReply::NotModified { .. } if etag.is_none() => return Err(NetError::BadReply.into()),
            JsonReply::NotModified { time } => self
                .0
                .database
                .write_task(move |tx| CollectionStatus::confirm(tx, NAME, time)),
            JsonReply::Content { value, etag, time } => {
                // What cannot be read must not replace what can.
                wire::person(&value).map_err(|_| NetError::BadReply)?;
                return self.keep(sealer, value, etag, time).await;
            }
        };
        written.await?;
        self.0.changes.announce();
        Ok(())
    }

    async fn keep(
        &self,
        sealer: Sealer,
        person: Value,
        etag: Option<String>,
        time: crate::net::CityTime,
    ) -> Result<(), SyncError> {
        let written = self.0.database.write_task(move |tx| {
            store::write(tx, &sealer, &person, etag.as_deref())?;
            CollectionStatus::confirm(tx, NAME, time)
        });
        written.await?;
        self.0.changes.announce();
        Ok(())
    }
}

impl Engine for ProfileEngine {
    fn name(&self) -> &'static str {
        NAME
    }

    fn run(&self) -> Running<'_> {
        Box::pin(self.follow())
    }
}

/// Keeps the city's answers about contact details.
pub struct ContactHandler;

/// Keeps the city's answers about preferences.
pub struct PreferencesHandler;

impl Handler for ContactHandler {
    fn kind(&self) -> &'static str {
        CONTACT
    }

    fn keep(&self, tx: &Transaction<'_>, sealer: &Sealer, _: &Intent, document: &Value) -> Result<(), StoreError> {
        store::write_part(tx, sealer, "contact", document)
    }
}

impl Handler for PreferencesHandler {
    fn kind(&self) -> &'static str {
        PREFERENCES
    }

    fn keep(&self, tx: &Transaction<'_>, sealer: &Sealer, _: &Intent, document: &Value) -> Result<(), StoreError> {
        store::write_part(tx, sealer, "preferences", document)
    }
}
