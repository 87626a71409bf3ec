//! A request to get something back, from the moment the person asks for it to the money in their account.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::Cents;
use crate::log::opaque_debug;

/// Why a person wants something back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// It was not due (LGT, art. 221): paid twice, or too much.
    Undue,
    /// It was for a fine that was annulled since.
    Annulled,
    /// Something this app has no word for yet.
    #[serde(other)]
    Other,
}

impl Cause {
    /// What a person can choose from.
    pub const TO_CHOOSE: [Self; 2] = [Self::Undue, Self::Annulled];
}

/// What was paid and is asked back: what its receipt says.
#[derive(Clone, PartialEq, Eq)]
pub struct Paid {
    /// The number of the receipt.
    pub receipt: String,
    /// The city's name of what was paid.
    pub name: String,
    /// How much.
    pub amount: Cents,
}

/// A request. Kept sealed, as it is written here.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// Its number on this phone; never used twice.
    #[serde(skip)]
    pub id: i64,
    /// For which receipt.
    pub receipt: String,
    /// What that was for.
    pub name: String,
    /// How much.
    pub amount: Cents,
    /// Why.
    pub cause: Cause,
    /// How the account ends. The whole of it goes to the city and is kept nowhere here.
    pub account: String,
    /// When the person asked on this phone; `None` of one that came from the city.
    pub asked: Option<DateTime<Utc>>,
    /// How it stands.
    pub state: RefundState,
}

/// How a request stands.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum RefundState {
    /// Kept on the phone; it will be sent by itself.
    Waiting,
    /// The city has it.
    Known(Known),
    /// The city did not take it.
    NotTaken {
        /// Why.
        why: Refusal,
    },
}

/// What the city says of a request that it has.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The city's number.
    pub number: i64,
    /// The number of its file, for letters and telephone calls.
    pub file: String,
    /// How far it has come.
    pub step: Step,
    /// When it was asked for.
    pub requested: NaiveDate,
    /// The last day on which the city is in time.
    pub answer_by: NaiveDate,
    /// When the city said yes.
    pub agreed: Option<NaiveDate>,
    /// When the bank was told.
    pub ordered: Option<NaiveDate>,
    /// When it was paid.
    pub paid: Option<NaiveDate>,
    /// When the city said no.
    pub refused: Option<NaiveDate>,
    /// Why.
    pub reason: Option<Reason>,
    /// Since when the city owes interest as well, where it is late.
    pub interest_since: Option<NaiveDate>,
}

/// How far a request has come in the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The city has it.
    Requested,
    /// The city owes it.
    Agreed,
    /// The bank was told to pay it.
    Ordered,
    /// It was paid.
    Paid,
    /// It is not paid, and will not be.
    Refused,
}

impl Step {
    /// Whether nothing can happen to it any more.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Paid | Self::Refused)
    }
}

/// Why the city said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It was due after all.
    WasDue,
    /// The bank could not pay: the account is closed.
    AccountClosed,
    /// Something this app has no word for yet.
    #[serde(other)]
    Other,
}

/// Why the city did not take a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The account is not in the person's name.
    NotHolder,
    /// It is no account.
    IbanWrong,
    /// There is a request already.
    AlreadyAsked,
    /// Nothing of the kind was paid, or what it was paid for still stands.
    NothingToRefund,
    /// Something this app has no word for yet.
    #[serde(other)]
    Other,
}

impl Refusal {
    /// The reason a word of the city means.
    #[must_use]
    pub fn from_city(word: &str) -> Self {
        match word {
            "not_holder" => Self::NotHolder,
            "iban_wrong" => Self::IbanWrong,
            "already_asked" => Self::AlreadyAsked,
            "nothing_to_refund" => Self::NothingToRefund,
            _ => Self::Other,
        }
    }

    /// The stable code of the words for it (see [`crate::error::CODES`]).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotHolder => "refund.not_holder",
            Self::IbanWrong => "refund.iban_wrong",
            Self::AlreadyAsked => "refund.already_asked",
            Self::NothingToRefund => "refund.nothing_to_refund",
            Self::Other => "refund.refused",
        }
    }
}

opaque_debug!(Paid, Refund, RefundState, Known);
