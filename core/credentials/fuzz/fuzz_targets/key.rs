//! An issuer that signs whatever it is given, so that what stands behind a signature is read too.

use std::sync::OnceLock;

use madrid_credentials::cbor::Writer;
use madrid_credentials::jose::ecdsa::Signature;
use madrid_credentials::jose::jwk::PublicKey;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};

/// A key, the same one as long as the program runs.
pub struct Key(&'static EcdsaKeyPair);

static PAIR: OnceLock<Option<EcdsaKeyPair>> = OnceLock::new();

impl Key {
    /// The key of this run.
    pub fn known() -> Option<Self> {
        let made = || {
            let (algorithm, chance) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
            let kept = EcdsaKeyPair::generate_pkcs8(algorithm, &chance).ok()?;
            EcdsaKeyPair::from_pkcs8(algorithm, kept.as_ref(), &chance).ok()
        };
        PAIR.get_or_init(made).as_ref().map(Self)
    }

    /// Its public part.
    pub fn public(&self) -> Option<PublicKey> {
        PublicKey::from_point(self.0.public_key().as_ref()).ok()
    }

    /// COSE_Sign1 of a payload, without a tag (RFC 9052, section 4.2).
    pub fn sign1(&self, header: &[u8], payload: &[u8]) -> Option<Vec<u8>> {
        let mut signed = Writer::default();
        signed
            .array(4)
            .text("Signature1")
            .bytes(header)
            .bytes(&[])
            .bytes(payload);
        let signature = self.sign(&signed.finish())?;
        let mut sign1 = Writer::default();
        sign1
            .array(4)
            .bytes(header)
            .map(0)
            .bytes(payload)
            .bytes(signature.raw());
        Some(sign1.finish())
    }

    /// A signature by it.
    pub fn sign(&self, message: &[u8]) -> Option<Signature> {
        let signed = self.0.sign(&SystemRandom::new(), message).ok()?;
        Signature::from_raw(signed.as_ref()).ok()
    }
}
