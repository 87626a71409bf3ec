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
        .write(|tx| desk.call_off(tx, LUCIA, mine.reserva))
        .unwrap()
        .unwrap();
    assert!(called_off.1 && called_off.0.anulada.is_some());
    // It is free again, and nobody hears of somebody else's.
    assert!(book(&store, desk, MARTA, last).is_ok());
    let foreign = store.write(|tx| desk.call_off(tx, MARTA, mine.reserva)).unwrap();
    assert_eq!(foreign, Err(Refusal::Unknown));
    let again = store
        .write(|tx| desk.call_off(tx, LUCIA, mine.reserva))
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
fn what_is_over_unknown_far_away_or_to_be_paid_is_not_given() {
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
    let paid = time_with(&store, desk, 71, |left| left > 0);
    assert_eq!(book(&store, desk, LUCIA, paid), Err(Refusal::Payment));
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
    let call_off = |desk: Desk| store.write(|tx| desk.call_off(tx, LUCIA, mine.reserva)).unwrap();
    let last = mine.last_moment();
    assert_eq!(last, moment(wanted.starts) - TimeDelta::hours(2));
    assert_eq!(call_off(at(last + TimeDelta::seconds(1))), Err(Refusal::TooLate));
    assert!(call_off(at(last)).is_ok());
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
