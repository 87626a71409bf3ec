//! What the wallet provider knows only while it runs.

use std::sync::{Mutex, PoisonError};

/// How well keys are kept that it says so of.
#[derive(Debug, Default)]
struct State {
    is_down: bool,
}

/// The desk of the wallet provider.
#[derive(Debug, Default)]
pub struct Desk(Mutex<State>);

impl Desk {
    /// Whether it answers at all.
    pub fn is_down(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_down
    }

    /// Switches it off or on.
    pub fn set_down(&self, is_down: bool) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_down = is_down;
    }
}
