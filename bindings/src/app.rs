//! The running app: opened once, then everything hangs from it.

use std::path::Path;
use std::sync::Arc;

use madrid_core::app::{AppBuilder, Pin, TransportSetupError, Trigger, Trust, TrustError};
use madrid_core::error::Error;
use madrid_core::kernel;
use madrid_core::ports;
use tokio::sync::watch;

use crate::agenda::Agenda;
use crate::bookings::Bookings;
use crate::error::AppError;
use crate::fines::Fines;
use crate::frame::Choices;
use crate::home::Home;
use crate::map::CityMap;
use crate::observe::{self, ListenerError, Subscription, Triggers};
use crate::payments::Payments;
use crate::places::Places;
use crate::platform::{DeviceKeys, KeyStore, LogSink, SecureSettings, ToCore};
use crate::profile::Profile;
use crate::recommend::Recommend;
use crate::refunds::Refunds;
use crate::session::Session;
use crate::tax::Tax;
use crate::view::{ExplanationView, Language, StatusView};
use crate::wallet::Wallet;
use crate::{logging, runtime};

/// What the app is built with.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AppConfig {
    /// A folder of our own, kept between starts and excluded from backups.
    pub home_dir: String,
    /// The city's address: `https://host[:port]`; plain http is for loopback only.
    pub city_url: String,
    /// The language of the phone. What the person chose in the app goes before it, until they change the phone's.
    pub language: Language,
    /// The roots the app ships (PEM). Without them only loopback can be reached.
    pub roots_pem: Option<String>,
    /// Base64 SHA-256 of the city's public keys, a backup included; empty means the roots alone decide.
    pub pins: Vec<String>,
    /// The last day (`YYYY-MM-DD`) on which the pins are demanded. Needed where there are pins.
    pub pins_expire: Option<String>,
}

/// Watches how the app is doing.
#[uniffi::export(foreign)]
pub trait StatusListener: Send + Sync {
    /// Takes the whole current status. Called off the main thread, one at a time.
    fn on_change(&self, view: StatusView) -> Result<(), ListenerError>;
}

/// The running core: one per process. Every call works off the caller's thread.
#[derive(uniffi::Object)]
pub struct App {
    pub(crate) shared: Arc<Shared>,
    key_store: Arc<dyn KeyStore>,
    device_keys: Arc<dyn DeviceKeys>,
    settings: Arc<dyn SecureSettings>,
}

/// What the app and its features share.
pub(crate) struct Shared {
    pub core: madrid_core::app::App,
    pub language: watch::Sender<kernel::Language>,
    pub choices: Choices,
}

impl Shared {
    pub fn language(&self) -> kernel::Language {
        *self.language.borrow()
    }

    /// Delivers the view now and again after every change that shows.
    pub async fn observe<V, F>(
        self: Arc<Self>,
        view: impl Fn(Arc<Self>) -> F + Send + 'static,
        deliver: impl Fn(V) -> Result<(), ListenerError> + Send + Sync + 'static,
    ) -> Result<Arc<Subscription>, AppError>
    where
        V: Clone + PartialEq + Send + 'static,
        F: Future<Output = Result<V, AppError>> + Send,
    {
        let triggers = Triggers {
            data: self.core.changes(),
            language: self.language.subscribe(),
        };
        observe::observe(triggers, move || view(Arc::clone(&self)), deliver).await
    }

    /// Does something that must reach its end, whoever stops waiting, and gives the view as it is then.
    pub async fn after<T, V, W, F>(
        self: &Arc<Self>,
        work: impl FnOnce(Arc<Self>) -> W,
        view: impl FnOnce(Arc<Self>) -> F + Send + 'static,
    ) -> Result<V, AppError>
    where
        T: Send,
        V: Send + 'static,
        W: Future<Output = Result<T, Error>> + Send + 'static,
        F: Future<Output = Result<V, AppError>> + Send,
    {
        let (shared, work) = (Arc::clone(self), work(Arc::clone(self)));
        runtime::unstoppable(async move {
            work.await?;
            view(shared).await
        })
        .await
    }

    /// The same for what the city is to learn: the sending is set going.
    pub async fn after_telling<T, V, W, F>(
        self: &Arc<Self>,
        work: impl FnOnce(Arc<Self>) -> W,
        view: impl FnOnce(Arc<Self>) -> F + Send + 'static,
    ) -> Result<V, AppError>
    where
        T: Send,
        V: Send + 'static,
        W: Future<Output = Result<T, Error>> + Send + 'static,
        F: Future<Output = Result<V, AppError>> + Send,
    {
        let view = move |shared: Arc<Self>| {
            shared.core.push();
            view(shared)
        };
        self.after(work, view).await
    }

    pub async fn status(&self) -> Result<StatusView, AppError> {
        let status = self.core.status().await?;
        Ok(StatusView::new(status, self.language(), self.core.now()))
    }
}

#[uniffi::export]
impl App {
    /// Opens the app: makes or upgrades its database, sets a damaged one aside, and touches no network.
    ///
    /// Fails with `UpdateRequired` if a newer app wrote the data (they stay untouched), `StorageFull`, or `Bug`. Repeating
    /// is safe.
    #[uniffi::constructor]
    pub async fn open(
        config: AppConfig,
        key_store: Arc<dyn KeyStore>,
        device_keys: Arc<dyn DeviceKeys>,
        settings: Arc<dyn SecureSettings>,
        log: Arc<dyn LogSink>,
    ) -> Result<Arc<Self>, AppError> {
        logging::install(log);
        runtime::blocking(move || {
            let choices = Choices::read(Arc::clone(&settings), config.language);
            let (language, _) = watch::channel(choices.language());
            let builder = AppBuilder::new(Path::new(&config.home_dir), &config.city_url)
                .key_store(Arc::new(ToCore(Arc::clone(&key_store))))
                .device_keys(Arc::new(ToCore(Arc::clone(&device_keys))), device_keys.storage().into())
                .trust(trust(&config)?);
            #[cfg(feature = "provoke")]
            let builder = builder
                .clock(crate::provoke::clock())
                .entropy(crate::provoke::entropy());
            let core = builder.open()?;
            Ok(Arc::new(Self {
                shared: Arc::new(Shared {
                    core,
                    language,
                    choices,
                }),
                key_store,
                device_keys,
                settings,
            }))
        })
        .await
    }

    /// The city's facilities.
    #[must_use]
    pub fn places(&self) -> Arc<Places> {
        Arc::new(Places::new(Arc::clone(&self.shared)))
    }

    /// What is on in the city.
    #[must_use]
    pub fn agenda(&self) -> Arc<Agenda> {
        Arc::new(Agenda::new(Arc::clone(&self.shared)))
    }

    /// The city's map.
    #[must_use]
    pub fn map(&self) -> Arc<CityMap> {
        Arc::new(CityMap::new(Arc::clone(&self.shared)))
    }

    /// Who the person is to the city.
    #[must_use]
    pub fn session(&self) -> Arc<Session> {
        Arc::new(Session::new(Arc::clone(&self.shared)))
    }

    /// What the city knows of the person.
    #[must_use]
    pub fn profile(&self) -> Arc<Profile> {
        Arc::new(Profile::new(Arc::clone(&self.shared)))
    }

    /// What can be booked, and what the person has.
    #[must_use]
    pub fn bookings(&self) -> Arc<Bookings> {
        Arc::new(Bookings::new(Arc::clone(&self.shared)))
    }

    /// Paying, and what was paid.
    #[must_use]
    pub fn payments(&self) -> Arc<Payments> {
        Arc::new(Payments::new(Arc::clone(&self.shared)))
    }

    /// Traffic fines, and what the person answers.
    #[must_use]
    pub fn fines(&self) -> Arc<Fines> {
        Arc::new(Fines::new(Arc::clone(&self.shared)))
    }

    /// The tax folder, its dates and the certificate of debts.
    #[must_use]
    pub fn tax(&self) -> Arc<Tax> {
        Arc::new(Tax::new(Arc::clone(&self.shared)))
    }

    /// What the person wants back.
    #[must_use]
    pub fn refunds(&self) -> Arc<Refunds> {
        Arc::new(Refunds::new(Arc::clone(&self.shared)))
    }

    /// Something may have happened in the city: a push came, or the browser is back. What it said is not believed; the city is asked,
    /// without waiting for it. Safe to repeat.
    pub async fn hint(&self) -> Result<(), AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            shared.core.hint();
            Ok(())
        })
        .await
    }

    /// The person's cards.
    #[must_use]
    pub fn wallet(&self) -> Arc<Wallet> {
        Arc::new(Wallet::new(Arc::clone(&self.shared)))
    }

    /// Posición global: the first screen.
    #[must_use]
    pub fn home(&self) -> Arc<Home> {
        Arc::new(Home::new(Arc::clone(&self.shared)))
    }

    /// What the city has for the person, here and now.
    #[must_use]
    pub fn recommend(&self) -> Arc<Recommend> {
        Arc::new(Recommend::new(Arc::clone(&self.shared)))
    }

    /// Brings everything up to date and gives the new status. The person asked: it starts now unless the city itself asked
    /// to wait (`ServerBusy`). Joins a run under way; goes on to its end even if the caller stops waiting. Safe to repeat.
    pub async fn sync(&self) -> Result<StatusView, AppError> {
        self.run(Trigger::Person).await
    }

    /// The same when nobody asked: for when the app comes to the front or the network is back. Does nothing if the data
    /// are recent or the last failure was a moment ago. Safe to repeat.
    pub async fn sync_if_due(&self) -> Result<StatusView, AppError> {
        self.run(Trigger::Automatic).await
    }

    /// How the app is doing. Reads the phone's disk only; safe to repeat.
    pub async fn status(&self) -> Result<StatusView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move { shared.status().await }).await
    }

    /// Watches the status: the current one arrives before this returns.
    pub async fn observe_status(&self, listener: Arc<dyn StatusListener>) -> Result<Arc<Subscription>, AppError> {
        let view = move |shared: Arc<Shared>| async move { shared.status().await };
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(view, move |view| listener.on_change(view))).await
    }

    /// The language of the views.
    #[must_use]
    pub fn language(&self) -> Language {
        self.shared.language().into()
    }

    /// An error in plain language: title, body, next step and the code for support.
    #[must_use]
    pub fn explain(&self, error: AppError) -> ExplanationView {
        explain_code(error.code().to_owned(), self.language())
    }

    /// The person turned to another app, if only to the browser for a login page. With the app lock on, the next
    /// `resume_storage` locks the data if that was a minute ago or more. Never waits. Safe to repeat.
    pub fn step_away(&self) {
        self.shared.core.step_away();
    }

    /// The same, and closes the database before the system freezes the app (iOS ends a process that holds a file lock in
    /// background). Until `resume_storage`, other calls fail with `TryAgain`. Safe to repeat.
    pub async fn suspend_storage(&self) -> Result<(), AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::blocking(move || {
            shared.core.suspend();
            Ok(())
        })
        .await
    }

    /// The person is back: opens the database again, and locks their data if the app lock is on and they were away for a minute
    /// or more. Until this has ended a shell keeps covered what it showed before. Safe to repeat.
    pub async fn resume_storage(&self) -> Result<(), AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::blocking(move || Ok(shared.core.resume()?)).await
    }

    /// Checks that what the phone lends us keeps its promises, by the very tests the core's own fakes pass.
    /// Fails with `Bug` and the code of the part that does not. For tests on a device and for the support screen.
    pub async fn check_platform(&self) -> Result<(), AppError> {
        let (key_store, settings) = (ToCore(Arc::clone(&self.key_store)), ToCore(Arc::clone(&self.settings)));
        let device_keys = ToCore(Arc::clone(&self.device_keys));
        runtime::blocking(move || {
            let broken = |promise: &'static str| AppError::Bug {
                code: format!("platform.{promise}"),
            };
            ports::key_store_contract(&key_store).map_err(broken)?;
            let chance = ports::Entropy::next_u64(&ports::SystemEntropy::new());
            ports::device_keys_contract(&device_keys, chance).map_err(broken)?;
            ports::secure_settings_contract(&settings).map_err(broken)
        })
        .await
    }
}

/// The words for a code, from a log, a letter to support or an app that could not even open. A code we do not know is
/// explained as a fault of ours.
#[uniffi::export]
#[must_use]
pub fn explain_code(code: String, language: Language) -> ExplanationView {
    ExplanationView::new(&code, language.into())
}

/// The words for an error where there is no open app to ask: `open` itself failed.
#[uniffi::export]
#[must_use]
pub fn explain_error(error: AppError, language: Language) -> ExplanationView {
    explain_code(error.code().to_owned(), language)
}

impl App {
    async fn run(&self, trigger: Trigger) -> Result<StatusView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            shared.core.sync(trigger).await?;
            shared.status().await
        })
        .await
    }
}

fn trust(config: &AppConfig) -> Result<Trust, AppError> {
    let trust = match &config.roots_pem {
        Some(pem) => Trust::roots(pem).map_err(setup)?,
        None => Trust::none(),
    };
    if config.pins.is_empty() {
        return Ok(trust);
    }
    let pins: Result<Vec<_>, _> = config.pins.iter().map(|pin| Pin::from_base64(pin)).collect();
    let last_day = config.pins_expire.as_deref().and_then(|day| day.parse().ok());
    // Pins without an end would lock out a phone that was not updated in time.
    let last_day = last_day.ok_or_else(|| setup(TrustError::BadPin))?;
    trust.pinned(pins.map_err(setup)?, last_day).map_err(setup)
}

fn setup(error: TrustError) -> AppError {
    madrid_core::error::Error::from(TransportSetupError::from(error)).into()
}

#[cfg(test)]
#[path = "app_tests.rs"]
pub(crate) mod tests;
