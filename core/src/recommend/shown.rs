//! The answers, ready to be put into words.

use chrono::NaiveDate;

use super::model::{About, Exclusion, ItemKey, Part, Reason, Tag, Wish};
use super::offers::Offer;
use crate::agenda::EventNow;
use crate::home::Item;
use crate::kernel::{Freshness, GeoPoint};
use crate::log::opaque_debug;
use crate::places::PlaceSummary;

/// What is recommended.
#[derive(Clone, PartialEq)]
pub enum Suggestion {
    /// A place.
    Place(PlaceSummary),
    /// An event of the agenda; one that is over only among what the person saved.
    Event(Box<EventNow>),
    /// Something between the person and the city.
    Errand(Item),
    /// Something to ask for at a desk.
    Offer(Offer, PlaceSummary),
}

impl Suggestion {
    /// Where it is, if it is anywhere.
    #[must_use]
    pub const fn location(&self) -> Option<GeoPoint> {
        match self {
            Self::Place(place) | Self::Offer(_, place) => Some(place.location),
            Self::Event(event) => event.summary().location,
            Self::Errand(_) => None,
        }
    }
}

/// One thing of the list.
#[derive(Clone, PartialEq)]
pub struct Suggested {
    /// Which.
    pub key: ItemKey,
    /// What.
    pub suggestion: Suggestion,
    /// Metres in a straight line, where it is somewhere and somebody knows from where.
    pub distance_m: Option<f64>,
    /// Its true reasons, the strongest first. Saved things have none.
    pub reasons: Vec<Reason>,
    /// Whether the person saved it.
    pub is_saved: bool,
}

/// Why a list knows nothing of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unpersonal {
    /// Nobody has signed in on this phone: there is no key to keep anything sealed with.
    Nobody,
    /// The data are locked.
    Locked,
}

/// A part of a list that may fail on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// What is between the person and the city.
    Errands,
    /// The agenda.
    Events,
}

/// From where distances are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasuredFrom {
    /// From where the person is.
    Here,
    /// From the registered address.
    Address,
    /// From nowhere: nothing is said of distances.
    Nowhere,
}

/// What the city has for the person, here and now.
#[derive(Clone, PartialEq)]
pub struct ForYou {
    /// Whether recommendations are on. Off, there is nothing else in here.
    pub is_on: bool,
    /// The list, best first.
    pub items: Vec<Suggested>,
    /// How many were left out for each reason.
    pub left_out: Vec<(Exclusion, usize)>,
    /// From where distances are measured.
    pub from: MeasuredFrom,
    /// Why it knows nothing of the person, if it does not.
    pub unpersonal: Option<Unpersonal>,
    /// What could not be read now, and the stable code that says why. The rest of the list is whole.
    pub unread: Vec<(Unread, &'static str)>,
    /// How far the places and the events on it may be trusted.
    pub freshness: Freshness,
    /// The day it is in Madrid.
    pub today: NaiveDate,
}

/// One part of a score, explained.
#[derive(Debug, Clone, PartialEq)]
pub struct WhyLine {
    /// Which part.
    pub part: Part,
    /// What it adds, or takes away.
    pub value: f64,
    /// What it says, if it says anything.
    pub reason: Option<Reason>,
}

/// Why something is where it is.
#[derive(Clone, PartialEq)]
pub struct Why {
    /// What it is about.
    pub suggestion: Suggestion,
    /// Metres in a straight line, if anybody knows.
    pub distance_m: Option<f64>,
    /// Why it is not on the list at all, if it is not.
    pub excluded: Option<Exclusion>,
    /// Every part of its score. Empty if it is excluded.
    pub lines: Vec<WhyLine>,
    /// The day it is in Madrid.
    pub today: NaiveDate,
}

/// What the person saved.
#[derive(Clone, PartialEq)]
pub struct SavedShown {
    /// The things, the last saved first.
    pub items: Vec<Suggested>,
    /// How many of them the city no longer has.
    pub gone: usize,
    /// The day it is in Madrid.
    pub today: NaiveDate,
}

/// What the phone thinks of a tag.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interest {
    /// Which.
    pub tag: Tag,
    /// From -1 to 1.
    pub liking: f64,
    /// Whether it was learnt or said: there is something to forget.
    pub is_known: bool,
    /// What the person said.
    pub wish: Option<Wish>,
}

/// Everything the phone thinks of the person, for the person.
#[derive(Clone, PartialEq)]
pub struct InterestsShown {
    /// Whether recommendations are on.
    pub is_on: bool,
    /// What it thinks of each tag of which a taste is kept, in their order.
    pub interests: Vec<Interest>,
    /// What the person told.
    pub about: About,
    /// How many metres it thinks are far for this person.
    pub reach_m: f64,
    /// How many things the person turned down.
    pub turned_down: usize,
    /// How many things it remembers having been opened or booked.
    pub used: usize,
}

opaque_debug!(Suggestion, Suggested, ForYou, Why, SavedShown, InterestsShown);
