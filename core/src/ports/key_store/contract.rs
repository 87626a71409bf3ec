//! What every key store must do, the fakes and the phone's own alike.

use super::{Guard, KeyStore, KeyStoreError};

/// What the system shows when it asks during the check: the app's name, the same in every language.
const PROMPT: &str = "Madrid en tu móvil";

fn secret() -> [u8; 32] {
    std::array::from_fn(|i| u8::try_from(i).unwrap_or(0))
}

/// Returns the first promise that is broken. The person is asked at most once; a person who says no and a phone without
/// a screen lock break no promise.
///
/// It runs under `cargo test` on the fakes and, through the boundary's `check_platform`, on the phone's real one.
pub fn key_store_contract(store: &dyn KeyStore) -> Result<(), &'static str> {
    let secret = secret();
    let wrapped = store.wrap(&secret, Guard::Device).map_err(|_| "key_store.wrap")?;
    let again = store.wrap(&secret, Guard::Device).map_err(|_| "key_store.wrap")?;
    if shows(&wrapped, &secret) {
        return Err("key_store.wrap_shows_the_secret");
    }
    if wrapped == again {
        return Err("key_store.wrap_repeats_itself");
    }
    if store.unwrap(&wrapped, PROMPT).map_err(|_| "key_store.unwrap")? != secret {
        return Err("key_store.unwrap_differs");
    }
    refuses_damage(store, &wrapped)?;
    keeps_the_persons_guard(store, &secret, [&wrapped, &again])
}

/// What two key stores promise each other: one does not open what the other wrapped. Asks nobody.
pub fn separate_key_stores_contract(one: &dyn KeyStore, other: &dyn KeyStore) -> Result<(), &'static str> {
    let wrapped = one.wrap(&secret(), Guard::Device).map_err(|_| "key_store.wrap")?;
    match other.unwrap(&wrapped, PROMPT) {
        Err(_) => Ok(()),
        Ok(_) => Err("key_store.opens_what_another_wrapped"),
    }
}

fn shows(wrapped: &[u8], secret: &[u8]) -> bool {
    wrapped.windows(secret.len()).any(|window| window == secret)
}

/// Only bytes behind a device's guard are tried, and not their first ones, where a store may note the guard: a real
/// system would ask the person for each.
fn refuses_damage(store: &dyn KeyStore, wrapped: &[u8]) -> Result<(), &'static str> {
    let last = wrapped.len().saturating_sub(1);
    for at in [last / 2, last] {
        let mut changed = wrapped.to_vec();
        if let Some(byte) = changed.get_mut(at) {
            *byte ^= 1;
        }
        if store.unwrap(&changed, PROMPT).is_ok() {
            return Err("key_store.accepts_changed_bytes");
        }
    }
    let shorter = wrapped.get(..last).unwrap_or_default();
    if store.unwrap(shorter, PROMPT).is_ok() || store.unwrap(&[], PROMPT).is_ok() {
        return Err("key_store.accepts_cut_bytes");
    }
    Ok(())
}

fn keeps_the_persons_guard(store: &dyn KeyStore, secret: &[u8], of_the_device: [&[u8]; 2]) -> Result<(), &'static str> {
    let wrapped = match store.wrap(secret, Guard::Person) {
        Err(KeyStoreError::Unavailable | KeyStoreError::NoScreenLock) => return Ok(()),
        wrapped => wrapped.map_err(|_| "key_store.wrap_for_the_person")?,
    };
    if shows(&wrapped, secret) {
        return Err("key_store.wrap_shows_the_secret");
    }
    if of_the_device.contains(&wrapped.as_slice()) {
        return Err("key_store.guards_are_alike");
    }
    match store.unwrap(&wrapped, PROMPT) {
        Err(KeyStoreError::Refused) => Ok(()),
        Ok(opened) if opened == secret => Ok(()),
        Ok(_) => Err("key_store.unwrap_differs"),
        Err(_) => Err("key_store.unwrap_for_the_person"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::key_store::SoftwareKeyStore;

    /// A store that keeps nothing secret, and forgets what it is told to.
    struct Plain(fn(&[u8], Guard) -> Vec<u8>);

    impl KeyStore for Plain {
        fn wrap(&self, secret: &[u8], guard: Guard) -> Result<Vec<u8>, KeyStoreError> {
            Ok(self.0(secret, guard))
        }
        fn unwrap(&self, wrapped: &[u8], _: &str) -> Result<Vec<u8>, KeyStoreError> {
            Ok(wrapped.to_vec())
        }
    }

    #[test]
    fn the_contract_catches_a_store_that_does_nothing() {
        let plain = Plain(|secret, _| secret.to_vec());
        assert_eq!(key_store_contract(&plain), Err("key_store.wrap_shows_the_secret"));
        let constant = Plain(|_, _| vec![7; 60]);
        assert_eq!(key_store_contract(&constant), Err("key_store.wrap_repeats_itself"));
        assert_eq!(
            separate_key_stores_contract(&plain, &constant),
            Err("key_store.opens_what_another_wrapped")
        );
    }

    #[test]
    fn a_phone_without_a_screen_lock_breaks_no_promise() {
        struct Unlocked(SoftwareKeyStore);

        impl KeyStore for Unlocked {
            fn wrap(&self, secret: &[u8], guard: Guard) -> Result<Vec<u8>, KeyStoreError> {
                match guard {
                    Guard::Device => self.0.wrap(secret, guard),
                    Guard::Person => Err(KeyStoreError::NoScreenLock),
                }
            }
            fn unwrap(&self, wrapped: &[u8], prompt: &str) -> Result<Vec<u8>, KeyStoreError> {
                self.0.unwrap(wrapped, prompt)
            }
        }
        let phone = Unlocked(SoftwareKeyStore::new().unwrap());
        assert_eq!(key_store_contract(&phone), Ok(()));
    }

    #[test]
    fn the_contract_catches_a_store_that_checks_nothing() {
        use std::sync::atomic::{AtomicU8, Ordering};

        /// Hides the secret behind one byte, which is all it checks.
        struct Loose(AtomicU8);
        impl KeyStore for Loose {
            fn wrap(&self, secret: &[u8], _: Guard) -> Result<Vec<u8>, KeyStoreError> {
                let mask = self.0.fetch_add(1, Ordering::SeqCst);
                Ok([mask]
                    .into_iter()
                    .chain(secret.iter().map(|byte| byte ^ mask))
                    .collect())
            }
            fn unwrap(&self, wrapped: &[u8], _: &str) -> Result<Vec<u8>, KeyStoreError> {
                let (mask, hidden) = wrapped.split_first().ok_or(KeyStoreError::CannotUnwrap)?;
                Ok(hidden.iter().map(|byte| byte ^ mask).collect())
            }
        }
        assert_eq!(
            key_store_contract(&Loose(AtomicU8::new(1))),
            Err("key_store.accepts_changed_bytes")
        );
    }
}
