//! How a card comes, step by step. Pure: where it stands and what happened in, where it stands now and what is to be done out. Whoever drives
//! it writes each state down before anything is sent, so that a phone that dies anywhere goes on from there.
//!
//! Only the token and the card itself can be lost on their way. A token that is lost has cost nothing: no card was made. A card that is lost
//! is asked for again with the very same proofs: whoever gave it gives it again, and whoever does not gives one for the same keys.

use serde::{Deserialize, Serialize};

pub use super::why::{Ending, Why};
use crate::log::{Redacted, opaque_debug};

/// Seconds before its end from which a token is not used any more.
const TOO_SHORT: i64 = 10;
/// How often one request is made anew because of its nonce, or because of its token.
const PATIENCE: u8 = 2;
/// How often an issuer is told what became of a card before it is left alone.
const NOTICES: u8 = 5;

/// Where it stands.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// The person has not said yes, or has to say it again.
    Offered {
        /// Why again.
        why: Option<Why>,
    },
    /// The person said yes; the request is on its way to the authorization server.
    Pushing {
        /// What the page is opened with.
        page: Page,
    },
    /// The person is at the issuer's page, or was when the phone died.
    Browsing {
        /// What the page was opened with.
        page: Page,
        /// The request's name.
        request_uri: Redacted<String>,
        /// Until when that is good.
        until: i64,
    },
    /// A right is being changed for a token.
    Redeeming {
        /// Which.
        right: Right,
    },
    /// There is a token. Keys are made and proved.
    Proving {
        /// How often that was done before.
        again: u8,
    },
    /// The card is asked for.
    Asking {
        /// What proves the keys. The same, however often it is asked.
        proofs: Proofs,
        /// How often other proofs were sent before.
        again: u8,
    },
    /// The issuer needs time.
    PutOff {
        /// Its name for the request.
        transaction: Redacted<String>,
        /// When to ask again.
        not_before: i64,
    },
    /// It is over for the person; the issuer is still to be told.
    Notifying {
        /// The issuer's name for what it gave.
        id: Redacted<String>,
        /// What it is told.
        ending: Ending,
        /// How often that was tried.
        tries: u8,
    },
    /// It is over.
    Over {
        /// How it ended.
        ending: Ending,
    },
}

/// What a page of the issuer is opened with, and known again by.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// What proves later that we are who asked (PKCE).
    pub verifier: Redacted<String>,
    /// What must come back.
    pub state: Redacted<String>,
}

/// What is changed for a token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "right", rename_all = "snake_case")]
pub enum Right {
    /// What the browser brought.
    Code {
        /// The code.
        code: Redacted<String>,
        /// The other half of PKCE.
        verifier: Redacted<String>,
    },
    /// What the counter gave.
    Counter {
        /// The code in the offer.
        code: Redacted<String>,
        /// The code that the person typed.
        tx_code: Option<Redacted<String>>,
    },
    /// What came with an earlier token.
    Refresh {
        /// The refresh token.
        token: Redacted<String>,
    },
}

/// What proves keys.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proofs {
    /// There are none: the card is bound to no key.
    None,
    /// Tokens that keys signed.
    Jwt(Vec<String>),
    /// The word of who vouches for all of them.
    Attestation(Vec<String>),
}

/// A token and what came with it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// The token.
    pub access: Redacted<String>,
    /// Until when it is good.
    pub until: i64,
    /// What gives the next one.
    pub refresh: Option<Redacted<String>>,
    /// The authorization server's name for the very card, where it has one.
    pub identifier: Option<String>,
    /// How often it was refused since a card or a date was last given for one.
    pub refused: u8,
}

/// The whole of it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// Where it stands.
    #[serde(flatten)]
    pub stage: Stage,
    /// The token, from when on there is one.
    pub tokens: Option<Tokens>,
}

opaque_debug!(Stage, Page, Right, Proofs, Tokens, Course);

/// What happened.
#[derive(Clone, PartialEq)]
pub enum Event {
    /// The person said yes; a page will be opened.
    ByPage(Page),
    /// The right is here.
    ByRight(Right),
    /// The authorization server keeps the request.
    Pushed {
        /// Its name for it.
        request_uri: Redacted<String>,
        /// Until when.
        until: i64,
    },
    /// The browser is back with a code.
    Returned(Redacted<String>),
    /// The browser is back without one.
    Unreturned(Why),
    /// There is a token.
    Tokens(Tokens),
    /// The lower one of the card is fetched from now on: whatever was proved for the other is proved again.
    Lowered,
    /// The keys are proved.
    Proved(Proofs),
    /// The card is here, verified and kept, in the same transaction.
    Kept {
        /// Its number.
        card: i64,
        /// The issuer's name for what it gave.
        notification: Option<String>,
    },
    /// What came was not the card that was asked for. Nothing of it was kept.
    Unverified {
        /// The issuer's name for what it gave.
        notification: Option<String>,
    },
    /// The issuer needs time.
    PutOff {
        /// Its name for the request; the same as before where it gives none.
        transaction: Option<String>,
        /// When to ask again.
        not_before: i64,
    },
    /// The server said no, in a word of OAuth.
    No(String),
    /// The issuer was told, or said that it does not want to know.
    Told,
    /// The issuer could not be told now.
    Untold,
    /// The person does not want it any more.
    GivenUp,
}

crate::log::opaque_debug!(Event);

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: the person is waited for.
    Wait,
    /// Nothing before this time.
    WaitUntil(i64),
    /// Leave the request at the authorization server.
    Push,
    /// Open the page.
    Browse,
    /// Change the right for a token.
    Redeem,
    /// Change the refresh token for the next token.
    Refresh,
    /// Make keys and prove them.
    Prove,
    /// Ask for the card.
    Ask,
    /// Ask for the card that took time.
    AskLater,
    /// Tell the issuer.
    Notify,
    /// It is over.
    End(Ending),
}

impl Course {
    /// At the beginning.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            stage: Stage::Offered { why: None },
            tokens: None,
        }
    }

    /// What is to be done at this time.
    #[must_use]
    pub fn next(&self, now: i64) -> Effect {
        match &self.stage {
            Stage::Offered { .. } => Effect::Wait,
            Stage::Pushing { .. } => Effect::Push,
            Stage::Browsing { until, .. } if *until <= now => Effect::Push,
            Stage::Browsing { .. } => Effect::Browse,
            Stage::Redeeming { .. } => Effect::Redeem,
            Stage::PutOff { not_before, .. } if now < *not_before => Effect::WaitUntil(*not_before),
            Stage::Proving { .. } | Stage::Asking { .. } | Stage::PutOff { .. } if self.must_refresh(now) => {
                Effect::Refresh
            }
            Stage::Proving { .. } => Effect::Prove,
            Stage::Asking { .. } => Effect::Ask,
            Stage::PutOff { .. } => Effect::AskLater,
            Stage::Notifying { .. } => Effect::Notify,
            Stage::Over { ending } => Effect::End(*ending),
        }
    }

    fn must_refresh(&self, now: i64) -> bool {
        let tokens = self.tokens.as_ref();
        tokens.is_some_and(|tokens| tokens.refresh.is_some() && tokens.until.saturating_sub(TOO_SHORT) <= now)
    }

    /// Where it stands after something happened. What does not belong where it stands changes nothing.
    #[must_use]
    pub fn after(self, event: Event) -> Self {
        let Self { stage, tokens } = self;
        match (stage, event) {
            (stage @ (Stage::Notifying { .. } | Stage::Over { .. }), event) => Self {
                stage: told(stage, &event),
                tokens,
            },
            (stage, Event::Lowered) => Self {
                stage: lowered(stage),
                tokens,
            },
            (_, Event::GivenUp) => Self::over(Ending::Failed(Why::Cancelled), tokens),
            (stage, Event::Tokens(new)) => with_tokens(stage, tokens, new),
            (stage @ (Stage::Asking { .. } | Stage::PutOff { .. }), event) => answered(stage, tokens, event),
            (Stage::Proving { again }, Event::Proved(proofs)) => Self {
                stage: Stage::Asking { proofs, again },
                tokens,
            },
            (Stage::Proving { .. }, Event::No(_)) => refused(tokens, Stage::Proving { again: 0 }),
            (stage, event) => Self {
                stage: before_token(stage, event),
                tokens,
            },
        }
    }

    const fn over(ending: Ending, tokens: Option<Tokens>) -> Self {
        Self {
            stage: Stage::Over { ending },
            tokens,
        }
    }
}

impl Default for Course {
    fn default() -> Self {
        Self::new()
    }
}

/// What was said of the higher one is said again of the lower one. The right stays: it is one to the card.
fn lowered(stage: Stage) -> Stage {
    match stage {
        Stage::Browsing { page, .. } => Stage::Pushing { page },
        Stage::Proving { .. } | Stage::Asking { .. } => Stage::Proving { again: 0 },
        stage => stage,
    }
}

/// Until there is a token nothing can be lost: what fails begins anew, where the right may still be good.
fn before_token(stage: Stage, event: Event) -> Stage {
    let again = |why| Stage::Offered { why: Some(why) };
    let failed = |why| Stage::Over {
        ending: Ending::Failed(why),
    };
    match (stage, event) {
        (Stage::Offered { .. } | Stage::Browsing { .. }, Event::ByPage(page)) => Stage::Pushing { page },
        (Stage::Offered { .. }, Event::ByRight(right)) => Stage::Redeeming { right },
        (Stage::Pushing { page } | Stage::Browsing { page, .. }, Event::Pushed { request_uri, until }) => {
            Stage::Browsing {
                page,
                request_uri,
                until,
            }
        }
        (Stage::Browsing { page, .. }, Event::Returned(code)) => Stage::Redeeming {
            right: Right::Code {
                code,
                verifier: page.verifier,
            },
        },
        (Stage::Browsing { .. }, Event::Unreturned(why)) => again(why),
        (Stage::Pushing { .. } | Stage::Browsing { .. }, Event::No(_)) => failed(Why::Refused),
        (Stage::Redeeming { right }, Event::No(error)) => match (right, error.as_str()) {
            (Right::Code { .. }, "invalid_grant") => again(Why::TooLate),
            (Right::Counter { tx_code: Some(_), .. }, "invalid_grant" | "invalid_request") => again(Why::TxCode),
            (Right::Counter { .. }, "invalid_grant") => failed(Why::OfferUsed),
            (Right::Refresh { .. }, "invalid_grant") => failed(Why::RightOver),
            _ => failed(Why::Refused),
        },
        (stage, _) => stage,
    }
}

/// A token, the first or the next one. An issuer that gives no new refresh token means the old one to stay.
fn with_tokens(stage: Stage, before: Option<Tokens>, new: Tokens) -> Course {
    let refresh = match &stage {
        Stage::Redeeming {
            right: Right::Refresh { token },
        } => Some(token.clone()),
        _ => before.as_ref().and_then(|before| before.refresh.clone()),
    };
    let stage = match stage {
        Stage::Redeeming { .. } => Stage::Proving { again: 0 },
        stage @ (Stage::Proving { .. } | Stage::Asking { .. } | Stage::PutOff { .. }) => stage,
        // Nobody asked for one.
        stage => return Course { stage, tokens: before },
    };
    let known = before.as_ref().and_then(|before| before.identifier.clone());
    let tokens = Tokens {
        refresh: new.refresh.or(refresh),
        identifier: new.identifier.or(known),
        refused: before.map_or(0, |before| before.refused),
        ..new
    };
    Course {
        stage,
        tokens: Some(tokens),
    }
}

/// What an issuer says when it is asked for a card.
fn answered(stage: Stage, tokens: Option<Tokens>, event: Event) -> Course {
    let over = |why, tokens| Course::over(Ending::Failed(why), tokens);
    match event {
        Event::Kept { card, notification } => Course {
            stage: ended(Ending::Kept(card), notification),
            tokens,
        },
        Event::Unverified { notification } => Course {
            stage: ended(Ending::Failed(Why::Unverified), notification),
            tokens,
        },
        Event::PutOff {
            transaction,
            not_before,
        } => match (&stage, transaction.map(Redacted::new)) {
            (Stage::PutOff { transaction, .. }, None) => put_off(transaction.clone(), not_before, tokens),
            (_, Some(transaction)) => put_off(transaction, not_before, tokens),
            (_, None) => over(Why::Unverified, tokens),
        },
        Event::No(error) => match (stage, error.as_str()) {
            (stage, "invalid_token") => refused(tokens, stage),
            (Stage::Asking { again, .. }, word) if again < patience(word) => Course {
                stage: Stage::Proving { again: again + 1 },
                tokens,
            },
            (_, "invalid_grant") => over(Why::RightOver, tokens),
            (_, "credential_request_denied") => over(Why::NotEntitled, tokens),
            _ => over(Why::Refused, tokens),
        },
        _ => Course { stage, tokens },
    }
}

/// How often something is proved anew after this word: a nonce may be over, and so may the word of who vouches.
fn patience(word: &str) -> u8 {
    match word {
        "invalid_nonce" => PATIENCE,
        "invalid_proof" => 1,
        _ => 0,
    }
}

fn put_off(transaction: Redacted<String>, not_before: i64, tokens: Option<Tokens>) -> Course {
    Course {
        stage: Stage::PutOff {
            transaction,
            not_before,
        },
        tokens: tokens.map(|tokens| Tokens { refused: 0, ..tokens }),
    }
}

/// The token is not good: the next one is fetched, if there is a way to it.
fn refused(tokens: Option<Tokens>, stage: Stage) -> Course {
    match tokens {
        Some(tokens) if tokens.refresh.is_some() && tokens.refused < PATIENCE => Course {
            stage,
            tokens: Some(Tokens {
                until: 0,
                refused: tokens.refused + 1,
                ..tokens
            }),
        },
        tokens => Course::over(Ending::Failed(Why::RightOver), tokens),
    }
}

fn ended(ending: Ending, notification: Option<String>) -> Stage {
    match notification {
        Some(id) => Stage::Notifying {
            id: Redacted::new(id),
            ending,
            tries: 0,
        },
        None => Stage::Over { ending },
    }
}

fn told(stage: Stage, event: &Event) -> Stage {
    match (stage, event) {
        (Stage::Notifying { ending, .. }, Event::Told | Event::No(_) | Event::GivenUp) => Stage::Over { ending },
        (Stage::Notifying { id, ending, tries }, Event::Untold) if tries < NOTICES => Stage::Notifying {
            id,
            ending,
            tries: tries + 1,
        },
        (Stage::Notifying { ending, .. }, Event::Untold) => Stage::Over { ending },
        (stage, _) => stage,
    }
}

#[cfg(test)]
#[path = "machine_tests.rs"]
mod tests;
