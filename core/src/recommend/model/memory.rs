//! What the phone remembers of what the person did with recommendations. It is sealed on the disk and goes nowhere else.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::about::About;
use super::candidate::ItemKey;
use super::tag::Tag;
use crate::log::opaque_debug;

/// Everything that is remembered.
#[derive(Clone, Default, PartialEq)]
pub struct Memory {
    /// What the person took to and what they turned down, by tag.
    pub tastes: BTreeMap<Tag, Taste>,
    /// How far the person usually goes.
    pub reach: Reach,
    /// The things the person did something about; each once.
    pub items: Vec<ItemMemory>,
    /// What the person told.
    pub about: About,
    /// A random number of this phone, so that two phones do not try out the same things. It means nothing.
    pub seed: u64,
}

/// What is known of the liking for one tag. The counts are those of `as_of`; they halve every four months.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Taste {
    /// How often it was taken to, weighed.
    pub likes: f64,
    /// How often it was turned down, weighed.
    pub dislikes: f64,
    /// When the counts were true.
    pub as_of: DateTime<Utc>,
    /// What the person said themselves. It goes before the counts and does not fade.
    pub wish: Option<Wish>,
}

/// What a person says of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// More of it.
    More,
    /// Less of it.
    Less,
}

/// How far the person usually goes: the weighed mean of the logarithm of metres, which halves every four months as well.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Reach {
    /// The weight of what was seen.
    pub weight: f64,
    /// The sum of the weighed logarithms.
    pub sum_ln_m: f64,
    /// When they were true; the phone's first moment where nothing was seen.
    pub as_of: DateTime<Utc>,
}

/// What the person did about one thing.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemMemory {
    /// Which.
    pub key: ItemKey,
    /// What it was, by its word, so that forgetting a tag forgets this too.
    pub kind: String,
    /// How often it was opened or booked, at `last`; it halves every four months.
    pub uses: f64,
    /// The last time.
    pub last: DateTime<Utc>,
    /// When the person turned it down, if they did.
    pub turned_down: Option<DateTime<Utc>>,
    /// When the person saved it, if they did.
    pub saved: Option<DateTime<Utc>>,
}

/// Something the person did.
#[derive(Clone, PartialEq)]
pub struct Signal {
    /// What they did.
    pub kind: SignalKind,
    /// About what.
    pub key: ItemKey,
    /// What it is about: its kind first.
    pub tags: Vec<Tag>,
    /// How far it was in a straight line, if anybody knew.
    pub distance_m: Option<f64>,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a person can do about a recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignalKind {
    /// Looked at it.
    Opened,
    /// Saved it for later.
    Saved,
    /// Took it off the saved ones.
    Unsaved,
    /// "Not this".
    TurnedDown,
    /// Booked it.
    Booked,
}

opaque_debug!(Memory, ItemMemory, Signal);
