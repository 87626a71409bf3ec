//! Deltas: whoever follows cursors holds what is live.

use std::collections::BTreeMap;

use super::super::{Data, Store, load};
use super::Collection::Places;
use super::*;
use crate::random::Dice;
use crate::wire::row_hash;

const DAY: i64 = 24 * 60 * 60;

fn filled(count: i64) -> Store {
    let store = Store::open(&Data::Memory).unwrap();
    store.write(|tx| load_all(tx, &places(1..=count), 1)).unwrap();
    store
}

/// As the city does at its start: every collection is there, though it may be empty.
fn load_all(tx: &Transaction<'_>, places: &[(i64, String)], seed: u64) -> Result<Meta, StoreError> {
    for collection in Collection::ALL {
        if collection != Places {
            load(tx, collection, &[], (seed, 0))?;
        }
    }
    load(tx, Places, places, (seed, 0))
}

fn places(ids: impl Iterator<Item = i64>) -> Vec<(i64, String)> {
    ids.map(|id| (id, format!("{{\"id\":{id}}}"))).collect()
}

fn changed(store: &Store, changes: Vec<Change>, now: i64) -> Meta {
    store.write(|tx| apply(tx, Places, changes, now)).unwrap()
}

fn put(id: i64, content: &str) -> Change {
    Change::Put {
        id,
        content: content.to_owned(),
    }
}

/// A phone: follows cursors into a map.
#[derive(Default)]
struct Phone {
    rows: BTreeMap<i64, i64>,
    cursor: Option<String>,
}

impl Phone {
    /// One page; whether there is more.
    fn pull(&mut self, store: &Store, limit: u32) -> bool {
        let (meta, from, page) = store
            .read(|connection| {
                let meta = Meta::read(connection, Places)?;
                let from = match &self.cursor {
                    Some(cursor) => Position::read(cursor, &meta).expect("the cursor was lost"),
                    None => Position::beginning(&meta),
                };
                let page = page(connection, Places, &meta, (from, limit))?;
                Ok((meta, from, page))
            })
            .unwrap();
        assert!(page.entries.len() <= limit as usize);
        assert!(page.entries.is_sorted_by(|one, next| one.version < next.version));
        for entry in &page.entries {
            match entry.content {
                Some(_) => drop(self.rows.insert(entry.id, entry.version)),
                None => drop(self.rows.remove(&entry.id)),
            }
        }
        self.cursor = Some(from.cursor(page.reached, &meta));
        page.more
    }

    fn agrees_with(&self, store: &Store) {
        let total = store.read(|c| Meta::read(c, Places)).unwrap().total();
        let sum = self
            .rows
            .iter()
            .fold(0_u64, |sum, (&id, &version)| sum.wrapping_add(row_hash(id, version)));
        assert_eq!(
            (total.count, total.checksum),
            (self.rows.len() as u64, format!("{sum:016x}"))
        );
        assert_eq!(
            self.rows.keys().copied().collect::<Vec<_>>(),
            store.read(|c| ids(c, Places)).unwrap()
        );
    }
}

#[test]
fn a_page_holds_the_last_state_of_each_row_in_commit_order() {
    let store = filled(3);
    changed(
        &store,
        vec![
            put(2, "{\"a\":1}"),
            put(1, "{}"),
            put(2, "{\"a\":2}"),
            Change::Remove { id: 3 },
        ],
        0,
    );
    let page = store
        .read(|connection| {
            let meta = Meta::read(connection, Places)?;
            page(connection, Places, &meta, (Position::beginning(&meta), 100))
        })
        .unwrap();
    let lines: Vec<_> = page
        .entries
        .iter()
        .map(|e| (e.id, e.version, e.content.as_deref()))
        .collect();
    assert_eq!(lines, [(1, 5, Some("{}")), (2, 6, Some("{\"a\":2}")), (3, 7, None)]);
    assert!(!page.more);
}

#[test]
fn following_cursors_while_the_city_lives_ends_with_what_is_live() {
    let store = filled(50);
    let mut dice = Dice::for_purpose(3, 0);
    let mut phone = Phone::default();
    for round in 0..200_i64 {
        let id = i64::try_from(dice.below(80)).unwrap() + 1;
        let change = if dice.below(3) == 0 {
            Change::Remove { id }
        } else {
            put(id, &format!("{{\"n\":{round}}}"))
        };
        changed(&store, vec![change], 0);
        phone.pull(&store, 1 + u32::try_from(dice.below(4)).unwrap());
    }
    while phone.pull(&store, 7) {}
    phone.agrees_with(&store);
}

#[test]
fn removing_what_is_not_there_is_no_change() {
    let store = filled(2);
    assert_eq!(changed(&store, vec![Change::Remove { id: 9 }], 0).sequence, 2);
    let gone = vec![Change::Remove { id: 1 }, Change::Remove { id: 1 }];
    assert_eq!(changed(&store, gone, 0).sequence, 3);
}

#[test]
fn old_tombstones_are_forgotten_and_lose_only_old_cursors() {
    let store = filled(30);
    let (mut old, mut fresh, mut slow) = (Phone::default(), Phone::default(), Phone::default());
    while old.pull(&store, 10) {}
    changed(&store, vec![Change::Remove { id: 7 }], DAY);
    while fresh.pull(&store, 10) {}
    // Began after the removal, but its pages are small and it is not yet past it.
    assert!(slow.pull(&store, 5));
    store.write(|tx| forget_old_tombstones(tx, 181 * DAY)).unwrap();
    let meta = store.read(|c| Meta::read(c, Places)).unwrap();
    assert_eq!(meta.forgotten, 0, "180 days are not over yet");
    store.write(|tx| forget_old_tombstones(tx, 182 * DAY)).unwrap();
    let meta = store.read(|c| Meta::read(c, Places)).unwrap();
    assert_eq!(meta.forgotten, 31);
    assert!(Position::read(&old.cursor.unwrap(), &meta).is_err());
    for mut phone in [fresh, slow] {
        while phone.pull(&store, 5) {}
        phone.agrees_with(&store);
    }
    let mut late = Phone::default();
    while late.pull(&store, 5) {}
    late.agrees_with(&store);
}

#[test]
fn loading_again_changes_only_what_the_catalogue_changed() {
    let store = filled(5);
    let load_again = |catalogue: &[(i64, String)]| store.write(|tx| load_all(tx, catalogue, 1)).unwrap();
    let before = store.read(|c| Meta::read(c, Places)).unwrap();
    assert_eq!(load_again(&places(1..=5)), before);
    // The city lives on its own: those changes stay until the catalogue says something new about the same place.
    changed(
        &store,
        vec![put(1, "{\"lived\":1}"), Change::Remove { id: 2 }, put(99, "{}")],
        0,
    );
    let lived = store.read(|c| Meta::read(c, Places)).unwrap();
    assert_eq!(load_again(&places(1..=5)), lived);
    let mut next = places(2..=6);
    next[1].1 = "{\"id\":3,\"new\":true}".to_owned();
    let loaded = load_again(&next);
    // 3 changed, 6 came, 1 went.
    assert_eq!(loaded.sequence, lived.sequence + 3);
    assert_eq!(store.read(|c| ids(c, Places)).unwrap(), [3, 4, 5, 6, 99]);
    let mut phone = Phone::default();
    while phone.pull(&store, 2) {}
    phone.agrees_with(&store);
}

#[test]
fn the_epoch_follows_from_seed_and_catalogue() {
    let epoch = |seed, count| {
        let store = Store::open(&Data::Memory).unwrap();
        store.write(|tx| load_all(tx, &places(1..=count), seed)).unwrap().epoch
    };
    assert_eq!(epoch(1, 5), epoch(1, 5));
    assert_ne!(epoch(1, 5), epoch(2, 5));
    assert_ne!(epoch(1, 5), epoch(1, 6));
    let store = filled(5);
    let next = store.write(|tx| super::super::new_epoch(tx, Places)).unwrap();
    assert_ne!(next.epoch, epoch(1, 5));
    assert_eq!((next.epoch.len(), next.sequence), (16, 5));
}

#[test]
fn collections_do_not_touch_each_other() {
    let store = filled(3);
    let areas = |store: &Store| store.read(|c| Meta::read(c, Collection::Areas)).unwrap();
    let (before, events) = (areas(&store), [(2, "{\"id\":2}".to_owned())]);
    store.write(|tx| load(tx, Collection::Events, &events, (1, 0))).unwrap();
    changed(&store, vec![Change::Remove { id: 2 }], DAY);
    let event = store.read(|c| one(c, Collection::Events, 2)).unwrap().unwrap();
    assert_eq!((event.version, event.content.as_deref()), (1, Some("{\"id\":2}")));
    assert_eq!(areas(&store), before);
    store.write(|tx| forget_old_tombstones(tx, 200 * DAY)).unwrap();
    let forgotten = |collection| store.read(|c| Meta::read(c, collection)).unwrap().forgotten;
    assert_eq!((forgotten(Places), forgotten(Collection::Events)), (4, 0));
    let epochs: std::collections::BTreeSet<String> = Collection::ALL
        .into_iter()
        .map(|collection| store.read(|c| Meta::read(c, collection)).unwrap().epoch)
        .collect();
    assert_eq!(epochs.len(), Collection::ALL.len(), "no cursor fits two collections");
}
