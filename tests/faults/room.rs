//! The phone's disk is full, or may not be written.

use madrid_bindings::error::AppError;
use madrid_bindings::view::FreshnessState;
use madrid_server_stub::{City, CityOptions};
use serde_json::json;

use crate::http::ask;
use crate::mount::SmallDisk;
use crate::phone::{assert_plain, assert_stale_but_there, config, kept, open};

/// Room enough for every place of these tests.
const KIB: u32 = 32_000;

fn full() -> AppError {
    AppError::StorageFull {
        code: "store.full".into(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_fills_up_loses_nothing_and_after_making_room_everything_comes() {
    let Some(disk) = SmallDisk::mount(KIB) else { return };
    let city = City::start(CityOptions::default()).await.unwrap();
    let home = disk.path().join("home");
    let app = open(config(&home, city.http_url())).await.unwrap();
    app.sync().await.unwrap();
    let before = kept(&home);
    // More than what the journal holds already.
    let many = json!({ "inserts": 3_000 });
    ask(city.http_url(), "POST", "/admin/churn", &many).await;
    disk.fill();
    let failed = app.sync().await.unwrap_err();
    assert_eq!(failed, full());
    assert_plain(&failed);
    assert_eq!(kept(&home), before);
    assert_stale_but_there(&app).await;
    disk.make_room();
    let status = app.sync().await.unwrap();
    assert_eq!(status.places.freshness.state, FreshnessState::Fresh);
    assert_eq!(kept(&home).rows.len(), before.rows.len() + 3_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_without_room_says_so_when_it_opens() {
    let Some(disk) = SmallDisk::mount(KIB) else { return };
    let home = disk.path().join("home");
    disk.fill();
    let failed = open(config(&home, "http://127.0.0.1:1")).await.err().unwrap();
    assert_eq!(failed, full());
    assert_plain(&failed);
    disk.make_room();
    assert!(open(config(&home, "http://127.0.0.1:1")).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_may_not_be_written_loses_nothing() {
    let Some(disk) = SmallDisk::mount(KIB) else { return };
    let city = City::start(CityOptions::default()).await.unwrap();
    let home = disk.path().join("home");
    let app = open(config(&home, city.http_url())).await.unwrap();
    app.sync().await.unwrap();
    app.suspend_storage().await.unwrap();
    drop(app);
    let before = kept(&home);
    disk.protect(true);
    let failed = open(config(&home, city.http_url())).await.err().unwrap();
    assert_eq!(
        failed,
        AppError::Bug {
            code: "store.io".into()
        }
    );
    assert_plain(&failed);
    disk.protect(false);
    let app = open(config(&home, city.http_url())).await.unwrap();
    assert_eq!(kept(&home), before);
    assert_eq!(app.sync().await.unwrap().places.freshness.state, FreshnessState::Fresh);
}
