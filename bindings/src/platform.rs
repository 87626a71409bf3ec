//! What the phone lends the core, as traits that Swift and Kotlin implement. All synchronous, all may refuse.
//!
//! They are called on threads where blocking is allowed, never while a lock or a transaction is held.

use std::path::Path;
use std::sync::Arc;

use madrid_core::ports;

use crate::error::AppError;

/// Why the phone's key store would not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum KeyStoreError {
    /// It failed or is not there.
    #[error("the key store is not available")]
    Unavailable,
    /// The wrapped bytes are not from this key store, or were changed.
    #[error("the wrapped secret cannot be opened")]
    CannotUnwrap,
}

/// The phone's settings could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum SettingsError {
    /// They failed or are not there.
    #[error("the settings are not available")]
    Unavailable,
}

/// The log could not take a record. The core goes on without it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum LogError {
    /// It failed or is not there.
    #[error("the log is not available")]
    Unavailable,
}

/// An exception in the shell's code becomes the trait's own error.
macro_rules! from_unexpected {
    ($error:ident) => {
        impl From<uniffi::UnexpectedUniFFICallbackError> for $error {
            fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
                // The reason may hold the platform's text, so it ends here.
                Self::Unavailable
            }
        }
    };
}
from_unexpected!(KeyStoreError);
from_unexpected!(SettingsError);
from_unexpected!(LogError);

/// Wraps secrets with a key that lives in the phone's hardware (Android Keystore, Secure Enclave) and never leaves it.
#[uniffi::export(rust, foreign)]
pub trait KeyStore: Send + Sync {
    /// Encrypts a secret of up to 64 bytes. Repeating it gives different bytes for the same secret.
    fn wrap(&self, secret: Vec<u8>) -> Result<Vec<u8>, KeyStoreError>;
    /// Gives back what `wrap` took. Must refuse bytes that were changed or wrapped elsewhere.
    fn unwrap(&self, wrapped: Vec<u8>) -> Result<Vec<u8>, KeyStoreError>;
}

/// A few small settings that the phone keeps for us outside our database (Keychain, encrypted preferences).
#[uniffi::export(rust, foreign)]
pub trait SecureSettings: Send + Sync {
    /// The value under `key`, or nothing where there is none.
    fn read(&self, key: String) -> Result<Option<String>, SettingsError>;
    /// Stores the value, replacing any other. Safe to repeat.
    fn write(&self, key: String, value: String) -> Result<(), SettingsError>;
    /// Removes the value. Removing what is not there is not an error.
    fn remove(&self, key: String) -> Result<(), SettingsError>;
}

/// How much a log record matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum LogLevel {
    /// A bug of ours.
    Error,
    /// Something a developer should look at.
    Warn,
    /// What the app did.
    Info,
    /// How it did it.
    Debug,
}

/// One line for the shell's log. It holds only names and numbers that we chose: never personal data.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LogRecord {
    /// How much it matters.
    pub level: LogLevel,
    /// The part of the core that speaks.
    pub target: String,
    /// What it says.
    pub text: String,
}

/// Where log lines go (os_log, logcat).
#[uniffi::export(foreign)]
pub trait LogSink: Send + Sync {
    /// Takes one record. Called on a thread of its own, in order. What it throws is ignored.
    fn write(&self, record: LogRecord) -> Result<(), LogError>;
}

/// A key store in plain memory, for desktop and tests. It protects nothing against someone who can read the process's
/// memory, and what it wrapped cannot be opened by the next process.
#[uniffi::export]
pub fn software_key_store() -> Result<Arc<dyn KeyStore>, AppError> {
    let store = ports::SoftwareKeyStore::new().map_err(madrid_core::error::Error::from)?;
    Ok(Arc::new(FromCore(store)))
}

/// Settings in a plain file in the app's folder, for desktop and tests. Nothing protects them from someone who can read
/// the person's files.
#[uniffi::export]
pub fn software_settings(home_dir: String) -> Result<Arc<dyn SecureSettings>, AppError> {
    std::fs::create_dir_all(&home_dir).map_err(|_| madrid_core::error::Error::Folder)?;
    Ok(Arc::new(FromCore(ports::FileSettings::at(
        Path::new(&home_dir).join("settings.json"),
    ))))
}

/// One of the core's own ports, seen as the shell's.
struct FromCore<T>(T);

impl<T: ports::KeyStore> KeyStore for FromCore<T> {
    fn wrap(&self, secret: Vec<u8>) -> Result<Vec<u8>, KeyStoreError> {
        self.0.wrap(&secret).map_err(|_| KeyStoreError::Unavailable)
    }

    fn unwrap(&self, wrapped: Vec<u8>) -> Result<Vec<u8>, KeyStoreError> {
        self.0.unwrap(&wrapped).map_err(|_| KeyStoreError::CannotUnwrap)
    }
}

impl<T: ports::SecureSettings> SecureSettings for FromCore<T> {
    fn read(&self, key: String) -> Result<Option<String>, SettingsError> {
        self.0.get(&key).map_err(|_| SettingsError::Unavailable)
    }

    fn write(&self, key: String, value: String) -> Result<(), SettingsError> {
        self.0.set(&key, &value).map_err(|_| SettingsError::Unavailable)
    }

    fn remove(&self, key: String) -> Result<(), SettingsError> {
        self.0.remove(&key).map_err(|_| SettingsError::Unavailable)
    }
}

/// The shell's traits, seen as the core's ports.
pub(crate) struct ToCore<T: ?Sized>(pub Arc<T>);

impl ports::KeyStore for ToCore<dyn KeyStore> {
    fn wrap(&self, secret: &[u8]) -> Result<Vec<u8>, ports::KeyStoreError> {
        self.0
            .wrap(secret.to_vec())
            .map_err(|_| ports::KeyStoreError::Unavailable)
    }

    fn unwrap(&self, wrapped: &[u8]) -> Result<Vec<u8>, ports::KeyStoreError> {
        self.0.unwrap(wrapped.to_vec()).map_err(|error| match error {
            KeyStoreError::Unavailable => ports::KeyStoreError::Unavailable,
            KeyStoreError::CannotUnwrap => ports::KeyStoreError::CannotUnwrap,
        })
    }
}

impl ports::SecureSettings for ToCore<dyn SecureSettings> {
    fn get(&self, key: &str) -> Result<Option<String>, ports::SettingsError> {
        self.0.read(key.to_owned()).map_err(|_| ports::SettingsError)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), ports::SettingsError> {
        self.0
            .write(key.to_owned(), value.to_owned())
            .map_err(|_| ports::SettingsError)
    }

    fn remove(&self, key: &str) -> Result<(), ports::SettingsError> {
        self.0.remove(key.to_owned()).map_err(|_| ports::SettingsError)
    }
}
