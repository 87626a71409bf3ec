//! What the refunds desk deals in.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Why somebody wants money back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// It was not due (LGT, art. 221): paid twice, or too much.
    Undue,
    /// It was for a fine that was annulled since.
    Annulled,
}

impl Cause {
    /// As records and answers say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Undue => "undue",
            Self::Annulled => "annulled",
        }
    }

    /// What the records say.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::Undue, Self::Annulled]
            .into_iter()
            .find(|cause| cause.name() == name)
    }
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Somebody asked.
    Requested,
    /// The City owes it.
    Agreed,
    /// The bank was told to pay it.
    Ordered,
    /// It was paid.
    Paid,
    /// It is not paid, and will not be.
    Refused,
}

impl State {
    const ALL: [Self; 5] = [Self::Requested, Self::Agreed, Self::Ordered, Self::Paid, Self::Refused];

    /// As records and answers say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Agreed => "agreed",
            Self::Ordered => "ordered",
            Self::Paid => "paid",
            Self::Refused => "refused",
        }
    }

    /// What the records say.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether one may follow from this: forward, one step at a time; refused until it is paid.
    #[must_use]
    pub const fn leads_to(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Requested, Self::Agreed | Self::Refused)
                | (Self::Agreed, Self::Ordered | Self::Refused)
                | (Self::Ordered, Self::Paid | Self::Refused)
        )
    }
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It was due after all.
    WasDue,
    /// The bank could not pay: the account is closed.
    AccountClosed,
    /// Anything else.
    Other,
}

impl Reason {
    /// As records and answers say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WasDue => "was_due",
            Self::AccountClosed => "account_closed",
            Self::Other => "other",
        }
    }

    /// What the records say.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let all = [Self::WasDue, Self::AccountClosed, Self::Other];
        all.into_iter().find(|reason| reason.name() == name)
    }
}

/// A step forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// To where.
    pub to: State,
    /// Why, where it is refused.
    pub reason: Option<Reason>,
    /// On which day.
    pub on: NaiveDate,
}

/// A request, as the desk has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its number in the records.
    pub seq: i64,
    /// Who asked.
    pub nif: String,
    /// For which receipt.
    pub receipt: String,
    /// What that was for.
    pub name: String,
    /// How much, in cents.
    pub amount: i64,
    /// Why.
    pub cause: Cause,
    /// To which account.
    pub iban: String,
    /// How far it has come.
    pub state: State,
    /// The days of its steps.
    pub requested: NaiveDate,
    /// When the City said yes.
    pub agreed: Option<NaiveDate>,
    /// When the bank was told.
    pub ordered: Option<NaiveDate>,
    /// When it was paid.
    pub paid: Option<NaiveDate>,
    /// When the City said no.
    pub refused: Option<NaiveDate>,
    /// Why.
    pub reason: Option<Reason>,
    /// When the agent was told that it is late.
    pub reminded: Option<NaiveDate>,
}

impl Request {
    /// `D-2026-0000001`
    #[must_use]
    pub fn number(&self) -> String {
        format!("D-{}-{:07}", self.requested.format("%Y"), self.seq)
    }

    /// The last four signs of the account.
    #[must_use]
    pub fn account(&self) -> &str {
        self.iban.get(self.iban.len().saturating_sub(4)..).unwrap_or_default()
    }
}
