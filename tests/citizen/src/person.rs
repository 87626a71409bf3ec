//! The hands of the person: what they do in the browser, what they answer when the phone asks, and who they may be at a
//! mock city.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use madrid_bindings::error::AppError;
use madrid_bindings::platform::{Browser, BrowserError, KeyGuard, KeyStore, KeyStoreError, file_key_store};
use madrid_tests::persona::{self, Persona};

/// The person who holds this phone.
pub struct Person {
    says_no: PathBuf,
    keys: Arc<dyn KeyStore>,
    city: String,
}

impl Person {
    /// The person whose phone is the folder `home`.
    pub fn new(home: &str, city: &str) -> Result<Self, AppError> {
        Ok(Self {
            says_no: Path::new(home).join("person-says-no"),
            keys: file_key_store(home.to_owned())?,
            city: city.trim_end_matches('/').to_owned(),
        })
    }

    /// The phone's key store: a key file, and this person's answer when it asks.
    pub fn key_store(&self) -> Arc<dyn KeyStore> {
        Arc::new(AskingKeyStore {
            keys: Arc::clone(&self.keys),
            says_no: self.says_no.clone(),
        })
    }

    /// Says yes from now on.
    pub fn agree(&self) -> Result<(), AppError> {
        match fs::remove_file(&self.says_no) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(unavailable()),
            _ => Ok(()),
        }
    }

    /// Says no from now on.
    pub fn refuse(&self) -> Result<(), AppError> {
        fs::write(&self.says_no, "").map_err(|_| unavailable())
    }

    /// Everybody who can sign in.
    pub fn personas(&self) -> Result<Vec<Persona>, AppError> {
        let known = persona::personas(&self.city);
        known.ok_or_else(|| AppError::Offline {
            code: "net.unreachable".to_owned(),
        })
    }

    fn persona(&self, name: &str) -> Result<Persona, AppError> {
        let mut personas = self.personas()?.into_iter();
        let found = personas.find(|persona| persona.id == name || persona.id == format!("p-{name}"));
        found.ok_or_else(|| AppError::NotFound {
            code: "net.not_found".to_owned(),
        })
    }

    /// A browser in which the persona signs in.
    pub fn browser(&self, name: &str) -> Result<Arc<dyn Browser>, AppError> {
        let persona = self.persona(name)?;
        Ok(Arc::new(PersonaBrowser(persona)))
    }

    /// A browser in which the persona takes a card: their own, or that of somebody they act for.
    pub fn card_browser(&self, name: &str, holder: Option<&str>) -> Result<Arc<dyn Browser>, AppError> {
        Ok(Arc::new(CardBrowser {
            persona: self.persona(name)?,
            holder: holder.map(str::to_owned),
        }))
    }
}

fn unavailable() -> AppError {
    AppError::Bug {
        code: "platform.key_store".to_owned(),
    }
}

struct AskingKeyStore {
    keys: Arc<dyn KeyStore>,
    says_no: PathBuf,
}

impl KeyStore for AskingKeyStore {
    fn wrap(&self, secret: Vec<u8>, guard: KeyGuard) -> Result<Vec<u8>, KeyStoreError> {
        self.keys.wrap(secret, guard)
    }

    fn unwrap(&self, wrapped: Vec<u8>, prompt: String) -> Result<Vec<u8>, KeyStoreError> {
        if self.says_no.exists() {
            return Err(KeyStoreError::Refused);
        }
        self.keys.unwrap(wrapped, prompt)
    }
}

/// The browser in which a persona signs in.
struct PersonaBrowser(Persona);

impl Browser for PersonaBrowser {
    fn visit(&self, url: String, callback_scheme: String) -> Result<String, BrowserError> {
        let back = persona::sign_in(&url, &self.0).ok_or(BrowserError::Unavailable)?;
        // Anything else is the page again: the city did not take what the persona typed.
        if back.starts_with(&format!("{callback_scheme}:")) {
            Ok(back)
        } else {
            Err(BrowserError::Cancelled)
        }
    }
}

/// The browser in which a persona takes a card.
struct CardBrowser {
    persona: Persona,
    holder: Option<String>,
}

impl Browser for CardBrowser {
    fn visit(&self, url: String, callback_scheme: String) -> Result<String, BrowserError> {
        let back = persona::visit(&url, &self.persona, self.holder.as_deref()).ok_or(BrowserError::Unavailable)?;
        if back.starts_with(&format!("{callback_scheme}:")) {
            Ok(back)
        } else {
            Err(BrowserError::Cancelled)
        }
    }
}
