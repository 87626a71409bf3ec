//! Moving to a new phone, and out of an old one.

use std::sync::Arc;

use madrid_credentials::limits;
use ring::rand::SystemRandom;

use super::issuance::Issuance;
use super::migration::{AskAgain, Migration};
use super::model::Card;
use super::{Cards, Journal, blocking};
use crate::error::Error;
use crate::kernel::Language;

/// The way from phone to phone. Cheap to clone.
#[derive(Clone)]
pub struct Moving {
    cards: Cards,
    journal: Journal,
    issuance: Issuance,
}

/// What came of moving in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MovedIn {
    /// Cards that wait for the person to ask their issuers for them again.
    pub offered: usize,
    /// Cards that are here already.
    pub here: usize,
    /// Cards whose issuers could not be asked now: the same file, once more, asks them.
    pub failed: usize,
}

impl Moving {
    /// The service.
    #[must_use]
    pub const fn new(cards: Cards, journal: Journal, issuance: Issuance) -> Self {
        Self {
            cards,
            journal,
            issuance,
        }
    }

    /// The file for a new phone. It has the log, and what is needed to ask for each card again; no card, since their keys never leave this
    /// phone. Takes a second, on purpose. Safe to repeat.
    ///
    /// Fails with `input.passphrase` where that is shorter than 12 letters.
    pub async fn move_out(&self, passphrase: &str, language: Language) -> Result<Vec<u8>, Error> {
        let cards = self
            .cards
            .list()
            .await?
            .cards
            .into_iter()
            .map(|shown| again(&shown.card, language));
        let moving = Migration {
            cards: cards.collect(),
            logs: self.journal.chains().await?,
        };
        let passphrase: Arc<str> = passphrase.into();
        blocking(move || moving.sealed(&passphrase, &SystemRandom::new())).await
    }

    /// Reads the file of an older phone: keeps its log, and begins to ask for each card again, as if the person had asked. Safe to repeat:
    /// what is here or begun already is passed over.
    ///
    /// Fails with `wallet.migration_closed` where the passphrase is another, `wallet.migration_newer`, `wallet.migration_unreadable` and
    /// `wallet.log_damaged`; nothing is kept then.
    pub async fn move_in(&self, file: Vec<u8>, passphrase: &str) -> Result<MovedIn, Error> {
        let passphrase: Arc<str> = passphrase.into();
        let moved = blocking(move || Migration::opened(&file, &passphrase)).await?;
        self.journal.take_over(moved.logs).await?;
        let here = self.cards.list().await?.cards;
        let mut outcome = MovedIn {
            offered: 0,
            here: 0,
            failed: 0,
        };
        for card in moved.cards.iter().take(limits::DCQL) {
            let is_here = |shown: &super::CardShown| {
                shown.card.issuer == card.issuer && shown.card.to_ask_for() == card.configuration
            };
            if here.iter().any(is_here) {
                outcome.here += 1;
                continue;
            }
            match self.issuance.ask_for(&card.issuer, &card.configuration).await {
                Ok(_) => outcome.offered += 1,
                Err(failed) => {
                    tracing::info!(code = failed.code(), "an issuer could not be asked for a card again");
                    outcome.failed += 1;
                }
            }
        }
        Ok(outcome)
    }
}

fn again(card: &Card, language: Language) -> AskAgain {
    AskAgain {
        issuer: card.issuer.clone(),
        configuration: card.to_ask_for().to_owned(),
        name: card.look.name.in_language(language).unwrap_or(&card.kind).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wallet::issuance::Progress;
    use crate::wallet::test_phone::Phone;

    const PASSPHRASE: &str = "cuatro gatos y un balcón";

    fn moving(phone: &Phone) -> Moving {
        let journal = Journal::new(phone.room.clone());
        Moving::new(phone.cards(), journal, phone.issuance())
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_was_on_the_old_phone_is_asked_for_again_on_the_new_one() {
        let (old, new) = (Phone::new(31), Phone::new(32));
        assert!(matches!(old.fetched().await, Progress::Kept(_)));
        let file = moving(&old).move_out(PASSPHRASE, Language::Es).await.unwrap();
        let mut outcome = MovedIn {
            offered: 1,
            here: 0,
            failed: 0,
        };
        assert_eq!(moving(&new).move_in(file.clone(), PASSPHRASE).await.unwrap(), outcome);
        // Once more changes nothing.
        assert_eq!(moving(&new).move_in(file.clone(), PASSPHRASE).await.unwrap(), outcome);
        let waiting = new.issuance().open().await.unwrap();
        assert_eq!(waiting.len(), 1);
        assert!(waiting[0].opens_page && waiting[0].progress == Progress::Offered(None));
        let entries = Journal::new(new.room.clone()).show().await.unwrap().entries;
        assert_eq!(entries, Journal::new(old.room.clone()).show().await.unwrap().entries);
        assert_eq!(entries.len(), 1);
        // On the old phone it is there already.
        outcome = MovedIn {
            offered: 0,
            here: 1,
            ..outcome
        };
        assert_eq!(moving(&old).move_in(file, PASSPHRASE).await.unwrap(), outcome);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_file_that_does_not_open_changes_nothing() {
        let (old, new) = (Phone::new(33), Phone::new(34));
        assert!(matches!(old.fetched().await, Progress::Kept(_)));
        let file = moving(&old).move_out(PASSPHRASE, Language::En).await.unwrap();
        let closed = moving(&new).move_in(file, "cinco gatos y un balcón").await.unwrap_err();
        assert_eq!(closed.code(), "wallet.migration_closed");
        assert!(Journal::new(new.room.clone()).chains().await.unwrap().is_empty());
        assert!(new.issuance().open().await.unwrap().is_empty());
    }
}
