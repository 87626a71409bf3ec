//! How the fetching of a card ends, and why it does not go on.

use serde::{Deserialize, Serialize};

/// How it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The card is here.
    Kept(i64),
    /// It will not come.
    Failed(Why),
}

/// Why it does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The person went back.
    Cancelled,
    /// The issuer's page said no.
    Denied,
    /// What came back from the browser is not the answer to what was asked.
    NotOurs,
    /// The code that the person typed is not the one, or the offer is over.
    TxCode,
    /// The offer was used or is over.
    OfferUsed,
    /// The person took too long, or the phone died at the wrong moment: from the beginning.
    TooLate,
    /// The person may not have the card.
    NotEntitled,
    /// The issuer does not take what it was sent.
    Refused,
    /// What the issuer gave is not what was asked for, or not its own.
    Unverified,
    /// The right to fetch it is over.
    RightOver,
}

impl Why {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cancelled => "wallet.cancelled",
            Self::Denied => "wallet.denied",
            Self::NotOurs => "wallet.not_ours",
            Self::TxCode => "wallet.tx_code",
            Self::OfferUsed => "wallet.offer_used",
            Self::TooLate => "wallet.too_late",
            Self::NotEntitled => "wallet.not_entitled",
            Self::Refused => "wallet.refused",
            Self::Unverified => "wallet.unverified",
            Self::RightOver => "wallet.right_over",
        }
    }
}
