//! The words of bookings, state by state.

use chrono::TimeDelta;
use madrid_core::bookings::{Confirmed, Refusal};
use madrid_core::kernel::{Cents, Freshness, FreshnessState};

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn now() -> DateTime<Utc> {
    at("2026-11-30T10:00:00Z")
}

/// Tomorrow at ten, of which the city has heard unless it waits.
fn booking(id: i64, state: State) -> Booking {
    let starts = at("2026-12-01T09:00:00Z");
    Booking {
        id,
        slot: "75-20261201T1000".parse().unwrap(),
        place: 7,
        place_name: "CDM Aluche".into(),
        what: "Pista polideportiva".into(),
        ends: starts + TimeDelta::hours(1),
        people: 2,
        price: Cents::ZERO,
        asked: Some(now()),
        state,
        confirmed: (state != State::Waiting).then(|| Confirmed {
            number: 4,
            code: "KX7M2P".into(),
            cancellable_until: starts - TimeDelta::hours(2),
            given_back: None,
        }),
    }
}

fn view(bookings: Vec<Booking>, now: DateTime<Utc>, language: Language) -> BookingsView {
    let shown = BookingsShown {
        bookings,
        freshness: Freshness {
            state: FreshnessState::Fresh,
            as_of: Some(now),
        },
        failed_code: None,
        now,
    };
    BookingsView::new(shown, language)
}

fn alone(state: State, now: DateTime<Utc>) -> (BookingGroup, BookingView) {
    let mut view = view(vec![booking(1, state)], now, Language::Es);
    assert_eq!(view.groups.len(), 1);
    let mut group = view.groups.remove(0);
    (group.id, group.bookings.remove(0))
}

const BOOKED: State = State::Booked { not_called_off: None };
const FULL: State = State::Refused { why: Refusal::Full };
/// To be called off, and too late for it.
const KEPT: State = State::Booked {
    not_called_off: Some(Refusal::TooLate),
};

fn kinds(view: &BookingView) -> Vec<BookingActionKind> {
    view.actions.iter().map(|action| action.kind).collect()
}

#[test]
fn each_state_says_how_it_stands() {
    let cases = [
        (
            State::Waiting,
            BookingGroup::Waiting,
            BookingState::Waiting,
            "Se enviará",
        ),
        (BOOKED, BookingGroup::Upcoming, BookingState::Booked, "Reservada"),
        (KEPT, BookingGroup::Upcoming, BookingState::Booked, "sigue en pie"),
        (
            State::CallingOff,
            BookingGroup::Waiting,
            BookingState::Cancelling,
            "Se anulará",
        ),
        (State::CalledOff, BookingGroup::Past, BookingState::Cancelled, "Anulada"),
        (State::Lapsed, BookingGroup::Past, BookingState::Lapsed, "a tiempo"),
        (FULL, BookingGroup::Refused, BookingState::Refused, "No se pudo"),
    ];
    for (state, group, shown, said) in cases {
        let (found, view) = alone(state, now());
        assert_eq!((found, view.state), (group, shown), "{state:?}");
        assert!(view.label.contains(said), "{}", view.label);
        assert_eq!(view.detail, "CDM Aluche, mañana a las 10:00");
    }
}

#[test]
fn each_state_offers_what_can_be_done() {
    use BookingActionKind::{Cancel, Dismiss};
    for state in [State::Waiting, BOOKED, KEPT] {
        assert_eq!(kinds(&alone(state, now()).1), [Cancel], "{state:?}");
    }
    for state in [State::CallingOff, State::CalledOff, State::Lapsed] {
        assert_eq!(kinds(&alone(state, now()).1), [], "{state:?}");
    }
    assert_eq!(kinds(&alone(FULL, now()).1), [Dismiss]);
}

#[test]
fn one_that_is_to_come_brings_its_code_and_the_last_moment() {
    let (_, view) = alone(BOOKED, now());
    let facts: Vec<_> = view.facts.iter().map(|fact| fact.value.as_str()).collect();
    assert_eq!(
        facts,
        ["Para 2 personas", "KX7M2P", "Puedes anular hasta mañana a las 8:00"]
    );
    assert!(
        view.accessibility_label.contains("Código KX7M2P"),
        "{}",
        view.accessibility_label
    );
    let (_, late) = alone(BOOKED, at("2026-12-01T08:00:00Z"));
    assert_eq!(
        (late.actions.len(), late.facts.len()),
        (0, 2),
        "it is too late to call it off"
    );
    let (group, over) = alone(BOOKED, at("2026-12-01T10:00:00Z"));
    assert_eq!(
        (group, over.label.as_str(), over.facts.len()),
        (BookingGroup::Past, "Ya pasó", 1)
    );
}

#[test]
fn a_refusal_is_explained() {
    for (why, code) in [
        (Refusal::Full, "booking.full"),
        (Refusal::Gone, "booking.gone"),
        (Refusal::Already, "booking.already"),
        (Refusal::Other, "booking.refused"),
    ] {
        let (_, view) = alone(State::Refused { why }, now());
        let trouble = view.trouble.unwrap();
        assert_eq!(trouble.code, code);
        assert!(view.accessibility_label.contains(&trouble.title));
    }
    assert_eq!(alone(KEPT, now()).1.trouble.unwrap().code, "booking.too_late");
}

#[test]
fn what_needs_the_person_is_first_and_what_is_not_there_has_no_title() {
    let all = vec![
        booking(1, State::CalledOff),
        booking(2, BOOKED),
        booking(3, State::Waiting),
        booking(4, FULL),
        booking(5, State::CalledOff),
    ];
    let view = view(all, now(), Language::En);
    let groups: Vec<_> = view
        .groups
        .iter()
        .map(|group| (group.id, group.title.as_str()))
        .collect();
    assert_eq!(
        groups,
        [
            (BookingGroup::Refused, "Not accepted"),
            (BookingGroup::Waiting, "To be sent"),
            (BookingGroup::Upcoming, "Coming up"),
            (BookingGroup::Past, "Past and cancelled"),
        ]
    );
    let past: Vec<_> = view.groups[3].bookings.iter().map(|booking| booking.id).collect();
    assert_eq!(past, [5, 1], "the last one first");
    assert_eq!(view.empty, None);
}

#[test]
fn none_at_all_says_where_to_begin() {
    let view = view(Vec::new(), now(), Language::Es);
    assert!(view.groups.is_empty());
    assert!(view.empty.unwrap().body.contains("centro deportivo"));
}

/// One that costs something, for two.
fn costing(state: State) -> Booking {
    Booking {
        price: Cents::new(1_400),
        ..booking(1, state)
    }
}

fn shown(booking: Booking, now: DateTime<Utc>) -> (BookingGroup, BookingView) {
    let mut view = view(vec![booking], now, Language::Es);
    let mut group = view.groups.remove(0);
    (group.id, group.bookings.remove(0))
}

#[test]
fn one_that_is_kept_says_how_much_and_until_when_and_paying_and_calling_off_stand_side_by_side() {
    let until = now() + TimeDelta::minutes(30);
    let (group, kept) = shown(costing(State::ToPay { until }), now());
    assert_eq!((group, kept.state), (BookingGroup::ToPay, BookingState::ToPay));
    assert_eq!(kept.label, "Apartada para ti: paga 14,00\u{a0}€ hasta hoy a las 11:30");
    assert_eq!(kept.price.as_deref(), Some("14,00\u{a0}€"));
    let pay = kept.pay.as_ref().unwrap();
    assert_eq!((pay.kind, pay.debt.as_str()), (crate::payments::DebtKind::Booking, "4"));
    assert!(pay.accessibility_label.contains("Pista polideportiva"));
    assert_eq!(kinds(&kept), [BookingActionKind::Cancel]);
    let confirm = kept.actions[0].confirm.as_ref().unwrap();
    assert!(confirm.body.contains("No has pagado nada"), "{}", confirm.body);
    let facts: Vec<_> = kept.facts.iter().map(|fact| fact.value.as_str()).collect();
    assert_eq!(
        facts,
        [
            "Para 2 personas",
            "14,00\u{a0}€",
            "Si no pagas, queda libre y no debes nada."
        ]
    );
    for said in ["14,00", "11:30", "no debes nada"] {
        assert!(kept.accessibility_label.contains(said), "{}", kept.accessibility_label);
    }
    let (group, late) = shown(costing(State::ToPay { until }), until);
    assert_eq!((group, late.pay), (BookingGroup::ToPay, None));
    assert_eq!(
        late.label,
        "Ya no se puede empezar a pagar: si no está pagada, queda libre."
    );
}

#[test]
fn nothing_is_promised_before_the_city_has_said_and_what_is_paid_comes_back() {
    let (_, waiting) = shown(costing(State::Waiting), now());
    assert_eq!((waiting.price, waiting.pay), (None, None));
    assert!(
        waiting.label.contains("cuando la ciudad la aparte"),
        "{}",
        waiting.label
    );
    let (group, paid) = shown(costing(BOOKED), now());
    assert_eq!(
        (group, paid.label.as_str()),
        (BookingGroup::Upcoming, "Reservada y pagada")
    );
    assert_eq!((paid.price.as_deref(), paid.pay), (Some("14,00\u{a0}€"), None));
    let confirm = paid.actions[0].confirm.as_ref().unwrap();
    assert!(confirm.body.contains("te devuelve 14,00"), "{}", confirm.body);
    let mut ended = costing(State::CalledOff);
    if let Some(confirmed) = &mut ended.confirmed {
        confirmed.given_back = Some(Cents::new(1_400));
    }
    let (_, ended) = shown(ended, now());
    assert_eq!(ended.label, "Anulada. El banco te devuelve 14,00\u{a0}€.");
    let (_, free) = alone(BOOKED, now());
    assert_eq!((free.label.as_str(), free.price), ("Reservada", None));
}
