//! What the city knows of the person, and what the person changes of it.

mod view;

use std::sync::Arc;

use madrid_core::error::Error;
use madrid_core::profile::{ContactChange, Preferences};

use crate::app::Shared;
use crate::error::AppError;
use crate::observe::{ListenerError, Subscription};
use crate::runtime;
use crate::view::Language;
pub use view::{
    ContactView, PendingActionKind, PendingActionView, PendingState, PendingView, PreferencesView, ProfileView,
};

/// How the city should reach the person. What is absent stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ContactRequest {
    /// The new telephone, as the person typed it.
    pub phone: Option<String>,
    /// The new e-mail, as the person typed it; an empty one means none any more.
    pub email: Option<String>,
}

/// What the person likes and allows.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PreferencesRequest {
    /// The language of the city's letters.
    pub language: Language,
    /// Whether the city may remind of deadlines.
    pub reminders: bool,
    /// Whether the city may count, without the name, how the app is used.
    pub analytics: bool,
}

/// Watches the profile.
#[uniffi::export(foreign)]
pub trait ProfileListener: Send + Sync {
    /// Takes the whole current profile. Called off the main thread, one at a time.
    fn on_change(&self, view: ProfileView) -> Result<(), ListenerError>;
}

/// The person's own data. Everything fails with `Locked` while they are locked.
#[derive(uniffi::Object)]
pub struct Profile {
    shared: Arc<Shared>,
}

#[uniffi::export]
impl Profile {
    /// What the city knows of the person, with what they asked for laid over. Reads the phone's disk only; safe to repeat.
    pub async fn show(&self) -> Result<ProfileView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(show(shared)).await
    }

    /// Watches the profile: the current one arrives before this returns.
    pub async fn observe(&self, listener: Arc<dyn ProfileListener>) -> Result<Arc<Subscription>, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(show, move |view| listener.on_change(view))).await
    }

    /// Asks the city to reach the person elsewhere. It is kept on the phone before this returns, counts at once, and is sent
    /// once when there is a network; `pending` says how it stands. Offline is fine.
    ///
    /// Fails with `Rejected` (`input.phone`, `input.email`) if that is none. Asking for the same again changes nothing.
    pub async fn change_contact(&self, request: ContactRequest) -> Result<ProfileView, AppError> {
        let change = contact_change(&request)?;
        self.shared
            .after_telling(
                |shared| async move { shared.core.profile().change_contact(change).await },
                show,
            )
            .await
    }

    /// Asks the city to keep what the person likes and allows. As `change_contact`.
    pub async fn change_preferences(&self, request: PreferencesRequest) -> Result<ProfileView, AppError> {
        let wanted = Preferences {
            language: request.language.into(),
            analytics: request.analytics,
            reminders: request.reminders,
        };
        self.shared
            .after_telling(
                |shared| async move { shared.core.profile().change_preferences(wanted).await },
                show,
            )
            .await
    }

    /// The person insists on a change in conflict: it is asked anew. Safe to repeat.
    pub async fn keep_mine(&self, id: i64) -> Result<ProfileView, AppError> {
        self.shared
            .after_telling(
                move |shared| async move { shared.core.profile().keep_mine(id).await },
                show,
            )
            .await
    }

    /// The person lets a change go that is in conflict or was refused. Safe to repeat.
    pub async fn discard(&self, id: i64) -> Result<ProfileView, AppError> {
        self.shared
            .after_telling(
                move |shared| async move { shared.core.profile().discard(id).await },
                show,
            )
            .await
    }
}

impl Profile {
    pub(crate) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

async fn show(shared: Arc<Shared>) -> Result<ProfileView, AppError> {
    let shown = shared.core.profile().show().await?;
    Ok(ProfileView::new(shown, shared.language(), shared.core.now()))
}

fn contact_change(request: &ContactRequest) -> Result<ContactChange, AppError> {
    let phone = request.phone.as_deref().map(str::parse).transpose();
    let email = request.email.as_deref().map(|typed| match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some),
    });
    Ok(ContactChange {
        phone: phone.map_err(|_| Error::Invalid("input.phone"))?,
        email: email.transpose().map_err(|_| Error::Invalid("input.email"))?,
    })
}
