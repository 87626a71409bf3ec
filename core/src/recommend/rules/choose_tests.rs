//! A list is varied, repeats itself for the same seed, tries one thing of ten, and says why.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::super::model::{About, Access, AgeBand, ItemKey, Memory, Signal, SignalKind, TagSet};
use super::super::{Moment, Weights, learn, set_wish};
use super::*;
use crate::kernel::GeoPoint;

const KINDS: [Tag; 6] = [
    Tag::SportsCentre,
    Tag::Library,
    Tag::Park,
    Tag::CulturalCentre,
    Tag::Museum,
    Tag::OtherPlace,
];

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-24T10:00:00Z").unwrap().to_utc()
}

/// A catalogue in which every other place is a park, near ones first.
fn catalogue(count: u32) -> Vec<Candidate> {
    let place = |id: u32| {
        let kind = if id.is_multiple_of(2) {
            Tag::Park
        } else {
            KINDS[(id as usize / 2) % 6]
        };
        let step = f64::from(id) / 4_000.0;
        let mut place = Candidate::new(ItemKey::Place(i64::from(id)), kind);
        place.location = GeoPoint::new(40.4 + step, -3.7 + step / 3.0).ok();
        place.access = if id.is_multiple_of(3) {
            Access::StepFree
        } else {
            Access::Unknown
        };
        if id.is_multiple_of(5) {
            place.features = TagSet::NONE.with(Tag::Wifi);
        }
        place
    };
    (1..=count).map(place).collect()
}

fn rank(memory: &Memory, candidates: &[Candidate], seed: u64, limit: usize) -> Ranked {
    Engine::new(memory, moment(seed), Weights::default()).rank(candidates, limit)
}

fn moment(seed: u64) -> Moment {
    Moment {
        now: now(),
        here: GeoPoint::new(40.4, -3.7).ok(),
        seed,
    }
}

fn opened(memory: &mut Memory, candidate: &Candidate, kind: SignalKind) {
    let signal = Signal {
        kind,
        key: candidate.key.clone(),
        tags: vec![candidate.kind],
        distance_m: Some(500.0),
        at: now() - TimeDelta::days(9),
    };
    learn(memory, &signal);
}

#[test]
fn ten_are_of_many_kinds_and_never_twice_the_same() {
    let all = catalogue(2_000);
    for seed in 0..20 {
        let ranked = rank(&Memory::default(), &all, seed, 20);
        assert_eq!(ranked.picks.len(), 20);
        for ten in ranked.picks.chunks(10) {
            for kind in KINDS {
                let alike = ten.iter().filter(|pick| all[pick.index].kind == kind).count();
                assert!(alike <= MOST_OF_A_KIND, "{kind}: {alike}");
            }
        }
        let mut indexes: Vec<_> = ranked.picks.iter().map(|pick| pick.index).collect();
        indexes.sort_unstable();
        indexes.dedup();
        assert_eq!(indexes.len(), 20);
    }
}

#[test]
fn the_same_in_is_the_same_out_whatever_the_order_of_what_came_in() {
    let all = catalogue(500);
    let mut memory = Memory::default();
    opened(&mut memory, &all[3], SignalKind::Opened);
    let one = rank(&memory, &all, 9, 10);
    assert_eq!(one, rank(&memory, &all, 9, 10));
    let mut turned = all.clone();
    turned.reverse();
    let keys = |ranked: &Ranked, all: &[Candidate]| -> Vec<String> {
        ranked
            .picks
            .iter()
            .map(|pick| all[pick.index].key.to_string())
            .collect()
    };
    assert_eq!(keys(&one, &all), keys(&rank(&memory, &turned, 9, 10), &turned));
}

#[test]
fn one_of_ten_is_something_to_try_and_never_what_was_wished_away() {
    let all = catalogue(1_000);
    let mut memory = Memory::default();
    set_wish(&mut memory, Tag::Museum, Wish::Less, now());
    let mut tried_kinds = std::collections::BTreeSet::new();
    for seed in 0..60 {
        let picks = rank(&memory, &all, seed, 10).picks;
        let tried: Vec<_> = picks.iter().filter(|pick| pick.score.explore > 0.0).collect();
        assert_eq!(tried.len(), 1);
        assert_eq!(tried[0].reasons, [(Part::Explore, Reason::Explore)]);
        assert!(picks.iter().take(FIRST_TRIED).all(|pick| pick.score.explore == 0.0));
        tried_kinds.insert(all[tried[0].index].kind);
    }
    assert!(
        tried_kinds.len() >= 3 && !tried_kinds.contains(&Tag::Museum),
        "{tried_kinds:?}"
    );
    let tame = Engine::new(&memory, moment(1), Weights::default().without(Part::Explore)).rank(&all, 10);
    assert!(tame.picks.iter().all(|pick| pick.score.explore == 0.0));
}

#[test]
fn every_reason_is_a_part_that_speaks_for_it_and_makes_a_difference() {
    let all = catalogue(800);
    let mut memory = Memory::default();
    for at in [10, 11, 12, 13] {
        opened(&mut memory, &all[at], SignalKind::Booked);
    }
    let engine = Engine::new(&memory, moment(4), Weights::default());
    let ranked = engine.rank(&all, 10);
    let place = |ranked: &Ranked, index: usize| ranked.picks.iter().position(|pick| pick.index == index);
    for pick in &ranked.picks {
        assert!((1..=2).contains(&pick.reasons.len()));
        let (part, _) = pick.reasons[0];
        assert!(pick.score.part(part) > 0.0);
        let without = engine.rank_as_if(&all, 10, Some((pick.index, &[part])));
        assert_ne!(
            place(&without, pick.index),
            place(&ranked, pick.index),
            "{}",
            part.name()
        );
    }
}

#[test]
fn a_list_does_not_only_repeat() {
    let all = catalogue(400);
    let mut memory = Memory::default();
    for candidate in all.iter().take(60) {
        opened(&mut memory, candidate, SignalKind::Booked);
    }
    let ranked = rank(&memory, &all, 2, 10);
    let known = ranked.picks.iter().filter(|pick| pick.index < 60).count();
    assert!(known <= MOST_KNOWN, "{known}");
}

#[test]
fn what_is_left_out_is_counted_and_nothing_is_no_list() {
    let all = catalogue(90);
    let memory = Memory {
        about: About {
            step_free: true,
            age: Some(AgeBand::Adult),
            ..About::default()
        },
        ..Memory::default()
    };
    let ranked = rank(&memory, &all, 1, 10);
    assert_eq!(ranked.left_out, [(Exclusion::NotStepFree, 60)]);
    assert!(
        ranked
            .picks
            .iter()
            .all(|pick| all[pick.index].access == Access::StepFree)
    );
    assert_eq!(rank(&memory, &[], 1, 10), Ranked::default());
    assert!(rank(&memory, &all, 1, 0).picks.is_empty());
}

#[test]
fn far_kinds_are_in_the_race_although_two_hundred_parks_are_better() {
    let mut all = catalogue(600);
    for (at, candidate) in all.iter_mut().enumerate() {
        candidate.kind = if at < 590 { Tag::Park } else { KINDS[at % 6] };
    }
    let ranked = rank(&Memory::default(), &all, 1, 10);
    assert!(ranked.picks.iter().filter(|pick| pick.index >= 590).count() >= 5);
}

#[test]
fn what_nothing_speaks_for_is_there_to_be_tried_or_not_at_all() {
    let mut all = catalogue(40);
    for candidate in &mut all {
        candidate.location = None;
        candidate.features = TagSet::NONE;
    }
    // A night on which no season speaks for a park, a museum or a library.
    let nowhere = |memory: &Memory, weights: Weights| {
        let moment = Moment {
            now: DateTime::parse_from_rfc3339("2027-01-18T22:00:00Z").unwrap().to_utc(),
            here: None,
            seed: 3,
        };
        Engine::new(memory, moment, weights).rank(&all, 10)
    };
    let mut memory = Memory::default();
    let listed = nowhere(&memory, Weights::default());
    assert!(listed.picks.iter().all(|pick| pick.reasons.len() == 1));
    let tried = |ranked: &Ranked| ranked.picks.iter().filter(|pick| pick.score.explore > 0.0).count();
    assert!(tried(&listed) > 1, "{}", tried(&listed));
    let kinds = |ranked: &Ranked| -> Vec<Tag> { ranked.picks.iter().map(|pick| all[pick.index].kind).collect() };
    assert!(kinds(&listed).contains(&Tag::Park));
    assert!(
        !kinds(&listed).contains(&Tag::OtherPlace),
        "nobody is made to try what may be sensitive"
    );
    set_wish(&mut memory, Tag::Park, Wish::Less, now());
    assert!(!kinds(&nowhere(&memory, Weights::default())).contains(&Tag::Park));
    let tame = nowhere(&memory, Weights::default().without(Part::Explore));
    assert!(tame.picks.iter().all(|pick| pick.score.total() > 0.0));
}

#[test]
fn no_more_than_half_of_ten_are_events() {
    let mut all = catalogue(60);
    let kinds = [Tag::Music, Tag::Theatre, Tag::Cinema, Tag::Talk];
    for at in 0_u32..40 {
        let mut event = Candidate::new(ItemKey::Event(i64::from(at) + 1), kinds[at as usize % 4]);
        event.location = GeoPoint::new(40.4, -3.7).ok();
        event.when = Some(super::super::super::model::When::Begins(now() + TimeDelta::hours(3)));
        all.push(event);
    }
    let ranked = rank(&Memory::default(), &all, 1, 20);
    for ten in ranked.picks.chunks(10) {
        assert_eq!(
            ten.iter().filter(|pick| is_event(&all[pick.index])).count(),
            MOST_EVENTS
        );
    }
}
