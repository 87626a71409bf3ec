//! When nobody vouches for the wallet or for its keys: the card comes as the lower one that its issuer has for this, and nobody is locked out.
//!
//! A card that came lower says so itself, in what its issuer signed, and rises when it is fetched anew and somebody vouches again: the higher
//! one is asked for first each time. So a fault that passes costs some days at the lower tier, and no card.

use super::drive::Driver;
use super::machine::{Event, Stage};
use super::metadata::{self, Issuer, Wanted};
use super::process::Process;
use crate::error::Error;
use crate::wallet::attestation::NOT_ATTESTED;
use crate::wallet::model::Tier;
use crate::wallet::policy::is_usable;
use crate::wallet::store;

/// Seconds that a card which may be made is waited for, where nobody vouches: as long as an issuer gives the same batch again.
const LONG: i64 = 86_400;

/// Whether there is a lower one to fall back to. A server that has a name of its own for the higher card has given a right to that one alone.
#[must_use]
pub fn may_be_lower(process: &Process) -> bool {
    let tokens = process.course.tokens.as_ref();
    let is_named = tokens.is_some_and(|tokens| tokens.identifier.is_some());
    process.wanted.lower.is_some() && !is_named
}

/// Whether nothing can be made yet: nothing was asked for, or what was asked was refused. Afterwards it waits for who vouches: the higher one
/// may be made already, and it is not made twice.
#[must_use]
pub const fn is_before_asking(process: &Process) -> bool {
    matches!(
        process.course.stage,
        Stage::Pushing { .. } | Stage::Browsing { .. } | Stage::Redeeming { .. } | Stage::Proving { .. }
    )
}

/// Whether nothing can be made, or what may be made was waited for long enough: better the lower one than none.
#[must_use]
pub const fn is_unmade(process: &Process, now: i64) -> bool {
    let is_long_ago = now.saturating_sub(process.begun_s) > LONG;
    is_before_asking(process) || (is_long_ago && matches!(process.course.stage, Stage::Asking { .. }))
}

/// Whether an issuer says that it does not take who vouches for the keys, or what they say of them. Not at once: their word may only have
/// been too old, and is fetched anew first.
#[must_use]
pub fn is_unvouched(process: &Process, event: &Event) -> bool {
    let is_no = matches!(event, Event::No(word) if word == "invalid_proof");
    let is_last = matches!(process.course.stage, Stage::Asking { again, .. } if again > 0);
    is_no && is_last && process.wanted.tier == Tier::Hardware
}

/// Whether it is the same card, and one that asks nobody's word on the phone. What is bound to nothing is no lower tier but another card.
fn is_lower_of(lower: &Wanted, wanted: &Wanted) -> bool {
    let is_same = (lower.format, &lower.kind, &lower.disclosure_policy)
        == (wanted.format, &wanted.kind, &wanted.disclosure_policy);
    // A right to one has to be a right to the other, which names of configurations are not.
    let has_scopes = lower.scope.is_some() && wanted.scope.is_some();
    // It says so itself, in what its issuer signs.
    let is_told = lower.tier_word.is_some() && lower.tier_word != wanted.tier_word;
    is_same && has_scopes && is_told && lower.tier == Tier::Software && lower.takes_tokens
}

impl Driver {
    /// What an issuer says of itself and of one card.
    pub async fn described(&self, issuer: &str, configuration: &str) -> Result<(Issuer, Wanted), Error> {
        let statement = self.statement(issuer).await?;
        let (described, wanted) = metadata::read(&statement.body, issuer, configuration)?;
        let is_vouched = statement.is_vouched;
        Ok((
            Issuer {
                is_vouched,
                ..described
            },
            wanted,
        ))
    }

    /// Whether the lower one may come now. A card that is here and can still be shown is not changed for a lower one: that waits.
    pub(super) async fn may_go_lower(&self, process: &Process) -> Result<bool, Error> {
        let Some(card) = process.replaces.filter(|_| may_be_lower(process)) else {
            return Ok(may_be_lower(process));
        };
        let (sealer, now) = (self.room.sealer()?, self.room.now());
        let read = self.room.database.read_task(move |c| {
            let is_lower = store::card(c, &sealer, card)?.is_some_and(|card| card.higher.is_some());
            let copies = store::copies(c, &sealer, card)?;
            Ok(is_lower || !copies.iter().any(|kept| is_usable(&kept.copy, now)))
        });
        Ok(read.await?)
    }

    /// Goes on with the lower one of the card, written down before anybody is asked for it. The issuer is asked what it is like first: whoever
    /// cannot reach that one either is only without a network, and nothing is lowered.
    ///
    /// Fails with `wallet.not_attested` where what the issuer calls the lower one is another card, and as `net.*`.
    pub(super) async fn lowered(&self, process: Process) -> Result<Process, Error> {
        let name = process.wanted.lower.as_deref().ok_or(NOT_ATTESTED)?;
        let (issuer, lower) = self.described(&process.issuer.id, name).await?;
        if !is_lower_of(&lower, &process.wanted) {
            return Err(NOT_ATTESTED);
        }
        tracing::info!("nobody vouches for this phone: the card comes at a lower tier");
        let mut keys = process.keys.clone();
        // Those that are left over are destroyed when it is over.
        keys.truncate(usize::try_from(lower.reuse.batch).unwrap_or(1));
        let lowered = Process {
            higher: Some(process.wanted.configuration.clone()),
            issuer,
            keys,
            // A lower one has no lower one.
            wanted: Wanted { lower: None, ..lower },
            ..process
        };
        self.write(lowered.after(Event::Lowered)).await
    }
}
