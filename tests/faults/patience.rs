//! The city is slow, or asks to wait.

use std::time::Duration;

use madrid_bindings::error::AppError;
use madrid_bindings::view::FreshnessState;
use madrid_server_stub::{City, CityOptions};
use serde_json::{Value, json};

use crate::http::ask;
use crate::phone::{assert_plain, assert_stale_but_there, config, kept, near_sol, open};

async fn requests(url: &str) -> u64 {
    let log = ask(url, "GET", "/admin/requests", &Value::Null).await;
    log["by_path"]["/v1/places"].as_u64().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_city_that_asks_to_wait_is_not_asked_before() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let url = city.http_url();
    let home = tempfile::tempdir().unwrap();
    let app = open(config(home.path(), url)).await.unwrap();
    app.sync().await.unwrap();
    let before = kept(home.path());
    let rule = json!({ "fault": "busy", "retry_after_s": 600 });
    ask(url, "PUT", "/admin/faults", &json!({ "rules": [rule] })).await;
    let failed = app.sync().await.unwrap_err();
    let code = "net.busy".to_owned();
    assert_eq!(
        failed,
        AppError::ServerBusy {
            code,
            retry_after_seconds: Some(600)
        }
    );
    assert_plain(&failed);
    let asked = requests(url).await;
    for again in [app.sync().await, app.sync_if_due().await] {
        let Err(AppError::ServerBusy {
            retry_after_seconds: Some(wait),
            ..
        }) = again
        else {
            panic!("not told to wait: {again:?}");
        };
        assert!((1..=600).contains(&wait), "{wait}");
    }
    assert_eq!((requests(url).await, kept(home.path())), (asked, before));
    assert_stale_but_there(&app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_the_wait_it_is_asked_again() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let url = city.http_url();
    let home = tempfile::tempdir().unwrap();
    let app = open(config(home.path(), url)).await.unwrap();
    // As often as the phone tries by itself.
    let rule = json!({ "fault": "busy", "status": 503, "retry_after_s": 1, "times": 3 });
    ask(url, "PUT", "/admin/faults", &json!({ "rules": [rule] })).await;
    let failed = app.sync().await.unwrap_err();
    assert_eq!((failed.code(), requests(url).await), ("net.busy", 3));
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let status = app.sync().await.unwrap();
    assert_eq!(status.places.freshness.state, FreshnessState::Fresh);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_city_keeps_nobody_from_reading() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let url = city.http_url();
    let home = tempfile::tempdir().unwrap();
    let app = open(config(home.path(), url)).await.unwrap();
    app.sync().await.unwrap();
    let rule = json!({ "fault": "delay", "delay_ms": 5_000 });
    ask(url, "PUT", "/admin/faults", &json!({ "rules": [rule] })).await;
    let syncing = tokio::spawn({
        let app = app.clone();
        async move { app.sync().await }
    });
    while !app.status().await.unwrap().running {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    for _ in 0..20 {
        assert_eq!(near_sol(&app).await.unwrap().items.len(), 10);
    }
    assert!(!syncing.is_finished(), "the reads waited for the run");
    assert_eq!(
        syncing.await.unwrap().unwrap().places.freshness.state,
        FreshnessState::Fresh
    );
}
