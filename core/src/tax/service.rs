//! What a person can ask about their taxes, and ask of the city.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rusqlite::{Connection, Transaction};
use serde::Deserialize;
use serde_json::Value;

use super::model::{Asked, CalendarDate, Certificate, DebitMode, Folder, Receipt, Reminder, Wish, WishState};
use super::rules::{Due, LONGEST_NOTICE, due_dates, may_ask};
use super::store::{self, Kept, SEALED_CERTIFICATE, SEALED_FOLDER};
use super::sync::{CALENDAR, DOWN, NAME, WISH, envelope};
use super::wire::{CalendarWire, CertificateWire, FolderWire};
use crate::error::Error;
use crate::kernel::{Freshness, Iban, madrid_day};
use crate::net::{JsonReply, NetError};
use crate::ports::Clock;
use crate::store::{Sealer, StoreError, VaultState};
use crate::sync::{CollectionStatus, Following, UnnotedFailure, enqueue};

/// The city may charge, agree or move something any night.
const FOLDER_AGE: TimeDelta = TimeDelta::hours(12);
/// The dates of a year change once in it.
const CALENDAR_AGE: TimeDelta = TimeDelta::days(7);
/// Why a folder that cannot be read is not there.
const TORN: &str = "store.damaged";
const CERTIFICATE_PATH: &str = "/v1/me/tax-certificate";

/// The folder, and what the person asked of it.
#[derive(Clone, PartialEq, Eq)]
pub struct FolderShown {
    /// As the city last said it; `None` where it never did, or where what it said cannot be read.
    pub folder: Option<Folder>,
    /// What was asked and not fulfilled, by receipt.
    pub wishes: Vec<Wish>,
    /// What the person wants to be reminded of.
    pub reminders: Vec<Reminder>,
    /// How far it may be trusted.
    pub freshness: Freshness,
    /// Why the city could not be asked the last time, or why something of it cannot be shown.
    pub failed_code: Option<String>,
    /// The city's time.
    pub now: DateTime<Utc>,
}

/// One receipt.
#[derive(Clone, PartialEq, Eq)]
pub struct ReceiptShown {
    /// It.
    pub receipt: Receipt,
    /// What was asked about it and not fulfilled.
    pub wish: Option<Wish>,
    /// How many days before its day the person wants to be told.
    pub reminder: Option<u32>,
    /// How far it may be trusted.
    pub freshness: Freshness,
    /// The city's time.
    pub now: DateTime<Utc>,
}

/// The dates of the year.
#[derive(Clone, PartialEq, Eq)]
pub struct CalendarShown {
    /// The next to end first; those that are over are not there.
    pub dates: Vec<CalendarDate>,
    /// What the person wants to be reminded of; none while nobody's data can be read.
    pub reminders: Vec<Reminder>,
    /// How far it may be trusted.
    pub freshness: Freshness,
    /// Why the city could not be asked the last time.
    pub failed_code: Option<String>,
    /// The city's time.
    pub now: DateTime<Utc>,
}

/// What the city says of debts, now or the last time.
#[derive(Clone, PartialEq, Eq)]
pub struct CertificateShown {
    /// What it said.
    pub certificate: Certificate,
    /// Why it could not be asked now, where it could not: then this is of the last time.
    pub failed_code: Option<&'static str>,
    /// The city's time.
    pub now: DateTime<Utc>,
}

crate::log::opaque_debug!(FolderShown, ReceiptShown, CalendarShown, CertificateShown);

impl FolderShown {
    /// One receipt of it. Fails with `tax.unknown`, and with `home.section_down` where there is no folder: nobody knows then what is in it.
    pub fn one(self, id: &str) -> Result<ReceiptShown, Error> {
        let (freshness, now) = (self.freshness, self.now);
        let folder = self.folder.ok_or(Error::Refused(DOWN))?;
        let receipt = folder.receipts.into_iter().find(|receipt| receipt.id == id);
        Ok(ReceiptShown {
            receipt: receipt.ok_or(Error::NotFound("tax.unknown"))?,
            wish: self.wishes.into_iter().find(|wish| wish.receipt == id),
            reminder: days_before(&self.reminders, id),
            freshness,
            now,
        })
    }
}

/// How many days before the person wants to be told of something.
fn days_before(reminders: &[Reminder], about: &str) -> Option<u32> {
    let found = reminders.iter().find(|reminder| reminder.about == about);
    found.map(|reminder| reminder.days_before)
}

/// The service. Cheap to clone.
#[derive(Clone)]
pub struct Tax {
    follow: Following,
    clock: Arc<dyn Clock>,
    unnoted: UnnotedFailure,
}

impl Tax {
    /// The service beside what follows the person's taxes.
    #[must_use]
    pub const fn new(follow: Following, clock: Arc<dyn Clock>, unnoted: UnnotedFailure) -> Self {
        Self { follow, clock, unnoted }
    }

    /// The whole folder. Reads the phone's disk only; safe to repeat. Fails with `session.none` where nobody has signed in and with
    /// `store.locked` while the data are locked.
    pub async fn show(&self) -> Result<FolderShown, Error> {
        let (sealer, phone) = (self.sealer_of_somebody()?, self.clock.now());
        let read = self
            .follow
            .database
            .read_task(move |connection| shown(connection, &sealer, phone));
        let mut shown = read.await?;
        if self.unnoted.code().is_some() {
            shown.freshness = shown.freshness.doubted();
        }
        Ok(shown)
    }

    /// One receipt, by its number. Reads the phone's disk only; safe to repeat. Fails with `tax.unknown`.
    pub async fn one(&self, id: &str) -> Result<ReceiptShown, Error> {
        self.show().await?.one(id)
    }

    /// Has a receipt charged to an account. It is kept on the phone before this returns, waiting; whoever keeps the app sends it when
    /// the network is there, once, whenever the phone dies. Safe to repeat: the same wish is one.
    ///
    /// Fails with `input.iban`, and with `tax.not_offered`, `tax.too_late` or `tax.paid` where the phone knows already what the city
    /// would say.
    pub async fn set_direct_debit(&self, receipt: String, iban: &str, mode: DebitMode) -> Result<(), Error> {
        let iban: Iban = iban.parse().map_err(|_| Error::Invalid("input.iban"))?;
        self.ask(receipt, Asked::DirectDebit { iban, mode }).await
    }

    /// Has a receipt charged no longer; the person pays it themselves. Otherwise like [`Tax::set_direct_debit`].
    pub async fn end_direct_debit(&self, receipt: String) -> Result<(), Error> {
        self.ask(receipt, Asked::EndDirectDebit).await
    }

    /// Asks to pay a receipt in so many parts. Otherwise like [`Tax::set_direct_debit`].
    pub async fn ask_instalments(&self, receipt: String, parts: u32) -> Result<(), Error> {
        self.ask(receipt, Asked::Instalments { parts }).await
    }

    async fn ask(&self, receipt: String, what: Asked) -> Result<(), Error> {
        let (sealer, phone) = (self.sealer_of_somebody()?, self.clock.now());
        let written = self
            .follow
            .database
            .write_task(move |tx| keep_wish(tx, &sealer, receipt, what, phone));
        written.await??;
        self.follow.changes.announce();
        Ok(())
    }

    /// The person has read that something was refused: it goes from the phone. Nothing happens to what waits. Safe to repeat.
    pub async fn dismiss(&self, receipt: String) -> Result<(), Error> {
        let sealer = self.sealer_of_somebody()?;
        let written = self.follow.database.write_task(move |tx| {
            let (wishes, _) = store::wishes(tx, &sealer)?;
            let is_it = |kept: &Kept| kept.wish.receipt == receipt && kept.intent.is_none();
            let mut refused = wishes.into_iter().filter(is_it);
            refused.try_for_each(|kept| store::let_wish_go(tx, kept.wish.id))
        });
        written.await?;
        self.follow.changes.announce();
        Ok(())
    }

    /// Reminds the person so many days before the day of a receipt or of a date of the calendar, or not at all. Nothing of it
    /// leaves the phone. Safe to repeat. Fails with `input.notice` where that is more than [`LONGEST_NOTICE`].
    pub async fn remind(&self, about: String, days_before: Option<u32>) -> Result<(), Error> {
        if days_before.is_some_and(|days| days > LONGEST_NOTICE) {
            return Err(Error::Invalid("input.notice"));
        }
        let sealer = self.sealer_of_somebody()?;
        let written = self
            .follow
            .database
            .write_task(move |tx| store::remind(tx, &sealer, &about, days_before));
        written.await?;
        self.follow.changes.announce();
        Ok(())
    }

    /// The dates of the year, for everybody, signed in or not. Reads the phone's disk only; safe to repeat.
    pub async fn calendar(&self) -> Result<CalendarShown, Error> {
        let (sealer, phone) = (self.follow.vault.sealer().ok(), self.clock.now());
        let read = self.follow.database.read_task(move |connection| {
            let status = CollectionStatus::read(connection, CALENDAR)?;
            let now = phone + status.clock_offset;
            let reminders = match &sealer {
                Some(sealer) => reminders(connection, sealer)?,
                None => Vec::new(),
            };
            let dates = dates(connection)?;
            let is_torn = dates.is_none();
            Ok(CalendarShown {
                dates: coming(dates.unwrap_or_default(), madrid_day(now)),
                reminders,
                freshness: status.freshness(phone, CALENDAR_AGE),
                failed_code: status.failed_code.or_else(|| is_torn.then(|| TORN.to_owned())),
                now,
            })
        });
        let mut shown = read.await?;
        if self.unnoted.code().is_some() || shown.failed_code.is_some() {
            shown.freshness = shown.freshness.doubted();
        }
        Ok(shown)
    }

    /// The days to remember, of one's own receipts and of the calendar, and which of them the person wants to be told of. Reads the
    /// phone's disk only; safe to repeat.
    pub async fn days(&self) -> Result<(Vec<(Due, Option<u32>)>, DateTime<Utc>), Error> {
        let (shown, calendar) = (self.show().await?, self.calendar().await?);
        let due = due_dates(shown.folder.as_ref(), &calendar.dates, madrid_day(shown.now));
        let told = due.into_iter().map(|due| {
            let days = days_before(&shown.reminders, &due.about);
            (due, days)
        });
        Ok((told.collect(), shown.now))
    }

    /// What the city says of debts: that there are none, on paper, or what is owed. It is asked, and what it said is kept to be shown
    /// where it cannot be. Safe to repeat. Fails as the network does where it never said anything.
    pub async fn certificate(&self) -> Result<CertificateShown, Error> {
        let sealer = self.sealer_of_somebody()?;
        let asked = match self.follow.city.get_json::<Value>(CERTIFICATE_PATH, None).await {
            Ok(JsonReply::Content { value, .. }) => read_certificate(&value).map(|read| (value, read)),
            // We asked without a tag: the city cannot mean it.
            Ok(JsonReply::NotModified { .. }) => None,
            Err(failed) => return self.certificate_of_before(sealer, failed).await,
        };
        let Some((document, certificate)) = asked else {
            return self.certificate_of_before(sealer, NetError::BadReply).await;
        };
        let phone = self.clock.now();
        let written = self.follow.database.write_task(move |tx| {
            store::keep_document(tx, &sealer, SEALED_CERTIFICATE, &document)?;
            city_now(tx, phone)
        });
        let now = written.await?;
        Ok(CertificateShown {
            certificate,
            failed_code: None,
            now,
        })
    }

    async fn certificate_of_before(&self, sealer: Sealer, failed: NetError) -> Result<CertificateShown, Error> {
        let phone = self.clock.now();
        let read = self.follow.database.read_task(move |connection| {
            let kept = readable(store::document(connection, &sealer, SEALED_CERTIFICATE))?;
            Ok((kept, city_now(connection, phone)?))
        });
        let (kept, now) = read.await?;
        let certificate = kept.and_then(|document| read_certificate(&document));
        let failed_code = match failed {
            NetError::Busy { retry_after: None } | NetError::Failed { .. } => DOWN,
            failed => failed.code(),
        };
        Ok(CertificateShown {
            certificate: certificate.ok_or(failed)?,
            failed_code: Some(failed_code),
            now,
        })
    }

    fn sealer_of_somebody(&self) -> Result<Sealer, Error> {
        if self.follow.vault.state()? == VaultState::Empty {
            return Err(NetError::SignedOut.into());
        }
        Ok(self.follow.vault.sealer()?)
    }
}

fn shown(connection: &Connection, sealer: &Sealer, phone: DateTime<Utc>) -> Result<FolderShown, StoreError> {
    let status = CollectionStatus::read(connection, NAME)?;
    let held = store::document(connection, sealer, SEALED_FOLDER);
    let (folder, is_torn) = match held {
        Ok(None) => (None, false),
        Ok(Some(document)) => {
            let folder = FolderWire::deserialize(&document).ok();
            let folder = folder.and_then(|wire| wire.folder().ok());
            let is_torn = folder.is_none();
            (folder, is_torn)
        }
        Err(StoreError::Unreadable) => (None, true),
        Err(failed) => return Err(failed),
    };
    let (kept, has_torn_wish) = store::wishes(connection, sealer)?;
    let torn = (is_torn || has_torn_wish).then(|| TORN.to_owned());
    let failed_code = status.failed_code.clone().or(torn);
    let freshness = status.freshness(phone, FOLDER_AGE);
    Ok(FolderShown {
        folder,
        wishes: kept.into_iter().map(|kept| kept.wish).collect(),
        reminders: reminders(connection, sealer)?,
        freshness: if failed_code.is_some() {
            freshness.doubted()
        } else {
            freshness
        },
        failed_code,
        now: phone + status.clock_offset,
    })
}

fn reminders(connection: &Connection, sealer: &Sealer) -> Result<Vec<Reminder>, StoreError> {
    let all = store::reminders(connection, sealer)?;
    Ok(all.into_iter().map(|(_, reminder)| reminder).collect())
}

/// The dates that are kept, none where there are none yet; `None` where they cannot be read.
fn dates(connection: &Connection) -> Result<Option<Vec<CalendarDate>>, StoreError> {
    let Some((document, _)) = store::calendar(connection)? else {
        return Ok(Some(Vec::new()));
    };
    let wire = serde_json::from_str::<CalendarWire>(&document).ok();
    Ok(wire.and_then(|wire| wire.dates().ok()))
}

fn coming(mut dates: Vec<CalendarDate>, today: NaiveDate) -> Vec<CalendarDate> {
    dates.retain(|date| date.until >= today);
    dates.sort_by(|one, other| (one.until, &one.id).cmp(&(other.until, &other.id)));
    dates
}

/// Judged by the city's clock: the phone's may be days off.
fn city_now(connection: &Connection, phone: DateTime<Utc>) -> Result<DateTime<Utc>, StoreError> {
    Ok(phone + CollectionStatus::read(connection, NAME)?.clock_offset)
}

fn readable(held: Result<Option<Value>, StoreError>) -> Result<Option<Value>, StoreError> {
    match held {
        Err(StoreError::Unreadable) => Ok(None),
        held => held,
    }
}

fn read_certificate(document: &Value) -> Option<Certificate> {
    CertificateWire::deserialize(document).ok()?.certificate().ok()
}

/// Writes a wish and the intent that asks for it, or says why there is none. It takes the place of an older one about the same receipt,
/// whose question may have arrived: it stays in the outbox, before this one.
fn keep_wish(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    receipt: String,
    what: Asked,
    phone: DateTime<Utc>,
) -> Result<Result<(), Error>, StoreError> {
    let shown = shown(tx, sealer, phone)?;
    let today = madrid_day(shown.now);
    let found = match shown.one(&receipt) {
        Ok(found) => found,
        Err(unknown) => return Ok(Err(unknown)),
    };
    let before = found.wish.as_ref();
    if before.is_some_and(|wish| wish.what == what && wish.state == WishState::Waiting) {
        return Ok(Ok(()));
    }
    // To take back what has not been answered is to take back what may have arrived.
    let takes_back = what == Asked::EndDirectDebit
        && before
            .is_some_and(|wish| matches!(wish.what, Asked::DirectDebit { .. }) && wish.state == WishState::Waiting);
    if let Err(code) = may_ask(&found.receipt, &what, today)
        && !takes_back
    {
        return Ok(Err(Error::Refused(code)));
    }
    let wish = Wish {
        id: 0,
        receipt,
        what,
        asked: phone,
        state: WishState::Waiting,
    };
    if let Some(before) = found.wish {
        store::let_wish_go(tx, before.id)?;
    }
    let intent = enqueue(tx, sealer, WISH, &envelope(&wish), phone)?;
    store::add_wish(tx, sealer, &wish, intent).map(Ok)
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
