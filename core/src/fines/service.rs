//! What a person can ask about their fines.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rusqlite::{Connection, Transaction};

use super::model::{About, Draft, Fine};
use super::store;
use super::sync::{NAME, PATH};
use crate::error::Error;
use crate::kernel::{Freshness, madrid_day};
use crate::net::{CityClient, CityReply, NetError};
use crate::ports::{Clock, HttpRequest, Method};
use crate::store::{Sealer, StoreError, VaultState};
use crate::sync::{CollectionStatus, Following, UnnotedFailure};

/// Windows end with days: what the City said half a day ago may be another price.
const MAX_AGE: TimeDelta = TimeDelta::hours(12);
/// Why fines that cannot be read do not look like none.
const TORN: &str = "store.damaged";
/// What a photo is.
const PNG: &str = "image/png";

/// Every fine of the person.
#[derive(Clone, PartialEq, Eq)]
pub struct FinesShown {
    /// The latest first, as the City has them; none as long as it never said.
    pub fines: Vec<Fine>,
    /// What the person wrote about them.
    pub drafts: Vec<Draft>,
    /// How far the City's part may be trusted.
    pub freshness: Freshness,
    /// Why the City could not be asked the last time, or why something cannot be shown.
    pub failed_code: Option<String>,
    /// The City's time, by which windows hold or not.
    pub now: DateTime<Utc>,
}

/// One fine.
#[derive(Clone, PartialEq, Eq)]
pub struct FineShown {
    /// As the City has it.
    pub fine: Fine,
    /// What the person wrote against it.
    pub allegations: Option<Draft>,
    /// Whom the person wrote down as the driver.
    pub driver: Option<Draft>,
    /// How far the City's part may be trusted.
    pub freshness: Freshness,
    /// Why the City could not be asked the last time.
    pub failed_code: Option<String>,
    /// The City's time.
    pub now: DateTime<Utc>,
}

impl FinesShown {
    /// The day it is in Madrid.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        madrid_day(self.now)
    }
}

crate::log::opaque_debug!(FinesShown, FineShown);

/// The service. Cheap to clone.
#[derive(Clone)]
pub struct Fines {
    pub(super) follow: Following,
    pub(super) city: CityClient,
    clock: Arc<dyn Clock>,
    unnoted: UnnotedFailure,
}

impl Fines {
    /// The service beside what follows the person's fines. `city` is asked for what anybody may know.
    #[must_use]
    pub fn new(follow: Following, city: CityClient, clock: Arc<dyn Clock>, unnoted: UnnotedFailure) -> Self {
        Self {
            follow,
            city,
            clock,
            unnoted,
        }
    }

    /// Every fine, as the City said them last, and what the person wrote. Reads the phone's disk only; safe to repeat. Fails with
    /// `store.locked` while the data are locked. What cannot be read is never an empty list: `failed_code` says so.
    pub async fn list(&self) -> Result<FinesShown, Error> {
        let (sealer, phone) = (self.follow.vault.sealer()?, self.clock.now());
        let mut shown = self.read(move |connection| known(connection, &sealer, phone)).await?;
        if self.unnoted.code().is_some() {
            shown.freshness = shown.freshness.doubted();
        }
        Ok(shown)
    }

    /// One fine, by the number of its report. Reads the phone's disk only; safe to repeat. Fails with `fine.unknown` where the
    /// City's document has none of this number, and with `store.damaged` where the document cannot be read.
    pub async fn one(&self, id: &str) -> Result<FineShown, Error> {
        let shown = self.list().await?;
        let is_torn = shown.failed_code.as_deref() == Some(TORN);
        let fine = shown.fines.into_iter().find(|fine| fine.id == id);
        let fine = match fine {
            Some(fine) => fine,
            None if is_torn => return Err(StoreError::Damaged.into()),
            None => return Err(Error::NotFound("fine.unknown")),
        };
        let (mut allegations, mut driver) = (None, None);
        for draft in shown.drafts.into_iter().filter(|draft| draft.fine == id) {
            match draft.about {
                About::Allegations { .. } => allegations = Some(draft),
                About::Driver(_) => driver = Some(draft),
            }
        }
        Ok(FineShown {
            fine,
            allegations,
            driver,
            freshness: shown.freshness,
            failed_code: shown.failed_code,
            now: shown.now,
        })
    }

    /// A photo of a fine, counted from 1, as a PNG. The City is asked once; then it is kept, sealed. Fails with `fine.unknown` where
    /// the City has none, and as the network does. Safe to repeat.
    pub async fn evidence(&self, id: &str, number: u32) -> Result<Vec<u8>, Error> {
        let fine = self.one(id).await?.fine;
        if !(1..=fine.evidence.photos).contains(&number) {
            return Err(Error::NotFound("fine.unknown"));
        }
        let (sealer, id) = (self.follow.vault.sealer()?, fine.id);
        let (opening, name) = (sealer.clone(), id.clone());
        let held = self.read(move |connection| store::photo(connection, &opening, &name, number));
        if let Some(png) = held.await? {
            return Ok(png);
        }
        let request = HttpRequest::new(Method::Get, &format!("{PATH}/{id}/evidence/{number}"));
        let read = |reply: CityReply| match reply.status() {
            200 => reply.into_bytes(PNG),
            _ => Err(reply.refusal()),
        };
        let png = self
            .follow
            .city
            .ask(&request, read)
            .await
            .map_err(|failed| match failed {
                NetError::NotFound => Error::NotFound("fine.unknown"),
                other => other.into(),
            })?;
        let kept = png.clone();
        self.write(move |tx| store::keep_photo(tx, &sealer, (&id, number), &kept))
            .await?;
        Ok(png)
    }

    /// The City's time, by which the phone judges windows.
    pub(super) async fn today(&self) -> Result<NaiveDate, Error> {
        let phone = self.clock.now();
        let now = self.read(move |connection| city_now(connection, phone)).await?;
        Ok(madrid_day(now))
    }

    pub(super) fn phone_now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub(super) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Error> {
        Ok(self.follow.database.read_task(read).await?)
    }

    pub(super) async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Error> {
        let written = self.follow.database.write_task(write).await?;
        self.follow.changes.announce();
        Ok(written)
    }

    pub(super) fn sealer_of_somebody(&self) -> Result<Sealer, Error> {
        if self.follow.vault.state()? == VaultState::Empty {
            return Err(NetError::SignedOut.into());
        }
        Ok(self.follow.vault.sealer()?)
    }
}

/// Judged by the City's clock: the phone's may be days off.
fn city_now(connection: &Connection, phone: DateTime<Utc>) -> Result<DateTime<Utc>, StoreError> {
    Ok(phone + CollectionStatus::read(connection, NAME)?.clock_offset)
}

fn known(connection: &Connection, sealer: &Sealer, phone: DateTime<Utc>) -> Result<FinesShown, StoreError> {
    let status = CollectionStatus::read(connection, NAME)?;
    let (fines, is_torn) = match store::document(connection, sealer) {
        Ok(document) => (document.unwrap_or_default(), false),
        Err(StoreError::Unreadable) => (Vec::new(), true),
        Err(failed) => return Err(failed),
    };
    let drafts = store::drafts(connection, sealer)?;
    let torn = (is_torn || drafts.torn > 0).then(|| TORN.to_owned());
    let freshness = status.freshness(phone, MAX_AGE);
    let failed_code = torn.or_else(|| status.failed_code.clone());
    Ok(FinesShown {
        fines,
        drafts: drafts.drafts,
        freshness: if failed_code.is_some() {
            freshness.doubted()
        } else {
            freshness
        },
        failed_code,
        now: phone + status.clock_offset,
    })
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
