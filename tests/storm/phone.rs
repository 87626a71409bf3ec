//! A phone with a person in front of it, and the weather over the city.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{TimeDelta, Utc};
use madrid_core::app::App;
use madrid_core::error::Error;
use madrid_core::kernel::Access;
use madrid_core::ports::{Browser, BrowserError, Clock, FakeClock, FakeEntropy};
use madrid_core::profile::ContactChange;
use madrid_core::sync::Trigger;
use madrid_server_stub::{City, CityOptions, RunningCity};
use madrid_tests::persona::{self, Persona};
use madrid_tests::signed_in::{builder, persona_at, sign_in};
use serde_json::{Value, json};

use crate::http::ask;

/// What the person wants the city to know.
pub const PHONE_NUMBER: &str = "+34611222333";
const WHO: &str = "p-marta";

/// The city and what is wrong with it.
pub struct Weather {
    city: RunningCity,
}

/// What the identity provider counts.
pub struct Counts {
    /// Refresh tokens exchanged.
    pub renewals: u64,
}

impl Weather {
    pub async fn new() -> Self {
        Self {
            city: City::start(CityOptions::default()).await.unwrap(),
        }
    }

    pub fn url(&self) -> &str {
        self.city.http_url()
    }

    pub async fn sessions(&self, action: &str) {
        let body = json!({ "person": WHO, "action": action });
        ask(self.url(), "POST", "/admin/sessions", &body).await;
    }

    pub async fn provider(&self, state: &str) {
        ask(self.url(), "PUT", "/admin/idp", &json!({ "state": state })).await;
    }

    pub async fn faults(&self, rules: Value) {
        ask(self.url(), "PUT", "/admin/faults", &json!({ "rules": rules })).await;
    }

    pub async fn clear(&self) {
        self.provider("ok").await;
        ask(self.url(), "DELETE", "/admin/faults", &Value::Null).await;
    }

    pub async fn counts(&self) -> Counts {
        let counts = ask(self.url(), "GET", "/admin/logins", &Value::Null).await;
        Counts {
            renewals: counts["renewals"].as_u64().unwrap(),
        }
    }

    pub async fn ledger(&self) -> Vec<Value> {
        let ledger = ask(self.url(), "GET", "/admin/ledger", &Value::Null).await;
        ledger["entries"].as_array().unwrap().clone()
    }

    /// The number the city has, asked by a phone that has never been in the rain.
    pub async fn phone_number(&self) -> String {
        let other = Phone::signed_in(self, Access::Light).await;
        let person = other.app().profile().show().await.unwrap().person.unwrap();
        person.contact.phone.as_str().to_owned()
    }
}

/// A phone and its person.
pub struct Phone {
    home: Arc<tempfile::TempDir>,
    url: String,
    app: Option<Arc<App>>,
    pub clock: Arc<FakeClock>,
    persona: Persona,
    visits: Arc<AtomicU64>,
    pub cancels: Arc<AtomicU64>,
}

/// The browser in which the person signs in, or closes the page.
struct Hands {
    persona: Persona,
    visits: Arc<AtomicU64>,
    cancels: Arc<AtomicU64>,
}

impl Browser for Hands {
    fn visit(&self, url: &str, _: &str) -> Result<String, BrowserError> {
        self.visits.fetch_add(1, Ordering::SeqCst);
        let closes = self.cancels.load(Ordering::SeqCst) > 0;
        if closes {
            self.cancels.fetch_sub(1, Ordering::SeqCst);
            return Err(BrowserError::Cancelled);
        }
        persona::sign_in(url, &self.persona).ok_or(BrowserError::Unavailable)
    }
}

fn open(home: &Path, url: &str, clock: &Arc<FakeClock>) -> Arc<App> {
    let builder = builder(home, url)
        .clock(Arc::clone(clock) as Arc<dyn Clock>)
        .entropy(Arc::new(FakeEntropy::seeded(1)));
    Arc::new(builder.open().unwrap())
}

impl Phone {
    /// A new phone whose person has just signed in and seen everything once.
    pub async fn signed_in(weather: &Weather, access: Access) -> Self {
        let home = Arc::new(tempfile::tempdir().unwrap());
        let url = weather.url().to_owned();
        let persona = persona_at(&url, WHO).await.unwrap();
        let clock = Arc::new(FakeClock::at(Utc::now()));
        let phone = Self {
            app: Some(open(home.path(), &url, &clock)),
            home,
            url,
            clock,
            persona,
            visits: Arc::default(),
            cancels: Arc::default(),
        };
        phone.sign_in(access).await.unwrap();
        phone.app().sync(Trigger::Person).await.unwrap();
        phone
    }

    pub fn app(&self) -> Arc<App> {
        Arc::clone(self.app.as_ref().unwrap())
    }

    /// The person signs in because they want to.
    pub async fn sign_in(&self, access: Access) -> Result<(), Error> {
        let browser = Arc::new(Hands {
            persona: self.persona.clone(),
            visits: Arc::clone(&self.visits),
            cancels: Arc::clone(&self.cancels),
        });
        sign_in(&self.app(), browser, access, false).await
    }

    /// The person writes a change that nobody sends yet.
    pub async fn write_offline(&self) {
        let change = ContactChange {
            phone: Some(PHONE_NUMBER.parse().unwrap()),
            email: None,
        };
        assert!(self.app().profile().change_contact(change).await.unwrap());
    }

    pub async fn has_draft(&self) -> bool {
        !self.app().profile().show().await.unwrap().pending.is_empty()
    }

    /// How often the browser was opened.
    pub fn visits(&self) -> u64 {
        self.visits.load(Ordering::SeqCst)
    }

    /// A while passes on the phone, so that no pause asked for earlier is still on.
    pub fn be_patient(&self) {
        self.clock.advance(TimeDelta::minutes(1));
    }

    /// Whether `said` is what a call may hear that was answered by an earlier call's outcome: a draft that was sent meanwhile
    /// leaves nothing to fail on, and a city that asked to wait is asked no more.
    pub fn repeats(&self, expected: &str, said: &str) -> bool {
        expected == "net.failed" && said == "net.busy"
    }

    /// The phone is switched off and on again.
    pub fn restart(&mut self) {
        self.app = None;
        self.app = Some(open(self.home.path(), &self.url, &self.clock));
    }

    /// A copy of this phone's files is used elsewhere: it renews the session twice, so that this phone's refresh token was
    /// used, and its successor too.
    pub async fn lend_a_copy(&self, weather: &Weather) {
        self.app().suspend();
        let copy = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(self.home.path()).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
        self.app().resume().unwrap();
        let thief = open(copy.path(), &self.url, &self.clock);
        for _ in 0..2 {
            weather.sessions("expire_access").await;
            // The copy sends the draft as well: its key makes that one change, whoever brings it.
            thief.sync(Trigger::Person).await.unwrap();
        }
    }
}
