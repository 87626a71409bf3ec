//! What the person chose about the app itself. It is no personal data and must be there before the database opens, so the
//! phone's settings keep it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use madrid_core::error::Error;
use madrid_core::kernel;
use madrid_core::ports::SecureSettings as Port;

use crate::error::AppError;
use crate::platform::{SecureSettings, ToCore};
use crate::view::Language;

const LANGUAGE: &str = "language";
const WELCOMED: &str = "welcomed";

/// The choices of this phone.
pub struct Choices {
    settings: ToCore<dyn SecureSettings>,
    is_welcomed: AtomicBool,
}

impl Choices {
    /// Reads what was chosen before. Settings that cannot be read are no reason not to open: the person is asked again.
    pub fn read(settings: Arc<dyn SecureSettings>) -> Self {
        let settings = ToCore(settings);
        let is_welcomed = AtomicBool::new(read(&settings, WELCOMED).is_some());
        Self { settings, is_welcomed }
    }

    /// The language chosen before, if one was.
    pub fn language(&self) -> Option<kernel::Language> {
        let chosen = read(&self.settings, LANGUAGE)?;
        kernel::Language::ALL
            .into_iter()
            .find(|language| language.code() == chosen)
    }

    /// Keeps the language for the next start.
    pub fn keep_language(&self, language: Language) -> Result<(), AppError> {
        self.keep(LANGUAGE, kernel::Language::from(language).code())
    }

    /// Whether the person has seen the first screen.
    pub fn is_welcomed(&self) -> bool {
        self.is_welcomed.load(Ordering::Relaxed)
    }

    /// The person has seen it.
    pub fn end_welcome(&self) -> Result<(), AppError> {
        self.is_welcomed.store(true, Ordering::Relaxed);
        self.keep(WELCOMED, "yes")
    }

    fn keep(&self, key: &str, value: &str) -> Result<(), AppError> {
        Ok(self.settings.set(key, value).map_err(Error::from)?)
    }
}

fn read(settings: &ToCore<dyn SecureSettings>, key: &str) -> Option<String> {
    settings.get(key).unwrap_or_else(|_| {
        tracing::warn!(key, "the phone's settings cannot be read");
        None
    })
}
