//! Subscriptions: the current view arrives before the call returns, then a whole snapshot after every change.

use std::future::Future;
use std::sync::Arc;

use madrid_core::kernel::Language;
use tokio::sync::watch;
use tokio::task::AbortHandle;

use crate::error::AppError;
use crate::runtime;

/// The shell's listener threw. The subscription ends.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum ListenerError {
    /// It threw.
    #[error("the listener failed")]
    Failed,
}

impl From<uniffi::UnexpectedUniFFICallbackError> for ListenerError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed
    }
}

/// A living subscription. It ends when cancelled and when dropped; a snapshot already on its way may still arrive.
#[derive(Debug, uniffi::Object)]
pub struct Subscription(AbortHandle);

#[uniffi::export]
impl Subscription {
    /// Ends it. Safe to repeat.
    pub fn cancel(&self) {
        self.0.abort();
    }

    /// Whether snapshots may still come.
    #[must_use]
    pub fn is_active(&self) -> bool {
        !self.0.is_finished()
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What makes a view out of date: the data, or the language it is written in.
#[derive(Clone)]
pub(crate) struct Triggers {
    pub data: watch::Receiver<u64>,
    pub language: watch::Receiver<Language>,
}

impl Triggers {
    /// Waits for the next change; changes in between count as one. `false` when the app is gone.
    async fn changed(&mut self) -> bool {
        tokio::select! {
            data = self.data.changed() => data.is_ok(),
            language = self.language.changed() => language.is_ok(),
        }
    }
}

/// Delivers the view now and again after every change that shows. `view` may fail later on (storage suspended): then the
/// last snapshot stays and the next change is waited for.
pub(crate) async fn observe<V, F, D>(
    mut triggers: Triggers,
    view: impl Fn() -> F + Send + 'static,
    deliver: D,
) -> Result<Arc<Subscription>, AppError>
where
    V: Clone + PartialEq + Send + 'static,
    F: Future<Output = Result<V, AppError>> + Send,
    D: Fn(V) -> Result<(), ListenerError> + Send + Sync + 'static,
{
    triggers.data.mark_unchanged();
    triggers.language.mark_unchanged();
    let deliver = Arc::new(deliver);
    let first = view().await?;
    send(&deliver, first.clone()).await?;
    let task = runtime::spawn(async move {
        let mut last = first;
        while triggers.changed().await {
            let Ok(next) = view().await else { continue };
            if next != last {
                if send(&deliver, next.clone()).await.is_err() {
                    return;
                }
                last = next;
            }
        }
    })?;
    Ok(Arc::new(Subscription(task.abort_handle())))
}

async fn send<V: Send + 'static>(
    deliver: &Arc<impl Fn(V) -> Result<(), ListenerError> + Send + Sync + 'static>,
    view: V,
) -> Result<(), AppError> {
    let deliver = Arc::clone(deliver);
    runtime::blocking(move || deliver(view).map_err(|_| AppError::listener())).await
}
