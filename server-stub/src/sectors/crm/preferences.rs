//! What somebody wants from the City: the language of its letters, and what it may do besides.

use serde::{Deserialize, Serialize};

/// Preferences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preferences {
    /// The language of letters.
    pub language: Language,
    /// What the person agreed to.
    pub consents: Consents,
}

/// A language the City writes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Spanish.
    Es,
    /// English.
    En,
}

impl Language {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::En => "en",
        }
    }

    /// The language of a code; Spanish for every other.
    pub fn of(code: &str) -> Self {
        if code == "en" { Self::En } else { Self::Es }
    }
}

/// Consents. None is given until somebody gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consents {
    /// Counting how the app is used.
    pub analytics: bool,
    /// Reminders before something runs out.
    pub reminders: bool,
}
