//! What stands around every screen, in words.

use madrid_core::kernel;
use madrid_core::text::{self, Key, keys};

use crate::session::{SessionState, SessionView};
use crate::view::{FactView, LanguageChoiceView, StatusView, SwitchView};

/// The words of controls that belong to no view.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct WordsView {
    /// The tab of the first screen.
    pub home: String,
    /// The tab of the places.
    pub places: String,
    /// The tab of the person's own data.
    pub profile: String,
    /// The door to the settings.
    pub settings: String,
    /// The door to what the person allows, and the words above it.
    pub consents: String,
    /// The way back.
    pub back: String,
    /// Closes what lies over the screen.
    pub close: String,
    /// Does again what did not work.
    pub retry: String,
    /// Asks the city what changed.
    pub refresh: String,
    /// What a screen reader says while there is nothing to read yet.
    pub loading: String,
    /// The tab of what is on.
    pub agenda: String,
    /// The door to what the city has for the person.
    pub for_you: String,
    /// The door to the map.
    pub map: String,
    /// The door to what the person keeps for later.
    pub saved: String,
    /// The door to what the phone thinks of the person.
    pub interests: String,
    /// The door to what the person has booked.
    pub bookings: String,
    /// The door to what the person pays and has paid.
    pub payments: String,
    /// The door to the proofs of it.
    pub receipts: String,
    /// The door to the person's fines.
    pub fines: String,
    /// The door to whether a fine is real.
    pub verify_fine: String,
    /// The door to the person's taxes.
    pub taxes: String,
    /// The door to the dates of the year, and the words above them.
    pub tax_calendar: String,
    /// The door to the certificate of debts, and the words above it.
    pub tax_certificate: String,
    /// The door to paying a letter by its reference.
    pub letters: String,
    /// The door to the money that comes back.
    pub refunds: String,
    /// The door to the person's cards.
    pub wallet: String,
    /// The words above several payments.
    pub several: String,
    /// The door to the times of something that can be booked.
    pub times: String,
    /// Keeps something for later.
    pub keep: String,
    /// Keeps it no longer.
    pub unkeep: String,
}

impl WordsView {
    pub(super) fn new(language: kernel::Language) -> Self {
        let say = |key| text::plain(language, key);
        Self {
            home: say(keys::WORD_HOME),
            places: say(keys::WORD_PLACES),
            profile: say(keys::WORD_PROFILE),
            settings: say(keys::WORD_SETTINGS),
            consents: say(keys::WORD_CONSENTS),
            back: say(keys::ACTION_BACK),
            close: say(keys::ACTION_CLOSE),
            retry: say(keys::ACTION_RETRY),
            refresh: say(keys::ACTION_REFRESH),
            loading: say(keys::WORD_LOADING),
            agenda: say(keys::WORD_AGENDA),
            for_you: say(keys::WORD_FOR_YOU),
            map: say(keys::WORD_MAP),
            saved: say(keys::WORD_SAVED),
            interests: say(keys::WORD_INTERESTS),
            bookings: say(keys::WORD_BOOKINGS),
            payments: say(keys::PAYMENTS_TITLE),
            receipts: say(keys::RECEIPTS_TITLE),
            fines: say(keys::FINES_TITLE),
            verify_fine: say(keys::VERIFY_TITLE),
            taxes: say(keys::TAX_TITLE),
            tax_calendar: say(keys::TAX_CALENDAR_TITLE),
            tax_certificate: say(keys::TAX_CERTIFICATE_TITLE),
            letters: say(keys::LETTER_TITLE),
            refunds: say(keys::REFUNDS_TITLE),
            wallet: say(keys::WALLET_TITLE),
            several: say(keys::SEVERAL_TITLE),
            times: say(keys::WORD_TIMES),
            keep: say(keys::ACTION_SAVE),
            unkeep: say(keys::ACTION_UNKEEP),
        }
    }
}

/// The very first screen.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct WelcomeView {
    /// The app's name.
    pub title: String,
    /// What it is.
    pub body: String,
    /// What it does for the person.
    pub points: Vec<PointView>,
    /// The languages to choose from.
    pub languages: Vec<LanguageChoiceView>,
    /// The words of the button that leads to the sign-in.
    pub sign_in_label: String,
    /// The words of the button that leads in without one.
    pub look_around_label: String,
}

/// One thing the app does for the person.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PointView {
    /// A few words.
    pub title: String,
    /// What it means.
    pub body: String,
}

impl WelcomeView {
    pub(super) fn new(language: kernel::Language) -> Self {
        let say = |key| text::plain(language, key);
        let point = |(title, body)| PointView {
            title: say(title),
            body: say(body),
        };
        let points = [
            (keys::WELCOME_OWE_TITLE, keys::WELCOME_OWE_BODY),
            (keys::WELCOME_NEAR_TITLE, keys::WELCOME_NEAR_BODY),
            (keys::WELCOME_SAFE_TITLE, keys::WELCOME_SAFE_BODY),
        ];
        Self {
            title: say(keys::WELCOME_TITLE),
            body: say(keys::WELCOME_BODY),
            points: points.into_iter().map(point).collect(),
            languages: LanguageChoiceView::all(language),
            sign_in_label: say(keys::ACTION_SIGN_IN),
            look_around_label: say(keys::ACTION_LOOK_AROUND),
        }
    }
}

/// The settings of the app.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SettingsView {
    /// The words above it.
    pub title: String,
    /// The words above the languages.
    pub languages_title: String,
    /// The languages of the app.
    pub languages: Vec<LanguageChoiceView>,
    /// Whether the phone asks before it shows the person's data; absent while there is nobody whose data it holds.
    pub app_lock: Option<SwitchView>,
    /// The words above what the phone holds.
    pub phone_title: String,
    /// What the phone holds, and how fresh it is.
    pub phone: Vec<FactView>,
    /// The words above what the app says of itself.
    pub about_title: String,
    /// Version, source of the data, licence.
    pub about: Vec<FactView>,
}

impl SettingsView {
    pub(super) fn new(status: &StatusView, session: &SessionView, language: kernel::Language) -> Self {
        let say = |key| text::plain(language, key);
        let fact = |label: Key, value: &str| FactView {
            label: say(label),
            value: value.to_owned(),
        };
        let is_somebody_here = matches!(session.state, SessionState::SignedIn | SessionState::SignInAgain);
        let app_lock = || SwitchView::new(keys::APP_LOCK_TITLE, keys::APP_LOCK_BODY, session.app_lock, language);
        Self {
            title: say(keys::WORD_SETTINGS),
            languages_title: say(keys::SETTINGS_LANGUAGE_TITLE),
            languages: LanguageChoiceView::all(language),
            app_lock: is_somebody_here.then(app_lock),
            phone_title: say(keys::SETTINGS_PHONE_TITLE),
            phone: vec![
                fact(keys::SETTINGS_PLACES, &status.places.count_label),
                fact(keys::SETTINGS_STATE, &status.places.freshness.label),
            ],
            about_title: say(keys::SETTINGS_ABOUT_TITLE),
            about: vec![
                fact(keys::SETTINGS_VERSION, env!("CARGO_PKG_VERSION")),
                fact(keys::SETTINGS_SOURCE, &status.places.freshness.source),
                fact(keys::SETTINGS_LICENCE, env!("CARGO_PKG_LICENSE")),
            ],
        }
    }
}
