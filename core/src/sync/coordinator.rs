//! One run at a time: whoever asks while one is under way gets that one's outcome.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

use super::run::{Context, Follow};
use super::{Changes, Collection, Engine, SyncError, store};
use crate::net::{Backoff, CityClient, NetError};
use crate::ports::{Clock, Entropy};
use crate::store::{Database, StoreError};

/// Between automatic runs after failures. The person's own pull is never made to wait by it.
const BACKOFF: Backoff = Backoff {
    base: Duration::from_secs(5),
    cap: Duration::from_secs(15 * 60),
};
/// Between automatic runs when all is well.
const INTERVAL: Duration = Duration::from_secs(15 * 60);

/// Who wants the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The person pulled to refresh: now, unless the city itself asked to wait.
    Person,
    /// The app came to the front, the network is back, a push arrived: only if it is due.
    Automatic,
}

type Outcome = Result<(), Arc<SyncError>>;

/// Drives every collection. Share it in an `Arc`; it must live inside a tokio runtime.
pub struct Coordinator {
    context: Context,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    unnoted: UnnotedFailure,
    engines: Vec<Box<dyn Engine>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    running: Option<watch::Receiver<Option<Outcome>>>,
    /// Something was written for the city while a run was under way, perhaps too late for it.
    once_more: bool,
    failures: u32,
    /// The city said: not before this. Binds the person too.
    city_asked: Option<Pause>,
    /// Our own patience. Binds automatic runs only.
    due: Option<Pause>,
    /// Damaged files set aside when the last run began: one more since then, and the phone is empty.
    set_aside: u32,
}

/// A wait by the phone's own clock, which goes on while the phone sleeps.
#[derive(Debug, Clone, Copy)]
struct Pause {
    from: DateTime<Utc>,
    until: DateTime<Utc>,
}

impl Pause {
    fn new(now: DateTime<Utc>, length: Duration) -> Self {
        let until = TimeDelta::from_std(length)
            .ok()
            .and_then(|length| now.checked_add_signed(length));
        Self {
            from: now,
            until: until.unwrap_or(now),
        }
    }

    /// What is left of it. A clock that was set back ends it: nobody waits for a time that may never come.
    fn left(self, now: DateTime<Utc>) -> Option<Duration> {
        if now < self.from {
            None
        } else {
            (self.until - now).to_std().ok().filter(|left| !left.is_zero())
        }
    }
}

/// The code of the last run's failure where even the note of it could not be written: a full disk. Whoever shows how
/// fresh something is asks it too. Cheap to clone; all clones are the same.
#[derive(Debug, Clone, Default)]
pub struct UnnotedFailure(Arc<Mutex<Option<&'static str>>>);

impl UnnotedFailure {
    /// The code, until a run goes well again.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, code: Option<&'static str>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = code;
    }
}

impl Coordinator {
    /// A coordinator without collections yet, which rings `changes`.
    #[must_use]
    pub fn new(
        database: Arc<Database>,
        client: CityClient,
        changes: Changes,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        let context = Context {
            database,
            client,
            changes,
        };
        Self {
            context,
            clock,
            entropy,
            unnoted: UnnotedFailure::default(),
            engines: Vec::new(),
            state: Mutex::default(),
        }
    }

    /// Follows one more collection.
    #[must_use]
    pub fn follow<C: Collection>(self) -> Self {
        let engine = Follow::<C>::new(self.context.clone());
        self.drive(engine)
    }

    /// Drives one more engine, after those before it.
    #[must_use]
    pub fn drive(mut self, engine: impl Engine + 'static) -> Self {
        self.engines.push(Box::new(engine));
        self
    }

    /// Whether a run is under way.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.state().running.is_some()
    }

    /// Brings everything up to date and says how it went. Dropping the future does not stop the run. Safe to repeat.
    pub async fn run(self: &Arc<Self>, trigger: Trigger) -> Outcome {
        let mut outcome = match self.join_or_start(trigger) {
            Ok(Some(outcome)) => outcome,
            Ok(None) => return Ok(()),
            Err(busy) => return Err(Arc::new(busy)),
        };
        let Ok(done) = outcome.wait_for(Option::is_some).await else {
            return Err(Arc::new(SyncError::Abandoned));
        };
        done.clone().unwrap_or_else(|| Err(Arc::new(SyncError::Abandoned)))
    }

    /// Something was written that the city should get: starts a run without waiting for it. While one is under way another
    /// follows it, because the first may have looked before there was something to send.
    pub fn kick(self: &Arc<Self>) {
        let mut state = self.state();
        if state.running.is_some() {
            state.once_more = true;
            return;
        }
        drop(state);
        // A city that asked to wait gets it with the next run.
        let _ = self.join_or_start(Trigger::Person);
    }

    /// The run to wait for; `None` if an automatic one is not due yet.
    fn join_or_start(
        self: &Arc<Self>,
        trigger: Trigger,
    ) -> Result<Option<watch::Receiver<Option<Outcome>>>, SyncError> {
        let mut state = self.state();
        if let Some(running) = &state.running {
            return Ok(Some(running.clone()));
        }
        let now = self.clock.now();
        if let Some(wait) = state.city_asked.and_then(|pause| pause.left(now)) {
            return Err(NetError::Busy {
                retry_after: Some(wait),
            }
            .into());
        }
        let set_aside = self.context.database.files_set_aside();
        let emptied = set_aside != state.set_aside;
        let is_due = emptied || state.due.and_then(|pause| pause.left(now)).is_none();
        if trigger == Trigger::Automatic && !is_due {
            return Ok(None);
        }
        state.set_aside = set_aside;
        let (sender, receiver) = watch::channel(None);
        state.running = Some(receiver.clone());
        drop(state);
        self.context.changes.announce();
        let finish = Finish(Arc::clone(self));
        let this = Arc::clone(self);
        tokio::spawn(async move {
            let outcome = this.run_all().await.map_err(Arc::new);
            this.learn_from(&outcome);
            drop(finish);
            // Looked at after the end: whoever kicks from now on starts a run of their own.
            let once_more = std::mem::take(&mut this.state().once_more);
            if once_more {
                this.kick();
            }
            // Nobody waiting any more is fine: the run was worth it by itself.
            let _ = sender.send(Some(outcome));
        });
        Ok(Some(receiver))
    }

    /// The failure that could not be written down beside its collection.
    #[must_use]
    pub fn unnoted_failure(&self) -> UnnotedFailure {
        self.unnoted.clone()
    }

    /// Every collection in turn. One that fails does not keep the others from being brought up to date.
    async fn run_all(&self) -> Result<(), SyncError> {
        let mut first_failure = Ok(());
        let mut unnoted = None;
        for engine in &self.engines {
            let Err(failed) = engine.run().await else {
                continue;
            };
            if is_pause(&failed) {
                // The app went to the background. That says nothing about the city.
                first_failure = first_failure.and(Err(failed));
                continue;
            }
            let (name, code) = (engine.name(), failed.code());
            tracing::info!(collection = name, code, "a collection could not be brought up to date");
            let noted = self
                .context
                .database
                .write_task(move |tx| store::fail(tx, name, code))
                .await;
            if noted.is_err() {
                unnoted = unnoted.or(Some(code));
            }
            first_failure = first_failure.and(Err(failed));
        }
        self.unnoted.set(unnoted);
        first_failure
    }

    fn learn_from(&self, outcome: &Outcome) {
        let mut state = self.state();
        let now = self.clock.now();
        state.city_asked = None;
        match outcome {
            Ok(()) => {
                state.failures = 0;
                state.due = Some(Pause::new(now, INTERVAL));
            }
            Err(error) if is_pause(error) => state.due = None,
            Err(error) => {
                if let SyncError::Net(NetError::Busy {
                    retry_after: Some(wait),
                }) = **error
                {
                    state.city_asked = Some(Pause::new(now, wait));
                }
                let pause = BACKOFF.pause(state.failures, self.entropy.next_u64(), None);
                state.due = Some(Pause::new(now, pause));
                state.failures = state.failures.saturating_add(1);
            }
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a run ended because the app was paused under it.
const fn is_pause(error: &SyncError) -> bool {
    matches!(
        error,
        SyncError::Store(StoreError::Suspended | StoreError::Interrupted | StoreError::Locked)
    )
}

/// Ends the run even if it panics: nobody may wait for ever behind a dead run.
struct Finish(Arc<Coordinator>);

impl Drop for Finish {
    fn drop(&mut self) {
        self.0.state().running = None;
        self.0.context.changes.announce();
    }
}

#[cfg(test)]
#[path = "coordinator_tests.rs"]
mod tests;
