//! What a citizen calls the things of this feature: from the model's words to the keys of the texts.

use super::model::{AgeBand, Exclusion, HeldCard, LifeEvent, Part, Tag};
use super::offers::Offer;
use crate::text::{Key, keys};

impl Tag {
    /// Its name for a citizen.
    #[must_use]
    pub const fn label(self) -> Key {
        match self {
            Self::SportsCentre => keys::KIND_SPORTS_CENTRE,
            Self::Library => keys::KIND_LIBRARY,
            Self::Park => keys::KIND_PARK,
            Self::CulturalCentre => keys::KIND_CULTURAL_CENTRE,
            Self::Museum => keys::KIND_MUSEUM,
            Self::CitizenOffice => keys::KIND_CITIZEN_OFFICE,
            Self::OtherPlace => keys::KIND_OTHER,
            Self::IndoorPool => keys::NEED_INDOOR_POOL,
            Self::OutdoorPool => keys::NEED_OUTDOOR_POOL,
            Self::PlayArea => keys::NEED_PLAY_AREA,
            Self::DogArea => keys::NEED_DOG_AREA,
            Self::StudyRoom => keys::NEED_STUDY_ROOM,
            Self::Wifi => keys::NEED_WIFI,
            Self::BikeParking => keys::NEED_BIKE_PARKING,
            Self::SportsCourts => keys::NEED_SPORTS_COURTS,
            event_or_errand => event_or_errand.label_of_event(),
        }
    }

    const fn label_of_event(self) -> Key {
        match self {
            Self::Exhibition => keys::TAG_EXHIBITION,
            Self::Music => keys::TAG_MUSIC,
            Self::Theatre => keys::TAG_THEATRE,
            Self::Dance => keys::TAG_DANCE,
            Self::Cinema => keys::TAG_CINEMA,
            Self::Talk => keys::TAG_TALK,
            Self::Workshop => keys::TAG_WORKSHOP,
            Self::Reading => keys::TAG_READING,
            Self::StoryTelling => keys::TAG_STORY_TELLING,
            Self::Sport => keys::TAG_SPORT,
            Self::Tour => keys::TAG_TOUR,
            Self::Fair => keys::TAG_FAIR,
            Self::CircusMagic => keys::TAG_CIRCUS_MAGIC,
            Self::Party => keys::TAG_PARTY,
            Self::Course => keys::TAG_COURSE,
            Self::Contest => keys::TAG_CONTEST,
            Self::Children => keys::TAG_CHILDREN,
            Self::Payment => keys::TAG_PAYMENT,
            Self::Procedure => keys::TAG_PROCEDURE,
            Self::Card => keys::TAG_CARD,
            _ => keys::TAG_OTHER_EVENT,
        }
    }
}

impl Part {
    /// Its name for a citizen.
    #[must_use]
    pub const fn label(self) -> Key {
        match self {
            Self::Distance => keys::PART_DISTANCE,
            Self::Kind => keys::PART_KIND,
            Self::Features => keys::PART_FEATURES,
            Self::About => keys::PART_ABOUT,
            Self::Life => keys::PART_LIFE,
            Self::Season => keys::PART_SEASON,
            Self::Soon => keys::PART_SOON,
            Self::Price => keys::PART_PRICE,
            Self::Habit => keys::PART_HABIT,
            Self::Repetition => keys::PART_REPETITION,
            Self::Explore => keys::PART_EXPLORE,
        }
    }
}

impl Exclusion {
    /// Why it is left out, for a citizen.
    #[must_use]
    pub const fn sentence(self) -> Key {
        match self {
            Self::TurnedDown => keys::WHY_NOT_TURNED_DOWN,
            Self::Over => keys::WHY_NOT_OVER,
            Self::NotStepFree => keys::WHY_NOT_STEP_FREE,
            Self::ForOthers => keys::WHY_NOT_FOR_OTHERS,
        }
    }
}

impl AgeBand {
    /// Its name for a citizen.
    #[must_use]
    pub const fn label(self) -> Key {
        match self {
            Self::Child => keys::AGE_CHILD,
            Self::Young => keys::AGE_YOUNG,
            Self::Adult => keys::AGE_ADULT,
            Self::Senior => keys::AGE_SENIOR,
        }
    }
}

impl HeldCard {
    /// Its name for a citizen.
    #[must_use]
    pub const fn label(self) -> Key {
        match self {
            Self::Library => keys::CARD_LIBRARY,
            Self::Sport => keys::CARD_SPORT,
            Self::LargeFamily => keys::CARD_LARGE_FAMILY,
            Self::Senior => keys::CARD_SENIOR,
        }
    }
}

impl LifeEvent {
    /// Its name for a citizen.
    #[must_use]
    pub const fn label(self) -> Key {
        match self {
            Self::Baby => keys::LIFE_BABY,
            Self::Move => keys::LIFE_MOVE,
            Self::School => keys::LIFE_SCHOOL,
            Self::Retirement => keys::LIFE_RETIREMENT,
            Self::JobSearch => keys::LIFE_JOB_SEARCH,
        }
    }
}

impl Offer {
    /// Its name for a citizen.
    #[must_use]
    pub const fn title(self) -> Key {
        match self {
            Self::LibraryCard => keys::LIBRARY_CARD_ITEM,
            Self::Birth => keys::PADRON_BIRTH_ITEM,
            Self::Address => keys::PADRON_ADDRESS_ITEM,
            Self::CensusProof => keys::PADRON_PROOF_ITEM,
            Self::SeniorCard => keys::SENIOR_CARD_ITEM,
            Self::JobSeekerPrice => keys::JOB_SEEKER_ITEM,
        }
    }

    /// What is to be known of it, with the `place` where one asks for it.
    #[must_use]
    pub const fn detail(self) -> Key {
        match self {
            Self::LibraryCard => keys::LIBRARY_CARD_DETAIL,
            Self::Birth | Self::Address => keys::PADRON_DETAIL,
            Self::CensusProof => keys::PADRON_PROOF_DETAIL,
            Self::SeniorCard => keys::SENIOR_CARD_DETAIL,
            Self::JobSeekerPrice => keys::JOB_SEEKER_DETAIL,
        }
    }
}
