//! A phone whose person has signed in, and everything a judge may know of both.

use std::path::Path;
use std::sync::Arc;

use madrid_core::app::{App, AppBuilder};
use madrid_core::error::Error;
use madrid_core::fines::Act;
use madrid_core::kernel::{Access, Language};
use madrid_core::profile::ContactChange;
use madrid_core::sync::Trigger;
use madrid_core::text;
use madrid_tests::free_times::free_times;
use madrid_tests::persona::{self, Persona};
use madrid_tests::signed_in::{Hands, builder, persona_at, sign_in};
use rusqlite::Connection;
use serde_json::Value;

use crate::ear;
use crate::values::{Values, contains, read};

/// What the person changes their number to.
pub const NEW_NUMBER: &str = "+34677123987";

pub struct Phone {
    home: tempfile::TempDir,
    url: String,
    persona: Persona,
    app: App,
}

impl Phone {
    /// A phone that has seen everything of its person once.
    pub async fn signed_in(url: &str, who: &str, access: Access) -> Self {
        let persona = persona_at(url, who).await.unwrap();
        let home = tempfile::tempdir().unwrap();
        let app = builder(home.path(), url).open().unwrap();
        let browser = Arc::new(Hands(persona.clone()));
        sign_in(&app, browser, access, true).await.unwrap();
        app.sync(Trigger::Person).await.unwrap();
        Self {
            home,
            url: url.to_owned(),
            persona,
            app,
        }
    }

    pub const fn app(&self) -> &App {
        &self.app
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Every personal value in the city's answers about the person and whom they represent, minus what a phone holds that
    /// never had a person.
    pub async fn everything_the_city_knows(&self) -> Values {
        let shown = self.app.profile().show().await.unwrap();
        assert!(shown.person.is_some());
        let stranger = tempfile::tempdir().unwrap();
        let app = AppBuilder::new(stranger.path(), &self.url).open().unwrap();
        app.sync(Trigger::Person).await.unwrap();
        drop(app);
        let token = self.ask_token().await;
        let me = self.get("/v1/me", &token);
        let mut values = Values::of(&me).and(&serde_json::json!({ "phone": NEW_NUMBER, "name": self.persona.name }));
        let represented = me["represents"]
            .as_array()
            .unwrap()
            .iter()
            .map(|other| other["id"].as_str().unwrap().to_owned());
        for id in represented.chain([self.persona.id.clone()]) {
            values = values.and(&self.get(&format!("/v1/me/summaries?for={id}"), &token));
        }
        values = values.and(&self.get("/v1/me/fines", &token));
        values = values.and(&self.get("/v1/me/tax-folder", &token));
        values.without_what_is_in(stranger.path())
    }

    /// A token of the judge's own, by signing in like any phone.
    async fn ask_token(&self) -> String {
        let (url, persona) = (self.url.clone(), self.persona.clone());
        tokio::task::spawn_blocking(move || persona::access_token(&url, &persona).unwrap())
            .await
            .unwrap()
    }

    fn get(&self, path: &str, token: &str) -> Value {
        persona::get(&self.url, path, token).unwrap()
    }

    /// The person changes their number; nobody has sent it yet.
    pub async fn change_number(&self) {
        let change = ContactChange {
            phone: Some(NEW_NUMBER.parse().unwrap()),
            email: None,
        };
        self.app.profile().change_contact(change).await.unwrap();
    }

    /// The person books a court; nobody has sent it yet. What is personal about it.
    pub async fn book(&self) -> Value {
        let time = free_times(&self.app, 1).await.unwrap().remove(0);
        self.app.bookings().book(time.clone(), 1).await.unwrap();
        serde_json::json!({ "slot": time.as_str() })
    }

    /// The person writes against a fine, if they have one to answer, and sends it when there is a network. What is personal about it.
    pub async fn write_about_a_fine(&self) -> Value {
        let fines = self.app.fines();
        let open = fines.list().await.unwrap().fines;
        let Some(fine) = open.iter().find(|fine| fine.allowed.contains(&Act::Allege)) else {
            return Value::Null;
        };
        let (text, name, paper) = (
            "Estaba en el taller de Zoquete",
            "recibo-zoquete.pdf",
            b"%PDF-zoquete-7781",
        );
        fines.save_text(&fine.id, text.to_owned()).await.unwrap();
        fines.attach(&fine.id, name, paper.to_vec()).await.unwrap();
        fines.evidence(&fine.id, 1).await.unwrap();
        fines.send(&fine.id).await.unwrap();
        serde_json::json!({ "text": text, "name": name, "paper": "zoquete-7781", "data": "JVBERi16b3F1ZXRlLTc3ODE=" })
    }

    /// What the city has booked for the person.
    pub async fn booked(&self) -> Value {
        let booked = self.get("/v1/me/bookings", &self.ask_token().await);
        assert!(!booked["bookings"].as_array().unwrap().is_empty());
        booked
    }

    /// Says an error in every way there is.
    pub fn say(&self, error: Option<Error>) {
        let heard = ear::listen();
        if let Some(error) = error {
            heard.note(&format!(
                "{error} {error:?} {} {:?}",
                error.code(),
                text::explain(Language::Es, error.code())
            ));
            let boundary = madrid_bindings::error::AppError::from(error);
            heard.note(&format!("{boundary} {boundary:?}"));
        }
    }

    /// What a careless `{:?}` of the parts that hold secrets would print.
    pub async fn show_debug_of_everything(&self) {
        let heard = ear::listen();
        let number: madrid_core::kernel::PhoneNumber = NEW_NUMBER.parse().unwrap();
        let document: madrid_core::kernel::IdentityDocument = self.persona.nif.parse().unwrap();
        let request = madrid_core::ports::HttpRequest::new(madrid_core::ports::Method::Put, "/v1/me/contact")
            .header("authorization", Some(&self.persona.nif))
            .json(self.persona.nif.clone().into_bytes());
        heard.note(&format!("{number:?} {document:?} {request:?}"));
        heard.note(&format!("{:?}", self.app.profile().show().await));
        heard.note(&format!("{:?}", self.app.home().show(None).await));
        let bookings = self.app.bookings().show().await.unwrap();
        heard.note(&format!("{bookings:?} {:?}", bookings.bookings));
        let panicked = std::thread::spawn(move || panic!("{number:?} {document:?}")).join();
        assert!(panicked.is_err());
    }

    /// Turns one bit in every sealed item, as a broken disk would.
    pub fn spoil_sealed_rows(&self) {
        let connection = Connection::open(self.home().join("madrid.db")).unwrap();
        let changed = connection
            .execute("UPDATE home_item SET sealed = zeroblob(length(sealed))", [])
            .unwrap();
        assert!(changed > 0);
    }

    /// How many rows there are in the tables that speak of a person.
    pub fn rows_about_the_person(&self) -> i64 {
        let connection = Connection::open(self.home().join("madrid.db")).unwrap();
        let tables = [
            "session",
            "profile",
            "outbox",
            "home_subject",
            "home_section",
            "home_item",
            "recommend_memory",
            "recommend_switch",
            "booking",
            "payment_attempt",
            "receipt",
            "reference_receipt",
            "refund",
            "data_key",
            "destruction",
        ];
        let count = |table: &str| {
            connection.query_row::<i64, _, _>(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
        };
        tables.into_iter().map(|table| count(table).unwrap()).sum()
    }

    /// Somebody else takes the phone.
    pub async fn sign_in_as(&self, who: &str) {
        let persona = persona_at(&self.url, who).await.unwrap();
        sign_in(&self.app, Arc::new(Hands(persona)), Access::Light, true)
            .await
            .unwrap();
    }

    /// The data key as the database keeps it.
    pub fn wrapped_key(&self) -> Vec<u8> {
        let connection = Connection::open(self.home().join("madrid.db")).unwrap();
        connection
            .query_row("SELECT wrapped FROM data_key", [], |row| row.get(0))
            .unwrap()
    }

    /// Every sealed value.
    pub fn sealed_values(&self) -> Vec<Vec<u8>> {
        let connection = Connection::open(self.home().join("madrid.db")).unwrap();
        let mut values = Vec::new();
        let tables = [
            "session",
            "profile",
            "outbox",
            "home_subject",
            "home_item",
            "recommend_memory",
            "booking",
            "payment_attempt",
            "receipt",
            "reference_receipt",
            "refund",
        ];
        for table in tables {
            let mut query = connection.prepare(&format!("SELECT sealed FROM {table}")).unwrap();
            let rows = query.query_map([], |row| row.get(0)).unwrap();
            values.extend(rows.map(Result::unwrap));
        }
        values
    }

    /// Whether these bytes are in any file of the phone.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        read(self.home()).iter().any(|(_, file)| contains(file, bytes))
    }
}
