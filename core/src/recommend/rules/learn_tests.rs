//! What is learnt is what was done, fades, and goes when the person says so.

use super::super::super::model::ItemKey;
use super::*;

fn at(day: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000 + day)
}

fn signal(kind: SignalKind, id: i64, tags: &[Tag], day: i64) -> Signal {
    Signal {
        kind,
        key: ItemKey::Place(id),
        tags: tags.to_vec(),
        distance_m: Some(2_000.0),
        at: at(day),
    }
}

fn liking(memory: &Memory, tag: Tag, day: i64) -> f64 {
    interests(memory, at(day))[tag as usize].liking()
}

#[test]
fn opening_is_liking_and_turning_down_is_not() {
    let mut memory = Memory::default();
    assert!(liking(&memory, Tag::Park, 0) == 0.0);
    learn(
        &mut memory,
        &signal(SignalKind::Opened, 1, &[Tag::Park, Tag::DogArea], 0),
    );
    learn(&mut memory, &signal(SignalKind::TurnedDown, 2, &[Tag::Museum], 0));
    assert!(liking(&memory, Tag::Park, 0) > 0.2 && liking(&memory, Tag::DogArea, 0) > 0.2);
    assert!(liking(&memory, Tag::Museum, 0) < -0.3);
    // What was passed over is liked a little less, and of what nothing was offered beside, nothing is thought.
    assert!(liking(&memory, Tag::Library, 0) < 0.0 && liking(&memory, Tag::Library, 0) > -0.1);
}

#[test]
fn what_was_learnt_halves_in_four_months_and_a_wish_does_not() {
    let mut memory = Memory::default();
    learn(&mut memory, &signal(SignalKind::Booked, 1, &[Tag::SportsCentre], 0));
    assert!((faded(8.0, at(0), at(120)) - 4.0).abs() < 1e-9);
    assert!(
        faded(8.0, at(120), at(0)) == 8.0,
        "a clock that went back lets nothing grow"
    );
    let (fresh, old) = (
        liking(&memory, Tag::SportsCentre, 0),
        liking(&memory, Tag::SportsCentre, 1_200),
    );
    assert!(fresh > 0.4 && old < 0.01, "{fresh} {old}");
    set_wish(&mut memory, Tag::Museum, Wish::More, at(0));
    assert!(liking(&memory, Tag::Museum, 1_200) > 0.9);
    // The next signal lets go of what has faded away, but not of the wish.
    learn(&mut memory, &signal(SignalKind::Opened, 2, &[Tag::Park], 1_800));
    assert_eq!(
        memory.tastes.keys().copied().collect::<Vec<_>>(),
        [Tag::Park, Tag::Museum]
    );
    assert_eq!(memory.items.len(), 1);
}

#[test]
fn nothing_is_learnt_of_what_may_be_sensitive() {
    let mut memory = Memory::default();
    for tag in Tag::ALL.into_iter().filter(|tag| !tag.is_learnt()) {
        learn(&mut memory, &signal(SignalKind::Opened, 1, &[tag], 0));
        set_wish(&mut memory, tag, Wish::More, at(0));
    }
    assert!(memory.tastes.is_empty());
}

#[test]
fn reach_moves_towards_what_was_seen_and_stays_in_bounds() {
    let mut memory = Memory::default();
    let usual = memory.reach.metres(at(0));
    assert!((usual - USUAL_REACH_M).abs() < 1e-6);
    learn(&mut memory, &signal(SignalKind::Opened, 1, &[Tag::Park], 0));
    assert!(memory.reach.metres(at(0)) > usual);
    for id in 0..200 {
        let mut far = signal(SignalKind::Opened, id, &[Tag::Park], 0);
        far.distance_m = Some(40_000.0);
        learn(&mut memory, &far);
    }
    assert!(memory.reach.metres(at(0)) <= MOST_REACH_M);
    let forgotten = memory.reach.metres(at(2_400));
    assert!((forgotten - usual).abs() < 20.0, "{forgotten}");
}

#[test]
fn forgetting_a_tag_forgets_what_was_used_of_it_and_keeps_what_was_saved() {
    let mut memory = Memory::default();
    learn(&mut memory, &signal(SignalKind::Opened, 1, &[Tag::Park], 0));
    learn(&mut memory, &signal(SignalKind::Saved, 2, &[Tag::Park], 0));
    learn(&mut memory, &signal(SignalKind::Opened, 3, &[Tag::Library], 0));
    forget(&mut memory, Tag::Park);
    assert!(liking(&memory, Tag::Park, 0) < 0.0, "only what is passed over counts");
    let kept: Vec<_> = memory.items.iter().map(|item| item.key.to_string()).collect();
    assert_eq!(kept.len(), 2);
    assert!(kept.contains(&"place:2".to_owned()) && kept.contains(&"place:3".to_owned()));
}

#[test]
fn saving_taking_off_and_turning_down_exclude_each_other() {
    let mut memory = Memory::default();
    learn(&mut memory, &signal(SignalKind::TurnedDown, 1, &[Tag::Park], 0));
    learn(&mut memory, &signal(SignalKind::Saved, 1, &[Tag::Park], 1));
    assert!(memory.items[0].saved.is_some() && memory.items[0].turned_down.is_none());
    learn(&mut memory, &signal(SignalKind::Unsaved, 1, &[Tag::Park], 2));
    assert!(memory.items.is_empty(), "nothing is left to remember of it");
}

#[test]
fn saving_twice_is_saving_once_and_taking_off_takes_nothing_else() {
    let mut memory = Memory::default();
    keep(&mut memory, &signal(SignalKind::Saved, 1, &[Tag::Park], 0));
    learn(&mut memory, &signal(SignalKind::Opened, 1, &[Tag::Park], 1));
    let opened = memory.items[0].uses;
    for day in 1..4 {
        learn(&mut memory, &signal(SignalKind::Saved, 1, &[Tag::Park], day));
    }
    learn(&mut memory, &signal(SignalKind::Unsaved, 1, &[Tag::Park], 4));
    assert!((memory.items[0].uses - opened).abs() < 1e-9 && memory.items[0].saved.is_none());
}

#[test]
fn a_saved_event_is_forgotten_once_no_agenda_can_hold_it() {
    let mut memory = Memory::default();
    let event = Signal {
        key: ItemKey::Event(1),
        ..signal(SignalKind::Saved, 1, &[Tag::Music], 0)
    };
    learn(&mut memory, &event);
    learn(&mut memory, &signal(SignalKind::Opened, 2, &[Tag::Park], 300));
    assert_eq!(memory.items.len(), 2);
    learn(&mut memory, &signal(SignalKind::Opened, 3, &[Tag::Park], 500));
    assert!(memory.items.iter().all(|item| item.key != ItemKey::Event(1)));
}

#[test]
fn no_more_than_so_many_things_are_remembered_and_saved_ones_last() {
    let mut memory = Memory::default();
    learn(&mut memory, &signal(SignalKind::Saved, 1, &[Tag::Park], 0));
    for id in 2..600 {
        learn(&mut memory, &signal(SignalKind::Opened, id, &[Tag::Park], 1));
    }
    assert_eq!(memory.items.len(), MOST_ITEMS);
    assert!(memory.items.iter().any(|item| item.key == ItemKey::Place(1)));
}
