//! What stands around every screen: the words of controls that belong to no view, the very first screen, the settings of the
//! app itself, and links that lead to a screen.

mod choices;
mod link;
mod view;

use std::sync::Arc;

use crate::app::{App, Shared};
use crate::error::AppError;
use crate::observe::{ListenerError, Subscription};
use crate::runtime;
use crate::session;
use crate::view::Language;
pub(crate) use choices::Choices;
pub use link::Destination;
pub use view::{PointView, SettingsView, WelcomeView, WordsView};

/// Watches the settings.
#[uniffi::export(foreign)]
pub trait SettingsListener: Send + Sync {
    /// Takes the whole current settings. Called off the main thread, one at a time.
    fn on_change(&self, view: SettingsView) -> Result<(), ListenerError>;
}

#[uniffi::export]
impl App {
    /// The words of controls that belong to no view. Ask again when the language has changed.
    #[must_use]
    pub fn words(&self) -> WordsView {
        WordsView::new(self.shared.language())
    }

    /// What the app shows at its very first start on this phone; nothing once `end_welcome` was called. Ask again when the
    /// language has changed.
    #[must_use]
    pub fn welcome(&self) -> Option<WelcomeView> {
        let is_new = !self.shared.choices.is_welcomed();
        is_new.then(|| WelcomeView::new(self.shared.language()))
    }

    /// The person has seen the first screen. Kept in the phone's settings. Fails with `Bug` if the phone cannot keep it: then the
    /// screen comes again at the next start. Safe to repeat.
    pub async fn end_welcome(&self) -> Result<(), AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::blocking(move || shared.choices.end_welcome()).await
    }

    /// The language of every view from now on, also after a restart. Observers get their view again in the new one. Fails with
    /// `Bug` if the phone cannot keep it: then it holds until the app closes. Safe to repeat.
    pub async fn choose_language(&self, language: Language) -> Result<(), AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::blocking(move || {
            shared.language.send_replace(language.into());
            shared.choices.keep_language(language)
        })
        .await
    }

    /// The screen that a link leads to. Fails with `Rejected` (`input.link`) if it is none of ours. Reads nothing and changes
    /// nothing: whether there is such a place the screen will say.
    pub fn open_link(&self, url: String) -> Result<Destination, AppError> {
        link::destination(&url)
    }

    /// Watches the settings: the current ones arrive before this returns.
    pub async fn observe_settings(&self, listener: Arc<dyn SettingsListener>) -> Result<Arc<Subscription>, AppError> {
        let view = move |shared: Arc<Shared>| async move { settings(&shared).await };
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(view, move |view| listener.on_change(view))).await
    }
}

async fn settings(shared: &Shared) -> Result<SettingsView, AppError> {
    let status = shared.status().await?;
    let session = session::show(shared).await?;
    Ok(SettingsView::new(&status, &session, shared.language()))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
