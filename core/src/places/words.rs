//! What a citizen calls the things of this feature: from the model's words to the keys of the texts.

use super::model::{Need, PlaceKind};
use crate::text::{Key, keys};

impl PlaceKind {
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
            Self::Other => keys::KIND_OTHER,
        }
    }
}

impl Need {
    /// Its name for a citizen.
    #[must_use]
    pub const fn label(self) -> Key {
        match self {
            Self::StepFree => keys::NEED_STEP_FREE,
            Self::PartlyAccessible => keys::NEED_PARTLY_ACCESSIBLE,
            Self::IndoorPool => keys::NEED_INDOOR_POOL,
            Self::OutdoorPool => keys::NEED_OUTDOOR_POOL,
            Self::PlayArea => keys::NEED_PLAY_AREA,
            Self::DogArea => keys::NEED_DOG_AREA,
            Self::StudyRoom => keys::NEED_STUDY_ROOM,
            Self::Wifi => keys::NEED_WIFI,
            Self::BikeParking => keys::NEED_BIKE_PARKING,
            Self::SportsCourts => keys::NEED_SPORTS_COURTS,
        }
    }
}
