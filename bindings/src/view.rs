//! Pieces of views that every feature shows. A view is a pure function of a model, a language and now.

use chrono::{DateTime, NaiveDate, Utc};
use madrid_core::app::{Notice, Status};
use madrid_core::kernel::{self, Freshness};
use madrid_core::text::{self, Key, keys};

/// Between facts in one line. It never begins the next one.
pub(crate) const DOT: &str = "\u{a0}· ";

/// The parts that are there, joined; `None` where none is.
pub(crate) fn join<'a>(separator: &str, parts: impl IntoIterator<Item = Option<&'a str>>) -> Option<String> {
    let present: Vec<&str> = parts.into_iter().flatten().collect();
    (!present.is_empty()).then(|| present.join(separator))
}

/// Who says so, and of which day it is.
pub(crate) fn source_label(source: &str, day: Option<NaiveDate>, language: kernel::Language) -> String {
    let Some(day) = day else {
        return source.to_owned();
    };
    let mut values = vec![("source", text::Arg::from(source))];
    values.extend(text::date_args(language, day));
    text::with(language, keys::FACT_SOURCE_DATED, &values)
}

/// A question before something that cannot be taken back.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConfirmView {
    /// The question.
    pub title: String,
    /// What it means.
    pub body: String,
    /// The words of the button that leaves everything as it is.
    pub keep_label: String,
}

/// A language of the app. Spanish is the one a citizen meets first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Language {
    /// Spanish.
    Es,
    /// English.
    En,
}

impl From<Language> for kernel::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Es => Self::Es,
            Language::En => Self::En,
        }
    }
}

impl From<kernel::Language> for Language {
    fn from(language: kernel::Language) -> Self {
        match language {
            kernel::Language::Es => Self::Es,
            kernel::Language::En => Self::En,
        }
    }
}

/// Makes an enum of the boundary and its two ways to the core's. A new variant that is not listed does not compile.
macro_rules! mirror {
    ($(#[$doc:meta])* $name:ident of $core:path { $($(#[$variant_doc:meta])* $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl From<$core> for $name {
            fn from(value: $core) -> Self {
                match value { $(<$core>::$variant => Self::$variant,)* }
            }
        }

        impl From<$name> for $core {
            fn from(value: $name) -> Self {
                match value { $($name::$variant => Self::$variant,)* }
            }
        }
    };
}
pub(crate) use mirror;

/// Whether what the screen shows still speaks for the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum FreshnessState {
    /// The city confirmed it recently.
    Fresh,
    /// It was true at `as_of`; the city could not confirm it since.
    Stale,
    /// There is nothing yet, of all of it or of a part: the city has never answered.
    Failed,
}

/// How far a block may be trusted. Every block carries one.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FreshnessView {
    /// The state, for colour and icon.
    pub state: FreshnessState,
    /// The city's time of the last confirmation (RFC 3339), for machines.
    pub as_of: Option<String>,
    /// The same for people: "Al día: hoy a las 10:32".
    pub label: String,
    /// Who says so.
    pub source: String,
}

impl FreshnessView {
    pub(crate) fn new(freshness: Freshness, language: kernel::Language, now: DateTime<Utc>) -> Self {
        let (state, sentence) = match freshness.state {
            kernel::FreshnessState::Fresh => (FreshnessState::Fresh, keys::FRESH),
            kernel::FreshnessState::Stale => (FreshnessState::Stale, keys::STALE),
            // Where something was confirmed all the same, it is a part that was not.
            kernel::FreshnessState::Failed if freshness.as_of.is_some() => (FreshnessState::Failed, keys::PARTIAL),
            kernel::FreshnessState::Beginning => (FreshnessState::Failed, keys::BEGINNING),
            kernel::FreshnessState::Failed => (FreshnessState::Failed, keys::NEVER),
        };
        let when = freshness
            .as_of
            .map(|at| text::moment(language, at, now))
            .unwrap_or_default();
        Self {
            state,
            as_of: freshness
                .as_of
                .map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
            label: text::with(language, sentence, &[("when", when.into())]),
            source: text::plain(language, keys::SOURCE_CITY),
        }
    }
}

/// What to show where a list has nothing.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct EmptyView {
    /// A few words.
    pub title: String,
    /// Why, and what to try.
    pub body: String,
}

/// An error in plain language.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ExplanationView {
    /// A few words.
    pub title: String,
    /// What it means for the person, and that nothing is lost.
    pub body: String,
    /// What to do now.
    pub next_step: String,
    /// The stable code, to tell support.
    pub code: String,
}

impl ExplanationView {
    pub(crate) fn new(code: &str, language: kernel::Language) -> Self {
        let text::Explanation { title, body, next_step } = text::explain(language, code);
        Self {
            title,
            body,
            next_step,
            code: code.to_owned(),
        }
    }
}

/// A labelled fact.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FactView {
    /// What it is about.
    pub label: String,
    /// The fact.
    pub value: String,
}

/// What a button hands to the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ActionKind {
    /// Telephone (`tel:`).
    Call,
    /// E-mail (`mailto:`).
    Write,
    /// A page (`https:` or `http:`).
    OpenWeb,
    /// The way there (`geo:`, RFC 5870).
    Directions,
}

/// A button that leads out of the app.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ActionView {
    /// What it does, for the icon.
    pub kind: ActionKind,
    /// Its words.
    pub label: String,
    /// What to hand to the phone.
    pub url: String,
}

/// A question that is answered with a switch.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SwitchView {
    /// A few words.
    pub title: String,
    /// What it means for the person.
    pub body: String,
    /// How it stands.
    pub is_on: bool,
    /// Both for a screen reader, which says by itself how the switch stands.
    pub accessibility_label: String,
}

impl SwitchView {
    pub(crate) fn new(title: Key, body: Key, is_on: bool, language: kernel::Language) -> Self {
        let (title, body) = (text::plain(language, title), text::plain(language, body));
        Self {
            accessibility_label: format!("{title}. {body}"),
            title,
            body,
            is_on,
        }
    }
}

/// A language to choose.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LanguageChoiceView {
    /// Which.
    pub language: Language,
    /// Its own name for itself, so that whoever needs it can read it.
    pub label: String,
    /// Whether it is the one in use.
    pub is_chosen: bool,
}

impl LanguageChoiceView {
    /// All languages, with the one in use marked.
    pub(crate) fn all(chosen: kernel::Language) -> Vec<Self> {
        let choice = |language: kernel::Language| Self {
            language: language.into(),
            label: match language {
                kernel::Language::Es => text::plain(language, keys::LANGUAGE_OWN_ES),
                kernel::Language::En => text::plain(language, keys::LANGUAGE_OWN_EN),
            },
            is_chosen: language == chosen,
        };
        kernel::Language::ALL.into_iter().map(choice).collect()
    }
}

/// Something the citizen should know about the app itself.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct NoticeView {
    /// A stable code, for tests and icons.
    pub code: String,
    /// A few words.
    pub title: String,
    /// What it means and what to do.
    pub body: String,
}

/// A collection on the phone.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CollectionView {
    /// How many, in words: "548 lugares guardados en el móvil".
    pub count_label: String,
    /// How far it may be trusted.
    pub freshness: FreshnessView,
    /// What went wrong with the last attempt, if it did.
    pub trouble: Option<ExplanationView>,
}

/// How the app is doing.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct StatusView {
    /// The city's facilities.
    pub places: CollectionView,
    /// What the citizen should know.
    pub notices: Vec<NoticeView>,
    /// Whether a synchronisation is under way.
    pub running: bool,
}

impl StatusView {
    pub(crate) fn new(status: Status, language: kernel::Language, now: DateTime<Utc>) -> Self {
        let n = text::number(language, status.places);
        let count = [("count", text::Arg::Count(status.places)), ("n", n.into())];
        Self {
            places: CollectionView {
                count_label: text::with(language, keys::PLACES_COUNT, &count),
                freshness: FreshnessView::new(status.freshness, language, now),
                trouble: status.failed_code.map(|code| ExplanationView::new(&code, language)),
            },
            notices: status
                .notices
                .into_iter()
                .map(|notice| notice_view(notice, language))
                .collect(),
            running: status.running,
        }
    }
}

fn notice_view(notice: Notice, language: kernel::Language) -> NoticeView {
    let (code, title, body) = match notice {
        Notice::WrongClock => ("notice.wrong_clock", keys::NOTICE_CLOCK_TITLE, keys::NOTICE_CLOCK_BODY),
        Notice::Rebuilt => ("notice.rebuilt", keys::NOTICE_REBUILT_TITLE, keys::NOTICE_REBUILT_BODY),
    };
    NoticeView {
        code: code.to_owned(),
        title: text::plain(language, title),
        body: text::plain(language, body),
    }
}

/// A code in groups of four, as it is read aloud and typed. The city reads it with and without the gaps.
pub(crate) fn in_groups(code: &str) -> String {
    let mut grouped = String::new();
    for (at, sign) in code.chars().enumerate() {
        if at > 0 && at.is_multiple_of(4) {
            grouped.push('-');
        }
        grouped.push(sign);
    }
    grouped
}
