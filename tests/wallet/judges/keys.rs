//! Keys of OpenSSL's, which sign and encrypt here as a phone's key store, an issuer or a verifier would.

use affinidi_mdoc::es256_cose::{Es256CoseSigner, Es256CoseVerifier};
use josekit::jwk::alg::ec::{EcCurve, EcKeyPair};
use josekit::jwk::{Jwk, KeyPair as _};
use josekit::jws::{ES256, JwsHeader, JwsSigner as _};
use jsonwebtoken::{DecodingKey, EncodingKey};
use madrid_credentials::jose::ecdsa::Signature;
use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::jose::unb64;
use rcgen::KeyPair;
use serde_json::Value;

/// A private key.
pub struct Key(EcKeyPair);

impl Key {
    pub fn new() -> Self {
        Self(EcKeyPair::generate(EcCurve::P256).unwrap())
    }

    /// Its public part, as we read it.
    pub fn public(&self) -> PublicKey {
        PublicKey::from_jwk(&self.public_json()).unwrap()
    }

    pub fn public_json(&self) -> Value {
        Value::Object(self.0.to_jwk_public_key().into())
    }

    /// As josekit has it, without its private part and with it.
    pub fn public_jwk(&self) -> Jwk {
        self.0.to_jwk_public_key()
    }

    pub fn private_jwk(&self) -> Jwk {
        self.0.to_jwk_private_key()
    }

    /// As jsonwebtoken has it.
    pub fn decoding(&self) -> DecodingKey {
        DecodingKey::from_ec_pem(&self.0.to_pem_public_key()).unwrap()
    }

    pub fn encoding(&self) -> EncodingKey {
        EncodingKey::from_ec_pem(&self.0.to_pem_private_key()).unwrap()
    }

    /// As rcgen has it.
    pub fn pair(&self) -> KeyPair {
        let pem = String::from_utf8(self.0.to_pem_private_key()).unwrap();
        KeyPair::from_pem(&pem).unwrap()
    }

    /// As affinidi-mdoc has it.
    pub fn cose(&self) -> (Es256CoseSigner, Es256CoseVerifier) {
        let private = self.private_jwk();
        let private = unb64(private.parameter("d").and_then(Value::as_str).unwrap(), "d").unwrap();
        let public = Es256CoseVerifier::from_bytes(self.public().point()).unwrap();
        (Es256CoseSigner::from_bytes(&private).unwrap(), public)
    }

    /// A signature of what we give out to be signed.
    pub fn sign(&self, message: &[u8]) -> Signature {
        let signer = ES256.signer_from_jwk(&self.private_jwk()).unwrap();
        Signature::from_raw(&signer.sign(message).unwrap()).unwrap()
    }

    /// A whole JWS, made by josekit.
    pub fn jws(&self, typ: &str, payload: &[u8]) -> String {
        let signer = ES256.signer_from_jwk(&self.private_jwk()).unwrap();
        let mut header = JwsHeader::new();
        header.set_token_type(typ);
        josekit::jws::serialize_compact(payload, &header, &signer).unwrap()
    }

    /// What josekit reads in a JWS, if this key signed it.
    pub fn verify_jws(&self, compact: &str) -> Option<(Vec<u8>, JwsHeader)> {
        let verifier = ES256.verifier_from_jwk(&self.public_jwk()).unwrap();
        josekit::jws::deserialize_compact(compact, &verifier).ok()
    }
}

/// Josekit's form of a public key of ours.
pub fn jwk(key: &PublicKey) -> Jwk {
    Jwk::from_map(key.jwk().as_object().unwrap().clone()).unwrap()
}
