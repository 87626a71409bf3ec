//! The bell that rings whenever something a citizen may be looking at has changed.

use tokio::sync::watch;

/// Rings for everybody who listens. Cheap to clone; all clones are the same bell.
#[derive(Debug, Clone)]
pub struct Changes(watch::Sender<u64>);

impl Default for Changes {
    fn default() -> Self {
        Self(watch::channel(0).0)
    }
}

impl Changes {
    /// Something has changed.
    pub fn announce(&self) {
        self.0.send_modify(|generation| *generation += 1);
    }

    /// How often it has rung.
    #[cfg(test)]
    pub(super) fn count(&self) -> u64 {
        *self.0.borrow()
    }

    /// Listens from now on.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}
