//! What the identity provider knows only while it runs.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::signing::SigningKey;

/// How long tokens are good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lifetimes {
    /// Access tokens, in seconds.
    pub access_seconds: i64,
    /// Sessions, in days.
    pub refresh_days: i64,
}

impl Lifetimes {
    /// Sessions, in seconds.
    #[must_use]
    pub const fn refresh_s(self) -> i64 {
        self.refresh_days.saturating_mul(24 * 60 * 60)
    }
}

/// What happened so far: by it a test knows how often a person was asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Login pages shown to somebody who had just come.
    pub pages: u64,
    /// Codes issued: sign-ins that worked.
    pub codes: u64,
    /// Refresh tokens exchanged.
    pub renewals: u64,
    /// Codes and refresh tokens that came twice and should not have.
    pub reuse_detected: u64,
}

/// The desk of the identity provider.
#[derive(Debug)]
pub struct Desk {
    state: Mutex<State>,
    /// What identities are signed with: new with each start, as they are read at once.
    pub(super) key: Option<SigningKey>,
}

#[derive(Debug)]
struct State {
    lifetimes: Lifetimes,
    counts: Counts,
    is_down: bool,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            state: Mutex::new(State {
                lifetimes: Lifetimes {
                    access_seconds: 600,
                    refresh_days: 90,
                },
                counts: Counts::default(),
                is_down: false,
            }),
            key: SigningKey::new(),
        }
    }
}

impl Desk {
    /// How long tokens are good for.
    pub fn lifetimes(&self) -> Lifetimes {
        self.lock().lifetimes
    }

    /// Changes it, for tokens to come.
    pub fn set_lifetimes(&self, lifetimes: Lifetimes) {
        self.lock().lifetimes = lifetimes;
    }

    /// What happened so far.
    pub fn counts(&self) -> Counts {
        self.lock().counts
    }

    /// Counts something.
    pub(super) fn count(&self, what: impl FnOnce(&mut Counts)) {
        what(&mut self.lock().counts);
    }

    /// Whether it answers at all.
    pub fn is_down(&self) -> bool {
        self.lock().is_down
    }

    /// Switches it off or on.
    pub fn set_down(&self, is_down: bool) {
        self.lock().is_down = is_down;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
