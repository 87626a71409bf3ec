//! A phone as a shell holds it, and what a judge can say about it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use madrid_bindings::app::{App, AppConfig, explain_error};
use madrid_bindings::error::AppError;
use madrid_bindings::places::{HereRequest, NearRequest, PlaceListView};
use madrid_bindings::platform::{
    LogError, LogRecord, LogSink, SecureSettings, SettingsError, software_device_keys, software_key_store,
};
use madrid_bindings::view::{FreshnessState, Language};
use rusqlite::Connection;

struct Silent;

impl LogSink for Silent {
    fn write(&self, _: LogRecord) -> Result<(), LogError> {
        Ok(())
    }
}

/// Settings of this phone alone, elsewhere than the data: a broken data folder must not make the settings the trouble.
#[derive(Default)]
struct Own(Mutex<HashMap<String, String>>);

impl SecureSettings for Own {
    fn read(&self, key: String) -> Result<Option<String>, SettingsError> {
        Ok(self.0.lock().unwrap().get(&key).cloned())
    }

    fn write(&self, key: String, value: String) -> Result<(), SettingsError> {
        self.0.lock().unwrap().insert(key, value);
        Ok(())
    }

    fn remove(&self, key: String) -> Result<(), SettingsError> {
        self.0.lock().unwrap().remove(&key);
        Ok(())
    }
}

/// A phone that keeps its data in `home` and knows the city at `city`, without any certificates.
pub fn config(home: &Path, city: &str) -> AppConfig {
    AppConfig {
        home_dir: home.to_str().unwrap().to_owned(),
        city_url: city.to_owned(),
        language: Language::Es,
        roots_pem: None,
        pins: Vec::new(),
        pins_expire: None,
    }
}

/// Opens it.
pub async fn open(config: AppConfig) -> Result<Arc<App>, AppError> {
    App::open(
        config,
        software_key_store()?,
        software_device_keys(),
        Arc::new(Own::default()),
        Arc::new(Silent),
    )
    .await
}

/// What lies on the phone's disk, read with plain SQLite.
#[derive(Debug, PartialEq)]
pub struct Kept {
    /// Id and version of every place.
    pub rows: Vec<(i64, i64)>,
    /// Where the phone stands.
    pub cursor: Option<String>,
    /// When the city last confirmed it.
    pub as_of_ms: Option<i64>,
}

/// Reads it.
pub fn kept(home: &Path) -> Kept {
    let connection = Connection::open(home.join("madrid.db")).unwrap();
    let mut query = connection.prepare("SELECT id, version FROM place ORDER BY id").unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let rows = rows.map(Result::unwrap).collect();
    let status = "SELECT cursor, as_of_ms FROM sync_cursor WHERE collection = 'places'";
    let (cursor, as_of_ms) = connection
        .query_row(status, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap_or_default();
    Kept { rows, cursor, as_of_ms }
}

/// The ten places nearest to the Puerta del Sol.
pub async fn near_sol(app: &App) -> Result<PlaceListView, AppError> {
    let request = NearRequest {
        here: Some(HereRequest {
            lat: 40.4169,
            lon: -3.7035,
        }),
        kinds: Vec::new(),
        needs: Vec::new(),
        limit: 10,
    };
    app.places().near(request).await
}

/// The phone still shows what it had, says of when that is, and that it could not be confirmed.
pub async fn assert_stale_but_there(app: &App) {
    let list = near_sol(app).await.unwrap();
    assert_eq!(list.items.len(), 10);
    assert_eq!(list.freshness.state, FreshnessState::Stale);
    assert!(list.freshness.as_of.is_some(), "{:?}", list.freshness);
}

/// What a programmer would say and a citizen need not know.
const CODE_WORDS: [&str; 14] = [
    "_",
    "::",
    "http",
    "json",
    "sql",
    "null",
    "exception",
    "timeout",
    "gzip",
    "tls",
    "429",
    "500",
    "410",
    "html",
];

/// The error has words, in both languages, that a citizen can read.
pub fn assert_plain(error: &AppError) {
    let [es, en] = [Language::Es, Language::En].map(|language| explain_error(error.clone(), language));
    for words in [&es, &en] {
        assert_eq!(words.code, error.code());
        for text in [&words.title, &words.body, &words.next_step] {
            assert!(text.trim().len() > 3, "{error}: {words:?}");
            assert!(!text.contains(error.code()), "{error}: {text}");
            let lower = text.to_lowercase();
            let spoken = CODE_WORDS.iter().find(|word| lower.contains(*word));
            assert_eq!(spoken, None, "{error}: {text}");
        }
    }
    let differ = es.title != en.title && es.body != en.body && es.next_step != en.next_step;
    assert!(differ, "the same words in both languages: {es:?}");
}
