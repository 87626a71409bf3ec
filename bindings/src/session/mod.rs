//! Who the person is to the city: signing in and out, locking, and removing everything.

mod view;

use std::sync::Arc;

use madrid_core::session::SignInRequest as CoreRequest;
use madrid_core::text::{self, keys};

use crate::app::Shared;
use crate::error::AppError;
use crate::observe::{ListenerError, Subscription};
use crate::platform::{Browser, ToCore};
use crate::runtime;
pub use view::{AccessLevel, RemovalView, SessionActionKind, SessionActionView, SessionState, SessionView, SignInView};

/// How to sign in.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SignInRequest {
    /// What the person wants to do next needs this level. Ask for `Light` unless something said otherwise.
    pub access: AccessLevel,
    /// Whether the phone asks for face, finger or code before it shows the person's data. Looked at only by the first
    /// sign-in on a phone; `set_app_lock` changes it.
    pub app_lock: bool,
}

/// Watches the session.
#[uniffi::export(foreign)]
pub trait SessionListener: Send + Sync {
    /// Takes the whole current state. Called off the main thread, one at a time.
    fn on_change(&self, view: SessionView) -> Result<(), ListenerError>;
}

/// The session of this phone.
#[derive(uniffi::Object)]
pub struct Session {
    shared: Arc<Shared>,
}

#[uniffi::export]
impl Session {
    /// How the session stands. Reads the phone's disk only; safe to repeat.
    pub async fn show(&self) -> Result<SessionView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move { show(&shared).await }).await
    }

    /// Watches the session: the current state arrives before this returns.
    pub async fn observe(&self, listener: Arc<dyn SessionListener>) -> Result<Arc<Subscription>, AppError> {
        let view = move |shared: Arc<Shared>| async move { show(&shared).await };
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(view, move |view| listener.on_change(view))).await
    }

    /// Lets the person sign in, in the system's browser, and then fetches what is theirs in the background. Call it only when
    /// the person asks for it: it is the one question a session ever asks.
    ///
    /// Fails with `Cancelled` if the person changed their mind, with `Rejected` if the phone holds another person's data, which
    /// stay. Whatever happens, nothing on the phone is lost; repeating is safe.
    pub async fn sign_in(&self, request: SignInRequest, browser: Arc<dyn Browser>) -> Result<SessionView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let language = shared.language();
            let request = CoreRequest {
                access: request.access.into(),
                language,
                app_lock: request.app_lock,
            };
            let prompt = text::plain(language, keys::SESSION_PROMPT_UNLOCK);
            let hint = known_document(&shared).await;
            let browser = Arc::new(ToCore(browser));
            shared
                .core
                .session()
                .sign_in(request, browser, hint.as_deref(), &prompt)
                .await?;
            shared.core.push();
            show(&shared).await
        })
        .await
    }

    /// Ends the session and locks the data; they stay on the phone for the same person. Safe to repeat.
    pub async fn sign_out(&self) -> Result<SessionView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            shared.core.sign_out().await?;
            show(&shared).await
        })
        .await
    }

    /// Locks the person's data: nothing personal can be read until `unlock`. To be called when the app has been away for a
    /// while. Safe to repeat.
    pub fn lock(&self) {
        self.shared.core.lock();
    }

    /// Unlocks the person's data; with the app lock on, the phone asks for face, finger or code. Fails with `Locked` if it was
    /// not the person or they said no; asking again is safe.
    pub async fn unlock(&self) -> Result<SessionView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let prompt = text::plain(shared.language(), keys::SESSION_PROMPT_UNLOCK);
            shared.core.session().unlock(&prompt).await?;
            // While the data were locked nothing of the person's could be fetched or sent.
            shared.core.push();
            show(&shared).await
        })
        .await
    }

    /// Switches the app lock on or off; the phone asks once more. Safe to repeat.
    pub async fn set_app_lock(&self, on: bool) -> Result<SessionView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let prompt = text::plain(shared.language(), keys::SESSION_PROMPT_LOCK);
            shared.core.session().set_app_lock(on, &prompt).await?;
            show(&shared).await
        })
        .await
    }

    /// What `remove_my_data` would take away, for the person to weigh up. Works while the data are locked. Fails with `SignInAgain`
    /// where the phone holds nobody's data.
    pub async fn removal(&self) -> Result<RemovalView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let removal = shared.core.removal().await?;
            Ok(RemovalView::new(removal, shared.language()))
        })
        .await
    }

    /// Removes everything of the person from this phone for good: a copy of the key store made before opens nothing
    /// afterwards. The city keeps what it has. Works while the data are locked. Safe to repeat.
    pub async fn remove_my_data(&self) -> Result<SessionView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            shared.core.remove_my_data().await?;
            show(&shared).await
        })
        .await
    }
}

impl Session {
    pub(crate) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

pub(crate) async fn show(shared: &Shared) -> Result<SessionView, AppError> {
    let state = shared.core.session().state().await?;
    let app_lock = shared.core.session().has_app_lock().await?;
    let is_first = shared.core.session().is_first().await?;
    Ok(SessionView::new(state, app_lock, is_first, shared.language()))
}

/// Who it was last time, so that the login page need not ask; nothing while the data are locked.
async fn known_document(shared: &Shared) -> Option<String> {
    let shown = shared.core.profile().show().await.ok()?;
    shown.person.map(|person| person.document.as_str().to_owned())
}
