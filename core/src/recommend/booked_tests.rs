//! A booking is a lesson, in the same write, and only while the person wants lessons.

use super::super::model::Memory;
use super::*;
use crate::bookings::BookableId;
use crate::kernel::Cents;
use crate::places::PlacesCollection;
use crate::ports::{FakeEntropy, Guard, SoftwareKeyStore};
use crate::store::{Database, Vault};
use crate::sync::Collection;

struct Phone {
    database: Arc<Database>,
    sealer: Sealer,
    _folder: tempfile::TempDir,
}

fn phone() -> Phone {
    let folder = tempfile::tempdir().unwrap();
    let database = Arc::new(Database::open(&folder.path().join("test.db")).unwrap().0);
    let vault = Vault::new(Arc::clone(&database), Arc::new(SoftwareKeyStore::new().unwrap()));
    vault.create(Guard::Device, "").unwrap();
    let row = serde_json::json!({
        "id": 7, "version": 1, "kind": "sports_centre", "name": "CDM", "lat": 40.4, "lon": -3.7, "source": "s",
        "features": ["indoor_pool", "sports_courts", "wifi", "step_free"],
    });
    let row = serde_json::from_value(row).unwrap();
    database.write(|tx| PlacesCollection::apply(tx, &[row], &[])).unwrap();
    Phone {
        database,
        sealer: vault.sealer().unwrap(),
        _folder: folder,
    }
}

fn bookable(place: i64, kind: BookableKind) -> Bookable {
    Bookable {
        id: BookableId::from_city(75),
        place,
        place_name: "CDM".into(),
        kind,
        name: "Pista".into(),
        capacity: 2,
        price: Cents::new(0),
        is_free: true,
        minutes: 60,
        rules: None,
    }
}

impl Phone {
    fn book(&self, what: &Bookable) -> Result<(), StoreError> {
        let lessons = BookingLessons(Arc::new(FakeEntropy::seeded(3)));
        self.database
            .write(|tx| lessons.booked(tx, &self.sealer, what, DateTime::UNIX_EPOCH))
    }

    fn memory(&self) -> Option<Memory> {
        self.database
            .read(|connection| store::read(connection, &self.sealer))
            .unwrap()
    }

    fn tastes(&self) -> Vec<Tag> {
        self.memory()
            .map(|memory| memory.tastes.into_keys().collect())
            .unwrap_or_default()
    }
}

#[test]
fn a_court_is_a_taste_for_courts_and_a_bath_for_pools() {
    let court = phone();
    court.book(&bookable(7, BookableKind::Court)).unwrap();
    assert_eq!(court.tastes(), [Tag::SportsCentre, Tag::SportsCourts]);
    let memory = court.memory().unwrap();
    assert_eq!(memory.items.len(), 1);
    assert!(memory.items[0].key.to_string() == "place:7" && memory.items[0].uses > 0.0);
    assert!(memory.seed != 0 && memory.reach.weight == 0.0);
    let bath = phone();
    bath.book(&bookable(7, BookableKind::PoolTicket)).unwrap();
    assert_eq!(bath.tastes(), [Tag::SportsCentre, Tag::IndoorPool]);
    let other = phone();
    other.book(&bookable(7, BookableKind::Other)).unwrap();
    assert_eq!(other.tastes(), [Tag::SportsCentre]);
}

#[test]
fn nothing_is_learnt_while_it_is_off_or_of_a_place_the_phone_does_not_know() {
    let phone = phone();
    phone.book(&bookable(8, BookableKind::Court)).unwrap();
    assert!(phone.memory().is_none());
    phone.database.write(|tx| store::switch(tx, false)).unwrap();
    phone.book(&bookable(7, BookableKind::Court)).unwrap();
    assert!(phone.memory().is_none());
}

#[test]
fn what_cannot_be_read_is_no_reason_to_refuse_a_booking() {
    let phone = phone();
    phone.book(&bookable(7, BookableKind::Court)).unwrap();
    let spoil = "UPDATE recommend_memory SET sealed = zeroblob(length(sealed))";
    phone.database.write(|tx| Ok(tx.execute_batch(spoil)?)).unwrap();
    phone.book(&bookable(7, BookableKind::Court)).unwrap();
    let failed = phone
        .database
        .read(|connection| store::read(connection, &phone.sealer))
        .err();
    assert!(
        matches!(failed, Some(StoreError::Unreadable)),
        "and it is left for the person to erase"
    );
}
