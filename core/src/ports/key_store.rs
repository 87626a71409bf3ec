//! The phone's key store (Android Keystore, Secure Enclave): it keeps one secret that never leaves the phone and uses
//! it to wrap ours.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};

/// Why the key store would not do it. It carries no secret and no text of the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyStoreError {
    /// The phone's key store failed or is not there.
    #[error("the key store is not available")]
    Unavailable,
    /// The wrapped bytes are not from this key store, or were changed.
    #[error("the wrapped secret cannot be opened")]
    CannotUnwrap,
}

/// Wraps secrets with a key that lives in the phone's hardware. Calls block: run them off the async threads.
pub trait KeyStore: Send + Sync {
    /// Encrypts a secret of up to 64 bytes. Repeating it gives different bytes for the same secret.
    fn wrap(&self, secret: &[u8]) -> Result<Vec<u8>, KeyStoreError>;
    /// Gives back what `wrap` took. Refuses bytes that were changed or wrapped elsewhere.
    fn unwrap(&self, wrapped: &[u8]) -> Result<Vec<u8>, KeyStoreError>;
}

/// A key store in plain memory, for desktop and tests.
///
/// It protects nothing against someone who can read the process's memory, and the key dies with the process.
pub struct SoftwareKeyStore {
    key: LessSafeKey,
    random: SystemRandom,
}

impl SoftwareKeyStore {
    /// A key store with a new random key.
    pub fn new() -> Result<Self, KeyStoreError> {
        let random = SystemRandom::new();
        let mut bytes = [0_u8; 32];
        random.fill(&mut bytes).map_err(|_| KeyStoreError::Unavailable)?;
        let key = UnboundKey::new(&AES_256_GCM, &bytes).map_err(|_| KeyStoreError::Unavailable)?;
        Ok(Self {
            key: LessSafeKey::new(key),
            random,
        })
    }
}

impl KeyStore for SoftwareKeyStore {
    fn wrap(&self, secret: &[u8]) -> Result<Vec<u8>, KeyStoreError> {
        let mut nonce = [0_u8; NONCE_LEN];
        self.random.fill(&mut nonce).map_err(|_| KeyStoreError::Unavailable)?;
        let mut sealed = secret.to_vec();
        self.key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed)
            .map_err(|_| KeyStoreError::Unavailable)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    fn unwrap(&self, wrapped: &[u8]) -> Result<Vec<u8>, KeyStoreError> {
        let (nonce, sealed) = wrapped
            .split_first_chunk::<NONCE_LEN>()
            .ok_or(KeyStoreError::CannotUnwrap)?;
        let mut opened = sealed.to_vec();
        self.key
            .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::empty(), &mut opened)
            .map(|secret| secret.to_vec())
            .map_err(|_| KeyStoreError::CannotUnwrap)
    }
}

/// What every key store must do, the fake and the phone's own alike. Returns the first promise that is broken.
///
/// It runs under `cargo test` on the fake and, through the boundary's `check_platform`, on the phone's real one.
pub fn key_store_contract(store: &dyn KeyStore) -> Result<(), &'static str> {
    let secret: [u8; 32] = std::array::from_fn(|i| u8::try_from(i).unwrap_or(0));
    let wrapped = store.wrap(&secret).map_err(|_| "key_store.wrap")?;
    let again = store.wrap(&secret).map_err(|_| "key_store.wrap")?;
    if wrapped.windows(secret.len()).any(|window| window == secret) {
        return Err("key_store.wrap_shows_the_secret");
    }
    if wrapped == again {
        return Err("key_store.wrap_repeats_itself");
    }
    if store.unwrap(&wrapped).map_err(|_| "key_store.unwrap")? != secret {
        return Err("key_store.unwrap_differs");
    }
    let mut changed = wrapped;
    if let Some(last) = changed.last_mut() {
        *last ^= 1;
    }
    match store.unwrap(&changed) {
        Err(_) => Ok(()),
        Ok(_) => Err("key_store.accepts_changed_bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_software_store_keeps_the_contract() {
        assert_eq!(key_store_contract(&SoftwareKeyStore::new().unwrap()), Ok(()));
    }

    #[test]
    fn the_contract_catches_a_store_that_does_nothing() {
        struct Plain;
        impl KeyStore for Plain {
            fn wrap(&self, secret: &[u8]) -> Result<Vec<u8>, KeyStoreError> {
                Ok(secret.to_vec())
            }
            fn unwrap(&self, wrapped: &[u8]) -> Result<Vec<u8>, KeyStoreError> {
                Ok(wrapped.to_vec())
            }
        }
        assert_eq!(key_store_contract(&Plain), Err("key_store.wrap_shows_the_secret"));
    }

    #[test]
    fn one_store_does_not_open_what_another_wrapped() {
        let wrapped = SoftwareKeyStore::new().unwrap().wrap(b"secret").unwrap();
        assert_eq!(
            SoftwareKeyStore::new().unwrap().unwrap(&wrapped),
            Err(KeyStoreError::CannotUnwrap)
        );
        assert_eq!(
            SoftwareKeyStore::new().unwrap().unwrap(b"short"),
            Err(KeyStoreError::CannotUnwrap)
        );
    }
}
