//! A key in software, as ring has it: of an issuer, and of a phone whose key store would sign.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use madrid_credentials::jose::ecdsa::Signature;
use madrid_credentials::jose::jwk::PublicKey;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::Value;

use crate::harness::Outcome;

/// A key, and the chance that signing takes.
pub struct Key {
    pair: EcdsaKeyPair,
    chance: SystemRandom,
}

impl Key {
    /// A new one.
    pub fn new() -> Outcome<Self> {
        let chance = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let kept = EcdsaKeyPair::generate_pkcs8(algorithm, &chance).map_err(|_| "no key")?;
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, kept.as_ref(), &chance).map_err(|_| "no key")?;
        Ok(Self { pair, chance })
    }

    /// Its point on the curve.
    pub fn point(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    /// Its public part.
    pub fn public(&self) -> Outcome<PublicKey> {
        Ok(PublicKey::from_point(self.point())?)
    }

    /// Both halves of a signature.
    pub fn raw(&self, message: &[u8]) -> Outcome<Vec<u8>> {
        let signed = self.pair.sign(&self.chance, message).map_err(|_| "not signed")?;
        Ok(signed.as_ref().to_vec())
    }

    /// A signature.
    pub fn sign(&self, message: &[u8]) -> Outcome<Signature> {
        Ok(Signature::from_raw(&self.raw(message)?)?)
    }

    /// A signed token.
    pub fn token(&self, header: &Value, claims: &Value) -> Outcome<String> {
        let unsigned = format!("{}.{}", b64(header.to_string()), b64(claims.to_string()));
        let signature = b64(self.raw(unsigned.as_bytes())?);
        Ok(format!("{unsigned}.{signature}"))
    }
}

/// Base64 as JOSE has it.
pub fn b64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What base64 stands for.
pub fn unb64(text: &str) -> Outcome<Vec<u8>> {
    Ok(URL_SAFE_NO_PAD.decode(text)?)
}
