//! Legal notifications, out of the CRM. Looking at this list opens none: opening has legal effect.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::crm::unwrap_records;
use super::words::day;
use super::{Answer, all};
use crate::calendar::{later, today};
use crate::citizens::Persona;
use crate::sectors::{SectorFailure, crm as system};
use crate::state::CityState;

/// Unopened for ten calendar days it counts as rejected (Ley 39/2015 art. 43.2).
const OPEN_DAYS: i64 = 10;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Notice {
    id: String,
    subject: String,
    #[serde(rename = "Issued__c")]
    issued: String,
    #[serde(rename = "Opened__c")]
    opened: Option<String>,
}

#[derive(Debug, Serialize)]
struct Item {
    id: String,
    subject: String,
    issued: NaiveDate,
    expires: NaiveDate,
    status: &'static str,
}

/// What somebody was notified of, the latest first.
pub async fn notifications(city: &CityState, person: &Persona) -> Result<Answer, SectorFailure> {
    let as_of = city.clock().now();
    let notices = unwrap_records(&system::notifications(city, person).await?)?;
    let mut items = all(&notices, |notice| item(notice, today(as_of)))?;
    items.sort_by_key(|item| Reverse(item.issued));
    Answer::new(as_of, &items)
}

fn item(notice: &Notice, today: NaiveDate) -> Option<Item> {
    let issued = day(&notice.issued, "%d/%m/%Y")?;
    let expires = later(issued, OPEN_DAYS);
    Some(Item {
        id: notice.id.clone(),
        subject: notice.subject.clone(),
        issued,
        expires,
        status: match notice.opened {
            Some(_) => "opened",
            None if today > expires => "rejected",
            None => "unread",
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unopened_for_ten_days_is_rejected() {
        let mut notice = Notice {
            id: "a0N1".to_owned(),
            subject: "Requerimiento".to_owned(),
            issued: "18/11/2026".to_owned(),
            opened: None,
        };
        let on = |notice: &Notice, day: &str| item(notice, day.parse().unwrap()).map(|item| item.status);
        assert_eq!(on(&notice, "2026-11-28"), Some("unread"));
        assert_eq!(on(&notice, "2026-11-29"), Some("rejected"));
        notice.opened = Some("20/11/2026".to_owned());
        assert_eq!(on(&notice, "2026-11-29"), Some("opened"));
        notice.issued = "2026-11-18".to_owned();
        assert_eq!(on(&notice, "2026-11-29"), None);
    }
}
