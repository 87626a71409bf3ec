//! What a scenario plays on: a city, a phone with a person in front of it, and the screens that phone shows.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use madrid_bindings::app::{App, AppConfig, StatusListener};
use madrid_bindings::error::AppError;
use madrid_bindings::frame::{SettingsListener, SettingsView};
use madrid_bindings::home::{HomeListener, HomeView};
use madrid_bindings::observe::{ListenerError, Subscription};
use madrid_bindings::platform::{
    KeyGuard, KeyStore, KeyStoreError, LogError, LogRecord, LogSink, SecureSettings, software_device_keys,
    software_key_store, software_settings,
};
use madrid_bindings::session::{SessionListener, SessionView};
use madrid_bindings::view::{Language, StatusView};
use madrid_server_stub::{City, CityOptions, RunningCity};
use serde_json::Value;
use tempfile::TempDir;

use super::view;
use crate::http::ask;

/// Views by name: the newest of each.
type Views = Arc<Mutex<BTreeMap<&'static str, Value>>>;

/// A city and a phone.
pub struct Stage {
    city: RunningCity,
    home: TempDir,
    language: Language,
    settings: Arc<dyn SecureSettings>,
    /// The person's answer when the phone asks.
    pub keys: Arc<AskingKeys>,
    app: Option<Arc<App>>,
    /// The time that was found last.
    pub time: Option<String>,
    /// What screens show that follow the core, and what the last question was answered with.
    views: Views,
    following: Vec<Arc<Subscription>>,
}

impl Stage {
    /// A new phone beside a new city.
    pub async fn new(language: Language) -> Result<Self, AppError> {
        let home = tempfile::tempdir().unwrap();
        let options = CityOptions {
            seed: 7,
            ..CityOptions::default()
        };
        let mut stage = Self {
            city: City::start(options).await.unwrap(),
            settings: software_settings(text(home.path()))?,
            home,
            language,
            keys: Arc::new(AskingKeys {
                keys: software_key_store()?,
                yes: AtomicBool::new(true),
            }),
            app: None,
            time: None,
            views: Views::default(),
            following: Vec::new(),
        };
        stage.open().await?;
        Ok(stage)
    }

    /// The open app.
    pub fn app(&self) -> Arc<App> {
        Arc::clone(self.app.as_ref().unwrap())
    }

    /// Where the city is.
    pub fn url(&self) -> &str {
        self.city.http_url()
    }

    /// A request to the city's administration, below `/admin/`.
    pub async fn admin(&self, method: &str, path: &str, body: &Value) -> Value {
        ask(self.url(), method, &format!("/admin/{path}"), body).await
    }

    /// The phone is switched off and on again.
    pub async fn restart(&mut self) -> Result<(), AppError> {
        self.following.drain(..).for_each(|subscription| subscription.cancel());
        self.app().suspend_storage().await?;
        self.app = None;
        self.views.lock().unwrap().clear();
        self.open().await
    }

    async fn open(&mut self) -> Result<(), AppError> {
        let config = AppConfig {
            home_dir: text(self.home.path()),
            city_url: self.url().to_owned(),
            language: self.language,
            roots_pem: None,
            pins: Vec::new(),
            pins_expire: None,
        };
        let keys = Arc::clone(&self.keys) as Arc<dyn KeyStore>;
        let app = App::open(
            config,
            keys,
            software_device_keys(),
            Arc::clone(&self.settings),
            Arc::new(Silent),
        )
        .await?;
        let screen = |name| {
            let views = Arc::clone(&self.views);
            Arc::new(Screen { name, views })
        };
        self.following = vec![
            app.home().observe(None, screen("home")).await?,
            app.session().observe(screen("session")).await?,
            app.observe_status(screen("status")).await?,
            app.observe_settings(screen("settings")).await?,
        ];
        self.app = Some(app);
        Ok(())
    }

    /// What was asked for is on the screen.
    pub fn show(&self, name: &'static str, view: &impl Debug) {
        self.views.lock().unwrap().insert(name, view::of(view));
    }

    /// The view with this name as it is now; null where the core gives none.
    pub async fn view(&self, name: &str) -> Result<Value, String> {
        let app = self.app();
        let asked = match name {
            "words" => Some(view::of(&app.words())),
            "welcome" => Some(view::of(&app.welcome())),
            "filter" => Some(view::of(&app.places().filter())),
            "profile" => Some(view::of(&app.profile().show().await.ok())),
            "bookings" => Some(view::of(&app.bookings().show().await.ok())),
            "removal" => Some(view::of(&app.session().removal().await.ok())),
            _ => self.views.lock().unwrap().get(name).cloned(),
        };
        asked.ok_or_else(|| format!("there is no view {name}"))
    }
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// A screen that shows what it is told.
struct Screen {
    name: &'static str,
    views: Views,
}

impl Screen {
    fn shows(&self, view: &impl Debug) -> Result<(), ListenerError> {
        self.views.lock().unwrap().insert(self.name, view::of(view));
        Ok(())
    }
}

impl HomeListener for Screen {
    fn on_change(&self, view: HomeView) -> Result<(), ListenerError> {
        self.shows(&view)
    }
}

impl SessionListener for Screen {
    fn on_change(&self, view: SessionView) -> Result<(), ListenerError> {
        self.shows(&view)
    }
}

impl SettingsListener for Screen {
    fn on_change(&self, view: SettingsView) -> Result<(), ListenerError> {
        self.shows(&view)
    }
}

impl StatusListener for Screen {
    fn on_change(&self, view: StatusView) -> Result<(), ListenerError> {
        self.shows(&view)
    }
}

/// A key store that asks the person before it opens anything.
pub struct AskingKeys {
    keys: Arc<dyn KeyStore>,
    yes: AtomicBool,
}

impl AskingKeys {
    /// What the person says from now on.
    pub fn answer(&self, yes: bool) {
        self.yes.store(yes, Ordering::SeqCst);
    }
}

impl KeyStore for AskingKeys {
    fn wrap(&self, secret: Vec<u8>, guard: KeyGuard) -> Result<Vec<u8>, KeyStoreError> {
        self.keys.wrap(secret, guard)
    }

    fn unwrap(&self, wrapped: Vec<u8>, prompt: String) -> Result<Vec<u8>, KeyStoreError> {
        if !self.yes.load(Ordering::SeqCst) {
            return Err(KeyStoreError::Refused);
        }
        self.keys.unwrap(wrapped, prompt)
    }
}

struct Silent;

impl LogSink for Silent {
    fn write(&self, _: LogRecord) -> Result<(), LogError> {
        Ok(())
    }
}
