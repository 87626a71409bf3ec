//! Logs without personal data: only names and numbers we chose ourselves may be written.
//!
//! A type says so by being [`LogSafe`]; anything else is wrapped in [`Redacted`] or not logged. Messages are constants and
//! values are fields; the error level means a bug of ours (after libsignal's log-safe rule).

use std::fmt;

use serde::{Deserialize, Serialize};

/// A value we chose: a code, a count, a name of a collection. Never something a person or the city wrote.
pub trait LogSafe: fmt::Display {}

impl LogSafe for &'static str {}
impl LogSafe for u32 {}
impl LogSafe for u64 {}
impl LogSafe for usize {}

/// A value that must not be shown. Debug and Display print three dots, whatever is inside; written with serde it is itself, for whoever
/// seals it or sends it to the city.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Redacted<T>(T);

impl<T> Redacted<T> {
    /// Hides a value from every log.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, for the one who needs it.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Redacted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl<T> fmt::Display for Redacted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl<T> LogSafe for Redacted<T> {}

/// Gives types that speak of a person a Debug that does not: it prints their name and three dots.
macro_rules! opaque_debug {
    ($($name:ident),+ $(,)?) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}
pub(crate) use opaque_debug;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaks() {
        let name = Redacted::new("María");
        assert_eq!(format!("{name} {name:?} {:?}", Some(&name)), "… … Some(…)");
        assert_eq!(*name.expose(), "María");
    }
}
