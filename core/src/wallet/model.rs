//! What the wallet keeps: cards, and the copies that are shown.

use std::collections::BTreeMap;

use madrid_credentials::path::{Place, Step};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::kernel::Language;
use crate::log::opaque_debug;

/// How a card is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// SD-JWT VC.
    SdJwt,
    /// ISO/IEC 18013-5.
    Mdoc,
}

impl Format {
    /// Its registered name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SdJwt => "dc+sd-jwt",
            Self::Mdoc => "mso_mdoc",
        }
    }

    /// The one of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::SdJwt, Self::Mdoc]
            .into_iter()
            .find(|format| format.name() == name)
    }
}

/// How closely a card is bound to the phone, as its issuer wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Whoever has it may show it.
    None,
    /// To a key of the phone.
    Software,
    /// To a key of which somebody vouches that it cannot leave the phone's hardware.
    Hardware,
}

/// A text of an issuer in the languages of the app.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// In Spanish.
    pub es: Option<String>,
    /// In English.
    pub en: Option<String>,
    /// In whatever language it was given first.
    pub any: Option<String>,
}

impl Words {
    /// The text for a reader: in their language, else in any.
    #[must_use]
    pub fn in_language(&self, language: Language) -> Option<&str> {
        let own = match language {
            Language::Es => &self.es,
            Language::En => &self.en,
        };
        own.as_deref().or(self.any.as_deref())
    }
}

/// How an issuer wants a card to look.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Its name.
    pub name: Words,
    /// What it is for.
    pub about: Words,
    /// `#rrggbb`
    pub background: Option<String>,
    /// `#rrggbb`
    pub text: Option<String>,
    /// Where a picture is. Nothing is fetched from there before the person has the card.
    pub logo: Option<String>,
}

/// What people call a claim.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Where it stands: a claims path pointer, in JSON.
    pub path: Value,
    /// Its name.
    pub words: Words,
    /// What people call its values, where the issuer says so.
    #[serde(default)]
    pub values: BTreeMap<String, Words>,
}

/// How the copies of a card are used (ARF 3.0, ISSU_37 to ISSU_57).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// A: each once.
    Once,
    /// B: one for a limited time.
    Limited,
    /// C: all of them again and again, in random order.
    Rotating,
    /// D: another one for each who asks.
    PerVerifier,
}

/// The method of a card, and when to fetch new copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reuse {
    /// The method.
    pub method: Method,
    /// How many copies are fetched at a time.
    pub batch: u32,
    /// With so many that nobody has seen, new ones are fetched.
    pub low: u32,
    /// With so many seconds left, new ones are fetched.
    pub left_s: i64,
}

/// One document of one kind for one holder.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The number on this phone. It is part of what seals the rest.
    #[serde(skip)]
    pub id: i64,
    /// Who issued it: the issuer's address.
    pub issuer: String,
    /// What the issuer calls itself.
    pub issuer_name: Words,
    /// The issuer's name for this kind of card in this form.
    pub configuration: String,
    /// What kind of card it is: its `vct` or its document type.
    pub kind: String,
    /// How it is written.
    pub format: Format,
    /// How it looks.
    pub look: Look,
    /// What its claims are called.
    pub labels: Vec<Label>,
    /// How closely it is bound to the phone.
    pub tier: Tier,
    /// How its copies are used.
    pub reuse: Reuse,
    /// To whom the issuer wants it shown (embedded disclosure policy), as the issuer wrote it.
    pub disclosure_policy: Option<Value>,
    /// When it came first, in seconds since 1970.
    pub added_s: i64,
    /// When its copies were fetched last.
    pub renewed_s: i64,
    /// What it said otherwise when it was fetched last.
    pub differences: Vec<Difference>,
    /// The configuration that the person asked for, where this lower one came because nobody vouched for the wallet or for its keys.
    #[serde(default)]
    pub higher: Option<String>,
}

impl Card {
    /// What is asked for when it is fetched anew: the higher one again, where it came as a lower one. It rises when it can.
    #[must_use]
    pub fn to_ask_for(&self) -> &str {
        self.higher.as_deref().unwrap_or(&self.configuration)
    }
}

/// A claim that is not as it was before a card was fetched anew. Which one, never what it says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Where it stands: a claims path pointer, in JSON.
    pub path: Value,
    /// What became of it.
    pub change: Change,
}

impl Difference {
    /// The place, as far as it names one: whichever element of an array is as good as the first.
    #[must_use]
    pub fn place(&self) -> Place {
        let steps = self.path.as_array().into_iter().flatten();
        steps
            .map(|step| match step {
                Value::String(name) => Step::Name(name.clone()),
                other => Step::Index(
                    other
                        .as_u64()
                        .and_then(|index| usize::try_from(index).ok())
                        .unwrap_or(0),
                ),
            })
            .collect()
    }
}

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Altered,
}

/// How a copy was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyState {
    /// Nobody has seen it.
    Fresh,
    /// Somebody has.
    Shown,
    /// It is not shown any more: there are newer ones.
    Retired,
}

impl CopyState {
    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Shown => "shown",
            Self::Retired => "retired",
        }
    }

    /// The one of a word.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        [Self::Fresh, Self::Shown, Self::Retired]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// A place in a status list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusPlace {
    /// The list.
    pub uri: String,
    /// Which entry, from 0.
    pub index: u64,
}

/// One credential, without its bytes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// The number on this phone. It is part of what seals the rest.
    #[serde(skip)]
    pub id: i64,
    /// The card that it is a copy of.
    #[serde(skip)]
    pub card: i64,
    /// How it was used.
    #[serde(skip, default = "fresh")]
    pub state: CopyState,
    /// From when on it is valid, in seconds since 1970.
    pub from: Option<i64>,
    /// From when on it is not valid any more.
    pub until: Option<i64>,
    /// Where it says whether it was revoked.
    pub status: Option<StatusPlace>,
    /// Who saw it, each once, the first one first.
    pub shown_to: Vec<String>,
    /// How often it was shown.
    pub shown: u32,
}

const fn fresh() -> CopyState {
    CopyState::Fresh
}

/// What is known of whether a copy counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Valid,
    /// Not for now.
    Suspended,
    /// Not any more.
    Revoked,
    /// Nobody could be asked yet, or not lately.
    Unknown,
}

/// Whether a copy counts, and when somebody said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// Whether it does.
    pub standing: Standing,
    /// When it was heard, in seconds since 1970; `None` where it never was, or where nobody need be asked.
    pub as_of: Option<i64>,
}

opaque_debug!(Words, Look, Label, Card, Difference, Copy, StatusPlace);
