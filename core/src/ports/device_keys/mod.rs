//! The keys of the person's cards (Android Keystore, Secure Enclave): each is made in the phone's hardware, signs there and never leaves it.
//!
//! A key has its name before it exists: whoever wants one writes the name down first, so that a phone that dies in between has neither a
//! key that nobody knows of nor a card without its key.

mod contract;
mod file;
mod software;

pub use contract::device_keys_contract;
pub use file::FileDeviceKeys;
pub use software::SoftwareDeviceKeys;

use super::KeyStoreError;

/// What a key is called on this phone: 1 to 64 of a to z, 0 to 9 and `-`, so that it can be a file or an alias.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyName(String);

impl KeyName {
    /// A name of these bits: two are never the same.
    #[must_use]
    pub fn of_chance(high: u64, low: u64) -> Self {
        Self(format!("card-{high:016x}{low:016x}"))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for KeyName {
    type Error = KeyStoreError;

    fn try_from(name: String) -> Result<Self, KeyStoreError> {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if (1..=64).contains(&name.len()) && name.bytes().all(is_plain) {
            Ok(Self(name))
        } else {
            Err(KeyStoreError::Unavailable)
        }
    }
}

impl From<KeyName> for String {
    fn from(name: KeyName) -> Self {
        name.0
    }
}

/// Makes, uses and destroys keys on P-256. Calls block, for as long as hardware takes, and a person where they are asked: run them off the
/// async threads and under no lock.
pub trait DeviceKeys: Send + Sync {
    /// The public key of each name, in its order, as an uncompressed point of 65 bytes (SEC 1, section 2.3.3). What is missing is made.
    /// Repeating it gives the same keys.
    fn ensure(&self, names: &[KeyName]) -> Result<Vec<Vec<u8>>, KeyStoreError>;
    /// Signs a message by ECDSA with SHA-256 over it; the signature comes in DER. [`KeyStoreError::Invalidated`] where there is no such
    /// key any more. Repeating it is safe and gives another signature.
    fn sign(&self, name: &KeyName, message: &[u8]) -> Result<Vec<u8>, KeyStoreError>;
    /// Destroys keys for good. One that is not there is destroyed already.
    fn destroy(&self, names: &[KeyName]) -> Result<(), KeyStoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_be_a_file_and_nothing_else() {
        let name = KeyName::of_chance(1, u64::MAX);
        assert_eq!(name.as_str(), "card-0000000000000001ffffffffffffffff");
        assert_eq!(KeyName::try_from(name.as_str().to_owned()).unwrap(), name);
        for wrong in ["", "../card", "Card", "card_1", "card.key", &"a".repeat(65)] {
            assert!(KeyName::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
