//! Somebody else answers under the city's address.

use std::path::Path;

use madrid_bindings::app::AppConfig;
use madrid_bindings::error::AppError;
use madrid_bindings::view::FreshnessState;
use madrid_server_stub::{City, CityOptions, RunningCity, TlsOptions, Validity};

use crate::phone::{assert_plain, assert_stale_but_there, config, kept, open};

const LAST_DAY: &str = "2099-12-31";

async fn city(validity: Validity) -> RunningCity {
    let tls = TlsOptions {
        validity,
        ..TlsOptions::default()
    };
    let options = CityOptions {
        tls: Some(tls),
        ..CityOptions::default()
    };
    City::start(options).await.unwrap()
}

/// A phone that expects `root` behind the city's https address, and one of `pins` if there are any.
fn expecting(home: &Path, city: &RunningCity, root: &RunningCity, pins: &[&str]) -> AppConfig {
    AppConfig {
        roots_pem: Some(root.root_pem().to_owned()),
        pins: pins.iter().map(|pin| (*pin).to_owned()).collect(),
        pins_expire: Some(LAST_DAY.to_owned()),
        ..config(home, city.https_url().unwrap())
    }
}

/// A phone with the city's places on it that meets somebody it must not believe.
async fn assert_not_believed(home: &Path, config: AppConfig, code: &str) {
    let before = kept(home);
    assert!(!before.rows.is_empty());
    let app = open(config).await.unwrap();
    let failed = app.sync().await.unwrap_err();
    assert_eq!(failed, AppError::NotTheCity { code: code.to_owned() });
    assert_plain(&failed);
    assert_eq!(kept(home), before);
    assert_stale_but_there(&app).await;
}

async fn assert_believed(config: AppConfig) {
    let status = open(config).await.unwrap().sync().await.unwrap();
    assert_eq!(status.places.freshness.state, FreshnessState::Fresh);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_root_or_key_is_not_the_city_and_the_backup_key_is() {
    let (ours, other) = (city(Validity::Good).await, city(Validity::Good).await);
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let good = expecting(home, &ours, &ours, &[ours.pin(), ours.backup_pin()]);
    assert_believed(good.clone()).await;
    assert_not_believed(home, expecting(home, &ours, &other, &[]), "net.unknown_root").await;
    let strangers = [other.pin(), other.backup_pin()];
    assert_not_believed(home, expecting(home, &ours, &ours, &strangers), "net.wrong_pin").await;
    // The key in use is the one this phone was given as the backup: the city has changed over.
    assert_believed(expecting(home, &ours, &ours, &[other.pin(), ours.pin()])).await;
    let expired = AppConfig {
        pins_expire: Some("2020-01-01".into()),
        ..expecting(home, &ours, &ours, &strangers)
    };
    assert_believed(expired).await;
    assert_believed(good).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expired_certificate_is_not_the_city() {
    let city = city(Validity::Expired).await;
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    assert_believed(config(home, city.http_url())).await;
    let https = expecting(home, &city, &city, &[city.pin(), city.backup_pin()]);
    assert_not_believed(home, https, "net.expired_certificate").await;
    assert_believed(config(home, city.http_url())).await;
}
