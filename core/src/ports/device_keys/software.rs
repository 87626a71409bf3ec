//! Keys in plain memory, for tests and for a phone whose hardware makes none.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};

use super::{DeviceKeys, KeyName};
use crate::ports::KeyStoreError;

/// Keys that die with the process. They protect nothing against someone who can read its memory.
#[derive(Default)]
pub struct SoftwareDeviceKeys(Mutex<BTreeMap<KeyName, Vec<u8>>>);

impl fmt::Debug for SoftwareDeviceKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SoftwareDeviceKeys(…)")
    }
}

impl SoftwareDeviceKeys {
    /// The names of all keys there are, for tests: what nobody knows of must not be among them.
    #[must_use]
    pub fn names(&self) -> Vec<KeyName> {
        let keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        keys.keys().cloned().collect()
    }
}

impl DeviceKeys for SoftwareDeviceKeys {
    fn ensure(&self, names: &[KeyName]) -> Result<Vec<Vec<u8>>, KeyStoreError> {
        let mut keys = self.0.lock().map_err(|_| KeyStoreError::Unavailable)?;
        let mut points = Vec::new();
        for name in names {
            if !keys.contains_key(name) {
                keys.insert(name.clone(), generate()?);
            }
            let pair = keys.get(name).ok_or(KeyStoreError::Unavailable)?;
            points.push(point(pair)?);
        }
        Ok(points)
    }

    fn sign(&self, name: &KeyName, message: &[u8]) -> Result<Vec<u8>, KeyStoreError> {
        let keys = self.0.lock().map_err(|_| KeyStoreError::Unavailable)?;
        sign(keys.get(name).ok_or(KeyStoreError::Invalidated)?, message)
    }

    fn destroy(&self, names: &[KeyName]) -> Result<(), KeyStoreError> {
        let mut keys = self.0.lock().map_err(|_| KeyStoreError::Unavailable)?;
        keys.retain(|name, _| !names.contains(name));
        Ok(())
    }
}

/// A new key, as PKCS #8.
pub(super) fn generate() -> Result<Vec<u8>, KeyStoreError> {
    EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new())
        .map(|document| document.as_ref().to_vec())
        .map_err(|_| KeyStoreError::Unavailable)
}

/// The public key.
pub(super) fn point(pkcs8: &[u8]) -> Result<Vec<u8>, KeyStoreError> {
    pair(pkcs8).map(|pair| pair.public_key().as_ref().to_vec())
}

pub(super) fn sign(pkcs8: &[u8], message: &[u8]) -> Result<Vec<u8>, KeyStoreError> {
    let signature = pair(pkcs8)?.sign(&SystemRandom::new(), message);
    signature
        .map(|signature| signature.as_ref().to_vec())
        .map_err(|_| KeyStoreError::Unavailable)
}

/// Bytes that are no key are a key that is gone.
fn pair(pkcs8: &[u8]) -> Result<EcdsaKeyPair, KeyStoreError> {
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8, &SystemRandom::new())
        .map_err(|_| KeyStoreError::Invalidated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::device_keys_contract;

    #[test]
    fn software_keys_keep_the_promises_and_leave_none_behind() {
        let keys = SoftwareDeviceKeys::default();
        assert_eq!(device_keys_contract(&keys, 7), Ok(()));
        assert_eq!(keys.names(), []);
        assert_eq!(format!("{keys:?}"), "SoftwareDeviceKeys(…)");
    }
}
