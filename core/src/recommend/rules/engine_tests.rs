//! Each part says what it should, and nothing where nobody knows.

use super::super::super::model::{Access, ItemKey, Signal, SignalKind, TagSet, When};
use super::super::{learn, set_wish};
use super::*;

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-24T10:00:00Z").unwrap().to_utc()
}

fn place(id: i64, kind: Tag, lat: f64) -> Candidate {
    Candidate {
        location: Some(GeoPoint::new(lat, -3.7).unwrap()),
        access: Access::Unknown,
        ..Candidate::new(ItemKey::Place(id), kind)
    }
}

fn moment() -> Moment {
    Moment {
        now: now(),
        here: Some(GeoPoint::new(40.4, -3.7).unwrap()),
        seed: 1,
    }
}

fn score(memory: &Memory, candidate: &Candidate) -> Score {
    Engine::new(memory, moment(), Weights::default())
        .score(candidate)
        .unwrap()
}

fn did(memory: &mut Memory, kind: SignalKind, candidate: &Candidate, hours_ago: i64) {
    let signal = Signal {
        kind,
        key: candidate.key.clone(),
        tags: std::iter::once(candidate.kind)
            .chain(candidate.features.iter())
            .collect(),
        distance_m: None,
        at: now() - TimeDelta::hours(hours_ago),
    };
    learn(memory, &signal);
}

#[test]
fn nearer_is_better_and_nowhere_is_no_distance() {
    let memory = Memory::default();
    let (near, far) = (place(1, Tag::Park, 40.401), place(2, Tag::Park, 40.45));
    assert!(score(&memory, &near).distance > 3.0 * score(&memory, &far).distance);
    let nowhere = Moment { here: None, ..moment() };
    let engine = Engine::new(&memory, nowhere, Weights::default());
    assert!(engine.score(&near).unwrap().distance == 0.0);
    assert!(engine.reason(&near, Part::Distance).is_none());
    assert!(score(&memory, &Candidate::new(ItemKey::Card("library".into()), Tag::Card)).distance == 0.0);
}

#[test]
fn a_distance_is_called_near_only_within_what_the_person_goes_for() {
    let memory = Memory::default();
    let engine = Engine::new(&memory, moment(), Weights::default());
    let said = |lat| engine.reason(&place(1, Tag::Park, lat), Part::Distance).unwrap();
    assert!(matches!(said(40.401), Reason::Near(_)));
    let reach = memory.reach.metres(now());
    let degrees = |metres: f64| 40.4 + metres / METRES_PER_DEGREE;
    assert!(matches!(said(degrees(reach * 0.99)), Reason::Near(_)));
    assert!(matches!(said(degrees(reach * 1.01)), Reason::Away(_)));
    assert!(matches!(said(degrees(reach * 2.99)), Reason::Away(_)));
    assert!(matches!(said(degrees(reach * 3.01)), Reason::Far(_)));
}

#[test]
fn the_quick_distance_is_the_kernels_within_a_thousandth() {
    let memory = Memory::default();
    let engine = Engine::new(&memory, moment(), Weights::default());
    let here = GeoPoint::new(40.4, -3.7).unwrap();
    for (lat, lon) in [(40.41, -3.69), (40.5, -3.55), (40.31, -3.84), (40.4, -3.71)] {
        let there = GeoPoint::new(lat, lon).unwrap();
        let candidate = Candidate {
            location: Some(there),
            ..Candidate::new(ItemKey::Place(1), Tag::Park)
        };
        let (quick, exact) = (engine.metres(&candidate).unwrap(), here.distance_m(there));
        assert!((quick - exact).abs() <= exact / 1_000.0, "{quick} {exact}");
    }
}

#[test]
fn what_was_learnt_and_wished_shows_in_its_own_part() {
    let mut memory = Memory::default();
    let mut library = place(1, Tag::Library, 40.401);
    library.features = TagSet::NONE.with(Tag::StudyRoom);
    did(&mut memory, SignalKind::Booked, &library, 24 * 7);
    let learnt = score(&memory, &library);
    assert!(learnt.kind > 0.2 && learnt.features > 0.1 && learnt.habit > 0.3);
    assert!(learnt.repetition == 0.0, "a week ago is not a moment ago");
    assert!(score(&memory, &place(2, Tag::Library, 40.401)).habit == 0.0);
    set_wish(&mut memory, Tag::Library, super::super::super::model::Wish::Less, now());
    assert!(score(&memory, &library).kind < -0.5);
    did(&mut memory, SignalKind::Opened, &library, 1);
    assert!(score(&memory, &library).repetition < -0.1);
}

#[test]
fn turned_down_and_over_are_left_out_with_their_reason() {
    let mut memory = Memory::default();
    let park = place(1, Tag::Park, 40.401);
    did(&mut memory, SignalKind::TurnedDown, &park, 1);
    let excluded = |memory: &Memory, candidate: &Candidate, days: i64| {
        let later = Moment {
            now: now() + TimeDelta::days(days),
            ..moment()
        };
        Engine::new(memory, later, Weights::default()).score(candidate).err()
    };
    assert_eq!(excluded(&memory, &park, 0), Some(Exclusion::TurnedDown));
    assert_eq!(excluded(&memory, &park, 200), None, "people change their mind");
    let mut concert = Candidate::new(ItemKey::Event(1), Tag::Music);
    concert.when = Some(When::Begins(now() + TimeDelta::hours(5)));
    assert!(score(&memory, &concert).soon > 0.4);
    concert.when = Some(When::Over);
    assert_eq!(excluded(&memory, &concert, 0), Some(Exclusion::Over));
}

#[test]
fn what_takes_place_says_when_and_the_sooner_the_better() {
    let memory = Memory::default();
    let engine = Engine::new(&memory, moment(), Weights::default());
    let today = now().date_naive();
    let of = |when| Candidate {
        when: Some(when),
        ..Candidate::new(ItemKey::Event(1), Tag::Exhibition)
    };
    let soon = |when| score(&memory, &of(when)).soon;
    let in_hours = |hours| When::Begins(now() + TimeDelta::hours(hours));
    assert!(soon(in_hours(2)) > soon(in_hours(40)) && soon(in_hours(40)) > 0.0 && soon(in_hours(80)) == 0.0);
    assert!(soon(When::OnDay(today)) > soon(When::OnDay(today + TimeDelta::days(2))));
    assert!(soon(When::UnderWay) == 0.0, "nobody knows whether one can still join");
    let lasting = |next, days| When::Lasting {
        next: today + TimeDelta::days(next),
        last: today + TimeDelta::days(days),
    };
    assert!(soon(lasting(0, 2)) > soon(lasting(0, 60)) && soon(lasting(0, 60)) > 0.0);
    assert!(soon(lasting(3, 60)) == 0.0, "not open today, and not about to end");
    let reason = |when| engine.reason(&of(when), Part::Soon);
    assert_eq!(reason(in_hours(2)), Some(Reason::Starts(now() + TimeDelta::hours(2))));
    assert_eq!(reason(lasting(0, 2)), Some(Reason::Ends(today + TimeDelta::days(2))));
    assert_eq!(reason(lasting(0, 60)), Some(Reason::OnDay(today)));
    assert_eq!(reason(When::UnderWay), None);
    // A concert on Saturday night is at a good hour also when it is looked at on a Tuesday morning.
    let concert = |when| Candidate {
        when,
        free: true,
        ..Candidate::new(ItemKey::Event(2), Tag::Music)
    };
    let saturday = DateTime::parse_from_rfc3339("2026-11-28T20:00:00Z").unwrap().to_utc();
    let at_night = concert(Some(When::Begins(saturday)));
    assert!(score(&memory, &at_night).season > 0.05 && score(&memory, &concert(None)).season < 0.0);
    assert_eq!(engine.reason(&at_night, Part::Season), Some(Reason::GoodHour));
    assert!(score(&memory, &at_night).price > 0.0);
    assert_eq!(engine.reason(&at_night, Part::Price), Some(Reason::Free));
}

#[test]
fn what_must_be_done_soon_goes_before_what_can_wait() {
    let memory = Memory::default();
    let due = |days: i64| {
        let mut payment = Candidate::new(ItemKey::Payment(days.to_string()), Tag::Payment);
        payment.due = Some(now().date_naive() + TimeDelta::days(days));
        payment
    };
    let soon = |days| score(&memory, &due(days)).soon;
    assert!(soon(1) > soon(20) && soon(20) > 0.0 && soon(80) == 0.0);
    assert!(soon(-3) >= soon(0), "what is over costs more each day");
    let never = Candidate::new(ItemKey::Payment("x".into()), Tag::Payment);
    let waits = score(&memory, &never).soon;
    assert!(soon(1) > waits && waits > soon(60));
    let engine = Engine::new(&memory, moment(), Weights::default());
    assert!(matches!(engine.reason(&due(3), Part::Soon), Some(Reason::Due(_))));
    assert_eq!(
        engine.reason(&never, Part::Soon),
        Some(Reason::Waits),
        "no day is made up"
    );
}

#[test]
fn a_weight_of_nothing_silences_its_part_only() {
    let mut memory = Memory::default();
    let park = place(1, Tag::Park, 40.41);
    did(&mut memory, SignalKind::Opened, &park, 100);
    let whole = score(&memory, &park);
    for part in Part::ALL {
        let without = Engine::new(&memory, moment(), Weights::default().without(part));
        let left = without.score(&park).unwrap();
        assert!(left.part(part) == 0.0);
        assert!(
            (whole.total() - whole.part(part) - left.total()).abs() < 1e-12,
            "{}",
            part.name()
        );
    }
}
