//! `GET /v1/me`: who the caller is, as far as the City knows.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;

use crate::api::Problem;
use crate::api::tags::{Held, hash, respond};
use crate::citizens::{Persona, Relation, by_id};
use crate::identity::Caller;
use crate::sectors::crm::{self, Contact, Preferences, Versioned};
use crate::state::CityState;

#[derive(Debug, Serialize)]
struct ProfileWire {
    id: &'static str,
    version: i64,
    nif: &'static str,
    given_name: &'static str,
    family_name: &'static str,
    birth_date: &'static str,
    address: AddressWire,
    contact: Versioned<Contact>,
    preferences: Versioned<Preferences>,
    represents: Vec<RepresentedWire>,
}

#[derive(Debug, Serialize)]
struct AddressWire {
    street: &'static str,
    postal_code: &'static str,
    district: &'static str,
    lat: f64,
    lon: f64,
}

#[derive(Debug, Serialize)]
struct RepresentedWire {
    id: &'static str,
    given_name: &'static str,
    family_name: &'static str,
    relation: &'static str,
}

impl ProfileWire {
    fn new(person: &'static Persona, contact: Versioned<Contact>, preferences: Versioned<Preferences>) -> Self {
        Self {
            id: person.id,
            // Both parts begin at 1 and so does the whole, which grows by one with every change of either.
            version: contact.version + preferences.version - 1,
            nif: person.nif,
            given_name: person.given_name,
            family_name: person.family_name,
            birth_date: person.birth_date,
            address: AddressWire {
                street: person.street,
                postal_code: person.postal_code,
                district: person.district,
                lat: person.lat,
                lon: person.lon,
            },
            contact,
            preferences,
            represents: represents(person),
        }
    }
}

fn represents(person: &Persona) -> Vec<RepresentedWire> {
    let others = person.represents.iter().filter_map(|representation| {
        let other = by_id(representation.person)?;
        Some(RepresentedWire {
            id: other.id,
            given_name: other.given_name,
            family_name: other.family_name,
            relation: match representation.relation {
                Relation::Child => "child",
                Relation::Represented => "represented",
            },
        })
    });
    others.collect()
}

/// `GET /v1/me`. It stands whatever the sectoral systems do: a phone can always say who it belongs to.
pub async fn show(State(city): State<CityState>, caller: Caller, headers: HeaderMap) -> Result<Response, Problem> {
    let person = caller.person;
    let body = city
        .with_store(move |store| {
            store.read(|connection| {
                let contact = crm::contact(connection, person.nif)?;
                let preferences = crm::preferences(connection, person.nif)?;
                Ok(serde_json::to_string(&ProfileWire::new(person, contact, preferences))?)
            })
        })
        .await?;
    let tag = format!("\"me-{}\"", hash(body.as_bytes()));
    respond(&tag, (!Held::of(&headers).has(&tag)).then_some(body))
}
