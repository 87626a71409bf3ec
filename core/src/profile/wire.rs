//! The person as the city sends them (`GET /v1/me`), checked while it is read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::model::{Address, ContactDetails, Person, Preferences, Relation, Represented};
use crate::kernel::{GeoPoint, Language};

/// Something the city sent that cannot be kept. It names the field, never its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the {0} cannot be understood")]
pub struct BadPerson(&'static str);

#[derive(Deserialize)]
struct PersonWire {
    id: String,
    nif: String,
    given_name: String,
    family_name: String,
    birth_date: NaiveDate,
    address: AddressWire,
    contact: ContactWire,
    preferences: PreferencesWire,
    #[serde(default)]
    represents: Vec<RepresentedWire>,
}

#[derive(Deserialize)]
struct AddressWire {
    street: String,
    postal_code: String,
    district: String,
    lat: Option<f64>,
    lon: Option<f64>,
}

/// How the city reaches a person.
#[derive(Serialize, Deserialize)]
pub struct ContactWire {
    #[serde(default, skip_serializing)]
    version: i64,
    phone: String,
    email: Option<String>,
}

/// What a person likes and allows.
#[derive(Serialize, Deserialize)]
pub struct PreferencesWire {
    #[serde(default, skip_serializing)]
    version: i64,
    language: String,
    consents: ConsentsWire,
}

#[derive(Serialize, Deserialize)]
struct ConsentsWire {
    #[serde(default)]
    analytics: bool,
    #[serde(default)]
    reminders: bool,
}

#[derive(Deserialize)]
struct RepresentedWire {
    id: String,
    given_name: String,
    family_name: String,
    relation: String,
}

/// Reads a person from the city's JSON.
pub fn person(json: &serde_json::Value) -> Result<Person, BadPerson> {
    let wire = PersonWire::deserialize(json).map_err(|_| BadPerson("person"))?;
    let location = wire.address.lat.zip(wire.address.lon);
    Ok(Person {
        id: wire.id,
        document: wire.nif.parse().map_err(|_| BadPerson("nif"))?,
        given_name: wire.given_name,
        family_name: wire.family_name,
        birth_date: wire.birth_date,
        address: Address {
            street: wire.address.street,
            postal_code: wire.address.postal_code,
            district: wire.address.district,
            location: location.and_then(|(lat, lon)| GeoPoint::new(lat, lon).ok()),
        },
        contact_version: wire.contact.version,
        contact: wire.contact.details()?,
        preferences_version: wire.preferences.version,
        preferences: wire.preferences.preferences(),
        represents: wire.represents.into_iter().map(represented).collect(),
    })
}

impl ContactWire {
    /// What goes to the city.
    pub fn new(details: &ContactDetails) -> Self {
        Self {
            version: 0,
            phone: details.phone.as_str().to_owned(),
            email: details.email.as_ref().map(|email| email.as_str().to_owned()),
        }
    }

    /// What came from it.
    pub fn details(&self) -> Result<ContactDetails, BadPerson> {
        let email = self.email.as_deref().filter(|email| !email.is_empty());
        Ok(ContactDetails {
            phone: self.phone.parse().map_err(|_| BadPerson("phone"))?,
            email: email.map(str::parse).transpose().map_err(|_| BadPerson("email"))?,
        })
    }
}

impl PreferencesWire {
    /// What goes to the city.
    pub fn new(preferences: Preferences) -> Self {
        Self {
            version: 0,
            language: preferences.language.code().to_owned(),
            consents: ConsentsWire {
                analytics: preferences.analytics,
                reminders: preferences.reminders,
            },
        }
    }

    /// What came from it. A language the app does not speak is shown in Spanish.
    pub fn preferences(&self) -> Preferences {
        Preferences {
            language: if self.language == Language::En.code() {
                Language::En
            } else {
                Language::Es
            },
            analytics: self.consents.analytics,
            reminders: self.consents.reminders,
        }
    }
}

fn represented(wire: RepresentedWire) -> Represented {
    Represented {
        id: wire.id,
        given_name: wire.given_name,
        family_name: wire.family_name,
        relation: if wire.relation == "child" {
            Relation::Child
        } else {
            Relation::Representative
        },
    }
}
