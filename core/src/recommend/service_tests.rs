//! What a person sees and does, on a phone with places and a data key.

use chrono::{DateTime, TimeDelta};

use super::super::model::{About, Reason, SignalKind, Tag, Wish};
use super::super::shown::{Suggested, Suggestion, Unread};
use super::*;
use crate::agenda::{EventNow, EventRow, EventsCollection};
use crate::net::CityTime;
use crate::places::{PlaceRow, PlacesCollection};
use crate::ports::{FakeClock, FakeEntropy, Guard, SoftwareKeyStore};
use crate::store::StoreError;
use crate::sync::{Collection, CollectionStatus, UnnotedFailure};

#[path = "city_tests.rs"]
mod of_the_city;
#[path = "offers_tests.rs"]
mod offers;

struct Phone {
    recommend: Recommend,
    clock: Arc<FakeClock>,
    _folder: tempfile::TempDir,
}

fn row(id: i64, kind: &str, lat: f64, features: &[&str]) -> PlaceRow {
    let json = serde_json::json!({
        "id": id, "version": id, "kind": kind, "name": format!("Lugar {id}"), "lat": lat, "lon": -3.7,
        "features": features, "source": "s",
    });
    serde_json::from_value(json).unwrap()
}

fn sol() -> Option<GeoPoint> {
    GeoPoint::new(40.4169, -3.7035).ok()
}

/// Sixty places in a line to the north, of four kinds.
fn rows() -> Vec<PlaceRow> {
    let kinds = ["library", "park", "museum", "cultural_centre"];
    (0..60)
        .map(|at| {
            let features: &[&str] = if at % 2 == 0 { &["wifi", "step_free"] } else { &[] };
            let step = f64::from(u32::try_from(at).unwrap()) / 500.0;
            row(i64::try_from(at).unwrap() + 1, kinds[at % 4], 40.417 + step, features)
        })
        .collect()
}

fn phone(rows: &[PlaceRow], has_key: bool) -> Phone {
    let folder = tempfile::tempdir().unwrap();
    let (database, _) = Database::open(&folder.path().join("test.db")).unwrap();
    let database = Arc::new(database);
    database.write(|tx| PlacesCollection::apply(tx, rows, &[])).unwrap();
    let keys = Arc::new(SoftwareKeyStore::new().unwrap());
    let vault = Arc::new(Vault::new(Arc::clone(&database), keys));
    if has_key {
        vault.create(Guard::Device, "").unwrap();
    }
    let now = DateTime::parse_from_rfc3339("2026-11-24T10:00:00Z").unwrap().to_utc();
    let clock = Arc::new(FakeClock::at(now));
    let (db, time) = (|| Arc::clone(&database), || Arc::clone(&clock) as Arc<dyn Clock>);
    let (unnoted, changes) = (UnnotedFailure::default(), Changes::default());
    let places = Places::new(db(), time(), unnoted.clone());
    let agenda = Agenda::new(db(), time(), unnoted.clone());
    let home = Home::new(
        db(),
        Arc::clone(&vault),
        time(),
        places.clone(),
        unnoted,
        changes.clone(),
    );
    let chance = Arc::new(FakeEntropy::seeded(5));
    let sources = Sources { places, agenda, home };
    Phone {
        recommend: Recommend::new(db(), vault, time(), chance, changes, sources),
        clock: Arc::clone(&clock),
        _folder: folder,
    }
}

/// The city has sent all places, and its clock is so many hours ahead of the phone's.
fn confirm(phone: &Phone, hours_ahead: i64) {
    let offset = TimeDelta::hours(hours_ahead);
    let time = CityTime {
        at: phone.clock.now() + offset,
        offset_ms: offset.num_milliseconds(),
    };
    let noted = phone.recommend.database.write(|tx| {
        CollectionStatus::confirm(tx, PlacesCollection::NAME, time)?;
        CollectionStatus::confirm(tx, EventsCollection::NAME, time)
    });
    noted.unwrap();
}

fn key(id: i64) -> ItemKey {
    ItemKey::Place(id)
}

async fn keys(phone: &Phone) -> Vec<String> {
    let list = phone.recommend.for_you(sol(), 10).await.unwrap();
    list.items.iter().map(|item| item.key.to_string()).collect()
}

async fn did(phone: &Phone, kind: SignalKind, key: ItemKey) {
    phone.recommend.signal(kind, &key, sol()).await.unwrap();
}

#[tokio::test]
async fn without_a_person_it_knows_the_place_only_and_says_so() {
    let phone = phone(&rows(), false);
    let list = phone.recommend.for_you(sol(), 10).await.unwrap();
    assert_eq!((list.items.len(), list.unpersonal), (10, Some(Unpersonal::Nobody)));
    assert_eq!(list.from, MeasuredFrom::Here);
    assert!(
        list.items
            .iter()
            .all(|item| !item.reasons.is_empty() && item.distance_m.is_some())
    );
    let refused = phone
        .recommend
        .signal(SignalKind::Opened, &key(1), sol())
        .await
        .unwrap_err();
    assert_eq!(refused.code(), "session.none");
    assert_eq!(phone.recommend.interests().await.err().unwrap().code(), "session.none");
    let nowhere = phone.recommend.for_you(None, 10).await.unwrap();
    assert_eq!(nowhere.from, MeasuredFrom::Nowhere);
    assert!(nowhere.items.iter().all(|item| item.distance_m.is_none()));
}

#[tokio::test]
async fn an_empty_phone_has_an_empty_list() {
    let phone = phone(&[], true);
    let list = phone.recommend.for_you(sol(), 10).await.unwrap();
    assert!(list.items.is_empty() && list.is_on);
    assert_eq!(list.freshness.state, FreshnessState::Failed);
}

#[tokio::test]
async fn what_is_opened_counts_what_is_turned_down_goes_and_both_are_seen() {
    let phone = phone(&rows(), true);
    let before = keys(&phone).await;
    assert_eq!(before, keys(&phone).await, "the same all day");
    for id in [1, 5, 9, 13] {
        did(&phone, SignalKind::Booked, key(id)).await;
    }
    let gone: ItemKey = before[0].parse().unwrap();
    phone
        .recommend
        .signal(SignalKind::TurnedDown, &gone, sol())
        .await
        .unwrap();
    let after = keys(&phone).await;
    assert!(!after.contains(&gone.to_string()));
    let known = phone.recommend.interests().await.unwrap();
    let library = known
        .interests
        .iter()
        .find(|interest| interest.tag == Tag::Library)
        .unwrap();
    assert!(library.is_known && library.liking > 0.5);
    assert_eq!(known.turned_down, 1);
    assert!(known.interests.iter().all(|interest| interest.tag.is_learnt()));
    // Why it is gone, and why another one is where it is.
    let why = phone.recommend.why(&gone, sol()).await.unwrap();
    assert_eq!(why.excluded, Some(super::super::model::Exclusion::TurnedDown));
    let why = phone.recommend.why(&key(5), sol()).await.unwrap();
    assert_eq!(why.lines.len(), Part::ALL.len());
    let value = |part| why.lines.iter().find(|line| line.part == part).unwrap().value;
    assert!(value(Part::Habit) > 0.0 && value(Part::Kind) > 0.0 && value(Part::Life) == 0.0);
    assert_eq!(
        phone.recommend.why(&key(999), sol()).await.err().unwrap().code(),
        "recommend.unknown"
    );
}

#[tokio::test]
async fn off_shows_nothing_learns_nothing_and_keeps_what_is_saved() {
    let phone = phone(&rows(), true);
    phone.recommend.switch(false).await.unwrap();
    let list = phone.recommend.for_you(sol(), 10).await.unwrap();
    assert!(!list.is_on && list.items.is_empty());
    did(&phone, SignalKind::Opened, key(1)).await;
    did(&phone, SignalKind::TurnedDown, key(2)).await;
    did(&phone, SignalKind::Saved, key(3)).await;
    assert_eq!(
        phone.recommend.why(&key(1), sol()).await.err().unwrap().code(),
        "recommend.off"
    );
    let known = phone.recommend.interests().await.unwrap();
    assert!(
        known
            .interests
            .iter()
            .all(|interest| !interest.is_known && interest.liking == 0.0)
    );
    assert_eq!((known.used, known.turned_down), (0, 0));
    assert_eq!(phone.recommend.saved(sol()).await.unwrap().items.len(), 1);
    phone.recommend.switch(true).await.unwrap();
    assert_eq!(phone.recommend.for_you(sol(), 10).await.unwrap().items.len(), 10);
}

#[tokio::test]
async fn saved_things_are_listed_last_first_and_what_the_city_closed_is_counted() {
    let phone = phone(&rows(), true);
    for id in [1, 2, 3] {
        did(&phone, SignalKind::Saved, key(id)).await;
        phone.clock.advance(TimeDelta::minutes(1));
    }
    did(&phone, SignalKind::Unsaved, key(2)).await;
    let delete = crate::sync::Delete { id: 1, version: 99 };
    let closed = phone
        .recommend
        .database
        .write(|tx| PlacesCollection::apply(tx, &[], &[delete]));
    closed.unwrap();
    let saved = phone.recommend.saved(None).await.unwrap();
    assert_eq!(
        saved.items.iter().map(|item| item.key.to_string()).collect::<Vec<_>>(),
        ["place:3"]
    );
    assert_eq!((saved.gone, saved.items[0].distance_m), (1, None));
    let listed = phone.recommend.for_you(sol(), 20).await.unwrap();
    assert!(
        listed
            .items
            .iter()
            .filter(|item| item.is_saved)
            .all(|item| item.key == key(3))
    );
}

#[tokio::test]
async fn what_was_told_filters_and_everything_can_be_forgotten() {
    let phone = phone(&rows(), true);
    let about = About {
        step_free: true,
        life: vec![(super::super::model::LifeEvent::Move, phone.clock.now())],
        ..About::default()
    };
    phone.recommend.tell(about.clone()).await.unwrap();
    let list = phone.recommend.for_you(sol(), 10).await.unwrap();
    assert_eq!(list.left_out, [(super::super::model::Exclusion::NotStepFree, 30)]);
    // Told again another day, a life event keeps the day it was first told.
    let first = phone.clock.now();
    phone.clock.advance(TimeDelta::days(3));
    let again = About {
        life: vec![(super::super::model::LifeEvent::Move, phone.clock.now())],
        ..about
    };
    phone.recommend.tell(again).await.unwrap();
    assert_eq!(phone.recommend.interests().await.unwrap().about.life[0].1, first);
    did(&phone, SignalKind::Saved, key(3)).await;
    did(&phone, SignalKind::Opened, key(2)).await;
    phone.recommend.wish(Tag::Museum, Wish::More).await.unwrap();
    phone.recommend.forget(Tag::Park).await.unwrap();
    let known = phone.recommend.interests().await.unwrap();
    let of = |tag| *known.interests.iter().find(|interest| interest.tag == tag).unwrap();
    assert_eq!(of(Tag::Museum).wish, Some(Wish::More));
    assert!(!of(Tag::Park).is_known);
    phone.recommend.erase().await.unwrap();
    let known = phone.recommend.interests().await.unwrap();
    assert!(known.interests.iter().all(|interest| !interest.is_known));
    assert_eq!(known.about, About::default());
    assert_eq!(
        phone.recommend.saved(None).await.unwrap().items.len(),
        1,
        "a list of their own"
    );
}

#[tokio::test]
async fn what_is_shown_as_the_reason_is_among_all_of_them() {
    let phone = phone_with_events();
    did(&phone, SignalKind::Opened, key(1)).await;
    let list = phone.recommend.for_you(sol(), 40).await.unwrap();
    let is_tried = |item: &&Suggested| item.reasons == [Reason::Explore];
    assert!(list.items.iter().any(|item| is_tried(&item)), "something is tried");
    for item in &list.items {
        let why = phone.recommend.why(&item.key, sol()).await.unwrap();
        let all: Vec<_> = why.lines.iter().filter_map(|line| line.reason).collect();
        assert!(item.reasons.iter().all(|reason| all.contains(reason)), "{}", item.key);
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_said_and_can_be_erased() {
    let phone = phone(&rows(), true);
    did(&phone, SignalKind::Opened, key(1)).await;
    let spoilt = phone.recommend.database.write(|tx| {
        tx.execute("UPDATE recommend_memory SET sealed = zeroblob(length(sealed))", [])?;
        Ok(())
    });
    spoilt.unwrap();
    assert_eq!(
        phone.recommend.interests().await.err().unwrap().code(),
        "vault.unreadable"
    );
    phone.recommend.erase().await.unwrap();
    assert_eq!(phone.recommend.interests().await.unwrap().used, 0);
}

#[tokio::test]
async fn a_lock_hides_what_is_remembered_but_not_the_switch() {
    let phone = phone(&rows(), true);
    did(&phone, SignalKind::Opened, key(1)).await;
    phone.recommend.switch(false).await.unwrap();
    phone.recommend.vault.lock();
    assert!(!phone.recommend.for_you(sol(), 10).await.unwrap().is_on);
    assert_eq!(
        phone.recommend.interests().await.err().unwrap().code(),
        StoreError::Locked.code()
    );
    phone.recommend.switch(true).await.unwrap();
    let list = phone.recommend.for_you(sol(), 10).await.unwrap();
    assert_eq!((list.items.len(), list.unpersonal), (10, Some(Unpersonal::Locked)));
}

fn event(id: i64, day: &str, more: serde_json::Value) -> EventRow {
    let mut json = serde_json::json!({
        "id": id, "version": id, "title": format!("Acto {id}"), "kind": "music", "free": true, "first_day": day,
        "last_day": day, "time": "20:00", "lat": 40.418, "lon": -3.7, "source": "s",
    });
    json.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_value(json).unwrap()
}

/// Tonight; over since this morning; a show that ends in two days; for older people; in a room up the stairs; far off.
fn events() -> Vec<EventRow> {
    vec![
        event(1, "2026-11-24", serde_json::json!({})),
        event(2, "2026-11-24", serde_json::json!({ "time": "09:00", "ends": "10:00" })),
        event(
            3,
            "2026-11-01",
            serde_json::json!({ "last_day": "2026-11-26", "kind": "exhibition", "time": "11:00", "free": false }),
        ),
        event(
            4,
            "2026-11-25",
            serde_json::json!({ "kind": "talk", "audiences": ["seniors"] }),
        ),
        event(
            5,
            "2026-11-25",
            serde_json::json!({ "kind": "workshop", "place_id": 2 }),
        ),
        event(6, "2027-03-01", serde_json::json!({ "kind": "dance" })),
    ]
}

fn phone_with_events() -> Phone {
    let phone = phone(&rows(), true);
    let added = phone
        .recommend
        .database
        .write(|tx| EventsCollection::apply(tx, &events(), &[]));
    added.unwrap();
    phone
}

async fn events_listed(phone: &Phone, limit: usize) -> Vec<(String, Vec<Reason>)> {
    let list = phone.recommend.for_you(sol(), limit).await.unwrap();
    let items = list.items.into_iter();
    items
        .filter(|item| matches!(item.key, ItemKey::Event(_)))
        .map(|item| (item.key.to_string(), item.reasons))
        .collect()
}

#[tokio::test]
async fn what_is_on_is_among_the_rest_with_its_day_and_never_what_is_over() {
    let phone = phone_with_events();
    let listed = events_listed(&phone, 50).await;
    let keys: std::collections::BTreeSet<&str> = listed.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["event:1", "event:3", "event:4", "event:5"].into());
    let why = phone.recommend.why(&ItemKey::Event(3), sol()).await.unwrap();
    let soon = why.lines.iter().find(|line| line.part == Part::Soon).unwrap();
    assert!(matches!(soon.reason, Some(Reason::Ends(day)) if day.to_string() == "2026-11-26"));
    // What is over says so, and what is far off can be asked about.
    let over = phone.recommend.why(&ItemKey::Event(2), sol()).await.unwrap();
    assert_eq!(over.excluded, Some(super::super::model::Exclusion::Over));
    assert!(
        phone
            .recommend
            .why(&ItemKey::Event(6), sol())
            .await
            .unwrap()
            .excluded
            .is_none()
    );
    let unknown = phone.recommend.why(&ItemKey::Event(99), sol()).await.err().unwrap();
    assert_eq!(unknown.code(), "recommend.unknown");
    // The next morning nothing of the evening is left.
    phone.clock.advance(TimeDelta::days(1));
    let tomorrow = events_listed(&phone, 50).await;
    assert!(tomorrow.iter().all(|(key, _)| key != "event:1") && tomorrow.len() == 3);
}

#[tokio::test]
async fn an_event_is_saved_turned_down_and_learnt_from_as_a_place_is() {
    let phone = phone_with_events();
    for (kind, id) in [
        (SignalKind::Saved, 1),
        (SignalKind::Opened, 5),
        (SignalKind::TurnedDown, 4),
    ] {
        did(&phone, kind, ItemKey::Event(id)).await;
    }
    assert!(events_listed(&phone, 50).await.iter().all(|(key, _)| key != "event:4"));
    let known = phone.recommend.interests().await.unwrap();
    let liking = |tag| {
        known
            .interests
            .iter()
            .find(|interest| interest.tag == tag)
            .unwrap()
            .liking
    };
    assert!(liking(Tag::Workshop) > 0.0 && liking(Tag::Music) > 0.0 && liking(Tag::Talk) < 0.0);
}

#[tokio::test]
async fn what_was_told_leaves_out_events_too() {
    let phone = phone_with_events();
    let about = About {
        age: Some(super::super::model::AgeBand::Adult),
        step_free: true,
        ..About::default()
    };
    phone.recommend.tell(about).await.unwrap();
    let listed = events_listed(&phone, 50).await;
    let keys: std::collections::BTreeSet<&str> = listed.iter().map(|(key, _)| key.as_str()).collect();
    // Not the talk for older people, nor the workshop in a place of which nobody says that one can enter.
    assert_eq!(keys, ["event:1", "event:3"].into());
}

#[tokio::test]
async fn every_thing_has_a_reason_whoever_and_wherever_the_person_is() {
    for has_key in [false, true] {
        let phone = phone(&rows(), has_key);
        let added = phone
            .recommend
            .database
            .write(|tx| EventsCollection::apply(tx, &events(), &[]));
        added.unwrap();
        for hours in [0, 5, 12, 24 * 5] {
            phone.clock.advance(TimeDelta::hours(hours));
            for here in [sol(), None] {
                let list = phone.recommend.for_you(here, 20).await.unwrap();
                assert!(list.items.len() >= 10, "{hours} {here:?}: {}", list.items.len());
                assert!(list.items.iter().all(|item| !item.reasons.is_empty()));
            }
        }
    }
}

#[tokio::test]
async fn a_part_that_cannot_be_read_is_told_and_hides_no_other() {
    let phone = phone_with_events();
    assert!(phone.recommend.for_you(sol(), 10).await.unwrap().unread.is_empty());
    let spoilt = phone.recommend.database.write(|tx| {
        tx.execute_batch(
            "INSERT INTO profile (id, sealed) VALUES (1, zeroblob(60));
             UPDATE event SET first_day = -9000000000 WHERE id = 1",
        )?;
        Ok(())
    });
    spoilt.unwrap();
    let list = phone.recommend.for_you(sol(), 10).await.unwrap();
    assert_eq!(
        list.unread.iter().map(|(part, _)| *part).collect::<Vec<_>>(),
        [Unread::Events, Unread::Errands]
    );
    assert_eq!(list.unread[1].1, StoreError::Unreadable.code());
    assert_eq!(list.items.len(), 10, "the rest is whole");
    // Why something of it is not there is the same error, and not that there is no such thing.
    let payment = ItemKey::Payment("t-1".into());
    let failed = phone.recommend.why(&payment, sol()).await.err().unwrap();
    assert_eq!(failed.code(), StoreError::Unreadable.code());
    assert_eq!(
        phone.recommend.why(&key(999), sol()).await.err().unwrap().code(),
        "recommend.unknown"
    );
}
