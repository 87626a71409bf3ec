//! What the person told the app about themselves, for this and nothing else. Nothing here is ever guessed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::Language;
use crate::log::opaque_debug;

/// What the person put in. All of it may be empty, and each piece can be taken back.
#[derive(Clone, Default, PartialEq)]
pub struct About {
    /// Their age, roughly.
    pub age: Option<AgeBand>,
    /// Whether they go out with children.
    pub with_children: bool,
    /// Whether they need to enter without a step.
    pub step_free: bool,
    /// The language they are at home in, if Spanish is not it.
    pub language: Option<Language>,
    /// The cards they carry.
    pub cards: Vec<HeldCard>,
    /// What is happening in their life, and since when they say so.
    pub life: Vec<(LifeEvent, DateTime<Utc>)>,
}

/// Makes a small enum with words for the disk and the command line.
macro_rules! worded {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $code)] $variant,)* }

        impl $name {
            /// All of them, in the order they are offered.
            pub const ALL: [Self; [$($code),*].len()] = [$(Self::$variant),*];

            /// The word on the disk and on the command line.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
    };
}
pub(super) use worded;

worded! {
    /// An age, roughly.
    AgeBand {
        /// Up to 14.
        Child = "child",
        /// 15 to 26.
        Young = "young",
        /// 27 to 64.
        Adult = "adult",
        /// 65 and more.
        Senior = "senior",
    }
}

worded! {
    /// A card that a person carries.
    HeldCard {
        /// Library card.
        Library = "library",
        /// Sports pass.
        Sport = "sport",
        /// Large family.
        LargeFamily = "large_family",
        /// The card of older people.
        Senior = "senior",
    }
}

worded! {
    /// Something that happens in a life and changes what one needs of a city.
    LifeEvent {
        /// A baby.
        Baby = "baby",
        /// A new address.
        Move = "move",
        /// A child starts or changes school.
        School = "school",
        /// Retirement.
        Retirement = "retirement",
        /// Looking for work.
        JobSearch = "job_search",
    }
}

opaque_debug!(About);
