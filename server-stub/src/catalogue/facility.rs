//! What the city knows of a place, in the words of its own API: the rows of `GET /v1/places`, without a version.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Who publishes every place.
pub const SOURCE: &str = "Ayuntamiento de Madrid";

/// What a place is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FacilityKind {
    /// A municipal sports centre, with or without pools.
    SportsCentre,
    /// A public library.
    Library,
    /// A park, garden, planted square, forest area or nursery.
    Park,
    /// A cultural, community or youth centre, an auditorium, an exhibition hall.
    CulturalCentre,
    /// A museum, or a monument that is visited like one.
    Museum,
    /// An office of Línea Madrid, where procedures are done in person.
    CitizenOffice,
    /// Anything else that the City lists.
    Other,
}

/// What a person may need of a place. In alphabetical order of the words, which is the order on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// Somewhere to leave a bicycle at the door.
    BikeParking,
    /// A fenced area for dogs.
    DogArea,
    /// A covered pool that is open.
    IndoorPool,
    /// An open-air pool (usually summer only).
    OutdoorPool,
    /// The City says: partly adapted for people with reduced mobility.
    PartlyAccessible,
    /// A playground for children.
    PlayArea,
    /// Courts or pitches for ball sports.
    SportsCourts,
    /// The City says: adapted for people with reduced mobility.
    StepFree,
    /// Seats to read or study.
    StudyRoom,
    /// Free wireless network.
    Wifi,
}

/// A place of the catalogue. Unknown fields are absent, never empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facility {
    /// The City's own key. Those of the portal have eight digits or fewer; see [`super::FIRST_OWN_ID`].
    pub id: i64,
    /// What the place is for.
    pub kind: FacilityKind,
    /// Its name.
    pub name: String,
    /// Degrees north (WGS 84).
    pub lat: f64,
    /// Degrees east (WGS 84).
    pub lon: f64,
    /// What it is, in the City's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Street and number, in reading case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Five digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Two digits, `01` to `21`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district_code: Option<String>,
    /// The official name of the district.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// Three digits, the first two being the district's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub neighbourhood_code: Option<String>,
    /// The official name of the barrio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub neighbourhood: Option<String>,
    /// One telephone number, as `+34 914 800 010`, or a short one, as `010`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// One e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A page of http or https.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Opening hours, in the City's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// How to get there, in the City's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transport: Option<String>,
    /// What there is inside, in the City's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equipment: Option<String>,
    /// What a person may need, sorted; may be empty.
    pub features: BTreeSet<Feature>,
    /// Who says so. Always [`SOURCE`].
    pub source: String,
    /// The day the City last changed the row, `YYYY-MM-DD`. The portal's files do not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_date: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_the_wire_unknown_fields_are_absent_and_features_are_sorted_words() {
        let facility = Facility {
            id: 7,
            kind: FacilityKind::CitizenOffice,
            name: "Oficina".to_owned(),
            lat: 40.5,
            lon: -3.5,
            summary: None,
            street: Some("Calle Mayor, 1".to_owned()),
            postal_code: None,
            district_code: None,
            district: None,
            neighbourhood_code: None,
            neighbourhood: None,
            phone: None,
            email: None,
            url: None,
            hours: None,
            transport: None,
            equipment: None,
            features: [Feature::Wifi, Feature::StepFree, Feature::BikeParking].into(),
            source: SOURCE.to_owned(),
            source_date: None,
        };
        let json = serde_json::to_string(&facility).unwrap();
        assert_eq!(
            json,
            concat!(
                r#"{"id":7,"kind":"citizen_office","name":"Oficina","lat":40.5,"lon":-3.5,"street":"Calle Mayor, 1","#,
                r#""features":["bike_parking","step_free","wifi"],"source":"Ayuntamiento de Madrid"}"#
            )
        );
        assert_eq!(serde_json::from_str::<Facility>(&json).unwrap(), facility);
    }
}
