//! What the person writes about a fine. It is kept from its first letter, and until it is no longer needed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::log::opaque_debug;

/// How many papers go with allegations.
pub const MOST_PAPERS: usize = 5;

/// Something that is being written, was sent, or came back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its number on this phone.
    #[serde(skip)]
    pub id: i64,
    /// The fine.
    pub fine: String,
    /// What it says.
    pub about: About,
    /// How far it has come.
    pub progress: Progress,
}

/// What a draft says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum About {
    /// Why the fine is wrong.
    Allegations {
        /// In the person's words.
        text: String,
        /// The papers that go with it, without their bytes.
        papers: Vec<Paper>,
    },
    /// Who was at the wheel.
    Driver(DriverDetails),
}

impl About {
    /// Allegations in which nothing is said yet.
    #[must_use]
    pub const fn no_allegations() -> Self {
        Self::Allegations {
            text: String::new(),
            papers: Vec::new(),
        }
    }

    /// Whether both are allegations, or both name a driver.
    #[must_use]
    pub const fn is_like(&self, other: &Self) -> bool {
        matches!(
            (self, other),
            (Self::Allegations { .. }, Self::Allegations { .. }) | (Self::Driver(_), Self::Driver(_))
        )
    }
}

/// Who was at the wheel, as far as it is typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DriverDetails {
    /// The name.
    pub name: String,
    /// NIF or NIE.
    pub document: String,
    /// Where letters reach them.
    pub address: String,
    /// The number of the driving licence; empty where it is not known.
    pub licence: String,
}

/// A paper that goes with allegations.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its number on this phone.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: PaperKind,
    /// How large it is, in bytes.
    pub size: u64,
}

/// What a paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// A PDF.
    Pdf,
    /// A photo.
    Jpeg,
    /// A picture.
    Png,
}

impl PaperKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Jpeg, Self::Png];

    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// What a file of it begins with.
    #[must_use]
    pub const fn begins_with(self) -> &'static [u8] {
        match self {
            Self::Pdf => b"%PDF-",
            Self::Jpeg => b"\xff\xd8\xff",
            Self::Png => b"\x89PNG\r\n\x1a\n",
        }
    }
}

/// How far a draft has come.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Progress {
    /// The person is at it.
    Writing,
    /// It will be sent by itself.
    Waiting,
    /// The City has it.
    Filed {
        /// The number of the registry, where the answer could be read.
        registry: Option<String>,
        /// When.
        at: DateTime<Utc>,
    },
    /// The City would not have it. All of it is still here.
    Refused {
        /// Why.
        why: Refusal,
    },
}

/// Why the City would not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It knows no such fine.
    Unknown,
    /// The time is over.
    TooLate,
    /// The fine is paid.
    AlreadyPaid,
    /// It has it already: from another phone, a counter, the web.
    AlreadyFiled,
    /// The fine does not stand so that it could be done.
    NotNow,
    /// It is too large.
    TooBig,
    /// A paper is of a kind that it does not take.
    WrongType,
    /// The document of the driver is none.
    Document,
    /// Something this app has no word for.
    #[serde(other)]
    Other,
}

impl Refusal {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::Unknown,
        Self::TooLate,
        Self::AlreadyPaid,
        Self::AlreadyFiled,
        Self::NotNow,
        Self::TooBig,
        Self::WrongType,
        Self::Document,
        Self::Other,
    ];

    /// The reason a word of the City means.
    #[must_use]
    pub fn from_city(word: &str) -> Self {
        match word {
            "fine_unknown" => Self::Unknown,
            "too_late" => Self::TooLate,
            "already_paid" => Self::AlreadyPaid,
            "already_filed" => Self::AlreadyFiled,
            "not_now" => Self::NotNow,
            "too_big" | "too_large" => Self::TooBig,
            "wrong_type" => Self::WrongType,
            "identity_wrong" => Self::Document,
            _ => Self::Other,
        }
    }

    /// The stable code of the words for it (see [`crate::error::CODES`]).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "fine.unknown",
            Self::TooLate => "fine.too_late",
            Self::AlreadyPaid => "fine.already_paid",
            Self::AlreadyFiled => "fine.already_filed",
            Self::NotNow => "fine.not_now",
            Self::TooBig => "fine.too_big",
            Self::WrongType => "fine.wrong_type",
            Self::Document => "fine.document",
            Self::Other => "fine.refused",
        }
    }
}

opaque_debug!(Draft, About, DriverDetails, Paper, Progress);
