//! Read and write scopes on a real file: what is rolled back, what is interrupted, what a pause does, where damage goes.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use super::*;

/// Counts to a number no test waits for.
const ENDLESS: &str =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 4000000000) SELECT count(*) FROM n";

fn database() -> (tempfile::TempDir, Arc<Database>) {
    let folder = tempfile::tempdir().unwrap();
    let (database, opened) = Database::open(&folder.path().join("test.db")).unwrap();
    assert_eq!(opened, Opened::Sound);
    (folder, Arc::new(database))
}

fn note(tx: &Transaction<'_>, name: &str) -> Result<(), StoreError> {
    tx.execute("INSERT INTO sync_cursor (collection) VALUES (?1)", [name])?;
    Ok(())
}

fn count(database: &Database) -> i64 {
    database
        .read(|c| Ok(c.query_row("SELECT count(*) FROM sync_cursor", [], |row| row.get(0))?))
        .unwrap()
}

fn endless(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row(ENDLESS, [], |row| row.get(0))?)
}

#[test]
fn a_write_that_gives_up_or_panics_leaves_nothing() {
    let (_folder, database) = database();
    let given_up = database.write(|tx| note(tx, "a").and(Err::<(), _>(StoreError::Abandon)));
    assert!(matches!(given_up, Err(StoreError::Abandon)));
    let panicking = Arc::clone(&database);
    let panicked = std::thread::spawn(move || {
        panicking.write::<()>(|tx| {
            note(tx, "b").unwrap();
            panic!("on purpose")
        })
    });
    assert!(panicked.join().is_err());
    assert_eq!(count(&database), 0);
    database.write(|tx| note(tx, "c")).unwrap();
    assert_eq!(count(&database), 1);
}

#[test]
fn readers_cannot_write() {
    let (_folder, database) = database();
    let refused = database.read(|c| Ok(c.execute("DELETE FROM sync_cursor", [])?));
    assert!(
        matches!(refused, Err(StoreError::Io("it cannot be written"))),
        "{refused:?}"
    );
}

#[test]
fn two_can_read_while_one_writes_and_see_only_what_was_committed() {
    let (_folder, database) = database();
    database
        .write(|tx| {
            note(tx, "a")?;
            let other = Arc::clone(&database);
            let seen = std::thread::spawn(move || other.read(|_| Ok(count(&other))))
                .join()
                .unwrap()
                .unwrap();
            assert_eq!(seen, 0);
            Ok(())
        })
        .unwrap();
    assert_eq!(count(&database), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_who_leaves_stops_the_query_and_only_that_one() {
    let (_folder, database) = database();
    let (ended, end) = channel();
    let read = database.read_task(move |connection| {
        let outcome = endless(connection);
        ended.send(matches!(outcome, Err(StoreError::Interrupted))).unwrap();
        outcome
    });
    assert!(tokio::time::timeout(Duration::from_millis(100), read).await.is_err());
    assert!(
        tokio::task::spawn_blocking(move || end.recv_timeout(Duration::from_secs(30)))
            .await
            .unwrap()
            .unwrap()
    );
    assert_eq!(count(&database), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn suspending_stops_reads_and_resuming_goes_on() {
    let (folder, database) = database();
    database.write(|tx| note(tx, "a")).unwrap();
    let (started, start) = channel();
    let reader = Arc::clone(&database);
    let reading = std::thread::spawn(move || {
        reader.read(|connection| {
            started.send(()).unwrap();
            endless(connection)
        })
    });
    start.recv().unwrap();
    // The query is under way once it has had a moment; an earlier interrupt would find nothing to stop.
    tokio::time::sleep(Duration::from_millis(100)).await;
    database.suspend();
    database.suspend();
    assert!(matches!(reading.join().unwrap(), Err(StoreError::Interrupted)));
    assert!(matches!(database.read(endless), Err(StoreError::Suspended)));
    assert!(
        !folder.path().join("test.db-wal").exists(),
        "the journal is written back"
    );
    assert_eq!(database.resume().unwrap(), Opened::Sound);
    assert_eq!(database.resume().unwrap(), Opened::Sound);
    assert_eq!(count(&database), 1);
}

#[test]
fn damage_found_on_the_way_goes_aside_and_is_never_deleted() {
    let (folder, database) = database();
    let path = folder.path().join("test.db");
    database.write(|tx| note(tx, "a")).unwrap();
    database.suspend();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.iter_mut().skip(4096).for_each(|byte| *byte = 0x5A);
    std::fs::write(&path, &bytes).unwrap();
    let opened = database.resume();
    // Either opening already stumbles over it, or the first read does.
    let told = match opened {
        Ok(Opened::DamagedSetAside(_)) => true,
        Ok(Opened::Sound) => matches!(
            database.read(|c| Ok(c.query_row("SELECT count(*) FROM sync_cursor", [], |r| r.get::<_, i64>(0))?)),
            Err(StoreError::Damaged)
        ),
        Err(_) => false,
    };
    assert!(told);
    assert_eq!(std::fs::read(folder.path().join("test.db.damaged-1")).unwrap(), bytes);
    assert_eq!(count(&database), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_who_leaves_the_queue_is_never_served() {
    let (_folder, database) = database();
    let busy: Vec<_> = (0..2)
        .map(|_| {
            let database = Arc::clone(&database);
            tokio::spawn(async move { database.read_task(endless).await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let (served, serving) = channel();
    let third = database.read_task(move |_| {
        served.send(()).unwrap();
        Ok(())
    });
    assert!(tokio::time::timeout(Duration::from_millis(100), third).await.is_err());
    for reader in busy {
        reader.abort();
        assert!(reader.await.unwrap_err().is_cancelled());
    }
    // The sender is dropped unused once the waiting thread has had its turn.
    let outcome = tokio::task::spawn_blocking(move || serving.recv_timeout(Duration::from_secs(30)))
        .await
        .unwrap();
    assert_eq!(outcome, Err(std::sync::mpsc::RecvTimeoutError::Disconnected));
}

#[test]
fn a_journal_saved_by_a_move_that_was_cut_short_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    let left_over = folder.path().join("test.db.damaged-1-wal");
    std::fs::write(&left_over, "saved before the kill").unwrap();
    std::fs::write(
        &path,
        "this is no database, and long enough to be read as one".repeat(100),
    )
    .unwrap();
    std::fs::write(folder.path().join("test.db-wal"), "another journal").unwrap();
    let (_database, opened) = Database::open(&path).unwrap();
    assert_eq!(opened, Opened::DamagedSetAside(folder.path().join("test.db.damaged-2")));
    assert_eq!(std::fs::read_to_string(left_over).unwrap(), "saved before the kill");
}

#[test]
fn a_cut_journal_holds_nothing_and_a_reader_is_not_cut_off() {
    let (folder, database) = database();
    let journal = || std::fs::metadata(folder.path().join("test.db-wal")).unwrap().len();
    database.write(|tx| note(tx, "a")).unwrap();
    assert!(journal() > 0);
    database.checkpoint_truncate().unwrap();
    database.checkpoint_truncate().unwrap();
    assert_eq!((journal(), count(&database)), (0, 1));
    database.write(|tx| note(tx, "b")).unwrap();
    // A reader who looks at the journal keeps it for as long as he reads; the five seconds are the busy timeout.
    let reading = Arc::clone(&database);
    let ((started, start), (release, released)) = (channel(), channel());
    let reader = std::thread::spawn(move || {
        reading.read(|c| {
            let seen: i64 = c.query_row("SELECT count(*) FROM sync_cursor", [], |row| row.get(0))?;
            started.send(()).unwrap();
            released.recv().unwrap();
            Ok(seen)
        })
    });
    start.recv().unwrap();
    assert!(matches!(database.checkpoint_truncate(), Err(StoreError::Busy)));
    release.send(()).unwrap();
    assert_eq!(reader.join().unwrap().unwrap(), 2);
    database.checkpoint_truncate().unwrap();
    assert_eq!(journal(), 0);
    database.suspend();
    assert!(matches!(database.checkpoint_truncate(), Err(StoreError::Suspended)));
}
