//! A facility as the city sends it, and its way into the model. The only file that knows the city's spelling.

use chrono::NaiveDate;
use serde::Deserialize;

use super::model::{Contact, Need, NeedSet, Place, PlaceId, PlaceKind, PlaceSummary};
use crate::kernel::{GeoPoint, InvalidLocation};

/// A row of `GET /v1/places`. Fields the city does not know are absent.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct PlaceWire {
    id: i64,
    version: i64,
    kind: String,
    name: String,
    lat: f64,
    lon: f64,
    #[serde(default)]
    features: Vec<String>,
    source: String,
    source_date: Option<NaiveDate>,
    summary: Option<String>,
    street: Option<String>,
    postal_code: Option<String>,
    district_code: Option<String>,
    district: Option<String>,
    neighbourhood_code: Option<String>,
    neighbourhood: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    url: Option<String>,
    hours: Option<String>,
    transport: Option<String>,
    equipment: Option<String>,
}

/// A checked row, ready to be kept. It remembers the city's own words, so that a later app may understand more of them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "PlaceWire")]
pub struct PlaceRow {
    pub(super) version: i64,
    pub(super) kind_code: String,
    pub(super) features: String,
    pub(super) district_code: Option<String>,
    pub(super) neighbourhood_code: Option<String>,
    pub(super) place: Place,
}

/// Why a row cannot be kept. It names the field, never its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPlace {
    /// Ids and versions are positive.
    #[error("id and version must be positive")]
    Number,
    /// A place has a name.
    #[error("the name is empty")]
    Name,
    /// A place is on the globe.
    #[error(transparent)]
    Location(#[from] InvalidLocation),
}

impl TryFrom<PlaceWire> for PlaceRow {
    type Error = BadPlace;

    fn try_from(wire: PlaceWire) -> Result<Self, BadPlace> {
        if wire.id <= 0 || wire.version <= 0 {
            return Err(BadPlace::Number);
        }
        if wire.name.trim().is_empty() {
            return Err(BadPlace::Name);
        }
        let summary = PlaceSummary {
            id: PlaceId::from_city(wire.id),
            kind: PlaceKind::from_code(&wire.kind),
            needs: needs(&wire.features),
            name: wire.name,
            location: GeoPoint::new(wire.lat, wire.lon)?,
            street: wire.street,
            district: wire.district,
        };
        let place = Place {
            summary,
            description: wire.summary,
            postal_code: wire.postal_code,
            neighbourhood: wire.neighbourhood,
            contact: Contact {
                phone: wire.phone,
                email: wire.email,
                url: wire.url.filter(|url| is_web(url)),
            },
            hours: wire.hours,
            transport: wire.transport,
            equipment: wire.equipment,
            source: wire.source,
            source_date: wire.source_date,
        };
        Ok(Self {
            version: wire.version,
            kind_code: wire.kind,
            features: wire.features.join(" "),
            district_code: wire.district_code,
            neighbourhood_code: wire.neighbourhood_code,
            place,
        })
    }
}

fn needs(features: &[String]) -> NeedSet {
    Need::ALL
        .into_iter()
        .filter(|need| features.iter().any(|feature| feature == need.code()))
        .collect()
}

/// The shell opens this address as it is, so nothing but the web may be behind it.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: &str = r#"{"id":7,"version":9,"kind":"library","name":"Eugenio Trías","lat":40.41,"lon":-3.68,
        "features":["wifi","hover_pad"],"source":"Ayuntamiento de Madrid"}"#;

    fn read(json: &str) -> Result<PlaceRow, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn what_is_absent_is_none_and_unknown_words_are_kept_but_not_understood() {
        let row = read(LEAST).unwrap();
        assert_eq!(row.place.summary.kind, PlaceKind::Library);
        assert_eq!(row.place.summary.needs, NeedSet::default().with(Need::Wifi));
        assert_eq!(row.features, "wifi hover_pad");
        assert_eq!(row.place.contact, Contact::default());
        let newer = read(&LEAST.replace("library", "moon_base")).unwrap();
        assert_eq!(
            (newer.place.summary.kind, newer.kind_code.as_str()),
            (PlaceKind::Other, "moon_base")
        );
    }

    #[test]
    fn what_cannot_be_kept_is_not_read() {
        for (from, to) in [
            ("40.41", "140.41"),
            ("\"id\":7", "\"id\":-7"),
            ("Eugenio Trías", "  "),
            (",\"lon\":-3.68", ""),
        ] {
            assert!(read(&LEAST.replace(from, to)).is_err(), "{to}");
        }
    }

    #[test]
    fn only_the_web_is_behind_a_link() {
        let with = |url: &str| read(&LEAST.replace("\"source\"", &format!("\"url\":\"{url}\",\"source\""))).unwrap();
        assert_eq!(
            with("https://www.madrid.es/x").place.contact.url.as_deref(),
            Some("https://www.madrid.es/x")
        );
        assert_eq!(with("javascript:alert(1)").place.contact.url, None);
        assert_eq!(with("file:///etc/passwd").place.contact.url, None);
    }
}
