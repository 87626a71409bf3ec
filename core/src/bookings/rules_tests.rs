//! What may be done with a booking, state by state.

use chrono::TimeDelta;

use super::*;
use crate::bookings::model::{BookableId, BookableKind};
use crate::kernel::Cents;

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
const FULL: BookingState = BookingState::Refused { why: Refusal::Full };

#[test]
fn what_costs_money_has_begun_or_is_for_a_crowd_is_not_asked_for() {
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
    for paid in [priced, with_a_paper] {
        assert_eq!(may(&paid, 1, noon()), Err("booking.payment"));
    }
}

#[test]
fn a_time_is_held_until_it_is_refused_or_called_off() {
    for (state, held) in [
        (BookingState::Waiting, true),
        (BOOKED, true),
        (BookingState::CallingOff, true),
        (BookingState::CalledOff, false),
        (FULL, false),
    ] {
        let mine = [booking(state, None)];
        assert_eq!(of_same_time(&mine, &slot()).is_some(), held, "{state:?}");
    }
    let other: SlotId = "75-20261201T1600".parse().unwrap();
    assert!(of_same_time(&[booking(BOOKED, None)], &other).is_none());
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
    for state in [BookingState::CallingOff, BookingState::CalledOff] {
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
    let after = |state, with: Option<Confirmed>| confirm(booking(state, with), confirmed());
    assert_eq!(after(BookingState::Waiting, None).state, BOOKED);
    assert_eq!(after(BookingState::CallingOff, None).state, BookingState::CallingOff);
    assert!(after(BookingState::Waiting, None).confirmed == Some(confirmed()));
    let no = |state, with| refuse(booking(state, with), Refusal::Full).state;
    assert_eq!(no(BookingState::Waiting, None), FULL);
    assert_eq!(no(BookingState::CallingOff, None), BookingState::CalledOff);
    assert_eq!(no(BOOKED, Some(confirmed())), BOOKED, "the list has it: from elsewhere");
}

#[test]
fn the_citys_yes_and_no_to_calling_off() {
    let going = || booking(BookingState::CallingOff, Some(confirmed()));
    assert_eq!(call_off(going()).state, BookingState::CalledOff);
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
    for (before, called_off, after) in [
        (BookingState::Waiting, false, BOOKED),
        (BookingState::CallingOff, false, BookingState::CallingOff),
        (BookingState::CallingOff, true, BookingState::CalledOff),
        (kept, false, kept),
        (BOOKED, true, BookingState::CalledOff),
    ] {
        let listed = listed(booking(before, None), confirmed(), called_off);
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
fn two_weeks_are_offered() {
    let today: NaiveDate = "2026-12-30".parse().unwrap();
    let days = days(today);
    assert_eq!(
        (days.len(), days[0], days[13].to_string().as_str()),
        (14, today, "2027-01-12")
    );
}
