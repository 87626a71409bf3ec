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
