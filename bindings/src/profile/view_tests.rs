//! The words of changes under way.

use chrono::TimeDelta;
use madrid_core::kernel::Language as CoreLanguage;

use super::*;

fn details(phone: &str) -> ContactDetails {
    ContactDetails {
        phone: phone.parse().unwrap(),
        email: None,
    }
}

fn view(state: core::PendingState, theirs: Option<&str>) -> PendingView {
    let now = DateTime::parse_from_rfc3339("2026-11-24T10:00:00Z").unwrap().to_utc();
    let pending = Pending {
        id: 7,
        change: Change::Contact {
            mine: details("600000001"),
            theirs: theirs.map(details),
        },
        since: now - TimeDelta::minutes(5),
        state,
        failed_code: None,
    };
    PendingView::new(&pending, CoreLanguage::Es, now)
}

#[test]
fn each_state_says_how_it_stands_and_offers_what_can_be_done() {
    use PendingActionKind::{ConfirmIdentity, Discard, KeepMine};
    let cases: [(core::PendingState, Option<&str>, &[PendingActionKind], &str); 4] = [
        (core::PendingState::Waiting, None, &[], "Se enviará"),
        (
            core::PendingState::NeedsStrongerSignIn,
            None,
            &[ConfirmIdentity, Discard],
            "Cl@ve",
        ),
        (
            core::PendingState::Conflict,
            Some("600000002"),
            &[KeepMine, Discard],
            "+34600000002",
        ),
        (core::PendingState::Refused, None, &[Discard], "no lo ha aceptado"),
    ];
    for (state, theirs, actions, said) in cases {
        let view = view(state, theirs);
        assert_eq!(
            view.actions.iter().map(|action| action.kind).collect::<Vec<_>>(),
            actions
        );
        assert!(view.label.contains(said), "{}", view.label);
        assert!(
            view.title.contains("+34600000001") && view.since.contains("hoy"),
            "{view:?}"
        );
    }
}

#[test]
fn the_form_and_the_choices_bring_their_words() {
    let contact = ContactView::new(&details("600000001"), CoreLanguage::Es);
    assert_eq!(
        (
            contact.phone_label.as_str(),
            contact.phone.as_str(),
            contact.save_label.as_str()
        ),
        ("Teléfono", "+34600000001", "Guardar")
    );
    let chosen = Preferences {
        language: CoreLanguage::En,
        reminders: true,
        analytics: false,
    };
    let view = PreferencesView::new(chosen, CoreLanguage::Es);
    assert!(view.reminders.is_on && !view.analytics.is_on);
    let letters: Vec<_> = view
        .letters
        .iter()
        .map(|choice| (choice.label.as_str(), choice.is_chosen))
        .collect();
    assert_eq!(letters, [("Español", false), ("English", true)]);
    assert!(view.analytics.accessibility_label.contains("Nunca tu nombre"));
}
