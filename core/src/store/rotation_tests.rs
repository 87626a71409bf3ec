//! A rotation may end anywhere: whatever happens, every value opens, and the next call ends what was begun.

use std::sync::Arc;

use super::super::test_phone::{EMAIL, NAME, Phone, Watched};
use super::*;
use crate::ports::Guard;
use crate::store::seal::generation_of;

const PEOPLE: i64 = 10;

/// A phone with ten people, of whom some have an e-mail address.
fn populated() -> Phone {
    let phone = Phone::open();
    for id in 1..=PEOPLE {
        phone.write(id, &format!("name {id}")).unwrap();
    }
    let sealer = phone.vault.sealer().unwrap();
    let written = phone.database.write(|tx| {
        for id in [-3, 2, 5] {
            let sealed = sealer.seal(EMAIL, id, b"x@example.org")?;
            tx.execute(
                "INSERT INTO person (id, email) VALUES (?1, ?2)
                 ON CONFLICT (id) DO UPDATE SET email = excluded.email",
                params![id, sealed],
            )?;
        }
        Ok(())
    });
    written.unwrap();
    phone
}

fn email(phone: &Phone, id: i64) -> Vec<u8> {
    let query = "SELECT email FROM person WHERE id = ?1";
    let read = phone.database.read(|c| Ok(c.query_row(query, [id], |row| row.get(0))?));
    read.unwrap()
}

fn assert_everything_opens(phone: &Phone) {
    for id in 1..=PEOPLE {
        assert_eq!(phone.read(id).unwrap(), format!("name {id}"));
    }
    let sealer = phone.vault.sealer().unwrap();
    for id in [-3, 2, 5] {
        assert_eq!(sealer.open(EMAIL, id, &email(phone, id)).unwrap(), b"x@example.org");
    }
}

#[test]
fn everything_is_sealed_again_and_the_old_key_goes() {
    let phone = populated();
    let (wrapped, old) = (phone.wrapped(), phone.raw(1));
    phone.vault.rotate("", &[NAME, EMAIL]).unwrap();
    assert_eq!(phone.generations(), [2]);
    assert_everything_opens(&phone);
    assert_eq!(generation_of(&phone.raw(1)), Some(2));
    assert!(phone.files_with(&wrapped).is_empty() && phone.files_with(&old).is_empty());
    let phone = phone.restarted();
    phone.vault.rotate("", &[NAME, EMAIL]).unwrap();
    assert_eq!(phone.generations(), [3]);
    assert_everything_opens(&phone.restarted_open());
}

#[test]
fn a_rotation_that_is_cut_short_after_any_batch_goes_on() {
    // Ten names in four batches and an e-mail column in two: at least six instants.
    for cut_after in 1..=6 {
        let phone = populated();
        let mut batches = 0;
        let cut = phone.vault.rotate_in_batches(3, "", &[NAME, EMAIL], || {
            batches += 1;
            if batches == cut_after {
                Err(StoreError::Abandon)
            } else {
                Ok(())
            }
        });
        assert!(matches!(cut, Err(StoreError::Abandon)), "{cut_after}");
        assert_everything_opens(&phone);
        let phone = phone.restarted_open();
        assert_eq!(phone.generations(), [1, 2]);
        assert_everything_opens(&phone);
        // What is written now is not what is left to do.
        phone.write(PEOPLE, &format!("name {PEOPLE}")).unwrap();
        assert_eq!(generation_of(&phone.raw(PEOPLE)), Some(2));
        let mut rest = 0;
        let done = phone.vault.rotate_in_batches(3, "", &[NAME, EMAIL], || {
            rest += 1;
            Ok(())
        });
        done.unwrap();
        assert!(rest < 8, "what was done is not done again");
        assert_eq!(phone.generations(), [2], "ended, not begun again");
        assert_everything_opens(&phone.restarted_open());
    }
}

#[test]
fn a_rotation_that_ended_before_its_first_or_after_its_last_batch_goes_on() {
    let phone = populated();
    assert_eq!(phone.vault.generation_to_reach("").unwrap(), 2);
    let phone = phone.restarted_open();
    assert_everything_opens(&phone);
    assert_eq!(phone.vault.generation_to_reach("").unwrap(), 2);
    let sealer = phone.vault.sealer().unwrap();
    for column in [NAME, EMAIL] {
        let all = phone
            .database
            .write(|tx| reseal(tx, &sealer, column, head(2), i64::MIN, 100));
        assert!(all.unwrap().readable);
    }
    let phone = phone.restarted();
    assert_eq!(phone.generations(), [1, 2]);
    phone.vault.rotate("", &[NAME, EMAIL]).unwrap();
    assert_eq!(phone.generations(), [2]);
    assert_everything_opens(&phone);
}

#[test]
fn what_others_write_meanwhile_has_the_new_key() {
    let phone = populated();
    let before = phone.vault.sealer().unwrap();
    let done = phone.vault.rotate_in_batches(3, "", &[NAME, EMAIL], || {
        let sealed = before.seal(NAME, 99, b"late")?;
        assert_eq!(generation_of(&sealed), Some(2));
        phone.write(1, "name 1")
    });
    done.unwrap();
    assert_eq!(phone.generations(), [2]);
    assert_everything_opens(&phone);
}

#[test]
fn a_lock_in_the_middle_stops_it_and_unlocking_lets_it_go_on() {
    let phone = populated();
    let stopped = phone.vault.rotate_in_batches(3, "", &[NAME, EMAIL], || {
        phone.vault.lock();
        Ok(())
    });
    assert!(matches!(stopped, Err(StoreError::Locked)));
    phone.vault.rotate("", &[NAME, EMAIL]).unwrap();
    assert_eq!(phone.generations(), [2]);
    assert_everything_opens(&phone);
}

#[test]
fn a_column_that_was_forgotten_keeps_its_key() {
    let phone = populated();
    phone.vault.rotate("", &[NAME]).unwrap();
    assert_eq!(phone.generations(), [1, 2]);
    let phone = phone.restarted_open();
    assert_everything_opens(&phone);
    phone.vault.rotate("", &[NAME, EMAIL]).unwrap();
    assert_eq!(phone.generations(), [2]);
    assert_everything_opens(&phone);
}

#[test]
fn a_value_that_does_not_open_is_passed_over_and_keeps_its_key() {
    let phone = populated();
    let good = phone.raw(5);
    let mut bad = good.clone();
    *bad.last_mut().unwrap() ^= 1;
    let put = |bytes: &[u8]| {
        let update = "UPDATE person SET name = ?1 WHERE id = 5";
        phone.database.write(|tx| Ok(tx.execute(update, [bytes])?)).unwrap();
    };
    put(&bad);
    for _ in 0..2 {
        let outcome = phone.vault.rotate_in_batches(3, "", &[NAME, EMAIL], || Ok(()));
        assert!(matches!(outcome, Err(StoreError::Unreadable)));
        assert_eq!((phone.raw(5), phone.generations()), (bad.clone(), vec![1, 2]));
        assert_eq!(generation_of(&phone.raw(PEOPLE)), Some(2), "the rest is done");
    }
    put(&good);
    phone.vault.rotate("", &[NAME, EMAIL]).unwrap();
    assert_eq!(phone.generations(), [2]);
    assert_everything_opens(&phone);
}

#[test]
fn of_two_that_begin_at_once_one_is_told_to_ask_again() {
    let key_store = Watched::new();
    let phone = Phone::with(Arc::clone(&key_store) as _);
    phone.vault.create(Guard::Device, "").unwrap();
    phone.write(1, "Ana").unwrap();
    let (vault, store) = (Arc::clone(&phone.vault), Arc::downgrade(&key_store));
    key_store.on_wrap.set(move || {
        store.upgrade().unwrap().on_wrap.clear();
        vault.rotate("", &[NAME]).unwrap();
    });
    assert!(matches!(phone.vault.rotate("", &[NAME]), Err(StoreError::Interrupted)));
    assert_eq!(phone.generations(), [2]);
    let vault = Arc::clone(&phone.vault);
    let store = Arc::downgrade(&key_store);
    key_store.on_wrap.set(move || {
        store.upgrade().unwrap().on_wrap.clear();
        vault.rotate("", &[NAME]).unwrap();
    });
    let guarded = phone.vault.set_guard(Guard::Person, "");
    assert!(matches!(guarded, Err(StoreError::Interrupted)));
    phone.vault.set_guard(Guard::Person, "").unwrap();
    let phone = phone.restarted_open();
    assert_eq!((phone.read(1).unwrap().as_str(), phone.generations()), ("Ana", vec![3]));
}

#[test]
fn an_empty_vault_has_nothing_to_rotate() {
    let phone = Phone::with(Watched::new());
    assert!(matches!(phone.vault.rotate("", &[NAME]), Err(StoreError::Locked)));
    assert!(phone.generations().is_empty());
}
