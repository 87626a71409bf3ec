//! A person in front of a phone: opens the app as the desktop does, and signs in with their own hands.

use std::path::Path;
use std::sync::Arc;

use madrid_core::app::{App, AppBuilder};
use madrid_core::error::Error;
use madrid_core::kernel::{Access, Language};
use madrid_core::ports::{Browser, BrowserError, FileKeyStore};
use madrid_core::session::SignInRequest;

use crate::persona::{self, Persona};

/// The browser in which a persona signs in.
pub struct Hands(pub Persona);

impl Browser for Hands {
    fn visit(&self, url: &str, _: &str) -> Result<String, BrowserError> {
        persona::sign_in(url, &self.0).ok_or(BrowserError::Unavailable)
    }
}

/// An app in `home`, with its key store in a file beside its data, that knows the city at `url`.
#[must_use]
pub fn builder(home: &Path, url: &str) -> AppBuilder {
    let keys = FileKeyStore::at(home.join("keystore.key"));
    AppBuilder::new(home, url).key_store(Arc::new(keys))
}

/// The persona with this id at the city at `url`.
pub async fn persona_at(url: &str, id: &str) -> Option<Persona> {
    let url = url.to_owned();
    let all = tokio::task::spawn_blocking(move || persona::personas(&url))
        .await
        .ok()??;
    all.into_iter().find(|persona| persona.id == id)
}

/// The persona signs in.
pub async fn sign_in(app: &App, browser: Arc<dyn Browser>, access: Access, app_lock: bool) -> Result<(), Error> {
    let request = SignInRequest {
        access,
        language: Language::Es,
        app_lock,
    };
    app.session().sign_in(request, browser, None, "").await
}
