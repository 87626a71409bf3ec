//! One run at a time: whoever asks while one is under way gets that one's outcome.

use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::run::{Context, Engine, Follow};
use super::{Collection, SyncError, store};
use crate::net::{Backoff, CityClient, NetError};
use crate::ports::Entropy;
use crate::store::Database;

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
    entropy: Arc<dyn Entropy>,
    engines: Vec<Box<dyn Engine>>,
    changes: watch::Sender<u64>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    running: Option<watch::Receiver<Option<Outcome>>>,
    failures: u32,
    /// The city said: not before this. Binds the person too.
    city_asked: Option<Instant>,
    /// Our own patience. Binds automatic runs only.
    due: Option<Instant>,
    /// The code of the last run's failure where even the note of it could not be written: a full disk.
    unnoted: Option<&'static str>,
}

impl Coordinator {
    /// A coordinator without collections yet.
    #[must_use]
    pub fn new(database: Arc<Database>, client: CityClient, entropy: Arc<dyn Entropy>) -> Self {
        let (changes, _) = watch::channel(0);
        let announce = changes.clone();
        let changed = Arc::new(move || announce.send_modify(|generation| *generation += 1));
        let context = Context {
            database,
            client,
            changed,
        };
        Self {
            context,
            entropy,
            engines: Vec::new(),
            changes,
            state: Mutex::default(),
        }
    }

    /// Follows one more collection.
    #[must_use]
    pub fn follow<C: Collection>(mut self) -> Self {
        self.engines.push(Box::new(Follow::<C>(PhantomData)));
        self
    }

    /// Changes whenever something a citizen may be looking at has changed: rows, freshness, or whether a run is under way.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
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

    /// The run to wait for; `None` if an automatic one is not due yet.
    fn join_or_start(
        self: &Arc<Self>,
        trigger: Trigger,
    ) -> Result<Option<watch::Receiver<Option<Outcome>>>, SyncError> {
        let mut state = self.state();
        if let Some(running) = &state.running {
            return Ok(Some(running.clone()));
        }
        let now = Instant::now();
        if let Some(wait) = state
            .city_asked
            .and_then(|at| at.checked_duration_since(now))
            .filter(|wait| !wait.is_zero())
        {
            return Err(NetError::Busy {
                retry_after: Some(wait),
            }
            .into());
        }
        if trigger == Trigger::Automatic && state.due.is_some_and(|due| now < due) {
            return Ok(None);
        }
        let (sender, receiver) = watch::channel(None);
        state.running = Some(receiver.clone());
        drop(state);
        (self.context.changed)();
        let finish = Finish(Arc::clone(self));
        let this = Arc::clone(self);
        tokio::spawn(async move {
            let outcome = this.run_all().await.map_err(Arc::new);
            this.learn_from(&outcome);
            drop(finish);
            // Nobody waiting any more is fine: the run was worth it by itself.
            let _ = sender.send(Some(outcome));
        });
        Ok(Some(receiver))
    }

    /// The code of a failure that could not be written down beside its collection, until a run goes well again.
    #[must_use]
    pub fn unnoted_failure(&self) -> Option<&'static str> {
        self.state().unnoted
    }

    /// Every collection in turn. One that fails does not keep the others from being brought up to date.
    async fn run_all(&self) -> Result<(), SyncError> {
        let mut first_failure = Ok(());
        let mut unnoted = None;
        for engine in &self.engines {
            let Err(failed) = engine.run(&self.context).await else {
                continue;
            };
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
        self.state().unnoted = unnoted;
        first_failure
    }

    fn learn_from(&self, outcome: &Outcome) {
        let mut state = self.state();
        let now = Instant::now();
        state.city_asked = None;
        match outcome {
            Ok(()) => {
                state.failures = 0;
                state.due = Some(now + INTERVAL);
            }
            Err(error) => {
                if let SyncError::Net(NetError::Busy {
                    retry_after: Some(wait),
                }) = **error
                {
                    state.city_asked = Some(now + wait);
                }
                let pause = BACKOFF.pause(state.failures, self.entropy.next_u64(), None);
                state.due = Some(now + pause);
                state.failures = state.failures.saturating_add(1);
            }
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends the run even if it panics: nobody may wait for ever behind a dead run.
struct Finish(Arc<Coordinator>);

impl Drop for Finish {
    fn drop(&mut self) {
        self.0.state().running = None;
        (self.0.context.changed)();
    }
}

#[cfg(test)]
#[path = "coordinator_tests.rs"]
mod tests;
