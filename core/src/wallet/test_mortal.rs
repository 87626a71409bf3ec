//! A process that dies at any moment.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Lives for so many steps: a future that is dropped is a process that is killed between two of them.
struct Mortal<F> {
    inner: Pin<Box<F>>,
    steps: u64,
}

impl<F: Future> Future for Mortal<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(left) = self.steps.checked_sub(1) else {
            return Poll::Ready(None);
        };
        self.steps = left;
        self.inner.as_mut().poll(context).map(Some)
    }
}

/// What comes of it, if it lives for long enough.
pub async fn mortal<F: Future>(steps: u64, inner: F) -> Option<F::Output> {
    let outcome = Mortal {
        inner: Box::pin(inner),
        steps,
    }
    .await;
    // What was handed to the disk before the death happens whole, as a transaction does; then the next process starts. There is one
    // blocking thread, so this waits for it.
    tokio::task::spawn_blocking(|| ()).await.unwrap();
    outcome
}

/// How many seeds: as many as `MADRID_SEEDS` says, for who has time.
pub fn seeds(usual: u64) -> u64 {
    let asked = std::env::var("MADRID_SEEDS").ok();
    asked.map_or(usual, |asked| asked.parse().unwrap())
}
