//! The two languages a citizen can read the app in.

/// A language of the app. Spanish is the one a citizen meets first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Spanish as written in Spain.
    #[default]
    Es,
    /// English.
    En,
}

impl Language {
    /// Every language, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Es, Self::En];

    /// The ISO 639-1 code, as the city's systems write it: `es` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::En => "en",
        }
    }

    /// The BCP 47 tag: `es-ES` or `en-GB`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Es => "es-ES",
            Self::En => "en-GB",
        }
    }
}
