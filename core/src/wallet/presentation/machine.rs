//! The steps of one presentation. Pure: a state and what happened in, the next state out. Each state is stored before what it allows is done.
//!
//! What leaves the phone leaves it once. `Sent` is stored before the answer is posted and has no answer in it any more: after a kill nothing
//! could be posted again, and the copies count as seen, since they may have been. Before that nothing has left, so the person is asked again.

use std::collections::BTreeMap;

use madrid_credentials::dcql::Choice;
use serde::{Deserialize, Serialize};

use super::answer::Post;

/// What was asked, as it came: it is read again after a kill.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The link.
    pub link: String,
    /// The request that was fetched for it.
    pub object: Option<String>,
    /// The nonce that it was fetched with.
    pub wallet_nonce: String,
}

crate::log::opaque_debug!(Asked);

/// What the person chose, as it is kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptChoice {
    options: Vec<Option<usize>>,
    cards: BTreeMap<String, Vec<String>>,
}

crate::log::opaque_debug!(KeptChoice);

impl From<Choice> for KeptChoice {
    fn from(choice: Choice) -> Self {
        Self {
            options: choice.options,
            cards: choice.cards,
        }
    }
}

impl From<KeptChoice> for Choice {
    fn from(kept: KeptChoice) -> Self {
        Self {
            options: kept.options,
            cards: kept.cards,
        }
    }
}

/// Where a presentation stands.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// The request was read.
    Asked(Asked),
    /// The person sees it.
    Shown(Asked),
    /// The person said yes; these copies are taken for it.
    Approved {
        /// What was asked.
        asked: Asked,
        /// What they chose.
        choice: KeptChoice,
        /// The copies, by the wallet's names.
        copies: Vec<String>,
    },
    /// The answer is ready.
    Signed {
        /// What was asked.
        asked: Asked,
        /// The copies.
        copies: Vec<String>,
        /// The answer.
        post: Post,
    },
    /// The answer is on its way, or was read. Nobody knows until the verifier says so.
    Sent {
        /// The copies, which count as seen.
        copies: Vec<String>,
    },
    /// The verifier has it.
    Done {
        /// The copies.
        copies: Vec<String>,
        /// Where the person may go on.
        redirect: Option<String>,
    },
    /// The person said no, or there was nothing to show.
    Declined,
    /// It went wrong.
    Failed {
        /// Why.
        code: String,
        /// The copies that may have been seen.
        copies: Vec<String>,
    },
}

crate::log::opaque_debug!(State);

/// What happened.
#[derive(Clone, PartialEq, Eq)]
pub enum Event {
    /// The person sees what is asked.
    Shown,
    /// The person said yes to this, with these copies.
    Approved(KeptChoice, Vec<String>),
    /// The keys signed, and this is the answer.
    Signed(Post),
    /// The answer is about to leave.
    Sending,
    /// The verifier took it.
    Answered(Option<String>),
    /// The person said no, or there is nothing to show.
    Declined,
    /// It went wrong, with this code.
    Failed(&'static str),
}

crate::log::opaque_debug!(Event);

/// The state after an event; `None` where it changes nothing, because what it would change is over or was never begun.
#[must_use]
pub fn after(state: &State, event: Event) -> Option<State> {
    match (state.clone(), event) {
        (State::Asked(asked), Event::Shown) => Some(State::Shown(asked)),
        (State::Shown(asked), Event::Approved(choice, copies)) => Some(State::Approved { asked, choice, copies }),
        (State::Approved { asked, copies, .. }, Event::Signed(post)) => Some(State::Signed { asked, copies, post }),
        (State::Signed { copies, .. }, Event::Sending) => Some(State::Sent { copies }),
        (State::Sent { copies }, Event::Answered(redirect)) => Some(State::Done { copies, redirect }),
        (State::Sent { copies }, Event::Failed(code)) => Some(State::failed(code, copies)),
        (before, Event::Declined) if before.has_kept_everything() => Some(State::Declined),
        (before, Event::Failed(code)) if before.has_kept_everything() => Some(State::failed(code, Vec::new())),
        _ => None,
    }
}

/// The state after a kill; `None` where it is as it was. Nobody can say yes for the person, so they are asked again; what may have been sent
/// is not sent again.
#[must_use]
pub fn resumed(state: &State) -> Option<State> {
    match state.clone() {
        State::Shown(asked) | State::Approved { asked, .. } | State::Signed { asked, .. } => Some(State::Asked(asked)),
        State::Sent { copies } => Some(State::failed("wallet.presentation_unknown", copies)),
        State::Asked(_) | State::Done { .. } | State::Declined | State::Failed { .. } => None,
    }
}

impl State {
    fn failed(code: &str, copies: Vec<String>) -> Self {
        Self::Failed {
            code: code.to_owned(),
            copies,
        }
    }

    /// Whether it goes on, and nothing has left the phone.
    const fn has_kept_everything(&self) -> bool {
        matches!(
            self,
            Self::Asked(_) | Self::Shown(_) | Self::Approved { .. } | Self::Signed { .. }
        )
    }

    /// Whether nothing comes after it.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::Declined | Self::Failed { .. })
    }

    /// The copies that count as seen, from this state on and for ever.
    #[must_use]
    pub fn seen(&self) -> &[String] {
        match self {
            Self::Sent { copies } | Self::Done { copies, .. } | Self::Failed { copies, .. } => copies,
            _ => &[],
        }
    }

    /// The copies that no other presentation may take meanwhile.
    #[must_use]
    pub fn taken(&self) -> &[String] {
        match self {
            Self::Approved { copies, .. } | Self::Signed { copies, .. } => copies,
            _ => self.seen(),
        }
    }
}

#[cfg(test)]
#[path = "machine_tests.rs"]
mod tests;
