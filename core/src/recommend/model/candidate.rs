//! Something that could be recommended, in neutral words: where it comes from does not matter to the engine.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::about::{LifeEvent, worded};
use super::tag::{Tag, TagSet};
use crate::kernel::GeoPoint;

/// The text names nothing that can be recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the key of something that can be recommended")]
pub struct NotAKey;

worded! {
    /// What kind of thing it is.
    What {
        /// A facility of the city.
        Place = "place",
        /// An event of the agenda.
        Event = "event",
        /// A procedure that waits for the person.
        Procedure = "procedure",
        /// A card to be issued or renewed.
        Card = "card",
        /// Something to pay.
        Payment = "payment",
    }
}

impl What {
    /// Whether it is something to keep for later: what waits for the person has a list of its own.
    #[must_use]
    pub const fn can_be_saved(self) -> bool {
        matches!(self, Self::Place | Self::Event)
    }

    /// The text of the key of a thing of this kind, by the id that its own feature knows it by.
    #[must_use]
    pub fn key_of(self, id: impl fmt::Display) -> String {
        format!("{}:{id}", self.code())
    }
}

/// Which thing it is: `place:12`, `event:7`, `payment:t-1`. Serialised as that text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ItemKey {
    /// A facility, by the City's number.
    Place(i64),
    /// An event, by the City's number.
    Event(i64),
    /// A procedure, by the city's key.
    Procedure(String),
    /// A card, by what it is.
    Card(String),
    /// A payment, by the city's key.
    Payment(String),
}

impl ItemKey {
    /// What kind of thing it is.
    #[must_use]
    pub const fn what(&self) -> What {
        match self {
            Self::Place(_) => What::Place,
            Self::Event(_) => What::Event,
            Self::Procedure(_) => What::Procedure,
            Self::Card(_) => What::Card,
            Self::Payment(_) => What::Payment,
        }
    }
}

impl fmt::Display for ItemKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Place(id) | Self::Event(id) => self.what().key_of(id),
            Self::Procedure(id) | Self::Card(id) | Self::Payment(id) => self.what().key_of(id),
        })
    }
}

/// Some keys are the city's keys of a person's affairs: a log sees only what kind of thing it is.
impl fmt::Debug for ItemKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ItemKey({:?} …)", self.what())
    }
}

impl FromStr for ItemKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let (what, id) = text.split_once(':').ok_or(NotAKey)?;
        let number = || id.parse().ok().filter(|id| *id > 0).ok_or(NotAKey);
        if id.is_empty() {
            return Err(NotAKey);
        }
        let what = What::ALL
            .into_iter()
            .find(|known| known.code() == what)
            .ok_or(NotAKey)?;
        Ok(match what {
            What::Place => Self::Place(number()?),
            What::Event => Self::Event(number()?),
            What::Procedure => Self::Procedure(id.to_owned()),
            What::Card => Self::Card(id.to_owned()),
            What::Payment => Self::Payment(id.to_owned()),
        })
    }
}

impl TryFrom<String> for ItemKey {
    type Error = NotAKey;

    fn try_from(text: String) -> Result<Self, NotAKey> {
        text.parse()
    }
}

impl From<ItemKey> for String {
    fn from(key: ItemKey) -> Self {
        key.to_string()
    }
}

worded! {
    /// Whom something is made for, as the city says.
    Audience {
        /// Children.
        Children = "children",
        /// Families.
        Families = "families",
        /// Young people.
        Young = "young",
        /// Women.
        Women = "women",
        /// Older people.
        Seniors = "seniors",
    }
}

/// Whom something is made for; none of them is everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AudienceSet(u8);

impl AudienceSet {
    /// The set with this audience too.
    #[must_use]
    pub const fn with(self, audience: Audience) -> Self {
        Self(self.0 | 1 << audience as u8)
    }

    /// Whether it is among them.
    #[must_use]
    pub const fn has(self, audience: Audience) -> bool {
        self.0 & (1 << audience as u8) != 0
    }

    /// Whether it is for everybody.
    #[must_use]
    pub const fn is_everybody(self) -> bool {
        self.0 == 0
    }

    /// Whether it is for nobody but these.
    #[must_use]
    pub fn is_only(self, audiences: &[Audience]) -> bool {
        let these = audiences
            .iter()
            .fold(Self::default(), |set, audience| set.with(*audience));
        self.0 != 0 && self.0 & !these.0 == 0
    }
}

impl FromIterator<Audience> for AudienceSet {
    fn from_iter<I: IntoIterator<Item = Audience>>(audiences: I) -> Self {
        audiences.into_iter().fold(Self::default(), Self::with)
    }
}

/// Whether one can enter without a step, as far as the city says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Access {
    /// The city does not say.
    #[default]
    Unknown,
    /// In parts.
    Partly,
    /// Yes.
    StepFree,
    /// It is not a place one enters.
    NotAPlace,
}

/// When something takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// It begins then, the next time.
    Begins(DateTime<Utc>),
    /// It is on that day, the next time; nobody says at what hour.
    OnDay(NaiveDate),
    /// It has begun, and nobody knows whether one can still join.
    UnderWay,
    /// It is there for longer: who misses it on one day finds it on the next.
    Lasting {
        /// The next day on which it can be gone to.
        next: NaiveDate,
        /// The last one.
        last: NaiveDate,
    },
    /// It is over.
    Over,
}

/// Something that could be recommended.
#[derive(Clone, PartialEq)]
pub struct Candidate {
    /// Which thing.
    pub key: ItemKey,
    /// What it is.
    pub kind: Tag,
    /// What it offers.
    pub features: TagSet,
    /// Where it is, if it is anywhere.
    pub location: Option<GeoPoint>,
    /// When it takes place, if it does not stay.
    pub when: Option<When>,
    /// The last day for the person to do something about it.
    pub due: Option<NaiveDate>,
    /// Whether one can enter without a step.
    pub access: Access,
    /// Whom it is made for.
    pub audiences: AudienceSet,
    /// Whether it costs nothing, as far as the city says.
    pub free: bool,
    /// What in a life it is made for, if it is made for one thing.
    pub answers: Option<LifeEvent>,
}

impl Candidate {
    /// Something of a kind, of which nothing more is known.
    #[must_use]
    pub const fn new(key: ItemKey, kind: Tag) -> Self {
        Self {
            key,
            kind,
            features: TagSet::NONE,
            location: None,
            when: None,
            due: None,
            access: Access::NotAPlace,
            audiences: AudienceSet(0),
            free: false,
            answers: None,
        }
    }
}

impl fmt::Debug for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Candidate({:?}, {})", self.key, self.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back_and_rubbish_is_none() {
        for text in ["place:12", "event:7", "procedure:x-1", "card:library", "payment:t:9"] {
            assert_eq!(text.parse::<ItemKey>().unwrap().to_string(), text);
        }
        for text in ["", "place", "place:", "place:-1", "place:x", "moon:1", ":1"] {
            assert_eq!(text.parse::<ItemKey>(), Err(NotAKey), "{text}");
        }
        assert_eq!(format!("{:?}", ItemKey::Payment("t-1".into())), "ItemKey(Payment …)");
    }

    #[test]
    fn only_means_nobody_else() {
        let children = AudienceSet::default().with(Audience::Children);
        assert!(children.is_only(&[Audience::Children, Audience::Families]));
        assert!(!children.with(Audience::Seniors).is_only(&[Audience::Children]));
        assert!(!AudienceSet::default().is_only(&[Audience::Children]));
    }
}
