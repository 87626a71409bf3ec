//! What a citizen calls the things of this feature: from the model's words to the keys of the texts.

use super::model::{Audience, EventKind};
use crate::text::{Key, keys};

impl EventKind {
    /// Its name for a citizen.
    #[must_use]
    pub const fn label(self) -> Key {
        match self {
            Self::Exhibition => keys::EVENT_EXHIBITION,
            Self::Music => keys::EVENT_MUSIC,
            Self::Theatre => keys::EVENT_THEATRE,
            Self::Dance => keys::EVENT_DANCE,
            Self::Cinema => keys::EVENT_CINEMA,
            Self::Talk => keys::EVENT_TALK,
            Self::Workshop => keys::EVENT_WORKSHOP,
            Self::Reading => keys::EVENT_READING,
            Self::StoryTelling => keys::EVENT_STORY_TELLING,
            Self::Sport => keys::EVENT_SPORT,
            Self::Tour => keys::EVENT_TOUR,
            Self::Fair => keys::EVENT_FAIR,
            Self::CircusMagic => keys::EVENT_CIRCUS_MAGIC,
            Self::Party => keys::EVENT_PARTY,
            Self::Course => keys::EVENT_COURSE,
            Self::Contest => keys::EVENT_CONTEST,
            Self::Children => keys::EVENT_CHILDREN,
            Self::Other => keys::EVENT_OTHER,
        }
    }
}

impl Audience {
    /// Its name for a citizen.
    #[must_use]
    pub const fn label(self) -> Key {
        match self {
            Self::Children => keys::AUDIENCE_CHILDREN,
            Self::Families => keys::AUDIENCE_FAMILIES,
            Self::Young => keys::AUDIENCE_YOUNG,
            Self::Women => keys::AUDIENCE_WOMEN,
            Self::Seniors => keys::AUDIENCE_SENIORS,
        }
    }
}
