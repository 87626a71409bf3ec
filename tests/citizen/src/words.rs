//! The names of kinds, needs and audiences on the command line and in JSON: the city's own words.

use madrid_bindings::agenda::{EventAudience, EventKind};
use madrid_bindings::home::BlockId;
use madrid_bindings::places::{PlaceKind, PlaceNeed};

/// Every kind of place.
pub const KINDS: [(&str, PlaceKind); 7] = [
    ("sports_centre", PlaceKind::SportsCentre),
    ("library", PlaceKind::Library),
    ("cultural_centre", PlaceKind::CulturalCentre),
    ("museum", PlaceKind::Museum),
    ("park", PlaceKind::Park),
    ("citizen_office", PlaceKind::CitizenOffice),
    ("other", PlaceKind::Other),
];

/// Everything a person may need there.
pub const NEEDS: [(&str, PlaceNeed); 10] = [
    ("step_free", PlaceNeed::StepFree),
    ("partly_accessible", PlaceNeed::PartlyAccessible),
    ("indoor_pool", PlaceNeed::IndoorPool),
    ("outdoor_pool", PlaceNeed::OutdoorPool),
    ("play_area", PlaceNeed::PlayArea),
    ("dog_area", PlaceNeed::DogArea),
    ("study_room", PlaceNeed::StudyRoom),
    ("wifi", PlaceNeed::Wifi),
    ("bike_parking", PlaceNeed::BikeParking),
    ("sports_courts", PlaceNeed::SportsCourts),
];

/// Every block of the first screen.
pub const BLOCKS: [(&str, BlockId); 5] = [
    ("owe", BlockId::Owe),
    ("do", BlockId::Do),
    ("new", BlockId::New),
    ("have", BlockId::Have),
    ("near", BlockId::Near),
];

/// Every kind of event.
pub const EVENT_KINDS: [(&str, EventKind); 18] = [
    ("music", EventKind::Music),
    ("theatre", EventKind::Theatre),
    ("cinema", EventKind::Cinema),
    ("exhibition", EventKind::Exhibition),
    ("dance", EventKind::Dance),
    ("talk", EventKind::Talk),
    ("workshop", EventKind::Workshop),
    ("story_telling", EventKind::StoryTelling),
    ("children", EventKind::Children),
    ("reading", EventKind::Reading),
    ("tour", EventKind::Tour),
    ("sport", EventKind::Sport),
    ("circus_magic", EventKind::CircusMagic),
    ("party", EventKind::Party),
    ("fair", EventKind::Fair),
    ("course", EventKind::Course),
    ("contest", EventKind::Contest),
    ("other", EventKind::Other),
];

/// For whom an event can be meant.
pub const AUDIENCES: [(&str, EventAudience); 5] = [
    ("children", EventAudience::Children),
    ("families", EventAudience::Families),
    ("young", EventAudience::Young),
    ("women", EventAudience::Women),
    ("seniors", EventAudience::Seniors),
];

/// The word of a kind of event. A kind without one would be caught by the test below.
pub fn event_kind(kind: EventKind) -> &'static str {
    EVENT_KINDS
        .iter()
        .find(|(_, value)| *value == kind)
        .map_or("other", |(word, _)| *word)
}

/// The word of a block.
pub fn block(block: BlockId) -> &'static str {
    BLOCKS
        .iter()
        .find(|(_, value)| *value == block)
        .map_or("", |(word, _)| *word)
}

/// What a word means.
pub fn value<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// The word of a kind. A kind without one would be caught by the test below.
pub fn kind(kind: PlaceKind) -> &'static str {
    KINDS
        .iter()
        .find(|(_, value)| *value == kind)
        .map_or("other", |(word, _)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_word_of_its_own() {
        for (word, value_of_word) in KINDS {
            assert_eq!((value(&KINDS, word), kind(value_of_word)), (Some(value_of_word), word));
        }
        for (word, of_word) in EVENT_KINDS {
            assert_eq!((value(&EVENT_KINDS, word), event_kind(of_word)), (Some(of_word), word));
        }
        for (word, need) in NEEDS {
            assert_eq!(value(&NEEDS, word), Some(need));
        }
        assert_eq!(value(&KINDS, "moon_base"), None);
    }
}
