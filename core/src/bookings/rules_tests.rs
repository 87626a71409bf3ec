//! What may be done with a booking, state by state.

use chrono::TimeDelta;

use super::*;
use crate::bookings::model::{BookableId, BookableKind, Confirmed};
use crate::kernel::{Cents, DebtKind, DebtRef};

/// Three hours before the slot below.
fn noon() -> DateTime<Utc> {
    slot().starts() - TimeDelta::hours(3)
}

fn slot() -> SlotId {
    "75-20261201T1500".parse().unwrap()
}

fn court() -> Bookable {
    Bookable {
        id: BookableId::from_city(75),
        place: 7,
        place_name: "CDM".into(),
        kind: BookableKind::Court,
        name: "Pista polideportiva".into(),
        capacity: 2,
        price: Cents::ZERO,
        is_free: true,
        minutes: 60,
        rules: None,
    }
}

fn confirmed() -> Confirmed {
    Confirmed {
        number: 4,
        code: "KX7M2P".into(),
        cancellable_until: slot().starts() - TimeDelta::hours(2),
        given_back: None,
    }
}

fn booking(state: BookingState, confirmed: Option<Confirmed>) -> Booking {
    Booking {
        id: 1,
        slot: slot(),
        place: 7,
        place_name: "CDM".into(),
        what: "Pista polideportiva".into(),
        ends: slot().starts() + TimeDelta::hours(1),
        people: 1,
        price: Cents::ZERO,
        asked: Some(noon()),
        state,
        confirmed,
    }
}

const BOOKED: BookingState = BookingState::Booked { not_called_off: None };
/// Kept for the person until then.
const fn to_pay_until(until: DateTime<Utc>) -> BookingState {
    BookingState::ToPay { until }
}

/// What the city says of it.
fn said(state: BookingState, cents: i64) -> Booking {
    Booking {
        price: Cents::new(cents),
        ..booking(state, Some(confirmed()))
    }
}

const FULL: BookingState = BookingState::Refused { why: Refusal::Full };

#[test]
fn what_needs_a_paper_has_begun_or_is_for_a_crowd_is_not_asked_for() {
    let may = |bookable: &Bookable, people, now| may_book(bookable, &slot(), people, now);
    assert_eq!(may(&court(), 1, noon()), Ok(()));
    assert_eq!(may(&court(), MOST_PEOPLE, noon()), Ok(()));
    for people in [0, MOST_PEOPLE + 1] {
        assert_eq!(may(&court(), people, noon()), Err("input.people"));
    }
    assert_eq!(may(&court(), 1, slot().starts()), Err("booking.gone"));
    let priced = Bookable {
        price: Cents::new(450),
        ..court()
    };
    let with_a_paper = Bookable {
        is_free: false,
        ..court()
    };
    assert_eq!(may(&with_a_paper, 1, noon()), Err("booking.paper"));
    assert_eq!(may(&priced, 1, noon()), Ok(()), "it is paid once the city keeps it");
}

#[test]
fn a_time_is_held_until_it_is_refused_or_called_off() {
    for (state, held) in [
        (BookingState::Waiting, true),
        (BOOKED, true),
        (BookingState::CallingOff, true),
        (to_pay_until(noon() + TimeDelta::minutes(1)), true),
        (to_pay_until(noon()), false),
        (BookingState::CalledOff, false),
        (BookingState::Lapsed, false),
        (FULL, false),
    ] {
        let mine = [booking(state, None)];
        assert_eq!(of_same_time(&mine, &slot(), noon()).is_some(), held, "{state:?}");
    }
    let other: SlotId = "75-20261201T1600".parse().unwrap();
    assert!(of_same_time(&[booking(BOOKED, None)], &other, noon()).is_none());
}

#[test]
fn calling_off_is_offered_until_the_last_moment() {
    let last = confirmed().cancellable_until;
    let late = last + TimeDelta::seconds(1);
    let booked = booking(BOOKED, Some(confirmed()));
    assert!(can_be_called_off(&booked, last) && !can_be_called_off(&booked, late));
    assert_eq!(may_call_off(&booked, late), Err("booking.too_late"));
    // The city has no last moment for what it does not have.
    let waiting = booking(BookingState::Waiting, None);
    assert!(can_be_called_off(&waiting, late) && !can_be_called_off(&waiting, slot().starts()));
    let kept = booking(to_pay_until(late), Some(confirmed()));
    assert!(can_be_called_off(&kept, slot().starts()), "nobody has paid it");
    for state in [BookingState::CallingOff, BookingState::CalledOff, BookingState::Lapsed] {
        let gone = booking(state, Some(confirmed()));
        assert!(
            !can_be_called_off(&gone, last) && may_call_off(&gone, late).is_ok(),
            "{state:?}"
        );
    }
    assert!(may_call_off(&booking(FULL, None), last).is_err());
}

#[test]
fn the_citys_yes_and_no_to_a_booking() {
    let after = |state, with: Option<Confirmed>| confirm(booking(state, with), &said(BOOKED, 0));
    assert_eq!(after(BookingState::Waiting, None).state, BOOKED);
    assert_eq!(after(BookingState::CallingOff, None).state, BookingState::CallingOff);
    assert!(after(BookingState::Waiting, None).confirmed == Some(confirmed()));
    let until = to_pay_until(noon());
    let kept = confirm(booking(BookingState::Waiting, None), &said(until, 1_350));
    assert_eq!((kept.state, kept.price), (until, Cents::new(1_350)), "as the city says");
    let no = |state, with| refuse(booking(state, with), Refusal::Full).state;
    assert_eq!(no(BookingState::Waiting, None), FULL);
    assert_eq!(no(BookingState::CallingOff, None), BookingState::CalledOff);
    assert_eq!(no(BOOKED, Some(confirmed())), BOOKED, "the list has it: from elsewhere");
    assert_eq!(no(until, Some(confirmed())), until);
}

#[test]
fn the_citys_yes_and_no_to_calling_off() {
    let going = || booking(BookingState::CallingOff, Some(confirmed()));
    assert_eq!(call_off(going(), None).state, BookingState::CalledOff);
    let mut paid = said(BookingState::CalledOff, 700);
    let given_back = Some(Cents::new(700));
    paid.confirmed = Some(Confirmed {
        given_back,
        ..confirmed()
    });
    let ended = call_off(going(), Some(&paid));
    assert_eq!(ended.state, BookingState::CalledOff);
    assert!(
        ended
            .confirmed
            .is_some_and(|confirmed| confirmed.given_back == given_back)
    );
    paid.confirmed = Some(Confirmed {
        number: 5,
        ..confirmed()
    });
    let ended = call_off(going(), Some(&paid));
    assert!(ended.confirmed == Some(confirmed()), "that is another one");
    let kept = BookingState::Booked {
        not_called_off: Some(Refusal::TooLate),
    };
    assert_eq!(refuse_to_call_off(going(), Refusal::TooLate).state, kept);
    assert_eq!(
        refuse_to_call_off(going(), Refusal::Gone).state,
        BookingState::CalledOff
    );
}

#[test]
fn the_list_tells_what_is_and_undoes_no_wish() {
    let kept = BookingState::Booked {
        not_called_off: Some(Refusal::TooLate),
    };
    let until = to_pay_until(noon());
    for (before, city, after) in [
        (BookingState::Waiting, BOOKED, BOOKED),
        (BookingState::Waiting, until, until),
        (until, BOOKED, BOOKED),
        (until, BookingState::Lapsed, BookingState::Lapsed),
        (BookingState::CallingOff, until, BookingState::CallingOff),
        (BookingState::CallingOff, BOOKED, BookingState::CallingOff),
        (
            BookingState::CallingOff,
            BookingState::CalledOff,
            BookingState::CalledOff,
        ),
        (BookingState::CallingOff, BookingState::Lapsed, BookingState::Lapsed),
        (kept, BOOKED, kept),
        (kept, until, until),
        (BOOKED, BookingState::CalledOff, BookingState::CalledOff),
        (BookingState::Lapsed, BOOKED, BOOKED),
    ] {
        let listed = listed(booking(before, None), &said(city, 0));
        assert_eq!(listed.state, after, "{before:?}");
    }
}

#[test]
fn what_the_city_never_had_is_told_until_its_time_is_over() {
    let over = slot().starts() + TimeDelta::hours(1);
    assert!(stays_unlisted(&booking(FULL, None), noon()));
    assert!(!stays_unlisted(&booking(FULL, None), over));
    assert!(!stays_unlisted(&booking(BOOKED, None), noon()));
    assert!(!stays_unlisted(
        &booking(BookingState::CalledOff, Some(confirmed())),
        noon()
    ));
}

#[test]
fn each_is_shown_in_one_place() {
    let over = slot().starts() + TimeDelta::hours(1);
    for (state, now, place) in [
        (BookingState::Waiting, noon(), Group::Waiting),
        (BookingState::Waiting, over, Group::Waiting),
        (BookingState::CallingOff, noon(), Group::Waiting),
        (to_pay_until(noon()), noon(), Group::ToPay),
        (to_pay_until(noon()), over, Group::Past),
        (BookingState::Lapsed, noon(), Group::Past),
        (BOOKED, noon(), Group::Upcoming),
        (BOOKED, over, Group::Past),
        (BookingState::CalledOff, noon(), Group::Past),
        (FULL, noon(), Group::Refused),
        (FULL, over, Group::Past),
    ] {
        assert_eq!(group(&booking(state, None), now), place, "{state:?}");
    }
}

#[test]
fn what_is_kept_can_be_paid_until_the_city_says_and_only_under_its_number() {
    let until = noon() + TimeDelta::minutes(30);
    let kept = said(to_pay_until(until), 700);
    let debt = DebtRef {
        kind: DebtKind::Booking,
        id: "4".to_owned(),
    };
    assert_eq!(kept.to_pay(until - TimeDelta::seconds(1)), Some((debt, until)));
    assert_eq!(kept.to_pay(until), None);
    assert_eq!(booking(to_pay_until(until), None).to_pay(noon()), None);
    assert_eq!(said(BOOKED, 700).to_pay(noon()), None);
}

#[test]
fn two_weeks_are_offered() {
    let today: NaiveDate = "2026-12-30".parse().unwrap();
    let days = days(today);
    assert_eq!(
        (days.len(), days[0], days[13].to_string().as_str()),
        (14, today, "2027-01-12")
    );
}
