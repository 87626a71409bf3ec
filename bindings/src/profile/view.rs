//! The profile in words.

use chrono::{DateTime, Utc};
use madrid_core::kernel;
use madrid_core::profile::{self as core, Change, ContactDetails, Pending, Person, Preferences, ProfileShown};
use madrid_core::text::{self, Key, keys};

use crate::view::{EmptyView, FactView, FreshnessView, Language, LanguageChoiceView, SwitchView, mirror};

/// The person's own data.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ProfileView {
    /// The words above it.
    pub title: String,
    /// First and family names.
    pub name: String,
    /// What the city knows and the app cannot change, a line each, in order.
    pub facts: Vec<FactView>,
    /// How the city reaches the person, for the form; absent until the city was reached once.
    pub contact: Option<ContactView>,
    /// What the person likes and allows, for the form.
    pub preferences: Option<PreferencesView>,
    /// Changes that have not reached their end, oldest first.
    pub pending: Vec<PendingView>,
    /// How far the city's part may be trusted.
    pub freshness: FreshnessView,
    /// What to show where there is nothing yet.
    pub empty: Option<EmptyView>,
}

/// How the city reaches the person, and the words of the form that changes it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ContactView {
    /// The words above it.
    pub title: String,
    /// The words beside the telephone.
    pub phone_label: String,
    /// Telephone.
    pub phone: String,
    /// The words beside the e-mail.
    pub email_label: String,
    /// E-mail, if there is one.
    pub email: Option<String>,
    /// What to show where there is none.
    pub no_email_label: String,
    /// The words of the button that opens the form.
    pub edit_label: String,
    /// The words of the button that asks for the change.
    pub save_label: String,
    /// The words of the button that leaves everything as it is.
    pub cancel_label: String,
}

/// What the person likes and allows, as a screen of choices.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PreferencesView {
    /// The words above it.
    pub title: String,
    /// That the person decides, and can change it.
    pub body: String,
    /// The language of the city's letters.
    pub language: Language,
    /// The words above the languages.
    pub letters_title: String,
    /// The languages of the city's letters.
    pub letters: Vec<LanguageChoiceView>,
    /// Whether the city may remind of deadlines.
    pub reminders: SwitchView,
    /// Whether the city may count, without the name, how the app is used.
    pub analytics: SwitchView,
}

mirror! {
    /// How a change stands.
    PendingState of core::PendingState {
        /// It will be sent by itself.
        Waiting,
        /// The person has to sign in more strongly first.
        NeedsStrongerSignIn,
        /// It also changed elsewhere: the person chooses.
        Conflict,
        /// The city will not do it.
        Refused,
    }
}

/// A change that has not reached its end.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PendingView {
    /// Its number, for `keep_mine` and `discard`.
    pub id: i64,
    /// What the person wants.
    pub title: String,
    /// How it stands, for colour and icon.
    pub state: PendingState,
    /// How it stands, in words.
    pub label: String,
    /// When the person wanted it.
    pub since: String,
    /// What the person can do about it.
    pub actions: Vec<PendingActionView>,
}

/// Something to do about a change.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PendingActionView {
    /// What.
    pub kind: PendingActionKind,
    /// The words of its button.
    pub label: String,
}

/// What can be done about a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum PendingActionKind {
    /// `keep_mine`
    KeepMine,
    /// `discard`
    Discard,
    /// `sign_in` with strong access
    ConfirmIdentity,
}

impl ProfileView {
    pub(crate) fn new(shown: ProfileShown, language: kernel::Language, now: DateTime<Utc>) -> Self {
        let person = shown.person.as_ref();
        let say = |key| text::plain(language, key);
        Self {
            title: say(keys::PROFILE_TITLE),
            name: person.map(full_name).unwrap_or_default(),
            facts: person.map(|person| facts(person, language)).unwrap_or_default(),
            contact: person.map(|person| ContactView::new(&person.contact, language)),
            preferences: person.map(|person| PreferencesView::new(person.preferences, language)),
            pending: shown
                .pending
                .iter()
                .map(|pending| PendingView::new(pending, language, now))
                .collect(),
            freshness: FreshnessView::new(shown.freshness, language, now),
            empty: person.is_none().then(|| EmptyView {
                title: say(keys::HOME_NEVER_TITLE),
                body: say(keys::HOME_NEVER_BODY),
            }),
        }
    }
}

impl ContactView {
    fn new(contact: &ContactDetails, language: kernel::Language) -> Self {
        let say = |key| text::plain(language, key);
        Self {
            title: say(keys::CONTACT_TITLE),
            phone_label: say(keys::PROFILE_PHONE),
            phone: contact.phone.as_str().to_owned(),
            email_label: say(keys::PROFILE_EMAIL),
            email: contact.email.as_ref().map(|email| email.as_str().to_owned()),
            no_email_label: say(keys::PROFILE_NO_EMAIL),
            edit_label: say(keys::ACTION_EDIT),
            save_label: say(keys::ACTION_SAVE),
            cancel_label: say(keys::ACTION_CANCEL),
        }
    }
}

impl PreferencesView {
    fn new(chosen: Preferences, language: kernel::Language) -> Self {
        let say = |key| text::plain(language, key);
        let switch = |title, body, is_on| SwitchView::new(title, body, is_on, language);
        Self {
            title: say(keys::WORD_CONSENTS),
            body: say(keys::CONSENTS_BODY),
            language: chosen.language.into(),
            letters_title: say(keys::LETTERS_TITLE),
            letters: LanguageChoiceView::all(chosen.language),
            reminders: switch(keys::REMINDERS_TITLE, keys::REMINDERS_BODY, chosen.reminders),
            analytics: switch(keys::ANALYTICS_TITLE, keys::ANALYTICS_BODY, chosen.analytics),
        }
    }
}

fn full_name(person: &Person) -> String {
    format!("{} {}", person.given_name, person.family_name)
}

fn facts(person: &Person, language: kernel::Language) -> Vec<FactView> {
    let address = &person.address;
    let birth = text::with(language, keys::DATE, &text::date_args(language, person.birth_date));
    let lines: [(Key, String); 4] = [
        (keys::PROFILE_NAME, full_name(person)),
        (keys::PROFILE_DOCUMENT, person.document.as_str().to_owned()),
        (keys::PROFILE_BIRTH, birth),
        (
            keys::PROFILE_ADDRESS,
            format!("{}, {} {}", address.street, address.postal_code, address.district),
        ),
    ];
    let fact = |(label, value)| FactView {
        label: text::plain(language, label),
        value,
    };
    lines.into_iter().map(fact).collect()
}

impl PendingView {
    pub(crate) fn new(pending: &Pending, language: kernel::Language, now: DateTime<Utc>) -> Self {
        use PendingActionKind::{ConfirmIdentity, Discard, KeepMine};
        let say = |key| text::plain(language, key);
        let theirs = theirs(&pending.change, language);
        let (label, actions): (_, &[(PendingActionKind, Key)]) = match pending.state {
            core::PendingState::Waiting => (say(keys::PENDING_WAITING), &[]),
            core::PendingState::NeedsStrongerSignIn => (
                say(keys::PENDING_STRONGER),
                &[
                    (ConfirmIdentity, keys::ACTION_CONFIRM_IDENTITY),
                    (Discard, keys::ACTION_DISCARD),
                ],
            ),
            core::PendingState::Conflict => (
                text::with(language, keys::PENDING_CONFLICT, &[("value", theirs.into())]),
                &[(KeepMine, keys::ACTION_KEEP_MINE), (Discard, keys::ACTION_KEEP_THEIRS)],
            ),
            core::PendingState::Refused => (say(keys::PENDING_REFUSED), &[(Discard, keys::ACTION_DISCARD)]),
        };
        let action = |(kind, label): &(PendingActionKind, Key)| PendingActionView {
            kind: *kind,
            label: say(*label),
        };
        Self {
            id: pending.id,
            title: title(&pending.change, language),
            state: pending.state.into(),
            label,
            since: text::moment(language, pending.since, now),
            actions: actions.iter().map(action).collect(),
        }
    }
}

fn title(change: &Change, language: kernel::Language) -> String {
    match change {
        Change::Contact { mine, .. } => text::with(
            language,
            keys::PENDING_CONTACT,
            &[("value", in_short(mine, language).into())],
        ),
        Change::Preferences { .. } => text::plain(language, keys::PENDING_PREFERENCES),
        Change::Other => text::plain(language, keys::PENDING_OTHER),
    }
}

fn theirs(change: &Change, language: kernel::Language) -> String {
    match change {
        Change::Contact {
            theirs: Some(theirs), ..
        } => in_short(theirs, language),
        _ => text::plain(language, keys::PENDING_PREFERENCES_THEIRS),
    }
}

fn in_short(contact: &ContactDetails, language: kernel::Language) -> String {
    let email = contact.email.as_ref().map(|email| email.as_str().to_owned());
    let email = email.unwrap_or_else(|| text::plain(language, keys::PENDING_NO_EMAIL));
    format!("{}, {email}", contact.phone.as_str())
}

#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
