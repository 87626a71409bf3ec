//! A card that is being shown, until nobody waits for it any more.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::machine::{Asked, State};
use crate::log::opaque_debug;
use crate::wallet::log::{Entry, LoggedCard, LoggedParty, Outcome, What};

/// Nobody waits longer for an answer, in seconds.
const PATIENCE: i64 = 10 * 60;

/// One of them.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Showing {
    /// The number on this phone. It is part of what seals the rest.
    #[serde(skip)]
    pub id: i64,
    /// How far it has come.
    pub state: State,
    /// Who asks.
    pub party: LoggedParty,
    /// The copy of each card that the person was told of, by the wallet's names.
    pub copies: BTreeMap<String, String>,
    /// What leaves the phone, once the person has said yes.
    pub cards: Vec<LoggedCard>,
    /// When it was asked, in seconds since 1970.
    pub asked_s: i64,
}

opaque_debug!(Showing);

impl Showing {
    /// One that was just asked for.
    #[must_use]
    pub const fn new(asked: Asked, party: LoggedParty, asked_s: i64) -> Self {
        Self {
            id: 0,
            state: State::Asked(asked),
            party,
            copies: BTreeMap::new(),
            cards: Vec::new(),
            asked_s,
        }
    }

    /// What is asked, while the person has not said yes.
    #[must_use]
    pub const fn asked(&self) -> Option<&Asked> {
        match &self.state {
            State::Asked(asked) | State::Shown(asked) => Some(asked),
            _ => None,
        }
    }

    /// Whether whoever asked waits for nothing any more. A clock that was set back ends it too.
    #[must_use]
    pub fn is_stale(&self, now: i64) -> bool {
        !(0..PATIENCE).contains(&now.saturating_sub(self.asked_s))
    }

    /// What the log says of it, once it is over.
    pub fn entry(&self, at: i64) -> Option<Entry> {
        let (outcome, has_left) = match &self.state {
            State::Done { .. } => (Outcome::Done, true),
            State::Declined => (Outcome::Declined, false),
            State::Failed { code, copies } if code == "wallet.presentation_unknown" => {
                (Outcome::Unknown, !copies.is_empty())
            }
            State::Failed { code, copies } => (Outcome::Failed(code.clone()), !copies.is_empty()),
            _ => return None,
        };
        Some(Entry {
            at,
            what: What::Presentation,
            outcome,
            party: self.party.clone(),
            cards: if has_left { self.cards.clone() } else { Vec::new() },
        })
    }
}
