//! The life of the data keys: made once, opened when the person agrees, forgotten, destroyed; and what nobody may do.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Barrier, Mutex};
use std::time::Duration;

use super::super::test_phone::{NAME, Phone, Watched};
use super::*;
use crate::ports::{FileKeyStore, KeyStoreError, SoftwareKeyStore};
use crate::store::SealedColumn;

/// A key store whose person gives these answers, the last one for ever.
fn asking(answers: Vec<Result<(), KeyStoreError>>) -> Arc<dyn KeyStore> {
    let answers = Mutex::new(answers);
    let person = move |prompt: &str| {
        assert_eq!(prompt, "Abrir tus datos");
        let mut answers = answers.lock().unwrap();
        if answers.len() > 1 {
            answers.remove(0)
        } else {
            answers[0]
        }
    };
    Arc::new(SoftwareKeyStore::new().unwrap().answering(person))
}

/// Nothing but the keys goes.
fn nothing_else(_: &Transaction<'_>) -> Result<(), StoreError> {
    Ok(())
}

const PROMPT: &str = "Abrir tus datos";

fn code<T: fmt::Debug>(result: Result<T, StoreError>) -> &'static str {
    result.unwrap_err().code()
}

#[test]
fn from_empty_to_open_to_locked_and_back() {
    let phone = Phone::with(asking(vec![Ok(())]));
    assert_eq!(phone.vault.state().unwrap(), VaultState::Empty);
    assert_eq!(phone.vault.guard().unwrap(), None);
    assert_eq!(code(phone.vault.sealer()), "store.locked");
    assert_eq!(code(phone.vault.unlock(PROMPT)), "store.locked");
    phone.vault.create(Guard::Person, PROMPT).unwrap();
    phone.vault.create(Guard::Device, PROMPT).unwrap();
    assert_eq!(phone.vault.state().unwrap(), VaultState::Open);
    assert_eq!(phone.vault.guard().unwrap(), Some(Guard::Person), "the first one stays");
    phone.write(1, "Ana").unwrap();
    phone.vault.lock();
    phone.vault.lock();
    assert_eq!(phone.vault.state().unwrap(), VaultState::Locked);
    assert_eq!(code(phone.read(1)), "store.locked");
    assert_eq!(code(phone.write(2, "Eva")), "store.locked");
    phone.vault.unlock(PROMPT).unwrap();
    phone.vault.unlock(PROMPT).unwrap();
    assert_eq!(phone.read(1).unwrap(), "Ana");
}

#[test]
fn the_next_start_opens_what_this_one_sealed() {
    let phone = Phone::open();
    phone.write(1, "Ana").unwrap();
    let phone = phone.restarted();
    assert_eq!(phone.vault.state().unwrap(), VaultState::Locked);
    phone.vault.create(Guard::Person, "").unwrap();
    assert_eq!((phone.read(1).unwrap().as_str(), phone.generations()), ("Ana", vec![1]));
}

#[test]
fn a_person_is_asked_once_and_may_think_again() {
    let no = [KeyStoreError::Refused, KeyStoreError::Unavailable];
    let lost = [KeyStoreError::Invalidated, KeyStoreError::CannotUnwrap];
    let answers = no.iter().chain(&lost).map(|error| Err(*error)).chain([Ok(())]);
    let phone = Phone::with(asking(answers.collect()));
    phone.vault.create(Guard::Person, PROMPT).unwrap();
    phone.write(1, "Ana").unwrap();
    let (sealed, wrapped) = (phone.raw(1), phone.wrapped());
    phone.vault.lock();
    for expected in [
        "vault.refused",
        "vault.key_store",
        "vault.invalidated",
        "vault.unreadable",
    ] {
        assert_eq!(code(phone.vault.unlock(PROMPT)), expected);
        assert_eq!(phone.vault.state().unwrap(), VaultState::Locked);
        assert_eq!((phone.raw(1), phone.wrapped()), (sealed.clone(), wrapped.clone()));
    }
    phone.vault.unlock(PROMPT).unwrap();
    assert_eq!(phone.read(1).unwrap(), "Ana");
}

#[test]
fn of_two_who_create_at_once_one_makes_the_key() {
    let key_store = Watched::new();
    let phone = Phone::with(Arc::clone(&key_store) as _);
    // Neither goes on before both have found the vault empty and made a key.
    let both = Barrier::new(2);
    key_store.on_wrap.set(move || {
        both.wait();
    });
    let vaults = [Arc::clone(&phone.vault), Arc::clone(&phone.vault)];
    let threads = vaults.map(|vault| std::thread::spawn(move || vault.create(Guard::Device, "")));
    threads.into_iter().for_each(|thread| thread.join().unwrap().unwrap());
    assert_eq!(phone.generations(), [1]);
    phone.write(1, "Ana").unwrap();
    let phone = phone.restarted();
    phone.vault.unlock("").unwrap();
    assert_eq!(phone.read(1).unwrap(), "Ana");
}

#[test]
fn the_key_store_is_called_under_no_lock() {
    let key_store = Watched::new();
    let phone = Phone::with(Arc::clone(&key_store) as _);
    let calls = Arc::new(AtomicUsize::new(0));
    let nosy = {
        let (vault, database) = (Arc::downgrade(&phone.vault), Arc::downgrade(&phone.database));
        let calls = Arc::clone(&calls);
        move || {
            let (vault, database) = (vault.upgrade().unwrap(), database.upgrade().unwrap());
            vault.state().unwrap();
            vault.guard().unwrap();
            drop(vault.sealer());
            database.read(data_key::all).unwrap();
            // A writer, and whoever wants the whole file, wait for everybody else.
            database.write(|_| Ok(())).unwrap();
            database.suspend();
            database.resume().unwrap();
            calls.fetch_add(1, Ordering::SeqCst);
        }
    };
    key_store.on_wrap.set(nosy.clone());
    key_store.on_unwrap.set(nosy);
    let vault = Arc::clone(&phone.vault);
    let (done, end) = channel();
    let thread = std::thread::spawn(move || {
        vault.create(Guard::Device, "").unwrap();
        vault.lock();
        vault.unlock("").unwrap();
        vault.set_guard(Guard::Person, "").unwrap();
        vault.rotate("", &[NAME]).unwrap();
        vault.destroy(nothing_else).unwrap();
        done.send(()).unwrap();
    });
    let ended = end.recv_timeout(Duration::from_secs(60));
    assert!(ended.is_ok(), "it waits for itself, or failed: {ended:?}");
    thread.join().unwrap();
    assert_eq!(calls.load(Ordering::SeqCst), 5);
}

#[test]
fn whoever_locks_or_destroys_while_the_person_is_asked_wins() {
    for destroys in [false, true] {
        let key_store = Watched::new();
        let phone = Phone::with(Arc::clone(&key_store) as _);
        phone.vault.create(Guard::Device, "").unwrap();
        phone.vault.lock();
        let vault = Arc::downgrade(&phone.vault);
        key_store.on_unwrap.set(move || {
            let vault = vault.upgrade().unwrap();
            if destroys {
                vault.destroy(nothing_else).unwrap();
            } else {
                vault.lock();
            }
        });
        assert_eq!(code(phone.vault.unlock("")), "store.locked");
        let left = if destroys {
            VaultState::Empty
        } else {
            VaultState::Locked
        };
        assert_eq!(phone.vault.state().unwrap(), left);
        assert_eq!(code(phone.vault.sealer()), "store.locked");
    }
}

#[test]
fn a_lock_rolls_back_what_is_being_written() {
    let phone = Phone::open();
    let sealer = phone.vault.sealer().unwrap();
    let written = phone.database.write(|tx| {
        let sealed = sealer.seal(NAME, 1, b"Ana")?;
        tx.execute("INSERT INTO person (id, name) VALUES (1, ?1)", [sealed])?;
        phone.vault.lock();
        sealer.seal(NAME, 2, b"Eva").map(drop)
    });
    assert_eq!(code(written), "store.locked");
    let rows = phone
        .database
        .read(|c| Ok(c.query_row("SELECT count(*) FROM person", [], |row| row.get::<_, i64>(0))?));
    assert_eq!(rows.unwrap(), 0);
}

#[test]
fn the_app_lock_goes_on_and_off_only_with_the_person() {
    let answers = vec![Err(KeyStoreError::Refused), Ok(()), Ok(())];
    let phone = Phone::with(asking(answers));
    assert_eq!(code(phone.vault.set_guard(Guard::Person, PROMPT)), "store.locked");
    phone.vault.create(Guard::Device, PROMPT).unwrap();
    phone.write(1, "Ana").unwrap();
    let (sealer, unlocked) = (phone.vault.sealer().unwrap(), phone.wrapped());
    phone.vault.set_guard(Guard::Person, PROMPT).unwrap();
    phone.vault.set_guard(Guard::Person, PROMPT).unwrap();
    assert_eq!(phone.vault.guard().unwrap(), Some(Guard::Person));
    assert!(
        phone.files_with(&unlocked).is_empty(),
        "the old one opens without the person"
    );
    assert_eq!(sealer.open(NAME, 1, &phone.raw(1)).unwrap(), b"Ana");
    let locked = phone.wrapped();
    assert_eq!(code(phone.vault.set_guard(Guard::Device, PROMPT)), "vault.refused");
    assert_eq!(
        (phone.wrapped(), phone.vault.guard().unwrap()),
        (locked, Some(Guard::Person))
    );
    phone.vault.set_guard(Guard::Device, PROMPT).unwrap();
    let phone = phone.restarted();
    phone.vault.unlock("nobody is asked").unwrap();
    assert_eq!(phone.read(1).unwrap(), "Ana");
}

#[test]
fn who_alters_the_table_of_keys_gets_nothing() {
    let store = SoftwareKeyStore::new().unwrap();
    let elsewhere = store.wrap(&[7; 32], Guard::Device).unwrap();
    let phone = Phone::with(Arc::new(store));
    phone.vault.create(Guard::Person, "").unwrap();
    let wrapped = phone.wrapped();
    let set = |sql: &str, bytes: &[u8]| {
        phone.database.write(|tx| Ok(tx.execute(sql, [bytes])?)).unwrap();
        phone.vault.lock();
    };
    for (altered, bytes) in [
        ("UPDATE data_key SET guard = 'device' WHERE length(?1)", &wrapped[..]),
        ("UPDATE data_key SET generation = 2 WHERE length(?1)", &wrapped),
        ("UPDATE data_key SET wrapped = ?1", &elsewhere),
        ("UPDATE data_key SET wrapped = ?1", b"x"),
    ] {
        set(altered, bytes);
        assert_eq!(code(phone.vault.unlock("")), "vault.unreadable", "{altered}");
        assert_eq!(phone.generations().len(), 1, "nothing is deleted");
        set(
            "UPDATE data_key SET wrapped = ?1, guard = 'person', generation = 1",
            &wrapped,
        );
    }
    phone.vault.unlock("").unwrap();
}

#[test]
fn values_moved_between_rows_columns_and_tables_do_not_open() {
    let phone = Phone::open();
    phone.sql("CREATE TABLE child (id INTEGER PRIMARY KEY, name BLOB) STRICT");
    for (id, name) in [(1, "Ana"), (2, "Eva")] {
        phone.write(id, name).unwrap();
    }
    let sealer = phone.vault.sealer().unwrap();
    let (ana, eva) = (phone.raw(1), phone.raw(2));
    let elsewhere = |table, column| SealedColumn { table, column };
    assert_eq!(
        code(sealer.open(elsewhere("child", "name"), 1, &ana)),
        "vault.unreadable"
    );
    assert_eq!(
        code(sealer.open(elsewhere("person", "email"), 1, &ana)),
        "vault.unreadable"
    );
    for (id, bytes) in [(1, &eva), (2, &ana)] {
        let swap = "UPDATE person SET name = ?2 WHERE id = ?1";
        phone
            .database
            .write(|tx| Ok(tx.execute(swap, rusqlite::params![id, bytes])?))
            .unwrap();
        assert_eq!(code(phone.read(id)), "vault.unreadable");
    }
}

#[test]
fn what_is_destroyed_is_in_no_file_and_opens_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let [key, copy] = ["phone.key", "copy.key"].map(|name| folder.path().join(name));
    let phone = Phone::with(Arc::new(FileKeyStore::at(key.clone())));
    phone.vault.create(Guard::Device, "").unwrap();
    for id in 1..200 {
        phone.write(id, &"Ana Núñez ".repeat(50)).unwrap();
    }
    std::fs::copy(key, &copy).unwrap();
    let (kept, wrapped) = (phone.raw(1), phone.wrapped());
    let sealed: Vec<_> = (2..200).map(|id| phone.raw(id)).collect();
    assert!(!phone.files_with(&wrapped).is_empty() && !phone.files_with(&sealed[0]).is_empty());
    phone.sql("DELETE FROM person WHERE id > 1");
    phone.vault.destroy(nothing_else).unwrap();
    phone.vault.destroy(nothing_else).unwrap();
    assert_eq!(phone.vault.state().unwrap(), VaultState::Empty);
    assert_eq!(code(phone.vault.sealer()), "store.locked");
    for gone in sealed.iter().chain([&wrapped]) {
        // Any sixteen bytes of it would be too many.
        let middle = &gone[gone.len() / 2..][..16];
        assert_eq!(phone.files_with(middle), Vec::<std::path::PathBuf>::new());
    }
    let thief = Vault::new(Arc::clone(&phone.database), Arc::new(FileKeyStore::at(copy)));
    assert_eq!(code(thief.unlock("")), "store.locked");
    // Even the row that was left behind stays shut for the next key.
    phone.vault.create(Guard::Device, "").unwrap();
    assert_eq!(phone.raw(1), kept);
    assert_eq!(code(phone.read(1)), "vault.unreadable");
}

#[test]
fn a_key_does_not_outlive_the_file_it_is_in() {
    let phone = Phone::open();
    phone.write(1, "Ana").unwrap();
    let sealer = phone.vault.sealer().unwrap();
    phone.database.suspend();
    assert_eq!(code(phone.vault.destroy(nothing_else)), "store.suspended");
    let path = phone.folder.path().join("test.db");
    std::fs::write(
        &path,
        "this is no database, and long enough to be read as one".repeat(100),
    )
    .unwrap();
    phone.database.resume().unwrap();
    assert_eq!(phone.database.files_set_aside(), 1);
    assert_eq!(phone.vault.state().unwrap(), VaultState::Empty);
    assert_eq!(code(phone.vault.sealer()), "store.locked");
    phone.make_table();
    phone.vault.create(Guard::Device, "").unwrap();
    assert_eq!(code(sealer.seal(NAME, 1, b"Ana")), "store.locked");
    phone.write(1, "Eva").unwrap();
    assert_eq!(phone.read(1).unwrap(), "Eva");
}

#[test]
fn nothing_is_shown() {
    assert_eq!(format!("{:?}", Phone::open().vault), "Vault(…)");
}

#[test]
fn a_destruction_that_was_cut_short_is_finished_at_the_next_start() {
    let phone = Phone::with(Arc::new(SoftwareKeyStore::new().unwrap()));
    phone.vault.create(Guard::Device, PROMPT).unwrap();
    let damaged = phone.folder.path().join("test.db.damaged-1");
    std::fs::write(&damaged, "a copy of yesterday").unwrap();
    // Killed right after the commit: the keys are gone, the journal and the copy are not.
    phone
        .database
        .write(|tx| {
            data_key::delete_all(tx)?;
            data_key::note_destruction(tx)
        })
        .unwrap();
    let phone = phone.restarted();
    assert!(damaged.exists());
    phone.vault.finish_destroying().unwrap();
    assert!(!damaged.exists());
    assert_eq!(phone.vault.state().unwrap(), VaultState::Empty);
    // A phone that destroyed nothing keeps its damaged copies.
    std::fs::write(&damaged, "a copy of today").unwrap();
    phone.vault.finish_destroying().unwrap();
    assert!(damaged.exists());
}

#[test]
fn what_does_not_get_cleared_keeps_its_keys() {
    let phone = Phone::with(Arc::new(SoftwareKeyStore::new().unwrap()));
    phone.vault.create(Guard::Device, PROMPT).unwrap();
    assert!(phone.vault.destroy(|_| Err(StoreError::Full)).is_err());
    assert_eq!(phone.vault.state().unwrap(), VaultState::Open, "nothing was destroyed");
}

#[test]
fn the_devices_vault_is_apart_from_the_persons() {
    let folder = tempfile::tempdir().unwrap();
    let (database, _) = Database::open(&folder.path().join("test.db")).unwrap();
    let (database, keys): (_, Arc<dyn KeyStore>) = (
        Arc::new(database),
        Arc::new(crate::ports::SoftwareKeyStore::new().unwrap()),
    );
    let person = Vault::new(Arc::clone(&database), Arc::clone(&keys));
    let device = Vault::of_device(Arc::clone(&database), Arc::clone(&keys));
    let column = crate::store::SealedColumn {
        table: "payment_attempt",
        column: "sealed",
    };
    device.create(Guard::Device, "").unwrap();
    assert_eq!(person.state().unwrap(), VaultState::Empty);
    assert_eq!(
        (person.guard().unwrap(), device.guard().unwrap()),
        (None, Some(Guard::Device))
    );
    person.create(Guard::Person, "prompt").unwrap();
    let (theirs, ours) = (device.sealer().unwrap(), person.sealer().unwrap());
    let sealed = theirs.seal(column, 1, b"letter").unwrap();
    assert!(matches!(ours.open(column, 1, &sealed), Err(StoreError::Unreadable)));
    // A lock, another guard and a new key of the person's leave it alone.
    person.lock();
    person.unlock("prompt").unwrap();
    person.set_guard(Guard::Device, "prompt").unwrap();
    person.rotate("prompt", &[column]).unwrap();
    assert_eq!(theirs.open(column, 1, &sealed).unwrap(), b"letter");
    device.lock();
    device.unlock("").unwrap();
    assert_eq!(device.sealer().unwrap().open(column, 1, &sealed).unwrap(), b"letter");
    // Removing takes both.
    person.destroy(|_| Ok(())).unwrap();
    device.lock();
    assert_eq!(device.state().unwrap(), VaultState::Empty);
}
