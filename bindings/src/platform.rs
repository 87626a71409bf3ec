//! What the phone lends the core, as traits that Swift and Kotlin implement. All synchronous, all may refuse.
//!
//! They are called on threads where blocking is allowed, never while a lock or a transaction is held.

use std::path::Path;
use std::sync::Arc;

use madrid_core::ports;

use crate::error::AppError;
use crate::view::mirror;

/// Why the phone's key store would not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum KeyStoreError {
    /// It failed or is not there.
    #[error("the key store is not available")]
    Unavailable,
    /// The wrapped bytes are not from this key store, or were changed.
    #[error("the wrapped secret cannot be opened")]
    CannotUnwrap,
    /// The person said no or was not recognised. Nothing is lost: trying again is fine.
    #[error("the person did not confirm")]
    Refused,
    /// The key is gone for good: other faces or fingers were enrolled, or the phone was restored from a copy.
    #[error("the key store's key is gone")]
    Invalidated,
    /// The phone has no screen lock, so there is nothing to ask the person for. Only for the guard `Person`.
    #[error("the phone has no screen lock")]
    NoScreenLock,
}

mirror! {
    /// Who must agree before a wrapped secret is opened.
    KeyGuard of ports::Guard {
        /// Nobody: it opens while the phone is unlocked.
        Device,
        /// The person, each time, by face, finger or screen code: the app lock.
        Person,
    }
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
    /// Encrypts a secret of up to 64 bytes, so that `guard` decides who can open it. Asks nobody. Repeating it gives different
    /// bytes for the same secret. Where the key is gone for good (`Invalidated`) it makes a new one: the person must be able to
    /// begin again.
    fn wrap(&self, secret: Vec<u8>, guard: KeyGuard) -> Result<Vec<u8>, KeyStoreError>;
    /// Gives back what `wrap` took. Must refuse bytes that were changed or wrapped elsewhere. Where the guard is the person, the
    /// system asks first and shows `prompt` (BiometricPrompt, LAContext); the call waits for the answer.
    fn unwrap(&self, wrapped: Vec<u8>, prompt: String) -> Result<Vec<u8>, KeyStoreError>;
}

mirror! {
    /// How a phone keeps the keys of cards.
    KeyStorage of madrid_core::wallet::attestation::Storage {
        /// In a chip or a trusted part of the processor.
        Hardware,
        /// In files or in memory.
        Software,
    }
}

/// The keys of the person's cards (Android Keystore, Secure Enclave): each on P-256, made in the phone's hardware, where it signs and which
/// it never leaves. Called on threads where blocking is allowed.
#[uniffi::export(rust, foreign)]
pub trait DeviceKeys: Send + Sync {
    /// How it keeps them. Asked once, when the app opens.
    fn storage(&self) -> KeyStorage;
    /// The public key of each name, in its order, as an uncompressed point of 65 bytes (SEC 1, section 2.3.3). What is missing is made;
    /// repeating it gives the same keys. A name is 1 to 64 of a to z, 0 to 9 and `-`.
    fn ensure(&self, names: Vec<String>) -> Result<Vec<Vec<u8>>, KeyStoreError>;
    /// Signs a message: ECDSA with SHA-256 over it, in DER. `Invalidated` where there is no such key any more.
    fn sign(&self, name: String, message: Vec<u8>) -> Result<Vec<u8>, KeyStoreError>;
    /// Destroys keys for good. One that is not there is destroyed already.
    fn destroy(&self, names: Vec<String>) -> Result<(), KeyStoreError>;
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

/// Why the browser did not come back with an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum BrowserError {
    /// There is no browser, or it failed.
    #[error("the browser is not available")]
    Unavailable,
    /// The person closed it.
    #[error("the person closed the browser")]
    Cancelled,
}
from_unexpected!(BrowserError);

/// Opens the login page in the system's browser (Custom Tabs, `ASWebAuthenticationSession`), never in a view of the app.
#[uniffi::export(foreign)]
pub trait Browser: Send + Sync {
    /// Shows `url` and waits until the page returns to an address that begins with `callback_scheme` and a colon; gives that
    /// whole address. Called on a thread where blocking is allowed.
    fn visit(&self, url: String, callback_scheme: String) -> Result<String, BrowserError>;
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

/// A key store in a file of the app's folder, for desktop and the headless phone. Whoever can read the person's files reads the
/// key, and no person is ever asked: the app lock is noted and confirmed by nobody.
#[uniffi::export]
pub fn file_key_store(home_dir: String) -> Result<Arc<dyn KeyStore>, AppError> {
    std::fs::create_dir_all(&home_dir).map_err(|_| madrid_core::error::Error::Folder)?;
    let store = ports::FileKeyStore::at(Path::new(&home_dir).join("keystore.key"));
    Ok(Arc::new(FromCore(store)))
}

/// Keys of cards in plain memory, for desktop and tests: they die with the process.
#[uniffi::export]
#[must_use]
pub fn software_device_keys() -> Arc<dyn DeviceKeys> {
    Arc::new(FromCore(ports::SoftwareDeviceKeys::default()))
}

/// Keys of cards in files of the app's folder, for desktop and the headless phone. Whoever can read the person's files reads them.
#[uniffi::export]
pub fn file_device_keys(home_dir: String) -> Result<Arc<dyn DeviceKeys>, AppError> {
    let folder = Path::new(&home_dir).join("cards");
    std::fs::create_dir_all(&folder).map_err(|_| madrid_core::error::Error::Folder)?;
    Ok(Arc::new(FromCore(ports::FileDeviceKeys::at(folder))))
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
    fn wrap(&self, secret: Vec<u8>, guard: KeyGuard) -> Result<Vec<u8>, KeyStoreError> {
        Ok(self.0.wrap(&secret, guard.into())?)
    }

    fn unwrap(&self, wrapped: Vec<u8>, prompt: String) -> Result<Vec<u8>, KeyStoreError> {
        Ok(self.0.unwrap(&wrapped, &prompt)?)
    }
}

impl<T: ports::DeviceKeys> DeviceKeys for FromCore<T> {
    fn storage(&self) -> KeyStorage {
        KeyStorage::Software
    }

    fn ensure(&self, names: Vec<String>) -> Result<Vec<Vec<u8>>, KeyStoreError> {
        Ok(self.0.ensure(&key_names(names)?)?)
    }

    fn sign(&self, name: String, message: Vec<u8>) -> Result<Vec<u8>, KeyStoreError> {
        Ok(self.0.sign(&name.try_into()?, &message)?)
    }

    fn destroy(&self, names: Vec<String>) -> Result<(), KeyStoreError> {
        Ok(self.0.destroy(&key_names(names)?)?)
    }
}

fn key_names(names: Vec<String>) -> Result<Vec<ports::KeyName>, KeyStoreError> {
    let named = |name: String| Ok(ports::KeyName::try_from(name)?);
    names.into_iter().map(named).collect()
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
    fn wrap(&self, secret: &[u8], guard: ports::Guard) -> Result<Vec<u8>, ports::KeyStoreError> {
        Ok(self.0.wrap(secret.to_vec(), guard.into())?)
    }

    fn unwrap(&self, wrapped: &[u8], prompt: &str) -> Result<Vec<u8>, ports::KeyStoreError> {
        Ok(self.0.unwrap(wrapped.to_vec(), prompt.to_owned())?)
    }
}

impl ports::DeviceKeys for ToCore<dyn DeviceKeys> {
    fn ensure(&self, names: &[ports::KeyName]) -> Result<Vec<Vec<u8>>, ports::KeyStoreError> {
        Ok(self.0.ensure(texts(names))?)
    }

    fn sign(&self, name: &ports::KeyName, message: &[u8]) -> Result<Vec<u8>, ports::KeyStoreError> {
        Ok(self.0.sign(name.as_str().to_owned(), message.to_vec())?)
    }

    fn destroy(&self, names: &[ports::KeyName]) -> Result<(), ports::KeyStoreError> {
        Ok(self.0.destroy(texts(names))?)
    }
}

fn texts(names: &[ports::KeyName]) -> Vec<String> {
    names.iter().map(|name| name.as_str().to_owned()).collect()
}

impl ports::Browser for ToCore<dyn Browser> {
    fn visit(&self, url: &str, callback_scheme: &str) -> Result<String, ports::BrowserError> {
        let visited = self.0.visit(url.to_owned(), callback_scheme.to_owned());
        visited.map_err(|error| match error {
            BrowserError::Unavailable => ports::BrowserError::Unavailable,
            BrowserError::Cancelled => ports::BrowserError::Cancelled,
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

impl From<ports::KeyStoreError> for KeyStoreError {
    fn from(error: ports::KeyStoreError) -> Self {
        match error {
            ports::KeyStoreError::Unavailable => Self::Unavailable,
            ports::KeyStoreError::CannotUnwrap => Self::CannotUnwrap,
            ports::KeyStoreError::Refused => Self::Refused,
            ports::KeyStoreError::Invalidated => Self::Invalidated,
            ports::KeyStoreError::NoScreenLock => Self::NoScreenLock,
        }
    }
}

impl From<KeyStoreError> for ports::KeyStoreError {
    fn from(error: KeyStoreError) -> Self {
        match error {
            KeyStoreError::Unavailable => Self::Unavailable,
            KeyStoreError::CannotUnwrap => Self::CannotUnwrap,
            KeyStoreError::Refused => Self::Refused,
            KeyStoreError::Invalidated => Self::Invalidated,
            KeyStoreError::NoScreenLock => Self::NoScreenLock,
        }
    }
}
