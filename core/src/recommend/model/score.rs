//! How good a candidate is, part by part, and what is said of it.

use chrono::{DateTime, NaiveDate, Utc};

use super::about::{HeldCard, LifeEvent};
use super::tag::Tag;

/// A part of the score. Each has a reason of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// How near it is, in a straight line.
    Distance,
    /// Whether the person likes its kind.
    Kind,
    /// Whether the person likes what it offers.
    Features,
    /// What the person told about themselves.
    About,
    /// A life event the person told.
    Life,
    /// The month, the day of the week and the hour.
    Season,
    /// It begins soon, or its time runs out.
    Soon,
    /// It costs nothing.
    Price,
    /// The person has used it before.
    Habit,
    /// The person has looked at it a moment ago.
    Repetition,
    /// Something new, to find out.
    Explore,
}

impl Part {
    /// Every part, in the order they are explained.
    pub const ALL: [Self; 11] = [
        Self::Distance,
        Self::Kind,
        Self::Features,
        Self::About,
        Self::Life,
        Self::Season,
        Self::Soon,
        Self::Price,
        Self::Habit,
        Self::Repetition,
        Self::Explore,
    ];

    /// A stable name, for tests and programs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Distance => "distance",
            Self::Kind => "kind",
            Self::Features => "features",
            Self::About => "about",
            Self::Life => "life",
            Self::Season => "season",
            Self::Soon => "soon",
            Self::Price => "price",
            Self::Habit => "habit",
            Self::Repetition => "repetition",
            Self::Explore => "explore",
        }
    }
}

/// The parts of one candidate's score; their sum is the score.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Score {
    /// [`Part::Distance`].
    pub distance: f64,
    /// [`Part::Kind`].
    pub kind: f64,
    /// [`Part::Features`].
    pub features: f64,
    /// [`Part::About`].
    pub about: f64,
    /// [`Part::Life`].
    pub life: f64,
    /// [`Part::Season`].
    pub season: f64,
    /// [`Part::Soon`].
    pub soon: f64,
    /// [`Part::Price`].
    pub price: f64,
    /// [`Part::Habit`].
    pub habit: f64,
    /// [`Part::Repetition`]; never above zero.
    pub repetition: f64,
    /// [`Part::Explore`].
    pub explore: f64,
}

impl Score {
    /// One part.
    #[must_use]
    pub const fn part(&self, part: Part) -> f64 {
        match part {
            Part::Distance => self.distance,
            Part::Kind => self.kind,
            Part::Features => self.features,
            Part::About => self.about,
            Part::Life => self.life,
            Part::Season => self.season,
            Part::Soon => self.soon,
            Part::Price => self.price,
            Part::Habit => self.habit,
            Part::Repetition => self.repetition,
            Part::Explore => self.explore,
        }
    }

    /// The sum of all parts.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.distance
            + self.kind
            + self.features
            + self.about
            + self.life
            + self.season
            + self.soon
            + self.price
            + self.habit
            + self.repetition
            + self.explore
    }
}

/// Why something is recommended, with what the sentence needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reason {
    /// It is near, within what the person goes for: metres in a straight line.
    Near(f64),
    /// It is farther than that, and still no reason against it: metres in a straight line.
    Away(f64),
    /// It is far, which speaks against it: metres in a straight line.
    Far(f64),
    /// The person likes this kind of thing.
    Kind(Tag),
    /// It offers something the person likes.
    Feature(Tag),
    /// It is made for the person's age.
    Age,
    /// It is made for going with children.
    Family,
    /// One can enter without a step.
    StepFree,
    /// It can be enjoyed with little Spanish.
    Language,
    /// It goes with a card the person carries.
    Card(HeldCard),
    /// It helps with something in the person's life.
    Life(LifeEvent),
    /// The season and the hour are good for it.
    Season,
    /// It is at an hour, or on a day, that is good for it.
    GoodHour,
    /// It begins soon.
    Starts(DateTime<Utc>),
    /// It is on that day, soon.
    OnDay(NaiveDate),
    /// It can be gone to until that day, and not for long any more.
    Ends(NaiveDate),
    /// It costs nothing.
    Free,
    /// The last day to do something about it.
    Due(NaiveDate),
    /// The person can do it now; nothing runs out.
    Waits,
    /// The person has used it before.
    Habit,
    /// The person has just looked at it.
    Repetition,
    /// Something new, to find out.
    Explore,
}

/// Why something is not recommended at all, however good it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Exclusion {
    /// The person said "not this".
    TurnedDown,
    /// It is over.
    Over,
    /// The person needs to enter without a step, and the city does not say that one can.
    NotStepFree,
    /// It is only for others: of another age, or with children.
    ForOthers,
}
