//! The phone's key store (Android Keystore, Secure Enclave): it keeps one secret that never leaves the phone and uses
//! it to wrap ours. It also keeps the app lock: what is wrapped for the person is opened only when the person agrees.

mod contract;
mod file;
mod software;

pub use contract::{key_store_contract, separate_key_stores_contract};
pub use file::FileKeyStore;
pub use software::SoftwareKeyStore;

/// Why the key store would not do it. It carries no secret and no text of the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyStoreError {
    /// The phone's key store failed or is not there.
    #[error("the key store is not available")]
    Unavailable,
    /// The wrapped bytes are not from this key store, or were changed.
    #[error("the wrapped secret cannot be opened")]
    CannotUnwrap,
    /// The person said no or was not recognised. Nothing is lost: trying again is fine.
    #[error("the person did not confirm")]
    Refused,
    /// The key is gone for good: other faces or fingers were enrolled, or the phone was restored from a copy. What it
    /// wrapped cannot be opened by anybody any more.
    #[error("the key store's key is gone")]
    Invalidated,
    /// The phone has no screen lock, so there is nothing to ask the person for.
    #[error("the phone has no screen lock")]
    NoScreenLock,
}

/// Who must agree before a wrapped secret is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Nobody: it opens while the phone is unlocked.
    Device,
    /// The person, each time, by face, finger or screen code: the app lock.
    Person,
}

/// Wraps secrets with a key that lives in the phone's hardware. Calls block, for as long as a person takes to answer:
/// run them off the async threads and under no lock.
pub trait KeyStore: Send + Sync {
    /// Encrypts a secret of up to 64 bytes, so that `guard` decides who can open it. Asks nobody. Repeating it gives
    /// different bytes for the same secret. Where the key is gone for good a new one is made: what the old one wrapped is lost
    /// in any case, and the person must be able to begin again. A phone without a screen lock is [`KeyStoreError::Unavailable`] for
    /// [`Guard::Person`].
    fn wrap(&self, secret: &[u8], guard: Guard) -> Result<Vec<u8>, KeyStoreError>;
    /// Gives back what `wrap` took. Refuses bytes that were changed or wrapped elsewhere. Where the guard is the person,
    /// the system asks first and shows `prompt`, in the person's language.
    fn unwrap(&self, wrapped: &[u8], prompt: &str) -> Result<Vec<u8>, KeyStoreError>;
}
