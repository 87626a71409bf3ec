//! The boundary as a shell sees it, without a shell: open, observe, explain, and a platform that misbehaves.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::places::{HereRequest, NearRequest, PlaceListListener, PlaceListView};
use crate::platform::{
    KeyGuard, KeyStoreError, LogError, LogRecord, software_device_keys, software_key_store, software_settings,
};
use crate::view::FreshnessState;

struct Silent;

impl LogSink for Silent {
    fn write(&self, _: LogRecord) -> Result<(), LogError> {
        Ok(())
    }
}

pub(crate) fn config(folder: &tempfile::TempDir) -> AppConfig {
    AppConfig {
        home_dir: folder.path().to_str().unwrap().to_owned(),
        // Nobody listens on port 1.
        city_url: "http://127.0.0.1:1".to_owned(),
        language: Language::Es,
        roots_pem: None,
        pins: Vec::new(),
        pins_expire: None,
    }
}

pub(crate) async fn open(folder: &tempfile::TempDir) -> Arc<App> {
    open_with(folder, software_settings(config(folder).home_dir).unwrap()).await
}

pub(crate) async fn open_with(folder: &tempfile::TempDir, settings: Arc<dyn SecureSettings>) -> Arc<App> {
    App::open(
        config(folder),
        software_key_store().unwrap(),
        software_device_keys(),
        settings,
        Arc::new(Silent),
    )
    .await
    .unwrap()
}

fn near_sol() -> NearRequest {
    NearRequest {
        here: Some(HereRequest {
            lat: 40.4169,
            lon: -3.7035,
        }),
        kinds: Vec::new(),
        needs: Vec::new(),
        limit: 10,
    }
}

#[derive(Default)]
struct Recorder {
    views: Mutex<Vec<PlaceListView>>,
    fails: bool,
}

impl PlaceListListener for Recorder {
    fn on_change(&self, view: PlaceListView) -> Result<(), ListenerError> {
        self.views.lock().unwrap().push(view);
        if self.fails { Err(ListenerError::Failed) } else { Ok(()) }
    }
}

#[tokio::test]
async fn the_first_view_is_there_before_the_call_returns_and_a_change_brings_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder).await;
    let recorder = Arc::new(Recorder::default());
    let subscription = app
        .places()
        .observe_near(near_sol(), Arc::clone(&recorder) as Arc<_>)
        .await
        .unwrap();
    assert_eq!(recorder.views.lock().unwrap().len(), 1);
    assert_eq!(
        recorder.views.lock().unwrap()[0].freshness.state,
        FreshnessState::Failed
    );
    app.choose_language(Language::En).await.unwrap();
    for _ in 0..100 {
        if recorder.views.lock().unwrap().len() > 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(recorder.views.lock().unwrap().last().unwrap().title, "Near you");
    assert!(subscription.is_active());
    subscription.cancel();
    for _ in 0..100 {
        if !subscription.is_active() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(!subscription.is_active());
}

#[tokio::test]
async fn a_listener_that_throws_is_an_error_and_not_a_subscription() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder).await;
    let recorder = Arc::new(Recorder {
        fails: true,
        ..Recorder::default()
    });
    let failed = app.places().observe_near(near_sol(), recorder).await.unwrap_err();
    assert_eq!(failed.code(), "bug.listener");
}

#[tokio::test]
async fn sync_without_a_city_is_offline_and_status_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder).await;
    let failed = app.sync().await.unwrap_err();
    assert_eq!(
        failed,
        AppError::Offline {
            code: "net.unreachable".into()
        }
    );
    let trouble = app.status().await.unwrap().places.trouble.unwrap();
    assert_eq!(
        (trouble.code.as_str(), trouble.title.as_str()),
        ("net.unreachable", "Sin conexión")
    );
    assert_eq!(app.explain(failed).title, "Sin conexión");
}

#[tokio::test]
async fn a_platform_that_breaks_its_promises_is_found_out() {
    struct Broken(AtomicUsize);
    impl KeyStore for Broken {
        fn wrap(&self, secret: Vec<u8>, _: KeyGuard) -> Result<Vec<u8>, KeyStoreError> {
            self.0.fetch_add(1, Ordering::SeqCst);
            Ok(secret)
        }
        fn unwrap(&self, wrapped: Vec<u8>, _: String) -> Result<Vec<u8>, KeyStoreError> {
            Ok(wrapped)
        }
    }
    let folder = tempfile::tempdir().unwrap();
    open(&folder).await.check_platform().await.unwrap();
    let settings = software_settings(config(&folder).home_dir).unwrap();
    let broken = Arc::new(Broken(AtomicUsize::new(0)));
    let app = App::open(
        config(&folder),
        Arc::clone(&broken) as Arc<_>,
        software_device_keys(),
        settings,
        Arc::new(Silent),
    )
    .await
    .unwrap();
    assert_eq!(
        app.check_platform().await.unwrap_err().code(),
        "platform.key_store.wrap_shows_the_secret"
    );
    assert_eq!(broken.0.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn while_suspended_calls_say_try_again() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder).await;
    app.suspend_storage().await.unwrap();
    app.suspend_storage().await.unwrap();
    assert_eq!(
        app.status().await.unwrap_err(),
        AppError::TryAgain {
            code: "store.suspended".into()
        }
    );
    app.resume_storage().await.unwrap();
    assert!(app.status().await.is_ok());
}

#[tokio::test]
async fn what_changed_while_suspended_is_seen_after_resuming() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder).await;
    let recorder = Arc::new(Recorder::default());
    let places = app.places();
    let _subscription = places
        .observe_near(near_sol(), Arc::clone(&recorder) as Arc<_>)
        .await
        .unwrap();
    app.suspend_storage().await.unwrap();
    app.choose_language(Language::En).await.unwrap();
    // The observer looks, cannot read, and must look again later.
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    assert_eq!(recorder.views.lock().unwrap().len(), 1);
    app.resume_storage().await.unwrap();
    for _ in 0..100 {
        if recorder.views.lock().unwrap().len() > 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(recorder.views.lock().unwrap().last().unwrap().title, "Near you");
}

#[tokio::test]
async fn settings_that_cannot_work_are_found_when_opening() {
    let folder = tempfile::tempdir().unwrap();
    let attempt = |config: AppConfig| async {
        let settings = software_settings(config.home_dir.clone()).unwrap();
        App::open(
            config,
            software_key_store().unwrap(),
            software_device_keys(),
            settings,
            Arc::new(Silent),
        )
        .await
        .err()
        .unwrap()
        .code()
        .to_owned()
    };
    let good = config(&folder);
    assert_eq!(
        attempt(AppConfig {
            city_url: "http://madrid.example".into(),
            ..good.clone()
        })
        .await,
        "setup.address"
    );
    assert_eq!(
        attempt(AppConfig {
            roots_pem: Some("nonsense".into()),
            ..good.clone()
        })
        .await,
        "setup.trust"
    );
    let pin = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".to_owned();
    let pins = vec![pin.clone(), pin];
    assert_eq!(
        attempt(AppConfig {
            pins,
            pins_expire: None,
            ..good
        })
        .await,
        "setup.trust"
    );
}

#[test]
fn an_unknown_code_is_explained_as_ours() {
    let words = explain_code("unexpected".into(), Language::Es);
    assert_eq!(
        (words.title.as_str(), words.code.as_str()),
        ("Hemos fallado", "unexpected")
    );
}
