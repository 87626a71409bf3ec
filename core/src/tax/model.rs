//! What is in a tax folder, as the city says it, and what the person asks of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::{Cents, Iban};
use crate::log::opaque_debug;

/// Makes the words of the city values of ours; a word from a newer city is the last of them, never an error.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word on the wire.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The one that a word means, if this app knows it.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.code() == code)
            }
        }
    };
}

words! {
    /// Which tax.
    TaxKind {
        /// On property.
        Ibi = "ibi",
        /// On vehicles.
        Ivtm = "ivtm",
        /// On business.
        Iae = "iae",
        /// For waste.
        Tgr = "tgr",
        /// For a way over the pavement.
        VehicleCrossing = "vehicle_crossing",
        /// What the person worked out and declared.
        SelfAssessment = "self_assessment",
        /// One that this version of the app has no word for yet.
        Other = "other",
    }
}

words! {
    /// How a receipt stands.
    ReceiptState {
        /// To be paid without a surcharge.
        Voluntary = "voluntary",
        /// Late: the city collects it with a surcharge.
        Enforcement = "enforcement",
        /// The bank is charged.
        DirectDebit = "direct_debit",
        /// Paid in parts.
        Instalments = "instalments",
        /// Paid.
        Paid = "paid",
    }
}

words! {
    /// How the bank is charged.
    DebitMode {
        /// At once.
        Single = "single",
        /// In two, with something off (Sistema Especial de Pago).
        Sep = "sep",
        /// In parts, as one likes (Pago a la Carta).
        Pac = "pac",
    }
}

words! {
    /// What the cadastre has told.
    ChangeKind {
        /// Another owner.
        Owner = "owner",
        /// It was built on.
        Works = "works",
        /// It is used otherwise.
        Use = "use",
    }
}

words! {
    /// What a date of the calendar is for.
    DateKind {
        /// To pay.
        Pay = "pay",
        /// To ask that the bank is charged.
        AskDirectDebit = "ask_direct_debit",
    }
}

/// A receipt of a tax.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The city's number.
    pub id: String,
    /// Which tax.
    pub tax: TaxKind,
    /// What the city calls it.
    pub name: String,
    /// What it is on.
    pub object: Option<String>,
    /// Of which year.
    pub year: i32,
    /// Of which quarter; `None` where it is the year.
    pub term: Option<u8>,
    /// What is still to be paid, the surcharge with it.
    pub amount: Cents,
    /// What of that is a surcharge.
    pub surcharge: Cents,
    /// All of it, where a part has been paid.
    pub total: Cents,
    /// How it stands.
    pub state: ReceiptState,
    /// The first day to pay.
    pub from: NaiveDate,
    /// The last day to pay without a surcharge.
    pub until: NaiveDate,
    /// When it was notified by itself, if it was.
    pub notified: Option<NaiveDate>,
    /// What it costs later, and from when.
    pub if_unpaid: Vec<Step>,
    /// The account that is charged, where one is.
    pub direct_debit: Option<DirectDebit>,
    /// How an account could be charged.
    pub debit_options: Vec<DebitOption>,
    /// The parts that were asked for, where they were.
    pub instalments: Option<Instalments>,
    /// In which parts it could be paid.
    pub instalment_options: Vec<Vec<Part>>,
    /// How it was paid, where it was and the city says.
    pub paid: Option<Paid>,
}

/// What something costs later (LGT, art. 28), as the city says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// How many of a hundred come on top.
    pub percent: u8,
    /// All of it then.
    pub amount: Cents,
    /// The first day.
    pub from: NaiveDate,
    /// Whether that day is sure.
    pub is_certain: bool,
}

/// A part of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// When.
    pub day: NaiveDate,
    /// How much.
    pub amount: Cents,
    /// Whether it is paid.
    pub is_paid: bool,
}

/// The bank is charged.
#[derive(Clone, PartialEq, Eq)]
pub struct DirectDebit {
    /// The account, masked by the city.
    pub iban: String,
    /// How.
    pub mode: DebitMode,
    /// What that saves.
    pub saves: Cents,
    /// Until when it can be changed for this receipt.
    pub change_until: NaiveDate,
    /// The charges of a split one.
    pub charges: Vec<Part>,
}

/// A way to have the bank charged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebitOption {
    /// How.
    pub mode: DebitMode,
    /// What that saves.
    pub saves: Cents,
    /// The last day to ask for it.
    pub ask_until: NaiveDate,
    /// What is charged when.
    pub charges: Vec<Part>,
}

/// Parts that were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instalments {
    /// Whether the city has agreed.
    pub is_agreed: bool,
    /// They.
    pub parts: Vec<Part>,
}

/// How something was paid.
#[derive(Clone, PartialEq, Eq)]
pub struct Paid {
    /// When.
    pub day: NaiveDate,
    /// The city's word for how.
    pub method: String,
    /// The number of the proof, where there is one.
    pub receipt: Option<String>,
    /// The code by which anybody sees that it is real.
    pub code: Option<String>,
}

/// What the cadastre has told and no receipt shows yet.
#[derive(Clone, PartialEq, Eq)]
pub struct CadastralChange {
    /// What.
    pub kind: ChangeKind,
    /// The cadastre's number of the place.
    pub reference: String,
    /// Where.
    pub object: String,
    /// Since when the city knows.
    pub known: NaiveDate,
    /// From when receipts show it.
    pub shows: NaiveDate,
}

/// The whole folder.
#[derive(Clone, PartialEq, Eq)]
pub struct Folder {
    /// As the city puts them: what is to be paid first.
    pub receipts: Vec<Receipt>,
    /// What will change.
    pub changes: Vec<CadastralChange>,
}

/// Something the person asked about a receipt. Kept sealed, as it is written here.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Its number on this phone; never used twice.
    #[serde(skip)]
    pub id: i64,
    /// Which receipt.
    pub receipt: String,
    /// What.
    pub what: Asked,
    /// When, by the phone's clock.
    pub asked: DateTime<Utc>,
    /// How it stands.
    pub state: WishState,
}

/// What was asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Asked {
    /// That an account is charged.
    DirectDebit {
        /// Which.
        iban: Iban,
        /// How.
        mode: DebitMode,
    },
    /// That none is.
    EndDirectDebit,
    /// To pay in parts.
    Instalments {
        /// In how many.
        parts: u32,
    },
}

/// How a wish stands. One that the city fulfilled is no wish any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum WishState {
    /// Kept on the phone; it will be sent by itself.
    Waiting,
    /// The city would not.
    Refused {
        /// Why.
        why: Refusal,
    },
}

/// Why the city would not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// That is no account.
    IbanWrong,
    /// The account is somebody else's.
    NotHolder,
    /// The last day to ask is over.
    TooLate,
    /// This receipt cannot be paid so.
    NotOffered,
    /// It is paid.
    AlreadyPaid,
    /// Somebody is at the bank with it.
    BeingPaid,
    /// The person has no such receipt.
    Unknown,
    /// Something this app has no word for.
    #[serde(other)]
    Other,
}

impl Refusal {
    /// The reason a word of the city means.
    #[must_use]
    pub fn from_city(word: &str) -> Self {
        match word {
            "iban_wrong" => Self::IbanWrong,
            "not_holder" => Self::NotHolder,
            "too_late" => Self::TooLate,
            "not_offered" => Self::NotOffered,
            "already_paid" => Self::AlreadyPaid,
            "being_paid" => Self::BeingPaid,
            "tax_unknown" => Self::Unknown,
            _ => Self::Other,
        }
    }

    /// The stable code of the words for it (see [`crate::error::CODES`]).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::IbanWrong => "tax.iban",
            Self::NotHolder => "tax.not_holder",
            Self::TooLate => "tax.too_late",
            Self::NotOffered => "tax.not_offered",
            Self::AlreadyPaid => "tax.paid",
            Self::BeingPaid => "tax.being_paid",
            Self::Unknown => "tax.unknown",
            Self::Other => "tax.refused",
        }
    }
}

/// How many days before a date the person wants to be told.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// The number of a receipt, or the name of a date of the calendar.
    pub about: String,
    /// So many days before.
    pub days_before: u32,
}

/// A date of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDate {
    /// Its name.
    pub id: String,
    /// Which tax.
    pub tax: TaxKind,
    /// What the city calls it.
    pub name: String,
    /// What for.
    pub kind: DateKind,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// What the city says of debts.
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    /// When it said so.
    pub as_of: DateTime<Utc>,
    /// What.
    pub standing: Standing,
}

/// Whether something is owed.
#[derive(Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nothing, and here is the paper.
    NoDebts {
        /// Its number.
        number: String,
        /// The code by which anybody sees that it is real.
        code: String,
        /// Of which day.
        issued: NaiveDate,
        /// How long others may believe it.
        valid_until: NaiveDate,
        /// The paper (PDF).
        pdf: Vec<u8>,
    },
    /// This.
    Owes(Vec<Owed>),
}

/// Something that is owed.
#[derive(Clone, PartialEq, Eq)]
pub struct Owed {
    /// The number of its receipt.
    pub id: String,
    /// What the city calls it.
    pub name: String,
    /// How much.
    pub amount: Cents,
}

opaque_debug!(
    Receipt,
    DirectDebit,
    Paid,
    CadastralChange,
    Folder,
    Wish,
    Asked,
    Reminder,
    Certificate,
    Standing,
    Owed
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_city_are_known_and_those_of_a_newer_one_are_not() {
        for kind in TaxKind::ALL {
            assert_eq!(TaxKind::from_code(kind.code()), Some(*kind));
        }
        assert_eq!(ReceiptState::from_code("dreaming"), None);
        assert_eq!(Refusal::from_city("moon_phase"), Refusal::Other);
    }

    #[test]
    fn a_log_sees_nothing_of_a_wish() {
        let what = Asked::DirectDebit {
            iban: "ES9121000418450200051332".parse().unwrap(),
            mode: DebitMode::Single,
        };
        assert_eq!(format!("{what:?}"), "Asked(…)");
    }
}
