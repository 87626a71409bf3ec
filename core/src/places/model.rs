//! A facility of the city, and the words to ask for one.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::kernel::GeoPoint;

/// The text is not the number of a facility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the number of a place")]
pub struct NotAPlaceId;

/// The City's own number of a facility. Positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId(i64);

impl PlaceId {
    /// An id as the city or our own database wrote it.
    #[must_use]
    pub const fn from_city(id: i64) -> Self {
        Self(id)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Display for PlaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for PlaceId {
    type Err = NotAPlaceId;

    /// Reads an id that came from outside (a deep link, a command line).
    fn from_str(text: &str) -> Result<Self, NotAPlaceId> {
        text.parse().ok().filter(|id| *id > 0).map(Self).ok_or(NotAPlaceId)
    }
}

/// What kind of facility it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// Centro deportivo municipal.
    SportsCentre,
    /// Library, or a stop of the library bus.
    Library,
    /// Park or garden.
    Park,
    /// Centro cultural, auditorium, exhibition hall.
    CulturalCentre,
    /// Museum.
    Museum,
    /// Oficina de Atención a la Ciudadanía (Línea Madrid).
    CitizenOffice,
    /// A kind this version of the app has no word for yet.
    Other,
}

impl PlaceKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 7] = [
        Self::SportsCentre,
        Self::Library,
        Self::CulturalCentre,
        Self::Museum,
        Self::Park,
        Self::CitizenOffice,
        Self::Other,
    ];

    /// The word on the wire and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SportsCentre => "sports_centre",
            Self::Library => "library",
            Self::Park => "park",
            Self::CulturalCentre => "cultural_centre",
            Self::Museum => "museum",
            Self::CitizenOffice => "citizen_office",
            Self::Other => "other",
        }
    }

    /// The kind a word means; a word from a newer city is [`PlaceKind::Other`], never an error.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == code)
            .unwrap_or(Self::Other)
    }
}

/// Something a person may need to find in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Need {
    /// Reachable and usable without a step.
    StepFree,
    /// Reachable without a step in parts.
    PartlyAccessible,
    /// An indoor swimming pool.
    IndoorPool,
    /// An outdoor swimming pool.
    OutdoorPool,
    /// A play area for children.
    PlayArea,
    /// A fenced area for dogs.
    DogArea,
    /// A room to study in.
    StudyRoom,
    /// Free wireless network.
    Wifi,
    /// Stands for bicycles.
    BikeParking,
    /// Courts or pitches.
    SportsCourts,
}

impl Need {
    /// Every need, in the order they are offered. The position is the bit in the database: new ones go to the end.
    pub const ALL: [Self; 10] = [
        Self::StepFree,
        Self::PartlyAccessible,
        Self::IndoorPool,
        Self::OutdoorPool,
        Self::PlayArea,
        Self::DogArea,
        Self::StudyRoom,
        Self::Wifi,
        Self::BikeParking,
        Self::SportsCourts,
    ];

    /// The word on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::StepFree => "step_free",
            Self::PartlyAccessible => "partly_accessible",
            Self::IndoorPool => "indoor_pool",
            Self::OutdoorPool => "outdoor_pool",
            Self::PlayArea => "play_area",
            Self::DogArea => "dog_area",
            Self::StudyRoom => "study_room",
            Self::Wifi => "wifi",
            Self::BikeParking => "bike_parking",
            Self::SportsCourts => "sports_courts",
        }
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of needs, small enough for a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct NeedSet(u32);

impl NeedSet {
    /// The set with this need too.
    #[must_use]
    pub const fn with(self, need: Need) -> Self {
        Self(self.0 | need.bit())
    }

    /// Whether every need of `wanted` is in this set.
    #[must_use]
    pub const fn covers(self, wanted: Self) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    /// The needs in the set, in the order they are offered.
    pub fn iter(self) -> impl Iterator<Item = Need> {
        Need::ALL.into_iter().filter(move |need| self.0 & need.bit() != 0)
    }

    /// The set as stored.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// The set from what was stored; bits of needs we do not know are kept and match nothing.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }
}

impl FromIterator<Need> for NeedSet {
    fn from_iter<I: IntoIterator<Item = Need>>(needs: I) -> Self {
        needs.into_iter().fold(Self::default(), Self::with)
    }
}

/// A set of kinds to choose by. The empty set chooses nothing away: any kind will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct KindSet(u8);

impl KindSet {
    /// The set with this kind too.
    #[must_use]
    pub const fn with(self, kind: PlaceKind) -> Self {
        Self(self.0 | 1 << kind as u8)
    }

    /// The kinds as bits, in the order they are declared; 0 for any kind.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }
}

impl FromIterator<PlaceKind> for KindSet {
    fn from_iter<I: IntoIterator<Item = PlaceKind>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::default(), Self::with)
    }
}

/// What a list shows of a place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceSummary {
    /// The City's number.
    pub id: PlaceId,
    /// What kind of facility it is.
    pub kind: PlaceKind,
    /// What a person finds there.
    pub needs: NeedSet,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub location: GeoPoint,
    /// Street and number.
    pub street: Option<String>,
    /// Name of the district.
    pub district: Option<String>,
}

/// How to reach a place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// Telephone, as the city writes it.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// The place's page on the City's site: http or https.
    pub url: Option<String>,
}

/// Everything the phone knows of a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// What lists show.
    pub summary: PlaceSummary,
    /// What it is, in the City's words.
    pub description: Option<String>,
    /// Postal code, five digits.
    pub postal_code: Option<String>,
    /// Name of the barrio.
    pub neighbourhood: Option<String>,
    /// How to reach it.
    pub contact: Contact,
    /// Opening hours in prose. For sports centres these are the ticket desk's: never compute "open now" from them.
    pub hours: Option<String>,
    /// Metro, bus and train.
    pub transport: Option<String>,
    /// What it offers, in prose.
    pub equipment: Option<String>,
    /// Who says so.
    pub source: String,
    /// The day of the City's file the facts come from.
    pub source_date: Option<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_and_new_words_are_other() {
        for kind in PlaceKind::ALL {
            assert_eq!(PlaceKind::from_code(kind.code()), kind);
        }
        assert_eq!(PlaceKind::from_code("moon_base"), PlaceKind::Other);
    }

    #[test]
    fn a_set_covers_what_it_holds() {
        let pool_and_wifi: NeedSet = [Need::IndoorPool, Need::Wifi].into_iter().collect();
        assert!(pool_and_wifi.covers(NeedSet::default().with(Need::Wifi)));
        assert!(!pool_and_wifi.covers(NeedSet::default().with(Need::StepFree)));
        assert!(pool_and_wifi.covers(NeedSet::default()));
        assert_eq!(pool_and_wifi.iter().collect::<Vec<_>>(), [Need::IndoorPool, Need::Wifi]);
        assert_eq!(NeedSet::from_bits(pool_and_wifi.bits()), pool_and_wifi);
    }

    #[test]
    fn what_is_no_id_names_no_place() {
        assert_eq!("42".parse::<PlaceId>().unwrap().get(), 42);
        for bad in ["", "-1", "0", "4.5", "9223372036854775808", "'; DROP TABLE place"] {
            assert!(bad.parse::<PlaceId>().is_err(), "{bad}");
        }
    }
}
