//! What is shown while a change is under way, case by case.

use chrono::{DateTime, NaiveDate};

use super::*;
use crate::kernel::Language;
use crate::profile::model::{Address, Preferences};

fn details(phone: &str) -> ContactDetails {
    ContactDetails {
        phone: phone.parse().unwrap(),
        email: None,
    }
}

fn person() -> Person {
    Person {
        id: "p".into(),
        document: "12345678Z".parse().unwrap(),
        given_name: "Ana".into(),
        family_name: "Gil".into(),
        birth_date: NaiveDate::from_ymd_opt(1990, 1, 1).unwrap(),
        address: Address {
            street: "Calle".into(),
            postal_code: "28001".into(),
            district: "Centro".into(),
            location: None,
        },
        contact: details("600000001"),
        contact_version: 1,
        preferences: Preferences {
            language: Language::Es,
            analytics: false,
            reminders: true,
        },
        preferences_version: 1,
        represents: Vec::new(),
    }
}

fn pending(state: PendingState, theirs: Option<&str>) -> Pending {
    Pending {
        id: 1,
        change: Change::Contact {
            mine: details("600000002"),
            theirs: theirs.map(details),
        },
        since: DateTime::UNIX_EPOCH,
        state,
        failed_code: None,
    }
}

#[test]
fn what_the_person_asked_for_counts_until_the_city_says_otherwise() {
    for (state, theirs, shown) in [
        (PendingState::Waiting, None, "600000002"),
        (PendingState::NeedsStrongerSignIn, None, "600000002"),
        (PendingState::Refused, None, "600000001"),
        (PendingState::Conflict, Some("600000003"), "600000003"),
    ] {
        let overlaid = overlaid(person(), &[pending(state, theirs)]);
        assert_eq!(overlaid.contact, details(shown), "{state:?}");
    }
    let later = overlaid(
        person(),
        &[
            pending(PendingState::Conflict, Some("600000003")),
            pending(PendingState::Waiting, None),
        ],
    );
    assert_eq!(later.contact, details("600000002"));
}

#[test]
fn a_change_that_changes_nothing_is_none() {
    let now = details("600000001");
    let to = |phone: &str| ContactChange {
        phone: Some(phone.parse().unwrap()),
        email: None,
    };
    assert_eq!(changed(&now, to("+34 600 000 001")), None);
    assert_eq!(changed(&now, to("600000009")), Some(details("600000009")));
    let email = ContactChange {
        phone: None,
        email: Some(Some("a@example.org".parse().unwrap())),
    };
    assert_eq!(changed(&now, email).unwrap().phone, now.phone);
}
