//! The wallet as a whole: what a person can do with it, and what it does by itself whenever there may be a network.

use std::sync::Arc;

use super::attestation::Attester;
use super::issuance::{Issuance, Offered, Progress};
use super::model::Standing;
use super::presentation::{Place, Presentations};
use super::reader::Reader;
use super::status::WhichLists;
use super::{Cards, Journal, Moving, Room, StatusLists, Trusted};
use crate::error::Error;
use crate::store::VaultState;
use crate::sync::{Engine, Running, SyncError};

/// Where the city's own cards come from, below its address.
const ISSUER: &str = "/issuer";

/// The wallet. Cheap to clone.
#[derive(Clone)]
pub struct Wallet {
    room: Room,
    trusted: Trusted,
    issuance: Issuance,
    cards: Cards,
    presentations: Presentations,
    journal: Journal,
    reader: Reader,
    moving: Moving,
    issuer: Arc<str>,
}

impl Wallet {
    /// The wallet of a phone whose city is at this address. Without an `attester` only cards come that need no hardware.
    #[must_use]
    pub fn new(
        room: Room,
        trusted: Trusted,
        attester: Option<Arc<dyn Attester>>,
        (origin, place): (&str, Place),
    ) -> Self {
        let issuance = Issuance::new(room.clone(), attester, trusted.clone());
        let status = StatusLists::new(room.clone(), trusted.clone());
        let cards = Cards::new(room.clone(), status.clone());
        let journal = Journal::new(room.clone());
        let both = (cards.clone(), issuance.clone());
        Self {
            presentations: Presentations::new(room.clone(), both, trusted.clone(), place),
            reader: Reader::new(room.clone(), trusted.clone(), status),
            moving: Moving::new(cards.clone(), journal.clone(), issuance.clone()),
            issuer: format!("{}{ISSUER}", origin.trim_end_matches('/')).into(),
            room,
            trusted,
            issuance,
            cards,
            journal,
        }
    }

    /// Cards on their way.
    #[must_use]
    pub const fn issuance(&self) -> &Issuance {
        &self.issuance
    }

    /// Cards that are here.
    #[must_use]
    pub const fn cards(&self) -> &Cards {
        &self.cards
    }

    /// Showing cards.
    #[must_use]
    pub const fn presentations(&self) -> &Presentations {
        &self.presentations
    }

    /// What happened with whom.
    #[must_use]
    pub const fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Reading a neighbour's card.
    #[must_use]
    pub const fn reader(&self) -> &Reader {
        &self.reader
    }

    /// From phone to phone.
    #[must_use]
    pub const fn moving(&self) -> &Moving {
        &self.moving
    }

    /// Where the city's own cards come from: an issuer's address, for [`Issuance::kinds`].
    #[must_use]
    pub fn city_issuer(&self) -> &str {
        &self.issuer
    }

    /// As [`Issuance::accept`], with what is offered as it is afterwards. Whether a card that came was revoked is asked in the background.
    ///
    /// Fails with `wallet.unknown` where it is not there, and as [`Issuance::accept`].
    pub async fn accept(
        &self,
        id: i64,
        tx_code: Option<&str>,
        browser: Arc<dyn crate::ports::Browser>,
    ) -> Result<Offered, Error> {
        let is_it = |one: &Offered| one.id == id;
        // Once a card is here it is in the list no more.
        let before = self.issuance.open().await?.into_iter().find(is_it);
        let mut offered = before.ok_or(Error::NotFound("wallet.unknown"))?;
        let progress = self.issuance.accept(id, tx_code, Some(browser)).await?;
        let after = self.issuance.open().await.unwrap_or_default();
        offered = after.into_iter().find(is_it).unwrap_or(offered);
        offered.progress = progress;
        if let Progress::Kept(card) = progress {
            // It is here, whether or not it can be read at this moment.
            if let Ok((shown, _)) = self.cards.one(card).await {
                (offered.tier, offered.is_lower) = (shown.card.tier, shown.card.higher.is_some());
            }
        }
        self.came(progress);
        Ok(offered)
    }

    /// As [`Issuance::returned`]. Whether a card that came was revoked is asked in the background.
    pub async fn returned(&self, callback: &str) -> Result<Progress, Error> {
        let progress = self.issuance.returned(callback).await?;
        self.came(progress);
        Ok(progress)
    }

    /// A card that has just come says how fresh the word on it is: that shall not be "never". The person does not wait for it, and where it
    /// cannot be had now it is asked for with the next news.
    fn came(&self, progress: Progress) {
        if !matches!(progress, Progress::Kept(_)) {
            return;
        }
        let cards = self.cards.clone();
        drop(tokio::spawn(async move {
            if let Err(failed) = cards.refresh_status(WhichLists::Stale).await {
                tracing::info!(code = failed.code(), "the word on a new card could not be had yet");
            }
        }));
    }

    /// Asks for news of every card, and fetches new copies of those that run out of them. Safe to repeat; the first failure is told after
    /// everything was tried.
    pub async fn refresh(&self) -> Result<(), Error> {
        self.ask_about(WhichLists::All).await
    }

    async fn ask_about(&self, lists: WhichLists) -> Result<(), Error> {
        let trusted = self.trusted.refresh(&self.room).await;
        let asked = self.cards.refresh_status(lists).await;
        trusted.and(asked).and(self.refill().await)
    }

    async fn refill(&self) -> Result<(), Error> {
        let mut outcome = Ok(());
        for shown in self.cards.list().await?.cards {
            // Of what was taken back the issuer gives no more.
            let is_taken_back = matches!(shown.judged.standing, Standing::Revoked | Standing::Suspended);
            if !shown.is_refill_due || is_taken_back {
                continue;
            }
            match self.issuance.renew(shown.card.id).await {
                // Of what cannot be had again there is nothing to tell.
                Ok(_) | Err(Error::Refused("wallet.not_renewable" | "wallet.under_way")) => {}
                Err(failed) => outcome = outcome.and(Err(failed)),
            }
        }
        outcome
    }

    /// All that needs no person.
    async fn go_on(&self) -> Result<(), Error> {
        match self.room.vault.state()? {
            VaultState::Open => {}
            // Keys that nobody needs are destroyed all the same.
            VaultState::Empty | VaultState::Locked => return self.issuance.sweep().await,
        }
        let resumed = self.presentations.resume().await;
        let gone_on = self.issuance.resume().await;
        resumed.and(gone_on).and(self.ask_about(WhichLists::Stale).await)
    }
}

impl Engine for Wallet {
    fn name(&self) -> &'static str {
        "wallet"
    }

    /// An issuer that cannot be asked is no failure of the city's: each card says itself how fresh the word on it is.
    fn run(&self) -> Running<'_> {
        Box::pin(async {
            match self.go_on().await {
                Ok(()) => Ok(()),
                Err(Error::Store(failed)) => Err(SyncError::Store(failed)),
                Err(failed) => {
                    tracing::info!(code = failed.code(), "the wallet could not do all that it wanted");
                    Ok(())
                }
            }
        })
    }
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
