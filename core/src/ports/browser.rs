//! The phone's browser: where a person signs in, away from our reach (RFC 8252: never inside a view of our own).

use std::sync::Mutex;

/// Why the browser did not come back with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BrowserError {
    /// There is no browser, or it failed.
    #[error("the browser is not available")]
    Unavailable,
    /// The person closed it.
    #[error("the person closed the browser")]
    Cancelled,
}

/// Opens pages in the system's browser (Custom Tabs, `ASWebAuthenticationSession`). Calls block until the person is done: run
/// them off the async threads.
pub trait Browser: Send + Sync {
    /// Shows `url` and gives back the whole address with which the page returned to `callback_scheme:`.
    fn visit(&self, url: &str, callback_scheme: &str) -> Result<String, BrowserError>;
}

/// A browser whose person is a function, for tests. It remembers every address it was sent to.
pub struct FakeBrowser<F> {
    person: F,
    visited: Mutex<Vec<String>>,
}

impl<F: Fn(&str) -> Result<String, BrowserError> + Send + Sync> FakeBrowser<F> {
    /// A browser in which `person` acts: takes the address, gives the one the page returns to.
    pub const fn new(person: F) -> Self {
        Self {
            person,
            visited: Mutex::new(Vec::new()),
        }
    }

    /// Every address visited so far: how often the person was bothered.
    pub fn visited(&self) -> Vec<String> {
        self.visited.lock().map(|visited| visited.clone()).unwrap_or_default()
    }
}

impl<F: Fn(&str) -> Result<String, BrowserError> + Send + Sync> Browser for FakeBrowser<F> {
    fn visit(&self, url: &str, _callback_scheme: &str) -> Result<String, BrowserError> {
        if let Ok(mut visited) = self.visited.lock() {
            visited.push(url.to_owned());
        }
        (self.person)(url)
    }
}
