//! Fails on purpose. Built only for the shells' tests, to see that a panic in Rust becomes an error and not a crash.

use crate::error::AppError;
use crate::runtime;

/// Panics on the core's own threads.
#[uniffi::export]
pub async fn provoke_panic() -> Result<(), AppError> {
    runtime::abortable(async { Err(panic_now()) }).await
}

/// Panics on the caller's own thread.
#[uniffi::export]
pub fn provoke_panic_here() -> Result<(), AppError> {
    Err(panic_now())
}

#[expect(clippy::panic, reason = "this is what the function is for")]
fn panic_now() -> AppError {
    panic!("provoked by a test")
}
