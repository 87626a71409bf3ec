//! What the desk gives, to whom, and until when it may be called off.

use super::*;
use crate::store::{Data, Store};

const LUCIA: &str = "31415926L";
const MARTA: &str = "57721566X";

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn desk() -> Desk {
    Desk {
        seed: 1,
        now: at("2026-11-24T10:00:00Z"),
    }
}

/// A centre with a pool and courts.
fn furnished() -> Store {
    let place = r#"{"id":7,"kind":"sports_centre","name":"CDM","features":["indoor_pool","sports_courts"]}"#;
    let store = Store::open(&Data::Memory).unwrap();
    store.write(|tx| furnish(tx, &offered_by(place))).unwrap();
    store
}

/// The first time from today on of which so much is left.
fn time_with(store: &Store, desk: Desk, recurso: i64, fits: impl Fn(i64) -> bool) -> Wanted {
    let day = |ahead| later(today(desk.now), ahead);
    let times = (0..=DAYS_AHEAD).flat_map(|ahead| {
        let found = store.read(|c| desk.times(c, recurso, day(ahead))).unwrap();
        found.unwrap().1
    });
    let time = times.into_iter().find(|time| fits(time.left)).unwrap();
    Wanted {
        recurso,
        starts: time.starts,
        people: 1,
    }
}

fn book(store: &Store, desk: Desk, nif: &str, wanted: Wanted) -> Result<Reserva, Refusal> {
    store.write(|tx| desk.book(tx, nif, wanted)).unwrap()
}

#[test]
fn the_last_place_is_given_once() {
    let (store, desk) = (furnished(), desk());
    let last = time_with(&store, desk, 75, |left| left == 1);
    let mine = book(&store, desk, LUCIA, last).unwrap();
    assert_eq!(book(&store, desk, MARTA, last), Err(Refusal::Full));
    assert_eq!(book(&store, desk, LUCIA, last), Err(Refusal::Already));
    let called_off = store
        .write(|tx| desk.call_off(tx, LUCIA, &mine.reserva.to_string()))
        .unwrap()
        .unwrap();
    assert!(called_off.1 && called_off.0.anulada.is_some());
    // It is free again, and nobody hears of somebody else's.
    assert!(book(&store, desk, MARTA, last).is_ok());
    let foreign = store
        .write(|tx| desk.call_off(tx, MARTA, &mine.reserva.to_string()))
        .unwrap();
    assert_eq!(foreign, Err(Refusal::Unknown));
    let again = store
        .write(|tx| desk.call_off(tx, LUCIA, &mine.reserva.to_string()))
        .unwrap()
        .unwrap();
    assert_eq!(again, (called_off.0, false));
}

#[test]
fn a_pool_counts_people_and_a_court_does_not() {
    let (store, desk) = (furnished(), desk());
    let left = |wanted: Wanted| {
        let times = store
            .read(|c| desk.times(c, wanted.recurso, wanted.starts.date()))
            .unwrap();
        let time = times.unwrap().1.into_iter().find(|time| time.starts == wanted.starts);
        time.unwrap().left
    };
    for (recurso, taken) in [(72, 3), (75, 1)] {
        let wanted = Wanted {
            people: 3,
            ..time_with(&store, desk, recurso, |left| left >= 1 && (recurso == 75 || left >= 3))
        };
        let before = left(wanted);
        book(&store, desk, LUCIA, wanted).unwrap();
        assert_eq!(before - left(wanted), taken, "{recurso}");
    }
    let few = time_with(&store, desk, 72, |left| left == 2);
    assert_eq!(
        book(&store, desk, LUCIA, Wanted { people: 3, ..few }),
        Err(Refusal::Full)
    );
}

#[test]
fn what_is_over_unknown_or_far_away_is_not_given() {
    let (store, desk) = (furnished(), desk());
    let good = time_with(&store, desk, 75, |left| left > 0);
    let with = |starts| book(&store, desk, LUCIA, Wanted { starts, ..good });
    for starts in [
        good.starts - TimeDelta::days(30),
        good.starts + TimeDelta::days(60),
        good.starts + TimeDelta::minutes(7),
    ] {
        assert_eq!(with(starts), Err(Refusal::Gone), "{starts}");
    }
    assert_eq!(
        book(&store, desk, LUCIA, Wanted { recurso: 4, ..good }),
        Err(Refusal::Gone)
    );
    // What has begun is on no list.
    let begun = Desk {
        now: moment(good.starts),
        ..desk
    };
    assert_eq!(book(&store, begun, LUCIA, good), Err(Refusal::Gone));
}

#[test]
fn two_hours_before_is_the_last_moment_to_call_off() {
    let (store, desk) = (furnished(), desk());
    let wanted = time_with(&store, desk, 75, |left| left > 0);
    let mine = book(&store, desk, LUCIA, wanted).unwrap();
    let at = |now| Desk { now, ..desk };
    let call_off = |desk: Desk| {
        store
            .write(|tx| desk.call_off(tx, LUCIA, &mine.reserva.to_string()))
            .unwrap()
    };
    let last = mine.last_moment();
    assert_eq!(last, moment(wanted.starts) - TimeDelta::hours(2));
    assert_eq!(call_off(at(last + TimeDelta::seconds(1))), Err(Refusal::TooLate));
    assert!(call_off(at(last)).is_ok());
}

/// A bath that costs something, for three, tomorrow at the earliest.
fn to_pay(store: &Store, desk: Desk) -> (Wanted, Reserva) {
    let tomorrow = Desk {
        now: desk.now + TimeDelta::days(1),
        ..desk
    };
    let wanted = Wanted {
        people: 3,
        ..time_with(store, tomorrow, 71, |left| left == 3)
    };
    (wanted, book(store, desk, LUCIA, wanted).unwrap())
}

fn later_by(desk: Desk, time: TimeDelta) -> Desk {
    Desk {
        now: desk.now + time,
        ..desk
    }
}

#[test]
fn what_costs_something_is_kept_half_an_hour_to_begin_to_pay_and_then_as_long_as_a_payer_is_waited_for() {
    let (store, desk) = (furnished(), desk());
    let (wanted, kept) = to_pay(&store, desk);
    assert_eq!((kept.importe, kept.estado(desk.now)), (3 * 450, Estado::PorPagar));
    assert_eq!(kept.pay_until(), Some(desk.now + TimeDelta::minutes(30)));
    let one = Wanted { people: 1, ..wanted };
    let last = later_by(desk, TimeDelta::minutes(50) - TimeDelta::seconds(1));
    for at in [desk, later_by(desk, TimeDelta::minutes(31)), last] {
        assert_eq!(book(&store, at, MARTA, one), Err(Refusal::Full), "{}", at.now);
        assert_eq!(book(&store, at, LUCIA, one), Err(Refusal::Already), "{}", at.now);
    }
    // Nobody has written it down, and yet everybody is told so.
    let gone = later_by(desk, TimeDelta::minutes(50));
    let listed = store.read(|c| gone.of(c, LUCIA)).unwrap();
    assert_eq!(
        (&listed, kept.estado(gone.now)),
        (&vec![kept.clone()], Estado::Caducada)
    );
    let (_, times) = store
        .read(|c| gone.times(c, 71, wanted.starts.date()))
        .unwrap()
        .unwrap();
    assert!(times.iter().any(|time| time.starts == wanted.starts && time.left == 3));
    assert!(book(&store, gone, MARTA, one).is_ok());
    assert!(book(&store, gone, LUCIA, one).is_ok(), "who let it pass may try again");
    let listed = store.read(|c| gone.of(c, LUCIA)).unwrap();
    let states: Vec<_> = listed.iter().map(|booking| booking.estado(gone.now)).collect();
    assert_eq!(states, [Estado::Caducada, Estado::PorPagar]);
}

#[test]
fn what_is_paid_in_time_stays_and_what_is_paid_too_late_is_not_taken() {
    let (store, desk) = (furnished(), desk());
    let (wanted, kept) = to_pay(&store, desk);
    let number = kept.reserva.to_string();
    let pay = |number: &str, at: Desk| store.write(|tx| pay(tx, number, at.now));
    for other in ["", "x", "99", &format!("0{number}"), &format!("+{number}")] {
        assert!(pay(other, desk).is_err(), "{other}");
    }
    let late = later_by(desk, TimeDelta::minutes(50));
    assert!(pay(&number, late).is_err());
    pay(&number, later_by(desk, TimeDelta::minutes(49))).unwrap();
    assert!(pay(&number, later_by(desk, TimeDelta::minutes(49))).is_err(), "once");
    let listed = store.read(|c| late.of(c, LUCIA)).unwrap();
    assert_eq!(listed[0].estado(late.now), Estado::Reservada);
    assert_eq!(book(&store, late, MARTA, wanted), Err(Refusal::Full));
}

#[test]
fn nothing_is_kept_longer_than_until_it_begins_and_nothing_free_is_to_be_paid() {
    let (store, desk) = (furnished(), desk());
    let wanted = time_with(&store, desk, 71, |left| left > 0);
    let nearly = Desk {
        now: moment(wanted.starts) - TimeDelta::minutes(5),
        ..desk
    };
    let kept = book(&store, nearly, LUCIA, wanted).unwrap();
    assert_eq!(kept.pay_until(), Some(moment(wanted.starts)));
    let free = time_with(&store, desk, 75, |left| left > 0);
    let free = book(&store, desk, LUCIA, free).unwrap();
    assert_eq!((free.estado(desk.now), free.pay_until()), (Estado::Reservada, None));
    assert!(store.write(|tx| pay(tx, &free.reserva.to_string(), desk.now)).is_err());
}

#[test]
fn what_is_not_paid_is_let_go_at_any_time_and_what_is_paid_only_in_time() {
    let (store, desk) = (furnished(), desk());
    let call_off = |kept: &Reserva, desk: Desk| {
        let number = kept.reserva.to_string();
        store.write(|tx| desk.call_off(tx, LUCIA, &number)).unwrap()
    };
    let wanted = time_with(&store, desk, 71, |left| left > 0);
    let nearly = Desk {
        now: moment(wanted.starts) - TimeDelta::minutes(5),
        ..desk
    };
    let kept = book(&store, nearly, LUCIA, wanted).unwrap();
    let (ended, is_new) = call_off(&kept, nearly).unwrap();
    assert_eq!((ended.estado(nearly.now), is_new), (Estado::Anulada, true));
    let kept = book(&store, nearly, LUCIA, wanted).unwrap();
    store
        .write(|tx| pay(tx, &kept.reserva.to_string(), nearly.now))
        .unwrap();
    assert_eq!(call_off(&kept, nearly), Err(Refusal::TooLate));
    let (_, kept) = to_pay(&store, desk);
    let gone = later_by(desk, TimeDelta::hours(1));
    let (ended, is_new) = call_off(&kept, gone).unwrap();
    assert_eq!((ended.estado(gone.now), is_new), (Estado::Caducada, false));
}

#[test]
fn what_is_no_longer_offered_stays_for_those_who_booked_it_for_a_month() {
    let (store, desk) = (furnished(), desk());
    let wanted = time_with(&store, desk, 75, |left| left > 0);
    let mine = book(&store, desk, LUCIA, wanted).unwrap();
    store.write(|tx| furnish(tx, &[])).unwrap();
    assert_eq!(store.read(|c| desk.times(c, 75, wanted.starts.date())).unwrap(), None);
    let listed = |now| store.read(|c| Desk { now, ..desk }.of(c, LUCIA)).unwrap();
    let last_day = listed(mine.begins() + TimeDelta::days(29));
    assert!(last_day.iter().eq([&mine]));
    assert_eq!(listed(mine.begins() + TimeDelta::days(31)), []);
    assert_eq!(desk.code(&mine), desk.code(&mine));
    assert_eq!(desk.code(&mine).chars().count(), 6);
}
