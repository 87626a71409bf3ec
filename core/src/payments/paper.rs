//! Paying with a paper in the hand: its reference says what, and nobody has to sign in.

use super::Payments;
use super::ask::{self, OfPaper};
use super::model::{Attempt, Method, Right};
use super::rules::holder;
use super::service::{keep_prepared, new_key};
use super::store;
use super::sync::NAME_OF_PAPERS;
use super::wire::PaperState;
use crate::error::Error;
use crate::reference::Reference;
use crate::store::StoreError;
use crate::sync::CollectionStatus;

impl Payments {
    /// Reads what is on a paper, asks the city what it would pay, and keeps that under a new name, so that whoever holds the paper can
    /// say yes to exactly that. Nobody need be signed in, and nobody is told whose debt it is. Nothing is paid. Where a payment with
    /// the same reference is under way on this phone, it is that one. Safe to repeat.
    ///
    /// Fails with a code of `input.reference…` where the paper was copied wrong (see [`Reference::read`] for which sign and what should
    /// be there), and the city is not asked; with `payment.reference_wrong`, `payment.reference_unknown`,
    /// `payment.reference_expired`, `payment.paid` and `payment.locked` as the city says; as the network and the disk do.
    pub async fn prepare_by_reference(&self, text: &str, method: Method) -> Result<Attempt, Error> {
        let digits = Reference::read(text)
            .map_err(|wrong| Error::Invalid(wrong.code()))?
            .to_digits();
        let sealer = self.papers.vault.sealer_without_person(true).await?;
        let sealer = sealer.ok_or(StoreError::Locked)?;
        let (opening, wanted) = (sealer.clone(), digits.clone());
        let held = self.read(move |connection| {
            let attempts = store::all(connection, &opening, Right::Paper)?;
            let same = attempts.iter().find(|attempt| attempt.quote.debt.id == wanted);
            Ok(same.and_then(|same| holder(&attempts, &same.quote.debt)).cloned())
        });
        if let Some(attempt) = held.await? {
            return Ok(attempt);
        }
        let (quote, state, time) = match ask::paper(&self.papers.city, &digits).await? {
            OfPaper::Quote(quote, state, time) => (*quote, state, time),
            OfPaper::Unknown => return Err(Error::NotFound("payment.reference_unknown")),
            OfPaper::Wrong => return Err(Error::Refused("payment.reference_wrong")),
        };
        match state {
            PaperState::Payable => {}
            PaperState::Paid => return Err(Error::Refused("payment.paid")),
            PaperState::Locked => return Err(Error::Refused("payment.locked")),
            PaperState::Expired => return Err(Error::Refused("payment.reference_expired")),
            PaperState::NotPayable => return Err(Error::Refused("payment.not_payable")),
        }
        let (key, now) = (new_key()?, self.clock.now());
        self.write(move |tx| {
            // By whose clock the price will be old.
            CollectionStatus::confirm(tx, NAME_OF_PAPERS, time)?;
            keep_prepared(tx, &sealer, quote, method, key, now)
        })
        .await
    }
}

#[cfg(test)]
#[path = "paper_tests.rs"]
mod tests;
