//! Looks words up. A missing word shows its key: ugly, but the screen stays up, and a test fails long before.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::kernel::Language;

/// The name of a sentence. Made only by the lists in `keys/`, so that a key that exists has words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(pub(super) &'static str);

/// A value to put into a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Words or an already formatted number.
    Text(Cow<'a, str>),
    /// A count, to choose between singular and plural.
    Count(u64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

/// The words of `key`, which take no values.
#[must_use]
pub fn plain(language: Language, key: Key) -> String {
    with(language, key, &[])
}

/// The words of `key` with `values` in their places.
#[must_use]
pub fn with(language: Language, key: Key, values: &[(&str, Arg<'_>)]) -> String {
    let bundle = bundle(language);
    let Some(pattern) = bundle.get_message(key.0).and_then(|message| message.value()) else {
        return key.0.to_owned();
    };
    let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, to_fluent(value))).collect();
    bundle
        .format_pattern(pattern, Some(&args), &mut Vec::new())
        .into_owned()
}

fn to_fluent<'a>(value: &'a Arg<'_>) -> FluentValue<'a> {
    match value {
        Arg::Text(text) => FluentValue::String(Cow::Borrowed(text)),
        Arg::Count(count) => FluentValue::from(*count),
    }
}

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    static ES: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| load(Language::Es));
    static EN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| load(Language::En));
    match language {
        Language::Es => &ES,
        Language::En => &EN,
    }
}

/// The catalogues of one language, a file for each feature, as one text.
macro_rules! catalogues {
    ($language:literal) => {
        concat!(
            include_str!(concat!($language, "/common.ftl")),
            "\n",
            include_str!(concat!($language, "/errors.ftl")),
            "\n",
            include_str!(concat!($language, "/session.ftl")),
            "\n",
            include_str!(concat!($language, "/home.ftl")),
            "\n",
            include_str!(concat!($language, "/profile.ftl")),
            "\n",
            include_str!(concat!($language, "/places.ftl")),
            "\n",
            include_str!(concat!($language, "/agenda.ftl")),
            "\n",
            include_str!(concat!($language, "/areas.ftl")),
            "\n",
            include_str!(concat!($language, "/recommend.ftl")),
            include_str!(concat!($language, "/bookings.ftl")),
            include_str!(concat!($language, "/payments.ftl")),
            include_str!(concat!($language, "/refunds.ftl")),
            "\n",
            include_str!(concat!($language, "/money.ftl")),
            "\n",
            include_str!(concat!($language, "/fines.ftl")),
            "\n",
            include_str!(concat!($language, "/tax.ftl")),
            include_str!(concat!($language, "/wallet.ftl")),
            include_str!(concat!($language, "/wallet_errors.ftl")),
        )
    };
}

pub(super) const fn source(language: Language) -> &'static str {
    match language {
        Language::Es => catalogues!("es"),
        Language::En => catalogues!("en"),
    }
}

fn load(language: Language) -> FluentBundle<FluentResource> {
    let locale: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Isolation marks are invisible characters around values; screen readers and tests stumble over them.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(source(language).to_owned()).unwrap_or_else(|(partial, _)| partial);
    // Doubles are found by a test; at run time the first one wins.
    let _ = bundle.add_resource(resource);
    bundle
}
