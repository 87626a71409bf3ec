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
    /// The phone's own language at this start.
    phone: Language,
    is_welcomed: AtomicBool,
}

impl Choices {
    /// Reads what was chosen before. Settings that cannot be read are no reason not to open: the person is asked again.
    pub fn read(settings: Arc<dyn SecureSettings>, phone: Language) -> Self {
        let settings = ToCore(settings);
        let is_welcomed = AtomicBool::new(read(&settings, WELCOMED).is_some());
        Self {
            settings,
            phone,
            is_welcomed,
        }
    }

    /// The language to start with: the one chosen in the app, unless the person has changed the phone's since.
    pub fn language(&self) -> kernel::Language {
        let phone = kernel::Language::from(self.phone);
        let chosen = read(&self.settings, LANGUAGE).and_then(|kept| {
            let (chosen, before) = kept.split_once(' ')?;
            let chosen = kernel::Language::ALL
                .into_iter()
                .find(|language| language.code() == chosen);
            chosen.filter(|_| before == phone.code())
        });
        chosen.unwrap_or(phone)
    }

    /// Keeps the language for the next start, beside the phone's own at this one.
    pub fn keep_language(&self, chosen: Language) -> Result<(), AppError> {
        let [chosen, phone] = [chosen, self.phone].map(|language| kernel::Language::from(language).code());
        self.keep(LANGUAGE, &format!("{chosen} {phone}"))
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
