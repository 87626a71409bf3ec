//! Keys for tests of this crate: software ones, of another library than the one that verifies.

use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer as _;
use serde_json::{Map, Value};

use crate::jose::ecdsa::Signature;
use crate::jose::jwk::PublicKey;

/// A private key.
pub struct TestKey(SigningKey);

impl TestKey {
    /// A new one, never the same.
    pub fn new() -> Self {
        let bytes: [u8; 32] = ring::rand::generate(&ring::rand::SystemRandom::new()).unwrap().expose();
        Self(SigningKey::from_slice(&bytes).unwrap())
    }

    /// Its public part.
    pub fn public(&self) -> PublicKey {
        PublicKey::from_point(self.0.verifying_key().to_sec1_point(false).as_bytes()).unwrap()
    }

    /// A signature, as the phone's key store gives it: through DER.
    pub fn sign(&self, message: &[u8]) -> Signature {
        let signature: p256::ecdsa::DerSignature = self.0.sign(message);
        Signature::from_der(signature.as_bytes()).unwrap()
    }
}

/// An object.
pub fn map(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap()
}
