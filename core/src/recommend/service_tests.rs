//! What a person sees and does, on a phone with places and a data key.

use chrono::TimeDelta;

use super::super::model::{About, SignalKind, Wish};
use super::*;
use crate::places::{PlaceRow, PlacesCollection};
use crate::ports::{FakeClock, FakeEntropy, Guard, SoftwareKeyStore};
use crate::store::StoreError;
use crate::sync::{Collection, UnnotedFailure};

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
    let home = Home::new(
        db(),
        Arc::clone(&vault),
        time(),
        places.clone(),
        unnoted,
        changes.clone(),
    );
    let chance = Arc::new(FakeEntropy::seeded(5));
    let sources = Sources { places, home };
    Phone {
        recommend: Recommend::new(db(), vault, time(), chance, changes, sources),
        clock: Arc::clone(&clock),
        _folder: folder,
    }
}

fn key(id: i64) -> ItemKey {
    ItemKey::Place(id)
}

async fn keys(phone: &Phone) -> Vec<String> {
    let list = phone.recommend.for_you(sol(), 10).await.unwrap();
    list.items.iter().map(|item| item.key.to_string()).collect()
}

async fn did(phone: &Phone, kind: SignalKind, id: i64) {
    phone.recommend.signal(kind, &key(id), sol()).await.unwrap();
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
        did(&phone, SignalKind::Booked, id).await;
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
    did(&phone, SignalKind::Opened, 1).await;
    did(&phone, SignalKind::TurnedDown, 2).await;
    did(&phone, SignalKind::Saved, 3).await;
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
        did(&phone, SignalKind::Saved, id).await;
        phone.clock.advance(TimeDelta::minutes(1));
    }
    did(&phone, SignalKind::Unsaved, 2).await;
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
    did(&phone, SignalKind::Saved, 3).await;
    did(&phone, SignalKind::Opened, 2).await;
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
async fn what_cannot_be_read_is_said_and_can_be_erased() {
    let phone = phone(&rows(), true);
    did(&phone, SignalKind::Opened, 1).await;
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
    did(&phone, SignalKind::Opened, 1).await;
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
