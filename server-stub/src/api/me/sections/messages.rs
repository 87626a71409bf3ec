//! Messages, out of the CRM.

use serde::{Deserialize, Serialize};

use super::crm::{instant, unwrap_records};
use super::{Answer, all};
use crate::citizens::Persona;
use crate::clock::rfc3339;
use crate::sectors::{SectorFailure, crm as system};
use crate::state::CityState;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Case {
    id: String,
    #[serde(rename = "Topic__c")]
    topic: String,
    subject: String,
    sent_date: String,
    is_read: bool,
}

#[derive(Debug, Serialize)]
struct Item {
    id: String,
    about: &'static str,
    subject: String,
    at: String,
    status: &'static str,
}

/// What the City wrote, the latest first.
pub async fn messages(city: &CityState, person: &Persona) -> Result<Answer, SectorFailure> {
    let as_of = city.clock().now();
    let cases = unwrap_records(&system::messages(city, person).await?)?;
    let mut items = all(&cases, item)?;
    items.sort_by(|one, other| other.at.cmp(&one.at));
    Answer::new(as_of, &items)
}

fn item(case: &Case) -> Option<Item> {
    Some(Item {
        id: case.id.clone(),
        about: match case.topic.as_str() {
            "AVISO" => "street_report",
            "BIBLIOTECA" => "library",
            "DEPORTE" => "sport",
            _ => "other",
        },
        subject: case.subject.clone(),
        at: rfc3339(instant(&case.sent_date)?),
        status: if case.is_read { "read" } else { "unread" },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_about_something_and_read_or_not() {
        let mut case = Case {
            id: "5001".to_owned(),
            topic: "AVISO".to_owned(),
            subject: "Reparado".to_owned(),
            sent_date: "22/11/2026 09:30".to_owned(),
            is_read: false,
        };
        let read = item(&case).unwrap();
        assert_eq!(
            (read.about, read.status, read.at.as_str()),
            ("street_report", "unread", "2026-11-22T08:30:00Z")
        );
        (case.topic, case.is_read) = ("PARQUES".to_owned(), true);
        let read = item(&case).unwrap();
        assert_eq!((read.about, read.status), ("other", "read"));
    }
}
