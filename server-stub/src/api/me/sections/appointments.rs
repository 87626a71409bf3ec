//! Appointments, out of the CRM.

use serde::{Deserialize, Serialize};

use super::crm::{instant, unwrap_records};
use super::{Answer, all};
use crate::citizens::Persona;
use crate::clock::rfc3339;
use crate::sectors::{SectorFailure, crm as system};
use crate::state::CityState;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Event {
    id: String,
    #[serde(rename = "Queue__c")]
    queue: String,
    #[serde(rename = "Office__c")]
    office: String,
    start_date_time: String,
}

#[derive(Debug, Serialize)]
struct Item {
    id: String,
    kind: &'static str,
    office: String,
    at: String,
}

/// Where somebody is expected, the next first.
pub async fn appointments(city: &CityState, person: &Persona) -> Result<Answer, SectorFailure> {
    let as_of = city.clock().now();
    let events = unwrap_records(&system::appointments(city, person).await?)?;
    let mut items = all(&events, item)?;
    items.sort_by(|one, other| one.at.cmp(&other.at));
    Answer::new(as_of, &items)
}

fn item(event: &Event) -> Option<Item> {
    Some(Item {
        id: event.id.clone(),
        kind: match event.queue.as_str() {
            "OLM" => "citizen_office",
            "OAIC" => "tax_office",
            _ => "other",
        },
        office: event.office.clone(),
        at: rfc3339(instant(&event.start_date_time)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_appointment_is_at_a_moment() {
        let mut event = Event {
            id: "00U1".to_owned(),
            queue: "OAIC".to_owned(),
            office: "Sacramento".to_owned(),
            start_date_time: "27/11/2026 18:30".to_owned(),
        };
        let read = item(&event).unwrap();
        assert_eq!((read.kind, read.at.as_str()), ("tax_office", "2026-11-27T17:30:00Z"));
        event.start_date_time = "mañana".to_owned();
        assert!(item(&event).is_none());
    }
}
