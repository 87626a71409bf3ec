//! A payment from the moment the person asks what it costs to the receipt.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::{Cents, DebtRef};
use crate::log::{Redacted, opaque_debug};

/// The name the phone gives a payment: 128 random bits as 32 lower-case hexadecimal digits. The city knows the payment by it, so that
/// asking twice is asking once; nobody can guess it, so whoever has it may ask. It never shows in a log.
pub type PaymentKey = Redacted<String>;

/// How the person pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// With a card, on the page of the city's bank.
    Card,
    /// With Bizum, on the same page.
    Bizum,
}

impl Method {
    /// Both ways, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Card, Self::Bizum];

    /// The word on the wire and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Bizum => "bizum",
        }
    }
}

/// What a payment would be, as the city said a moment ago. The phone works out no amount by itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// What would be paid.
    pub debt: DebtRef,
    /// The city's name of it: "Multa 482190375".
    pub name: String,
    /// What it costs now.
    pub amount: Cents,
    /// What it costs without the discount, where there is one.
    pub full: Option<Cents>,
    /// The last day of the discount.
    pub reduced_until: Option<NaiveDate>,
    /// What the person gives up by paying.
    pub gives_up: Vec<GivenUp>,
    /// Until when the city holds to this.
    pub valid_until: DateTime<Utc>,
    /// What is paid with a paper in the hand: its reference, which also stands in the number's place in `debt`. `None` where it is
    /// paid as the person's own.
    #[serde(default)]
    pub reference: Option<Reference>,
}

/// What is on a paper, and until when the paper is good.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Its signs, as printed.
    pub digits: String,
    /// The last day.
    pub until: Option<NaiveDate>,
}

/// By whose right something is paid: it says who is asked for, and what seals it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// It is a debt of the person who has signed in.
    Person,
    /// Somebody holds the paper. Nobody asks who they are.
    Paper,
}

impl Quote {
    /// By whose right it would be paid.
    #[must_use]
    pub const fn right(&self) -> Right {
        match self.reference {
            Some(_) => Right::Paper,
            None => Right::Person,
        }
    }
}

/// Something a person gives up by paying (RDL 6/2015, art. 94).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenUp {
    /// To say before the City why the fine is wrong; what was said already counts as not said.
    Allegations,
    /// To appeal before the City; a court remains.
    Appeal,
    /// Something this app has no word for yet.
    #[serde(other)]
    Other,
}

/// One attempt to pay one debt.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The number on this phone. It is part of what seals the rest.
    #[serde(skip)]
    pub id: i64,
    /// The name for the city.
    pub key: PaymentKey,
    /// What is paid, and for how much.
    pub quote: Quote,
    /// How.
    pub method: Method,
    /// When the person asked what it costs.
    pub prepared: DateTime<Utc>,
    /// How far it has come.
    pub state: State,
}

/// How far an attempt has come. It only goes forward: [`super::after`] has every step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// The person knows what it costs and has not said yes. Nothing has left the phone.
    Prepared,
    /// The person said yes. It is on its way to the city, or was when the phone died.
    Submitting,
    /// The city waits for the person on the bank's page.
    AwaitingPayer {
        /// The bank's page.
        url: PageUrl,
        /// Until when the city waits.
        expires: DateTime<Utc>,
    },
    /// The phone could not hear how it stands. Nothing is paid again before it has.
    Unknown,
    /// The city is sure that it never got it. Nothing was paid.
    NotFound,
    /// Paid: the city has the bank's word and has given a receipt.
    Settled {
        /// The receipt's number.
        receipt: String,
        /// Since when the bank gives it back, because what it paid for was called off.
        #[serde(default)]
        given_back: Option<DateTime<Utc>>,
    },
    /// Not paid, and it will not be.
    Rejected {
        /// Why.
        reason: Reason,
    },
    /// The city has closed it unpaid, because the person asked or the time was over.
    Closed,
    /// The person never said yes, and what was said of the price is old.
    Expired,
}

/// Where the person pays. The address holds the name of the payment: it never shows in a log.
pub type PageUrl = Redacted<String>;

/// Why something was not paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The bank said no.
    Refused,
    /// The person went back.
    Cancelled,
    /// The card is out of its dates.
    ExpiredCard,
    /// The bank could not make sure that it was the person.
    Authentication,
    /// The bank suspects somebody else.
    Fraud,
    /// It paid nothing: it was paid already, or nobody owed it any more. The city has given it back.
    Refunded,
    /// Another attempt holds the debt.
    Locked,
    /// It is paid already.
    AlreadyPaid,
    /// It does not cost what the phone was told.
    AmountChanged,
    /// The city does not know the debt any more.
    DebtUnknown,
    /// Something this app has no word for yet.
    #[serde(other)]
    Other,
}

/// Which of the states, without what comes with them: as it is written in the open beside the sealed rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// [`State::Prepared`].
    Prepared,
    /// [`State::Submitting`].
    Submitting,
    /// [`State::AwaitingPayer`].
    AwaitingPayer,
    /// [`State::Unknown`].
    Unknown,
    /// [`State::NotFound`].
    NotFound,
    /// [`State::Settled`].
    Settled,
    /// [`State::Rejected`].
    Rejected,
    /// [`State::Closed`].
    Closed,
    /// [`State::Expired`].
    Expired,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 9] = [
        Self::Prepared,
        Self::Submitting,
        Self::AwaitingPayer,
        Self::Unknown,
        Self::NotFound,
        Self::Settled,
        Self::Rejected,
        Self::Closed,
        Self::Expired,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Submitting => "submitting",
            Self::AwaitingPayer => "awaiting_payer",
            Self::Unknown => "unknown",
            Self::NotFound => "not_found",
            Self::Settled => "settled",
            Self::Rejected => "rejected",
            Self::Closed => "closed",
            Self::Expired => "expired",
        }
    }

    /// Whether nothing can happen to it any more.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Settled | Self::Rejected | Self::Closed | Self::Expired)
    }

    /// Whether money may be on its way, so that the city has to be asked.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Submitting | Self::AwaitingPayer | Self::Unknown)
    }
}

impl State {
    /// Which one it is.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Prepared => Stage::Prepared,
            Self::Submitting => Stage::Submitting,
            Self::AwaitingPayer { .. } => Stage::AwaitingPayer,
            Self::Unknown => Stage::Unknown,
            Self::NotFound => Stage::NotFound,
            Self::Settled { .. } => Stage::Settled,
            Self::Rejected { .. } => Stage::Rejected,
            Self::Closed => Stage::Closed,
            Self::Expired => Stage::Expired,
        }
    }
}

/// How the city says that an attempt stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CitySays {
    /// It waits for the person on the bank's page.
    Awaiting {
        /// The page.
        url: PageUrl,
        /// Until when.
        expires: DateTime<Utc>,
    },
    /// It is paid.
    Settled {
        /// The receipt's number.
        receipt: String,
        /// Since when the bank gives it back.
        given_back: Option<DateTime<Utc>>,
    },
    /// It is not paid and will not be.
    Rejected(Reason),
    /// It is closed, unpaid.
    Closed,
    /// It has never come. The city knows all it was ever sent, so this is sure.
    NeverSeen,
}

/// The proof that something was paid, as the city gave it. It is kept for ever.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The city's number of it.
    pub number: String,
    /// What was paid.
    pub debt: DebtRef,
    /// The city's name of it.
    pub name: String,
    /// How much.
    pub amount: Cents,
    /// When the bank took it.
    pub paid: DateTime<Utc>,
    /// How; a word of the city that this app does not know is kept.
    pub method: String,
    /// The verification code (CSV): with it anybody can see on the city's page that the receipt is real.
    pub code: String,
    /// The original notice, line by line.
    pub notice: Vec<String>,
    /// Since when the bank gives it back, because what it paid for was called off.
    #[serde(default)]
    pub given_back: Option<DateTime<Utc>>,
}

opaque_debug!(Quote, Reference, Attempt, Receipt);
