//! The phone's files are not what they should be.

use std::collections::BTreeMap;
use std::path::Path;

use madrid_bindings::app::App;
use madrid_bindings::error::AppError;
use madrid_bindings::places::SearchRequest;
use madrid_bindings::view::{FreshnessState, Language};
use madrid_server_stub::{City, CityOptions};
use rusqlite::Connection;

use crate::phone::{assert_plain, config, kept, near_sol, open};

/// Nobody listens there.
const NOBODY: &str = "http://127.0.0.1:1";

/// Every file in a folder, by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.unwrap();
        (
            entry.file_name().into_string().unwrap(),
            std::fs::read(entry.path()).unwrap(),
        )
    };
    std::fs::read_dir(folder).unwrap().map(read).collect()
}

/// A phone that has the city's places and was closed properly: one file, no journal.
async fn filled(home: &Path, url: &str) -> Vec<u8> {
    let app = open(config(home, url)).await.unwrap();
    app.sync().await.unwrap();
    app.suspend_storage().await.unwrap();
    drop(app);
    std::fs::read(home.join("madrid.db")).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newer_file_stays_byte_for_byte() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let home = tempfile::tempdir().unwrap();
    filled(home.path(), city.http_url()).await;
    let connection = Connection::open(home.path().join("madrid.db")).unwrap();
    let newer = madrid_core::store::END_VERSION + 1;
    connection.pragma_update(None, "user_version", newer).unwrap();
    drop(connection);
    let before = files(home.path());
    let failed = open(config(home.path(), city.http_url())).await.err().unwrap();
    assert_eq!(
        failed,
        AppError::UpdateRequired {
            code: "store.newer".into()
        }
    );
    assert_plain(&failed);
    assert_eq!(files(home.path()), before);
}

/// Uses the app until it no longer meets the damage; every time it does, it says so.
async fn mend(app: &App) {
    for _ in 0..5 {
        let search = SearchRequest {
            text: "biblioteca".into(),
            kinds: Vec::new(),
            needs: Vec::new(),
            limit: 500,
            here: None,
        };
        let found = app.places().search(search).await.map(drop);
        let tried = [near_sol(app).await.map(drop), found, app.sync().await.map(drop)];
        let Some(failed) = tried.into_iter().find_map(Result::err) else {
            return;
        };
        assert_eq!(
            failed,
            AppError::TryAgain {
                code: "store.damaged".into()
            }
        );
        assert_plain(&failed);
    }
    panic!("the damage is still there");
}

/// The damaged file was set aside as it was, the city filled a new one, and the person is told.
async fn assert_rebuilt(app: &App, home: &Path, damaged: &[u8], rows: usize) {
    let aside: Vec<_> = files(home)
        .into_iter()
        .filter(|(name, _)| name.contains(".damaged-"))
        .collect();
    let same = |bytes: &Vec<u8>| bytes == damaged;
    assert!(
        aside.iter().any(|(_, bytes)| same(bytes)),
        "set aside, never changed: {:?}",
        aside.len()
    );
    let es = app.status().await.unwrap();
    assert_eq!(
        (es.places.freshness.state, kept(home).rows.len()),
        (FreshnessState::Fresh, rows)
    );
    app.choose_language(Language::En).await.unwrap();
    let en = app.status().await.unwrap();
    let told = |view: &madrid_bindings::view::StatusView| view.notices.first().cloned();
    let (Some(es), Some(en)) = (told(&es), told(&en)) else {
        panic!("the person is not told")
    };
    assert_eq!(
        (es.code.as_str(), en.code.as_str()),
        ("notice.rebuilt", "notice.rebuilt")
    );
    assert!(es.title != en.title && es.body != en.body, "{es:?} {en:?}");
}

/// Damages the file of a filled phone, then lets the phone find out.
async fn damaged_by(damage: impl Fn(&mut Vec<u8>)) {
    let city = City::start(CityOptions {
        synthetic: 600,
        ..CityOptions::default()
    })
    .await
    .unwrap();
    let home = tempfile::tempdir().unwrap();
    let mut bytes = filled(home.path(), city.http_url()).await;
    let rows = kept(home.path()).rows.len();
    damage(&mut bytes);
    std::fs::write(home.path().join("madrid.db"), &bytes).unwrap();
    let app = open(config(home.path(), city.http_url())).await.unwrap();
    mend(&app).await;
    assert_rebuilt(&app, home.path(), &bytes, rows).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_no_database_is_set_aside_and_filled_again() {
    damaged_by(|bytes| bytes[..200].fill(b'?')).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_damaged_in_the_middle_is_set_aside_and_filled_again() {
    damaged_by(|bytes| {
        let quarter = bytes.len() / 4;
        bytes[quarter..3 * quarter].fill(0xFF);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_was_cut_is_set_aside_and_filled_again() {
    damaged_by(|bytes| bytes.truncate(bytes.len() / 2)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_home_that_is_no_folder_is_said_when_opening() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("home");
    std::fs::write(&file, "somebody's shopping list").unwrap();
    let failed = open(config(&file, NOBODY)).await.err().unwrap();
    assert_eq!(
        failed,
        AppError::Bug {
            code: "setup.folder".into()
        }
    );
    assert_plain(&failed);
    assert_eq!(std::fs::read(&file).unwrap(), b"somebody's shopping list");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_in_the_place_of_the_file_is_said_when_opening() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("madrid.db")).unwrap();
    let failed = open(config(home.path(), NOBODY)).await.err().unwrap();
    assert_eq!(
        failed,
        AppError::Bug {
            code: "store.io".into()
        }
    );
    assert_plain(&failed);
}
