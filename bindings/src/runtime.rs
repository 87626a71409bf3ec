//! Our own tokio runtime. UniFFI would poll our futures on the shell's thread; here they run on ours and block nobody.

use std::future::Future;
use std::sync::LazyLock;

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

use crate::error::AppError;

/// One for the process, started with the first call. Two workers: the work waits for disk and network, not for CPU.
static RUNTIME: LazyLock<Option<Runtime>> = LazyLock::new(|| {
    Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("madrid")
        .enable_all()
        .build()
        .ok()
});

/// Runs a read. If the shell no longer wants the answer, the work stops.
pub async fn abortable<T, F>(work: F) -> Result<T, AppError>
where
    T: Send + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let mut task = AbortOnDrop(spawn(work)?);
    settle((&mut task.0).await)
}

/// Runs something that must reach its end once begun, whoever stops waiting.
pub async fn unstoppable<T, F>(work: F) -> Result<T, AppError>
where
    T: Send + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    settle(spawn(work)?.await)
}

/// Runs something that blocks: the database, or code of the phone.
pub async fn blocking<T, F>(work: F) -> Result<T, AppError>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, AppError> + Send + 'static,
{
    let runtime = RUNTIME.as_ref().ok_or_else(AppError::no_runtime)?;
    settle(runtime.spawn_blocking(work).await)
}

/// Starts something on the runtime and gives its handle.
pub fn spawn<F>(work: F) -> Result<JoinHandle<F::Output>, AppError>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    Ok(RUNTIME.as_ref().ok_or_else(AppError::no_runtime)?.spawn(work))
}

fn settle<T>(outcome: Result<Result<T, AppError>, tokio::task::JoinError>) -> Result<T, AppError> {
    // A panic ends here as an error: on iOS it would otherwise end the app.
    outcome.unwrap_or_else(|_| Err(AppError::panic()))
}

struct AbortOnDrop<T>(JoinHandle<T>);

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use super::*;

    async fn dropped_halfway<F: Future<Output = Result<(), AppError>>>(run: impl FnOnce(Arc<AtomicBool>) -> F) -> bool {
        let reached = Arc::new(AtomicBool::new(false));
        let work = run(Arc::clone(&reached));
        assert!(tokio::time::timeout(Duration::from_millis(20), work).await.is_err());
        tokio::time::sleep(Duration::from_millis(200)).await;
        reached.load(Ordering::SeqCst)
    }

    async fn slow(reached: Arc<AtomicBool>) -> Result<(), AppError> {
        tokio::time::sleep(Duration::from_millis(80)).await;
        reached.store(true, Ordering::SeqCst);
        Ok(())
    }

    #[tokio::test]
    async fn a_read_stops_with_its_caller_and_the_rest_does_not() {
        assert!(!dropped_halfway(|reached| abortable(slow(reached))).await);
        assert!(dropped_halfway(|reached| unstoppable(slow(reached))).await);
    }

    #[tokio::test]
    async fn a_panic_becomes_an_error() {
        let failed = abortable::<(), _>(async { panic!("on purpose") }).await;
        assert_eq!(
            failed,
            Err(AppError::Bug {
                code: "bug.panic".into()
            })
        );
        let failed = blocking::<(), _>(|| panic!("on purpose")).await;
        assert_eq!(
            failed,
            Err(AppError::Bug {
                code: "bug.panic".into()
            })
        );
    }
}
