//! What a person and their phone can do: a line for each verb. The Kotlin and Swift runners have the same table.

use std::fmt::Debug;
use std::sync::Arc;

use madrid_bindings::app::explain_code;
use madrid_bindings::bookings::{BookRequest, SlotsRequest, SlotsView};
use madrid_bindings::error::AppError;
use madrid_bindings::home::BlockId;
use madrid_bindings::places::{HereRequest, NearRequest, PlaceKind, PlaceNeed, SearchRequest};
use madrid_bindings::platform::{Browser, BrowserError};
use madrid_bindings::profile::{ContactRequest, PreferencesRequest};
use madrid_bindings::session::{AccessLevel, SignInRequest};
use madrid_bindings::view::Language;
use madrid_tests::persona::{self, Persona};
use madrid_tests::signed_in::persona_at;
use serde::Deserialize;
use serde_json::{Value, json};

use super::stage::Stage;
use super::view;

/// A verb with its arguments.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Verb {
    Phone(PhoneVerb),
    Session(SessionVerb),
    Home(HomeVerb),
    Profile(ProfileVerb),
    Bookings(BookingsVerb),
    Places(PlacesVerb),
}

impl Verb {
    /// The verb with this name and these arguments.
    pub fn read(name: &str, with: &Value) -> Result<Self, String> {
        let read = serde_json::from_value(json!({ name: with }));
        // A verb may stand alone because it has no arguments, or because it needs none of them.
        let read = read.or_else(|error| match with {
            Value::Null => serde_json::from_value(json!({ name: {} })),
            _ => Err(error),
        });
        read.map_err(|_| format!("not a verb: {name} with {with}"))
    }

    /// Does it. Fails as the boundary does.
    pub async fn perform(self, stage: &mut Stage) -> Result<(), AppError> {
        match self {
            Self::Phone(verb) => verb.perform(stage).await,
            Self::Session(verb) => verb.perform(stage).await,
            Self::Home(verb) => verb.perform(stage).await,
            Self::Profile(verb) => verb.perform(stage).await,
            Self::Bookings(verb) => verb.perform(stage).await,
            Self::Places(verb) => verb.perform(stage).await,
        }
    }
}

/// The phone, its network, and the app as a whole.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PhoneVerb {
    Restart,
    LoseNetwork,
    FindNetwork,
    Sync,
    SyncIfDue,
    StepAway,
    SuspendStorage,
    ResumeStorage,
    ChooseLanguage { language: String },
    EndWelcome,
    OpenLink { url: String },
    Explain { code: String },
}

impl PhoneVerb {
    async fn perform(self, stage: &mut Stage) -> Result<(), AppError> {
        let app = stage.app();
        match self {
            Self::Restart => stage.restart().await,
            Self::LoseNetwork => {
                let rules = json!({ "rules": [{ "fault": "drop_before", "path": "/" }] });
                stage.admin("PUT", "faults", &rules).await;
                Ok(())
            }
            Self::FindNetwork => {
                stage.admin("DELETE", "faults", &Value::Null).await;
                Ok(())
            }
            Self::Sync => app.sync().await.map(drop),
            Self::SyncIfDue => app.sync_if_due().await.map(drop),
            Self::StepAway => {
                app.step_away();
                Ok(())
            }
            Self::SuspendStorage => app.suspend_storage().await,
            Self::ResumeStorage => app.resume_storage().await,
            Self::ChooseLanguage { language } => app.choose_language(named(&LANGUAGES, &language)).await,
            Self::EndWelcome => app.end_welcome().await,
            Self::OpenLink { url } => {
                stage.show("destination", &app.open_link(url)?);
                Ok(())
            }
            Self::Explain { code } => {
                stage.show("explanation", &explain_code(code, app.language()));
                Ok(())
            }
        }
    }
}

/// Signing in and out, locking, removing.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SessionVerb {
    SignIn {
        #[serde(rename = "as")]
        who: String,
        #[serde(default = "light")]
        access: String,
        #[serde(default)]
        app_lock: bool,
        #[serde(default)]
        closes_page: bool,
    },
    SignOut,
    Lock,
    Unlock,
    /// What the person says from now on when the phone asks whether it is them.
    Answer {
        yes: bool,
    },
    SetAppLock {
        on: bool,
    },
    RemoveMyData,
}

fn light() -> String {
    "light".to_owned()
}

impl SessionVerb {
    async fn perform(self, stage: &mut Stage) -> Result<(), AppError> {
        let session = stage.app().session();
        match self {
            Self::SignIn {
                who,
                access,
                app_lock,
                closes_page,
            } => {
                let access = named(&[AccessLevel::Light, AccessLevel::Strong], &access);
                let person = persona_at(stage.url(), &who).await;
                let person = person.unwrap_or_else(|| panic!("nobody is called {who}"));
                let browser = Arc::new(Hands { person, closes_page });
                let request = SignInRequest { access, app_lock };
                session.sign_in(request, browser).await.map(drop)
            }
            Self::SignOut => session.sign_out().await.map(drop),
            Self::Lock => {
                session.lock();
                Ok(())
            }
            Self::Unlock => session.unlock().await.map(drop),
            Self::Answer { yes } => {
                stage.keys.answer(yes);
                Ok(())
            }
            Self::SetAppLock { on } => session.set_app_lock(on).await.map(drop),
            Self::RemoveMyData => session.remove_my_data().await.map(drop),
        }
    }
}

/// The first screen.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum HomeVerb {
    ActFor { id: String },
    Order { first: Vec<String> },
    Raise { block: String },
    Lower { block: String },
    Hide { block: String },
    Unhide { block: String },
}

impl HomeVerb {
    async fn perform(self, stage: &mut Stage) -> Result<(), AppError> {
        let home = stage.app().home();
        match self {
            Self::ActFor { id } => home.act_for(id).await,
            Self::Order { first } => home.order(all_named(&BLOCKS, &first)).await,
            Self::Raise { block } => home.raise(named(&BLOCKS, &block)).await,
            Self::Lower { block } => home.lower(named(&BLOCKS, &block)).await,
            Self::Hide { block } => home.hide(named(&BLOCKS, &block), true).await,
            Self::Unhide { block } => home.hide(named(&BLOCKS, &block), false).await,
        }
    }
}

/// The person's own data. `keep_mine` and `discard` are about the oldest change.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ProfileVerb {
    ChangeContact {
        phone: Option<String>,
        email: Option<String>,
    },
    /// What is not mentioned stays.
    ChangePreferences {
        language: Option<String>,
        reminders: Option<bool>,
        analytics: Option<bool>,
    },
    KeepMine,
    Discard,
}

impl ProfileVerb {
    async fn perform(self, stage: &mut Stage) -> Result<(), AppError> {
        let profile = stage.app().profile();
        let changed = match self {
            Self::ChangeContact { phone, email } => profile.change_contact(ContactRequest { phone, email }).await,
            Self::ChangePreferences {
                language,
                reminders,
                analytics,
            } => {
                let now = profile.show().await?.preferences.unwrap();
                let request = PreferencesRequest {
                    language: language.map_or(now.language, |language| named(&LANGUAGES, &language)),
                    reminders: reminders.unwrap_or(now.reminders.is_on),
                    analytics: analytics.unwrap_or(now.analytics.is_on),
                };
                profile.change_preferences(request).await
            }
            Self::KeepMine => profile.keep_mine(profile.show().await?.pending[0].id).await,
            Self::Discard => profile.discard(profile.show().await?.pending[0].id).await,
        };
        changed.map(drop)
    }
}

/// Baths and courts.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BookingsVerb {
    /// The first day after today on which something of this name has room.
    FindTime { of: String },
    /// The first time with room that was found.
    BookTime { people: u32 },
    /// The first booking that can be called off.
    CancelBooking,
}

impl BookingsVerb {
    async fn perform(self, stage: &mut Stage) -> Result<(), AppError> {
        let bookings = stage.app().bookings();
        match self {
            Self::FindTime { of } => {
                let all = bookings.bookables(None).await?.items;
                let id = all.into_iter().find(|item| item.name == of).unwrap().id;
                let slots = |day| {
                    bookings.slots(SlotsRequest {
                        bookable: id.clone(),
                        day,
                    })
                };
                for day in slots(None).await?.days.into_iter().skip(1) {
                    let found = slots(Some(day.day)).await?;
                    if with_room(&found).is_some() {
                        stage.show("slots", &found);
                        stage.time = with_room(&found);
                        return Ok(());
                    }
                }
                panic!("there is no time");
            }
            Self::BookTime { people } => {
                let slot = stage.time.clone().unwrap();
                bookings.book(BookRequest { slot, people }).await.map(drop)
            }
            Self::CancelBooking => {
                let groups = bookings.show().await?.groups;
                let all = groups.into_iter().flat_map(|group| group.bookings);
                let mut standing = all.filter(|booking| !booking.actions.is_empty());
                bookings.cancel(standing.next().unwrap().id).await.map(drop)
            }
        }
    }
}

fn with_room(day: &SlotsView) -> Option<String> {
    let mut slots = day.slots.iter().filter(|slot| slot.action_label.is_some());
    slots.next().map(|slot| slot.slot.clone())
}

/// The city's places. `near` is around the Puerta del Sol.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PlacesVerb {
    Near {
        kind: Option<String>,
        #[serde(default)]
        needs: Vec<String>,
    },
    Search {
        text: String,
        kind: Option<String>,
        #[serde(default)]
        needs: Vec<String>,
    },
    ShowPlace {
        id: String,
    },
}

impl PlacesVerb {
    async fn perform(self, stage: &mut Stage) -> Result<(), AppError> {
        let places = stage.app().places();
        match self {
            Self::Near { kind, needs } => {
                let request = NearRequest {
                    here: Some(SOL),
                    kinds: kind.iter().map(|kind| named(&KINDS, kind)).collect(),
                    needs: all_named(&NEEDS, &needs),
                    limit: FEW,
                };
                stage.show("places", &places.near(request).await?);
            }
            Self::Search { text, kind, needs } => {
                let request = SearchRequest {
                    text,
                    kinds: kind.iter().map(|kind| named(&KINDS, kind)).collect(),
                    needs: all_named(&NEEDS, &needs),
                    limit: FEW,
                    here: None,
                };
                stage.show("places", &places.search(request).await?);
            }
            Self::ShowPlace { id } => stage.show("place", &places.show(id).await?),
        }
        Ok(())
    }
}

/// The Puerta del Sol.
const SOL: HereRequest = HereRequest {
    lat: 40.4169,
    lon: -3.7035,
};
/// How many places are asked for.
const FEW: u32 = 20;

const BLOCKS: [BlockId; 5] = [BlockId::Owe, BlockId::Do, BlockId::New, BlockId::Have, BlockId::Near];
const LANGUAGES: [Language; 2] = [Language::Es, Language::En];
const KINDS: [PlaceKind; 7] = [
    PlaceKind::SportsCentre,
    PlaceKind::Library,
    PlaceKind::CulturalCentre,
    PlaceKind::Museum,
    PlaceKind::Park,
    PlaceKind::CitizenOffice,
    PlaceKind::Other,
];
const NEEDS: [PlaceNeed; 10] = [
    PlaceNeed::StepFree,
    PlaceNeed::PartlyAccessible,
    PlaceNeed::IndoorPool,
    PlaceNeed::OutdoorPool,
    PlaceNeed::PlayArea,
    PlaceNeed::DogArea,
    PlaceNeed::StudyRoom,
    PlaceNeed::Wifi,
    PlaceNeed::BikeParking,
    PlaceNeed::SportsCourts,
];

/// The language that scenarios call so; Spanish where none is named.
pub fn language(name: Option<&String>) -> Language {
    name.map_or(Language::Es, |name| named(&LANGUAGES, name))
}

/// The one that scenarios call so.
fn named<T: Debug + Copy>(all: &[T], name: &str) -> T {
    let found = all.iter().find(|one| view::of(one) == name);
    *found.unwrap_or_else(|| panic!("there is no {name} among {all:?}"))
}

fn all_named<T: Debug + Copy>(all: &[T], names: &[String]) -> Vec<T> {
    names.iter().map(|name| named(all, name)).collect()
}

/// The browser in which a person signs in, or which they close.
struct Hands {
    person: Persona,
    closes_page: bool,
}

impl Browser for Hands {
    fn visit(&self, url: String, _: String) -> Result<String, BrowserError> {
        if self.closes_page {
            return Err(BrowserError::Cancelled);
        }
        persona::sign_in(&url, &self.person).ok_or(BrowserError::Unavailable)
    }
}
