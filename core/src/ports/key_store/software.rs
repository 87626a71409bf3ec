//! Key stores in software: what they share, and the one in memory.

use std::fmt;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};

use super::{Guard, KeyStore, KeyStoreError};

/// Stands in for the person: takes the prompt, and agrees with `Ok`.
pub(super) type Person = Box<dyn Fn(&str) -> Result<(), KeyStoreError> + Send + Sync>;

/// The first byte of what a software store wraps, then one for the guard. Both are authenticated with the rest.
const FORMAT: u8 = 1;
const FOR_THE_DEVICE: u8 = 0;
const FOR_THE_PERSON: u8 = 1;

/// A key store in plain memory, for desktop and tests.
///
/// It protects nothing against someone who can read the process's memory, and the key dies with the process. No person
/// is asked unless somebody stands in for one ([`SoftwareKeyStore::answering`]).
pub struct SoftwareKeyStore {
    key: [u8; 32],
    person: Option<Person>,
}

impl SoftwareKeyStore {
    /// A key store with a new random key.
    pub fn new() -> Result<Self, KeyStoreError> {
        Ok(Self {
            key: random()?,
            person: None,
        })
    }

    /// Asks `person` for whatever is guarded by the person. It gets the prompt; what it says is what the caller gets.
    /// Tests script answers with it: a queue of them, or [`KeyStoreError::Invalidated`] from some moment on.
    #[must_use]
    pub fn answering(mut self, person: impl Fn(&str) -> Result<(), KeyStoreError> + Send + Sync + 'static) -> Self {
        self.person = Some(Box::new(person));
        self
    }
}

impl fmt::Debug for SoftwareKeyStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SoftwareKeyStore(…)")
    }
}

impl KeyStore for SoftwareKeyStore {
    fn wrap(&self, secret: &[u8], guard: Guard) -> Result<Vec<u8>, KeyStoreError> {
        wrap(&self.key, secret, guard)
    }

    fn unwrap(&self, wrapped: &[u8], prompt: &str) -> Result<Vec<u8>, KeyStoreError> {
        unwrap(&self.key, wrapped, || ask(self.person.as_ref(), prompt))
    }
}

pub(super) fn ask(person: Option<&Person>, prompt: &str) -> Result<(), KeyStoreError> {
    person.map_or(Ok(()), |person| person(prompt))
}

pub(super) fn random<const N: usize>() -> Result<[u8; N], KeyStoreError> {
    let mut bytes = [0_u8; N];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map(|()| bytes).map_err(|_| KeyStoreError::Unavailable)
}

/// `[format][guard][nonce][ciphertext and tag]`, AES-256-GCM.
pub(super) fn wrap(key: &[u8; 32], secret: &[u8], guard: Guard) -> Result<Vec<u8>, KeyStoreError> {
    let head = [
        FORMAT,
        match guard {
            Guard::Device => FOR_THE_DEVICE,
            Guard::Person => FOR_THE_PERSON,
        },
    ];
    let nonce: [u8; NONCE_LEN] = random()?;
    let mut sealed = secret.to_vec();
    cipher(key)?
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(head), &mut sealed)
        .map_err(|_| KeyStoreError::Unavailable)?;
    Ok([head.as_slice(), &nonce, &sealed].concat())
}

/// Asks `confirm` where the guard is the person, as a phone does: before it looks at the rest.
pub(super) fn unwrap(
    key: &[u8; 32],
    wrapped: &[u8],
    confirm: impl FnOnce() -> Result<(), KeyStoreError>,
) -> Result<Vec<u8>, KeyStoreError> {
    let (head, rest) = wrapped.split_first_chunk::<2>().ok_or(KeyStoreError::CannotUnwrap)?;
    let (nonce, sealed) = rest
        .split_first_chunk::<NONCE_LEN>()
        .ok_or(KeyStoreError::CannotUnwrap)?;
    match *head {
        [FORMAT, FOR_THE_DEVICE] => {}
        [FORMAT, FOR_THE_PERSON] => confirm()?,
        _ => return Err(KeyStoreError::CannotUnwrap),
    }
    let mut opened = sealed.to_vec();
    cipher(key)?
        .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(*head), &mut opened)
        .map(|secret| secret.to_vec())
        .map_err(|_| KeyStoreError::CannotUnwrap)
}

fn cipher(key: &[u8; 32]) -> Result<LessSafeKey, KeyStoreError> {
    let key = UnboundKey::new(&AES_256_GCM, key).map_err(|_| KeyStoreError::Unavailable)?;
    Ok(LessSafeKey::new(key))
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::ports::{key_store_contract, separate_key_stores_contract};

    fn store() -> SoftwareKeyStore {
        SoftwareKeyStore::new().unwrap()
    }

    #[test]
    fn the_software_store_keeps_the_contract() {
        assert_eq!(key_store_contract(&store()), Ok(()));
        assert_eq!(separate_key_stores_contract(&store(), &store()), Ok(()));
        let wary = store().answering(|_| Err(KeyStoreError::Refused));
        assert_eq!(key_store_contract(&wary), Ok(()), "saying no breaks no promise");
        let broken = store().answering(|_| Err(KeyStoreError::CannotUnwrap));
        assert_eq!(key_store_contract(&broken), Err("key_store.unwrap_for_the_person"));
    }

    #[test]
    fn any_changed_byte_is_refused() {
        for guard in [Guard::Device, Guard::Person] {
            let store = store();
            let wrapped = store.wrap(b"secret", guard).unwrap();
            assert_eq!(store.unwrap(&wrapped, "").unwrap(), b"secret");
            for at in 0..wrapped.len() {
                let mut changed = wrapped.clone();
                changed[at] ^= 1;
                assert_eq!(store.unwrap(&changed, ""), Err(KeyStoreError::CannotUnwrap), "{at}");
                assert_eq!(store.unwrap(&wrapped[..at], ""), Err(KeyStoreError::CannotUnwrap));
            }
        }
    }

    #[test]
    fn the_person_is_asked_only_where_it_guards_and_its_answer_counts() {
        let prompts = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&prompts);
        let answers = Mutex::new(vec![
            Ok(()),
            Err(KeyStoreError::Invalidated),
            Err(KeyStoreError::Refused),
        ]);
        let store = store().answering(move |prompt| {
            seen.lock().unwrap().push(prompt.to_owned());
            answers.lock().unwrap().pop().unwrap()
        });
        let free = store.wrap(b"secret", Guard::Device).unwrap();
        let guarded = store.wrap(b"secret", Guard::Person).unwrap();
        assert!(prompts.lock().unwrap().is_empty(), "wrapping asks nobody");
        assert_eq!(store.unwrap(&free, "open").unwrap(), b"secret");
        assert!(prompts.lock().unwrap().is_empty());
        assert_eq!(store.unwrap(&guarded, "first"), Err(KeyStoreError::Refused));
        assert_eq!(store.unwrap(&guarded, "second"), Err(KeyStoreError::Invalidated));
        assert_eq!(store.unwrap(&guarded, "third").unwrap(), b"secret");
        assert_eq!(*prompts.lock().unwrap(), ["first", "second", "third"]);
    }
}
