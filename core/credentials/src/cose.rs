//! Signed CBOR: COSE_Sign1 with ES256 (RFC 9052, RFC 9053), read before it is believed and made without the key, and keys as COSE writes them.
//!
//! The rules are those of [`crate::jose::jws`]: one algorithm, said where it is signed; nothing critical that is not understood.

use crate::cbor::{self, Content, Item, Key, Map, Writer};
use crate::error::CredentialError;
use crate::jose::ecdsa::{self, Signature};
use crate::jose::jwk::PublicKey;
use crate::limits;

/// The tag that a COSE_Sign1 may stand under.
pub(crate) const SIGN1: u64 = 18;
/// The one algorithm: ES256 is -7, of which CBOR says the 6.
const ES256: u64 = 6;
/// The protected header of what is made here: `{1: -7}`.
const PROTECTED: [u8; 3] = [0xA1, 0x01, 0x26];

/// Labels of a header (RFC 9052, section 3.1; RFC 9360, section 2).
const ALG: Key<'_> = Key::Unsigned(1);
const CRIT: Key<'_> = Key::Unsigned(2);
const X5CHAIN: Key<'_> = Key::Unsigned(33);

/// Labels of a key (RFC 9052, section 7.1; RFC 9053, section 7.1.1); of negative ones CBOR says one less.
const KTY: Key<'_> = Key::Unsigned(1);
const CRV: Key<'_> = Key::Negative(0);
const X: Key<'_> = Key::Negative(1);
const Y: Key<'_> = Key::Negative(2);
const D: Key<'_> = Key::Negative(3);
/// A key with two coordinates, and the curve P-256.
const EC2: Content<'_> = Content::Unsigned(2);
const P256: Content<'_> = Content::Unsigned(1);

/// Something signed that was read. Nothing of it is to be believed before [`Self::verify`].
#[derive(Clone)]
pub struct Sign1<'a> {
    encoded: &'a [u8],
    protected: &'a [u8],
    header: Map<'a>,
    unprotected: Map<'a>,
    payload: Option<&'a [u8]>,
    signature: Signature,
}

crate::opaque_debug!(Sign1<'_>);

impl<'a> Sign1<'a> {
    /// Reads it, with its tag or without.
    ///
    /// # Errors
    /// `Malformed`, `TooDeep`; `Duplicate` where a label stands twice, also once in each header; `Unsupported` where the algorithm is not
    /// ES256 or not signed itself, or something critical is not understood.
    pub fn read(item: &Item<'a>) -> Result<Self, CredentialError> {
        let broken = CredentialError::Malformed("cose");
        let [protected, unprotected, payload, signature] = item.tagged(SIGN1, "cose").unwrap_or(item).array("cose")?
        else {
            return Err(broken);
        };
        let protected = protected.bytes("cose")?;
        let unprotected = unprotected.map("cose")?;
        // Nothing at all is as good as an empty map (RFC 9052, section 3), and neither has an algorithm.
        if protected.is_empty() {
            return Err(CredentialError::Unsupported("alg"));
        }
        let header = cbor::decode(protected, "cose")?.into_map("cose")?;
        if header.get(ALG).map(Item::content) != Some(&Content::Negative(ES256)) {
            return Err(CredentialError::Unsupported("alg"));
        }
        if header.get(CRIT).or_else(|| unprotected.get(CRIT)).is_some() {
            return Err(CredentialError::Unsupported("crit"));
        }
        if unprotected.iter().any(|(label, _)| header.get(*label).is_some()) {
            return Err(CredentialError::Duplicate("cose"));
        }
        Ok(Self {
            encoded: item.encoded(),
            protected,
            header,
            unprotected: unprotected.clone(),
            payload: if payload.is_null() {
                None
            } else {
                Some(payload.bytes("cose")?)
            },
            signature: Signature::from_raw(signature.bytes("cose")?)?,
        })
    }

    /// The bytes that it came as.
    #[must_use]
    pub const fn encoded(&self) -> &'a [u8] {
        self.encoded
    }

    /// A member of one of the headers.
    #[must_use]
    pub fn header(&self, label: Key<'_>) -> Option<&Item<'a>> {
        self.header.get(label).or_else(|| self.unprotected.get(label))
    }

    /// A member of the header that is signed.
    #[must_use]
    pub fn signed_header(&self, label: Key<'_>) -> Option<&Item<'a>> {
        self.header.get(label)
    }

    /// The certificates, the signer's first (`x5chain`, RFC 9360, section 2): one alone, or a list.
    ///
    /// # Errors
    /// `Malformed` where they are neither, `TooLarge` where they are more than anybody needs.
    pub fn x5chain(&self) -> Result<Vec<&'a [u8]>, CredentialError> {
        match self.header(X5CHAIN).map(Item::content) {
            None => Ok(Vec::new()),
            Some(Content::Bytes(one)) => Ok(vec![one]),
            Some(Content::Array(all)) if all.len() > limits::CHAIN => Err(CredentialError::TooLarge("x5chain")),
            Some(Content::Array(all)) if !all.is_empty() => all.iter().map(|one| one.bytes("x5chain")).collect(),
            Some(_) => Err(CredentialError::Malformed("x5chain")),
        }
    }

    /// What it brings along as signed, before anybody knows whether it is.
    ///
    /// # Errors
    /// `Malformed` where the payload is elsewhere.
    pub fn payload(&self) -> Result<&'a [u8], CredentialError> {
        self.payload.ok_or(CredentialError::Malformed("payload"))
    }

    /// The payload, where this key signed it together with what both sides know already (`external_aad`, mostly empty).
    ///
    /// # Errors
    /// `Signature`; `Malformed` where the payload is elsewhere.
    pub fn verify(&self, key: &PublicKey, external: &[u8]) -> Result<&'a [u8], CredentialError> {
        let payload = self.payload()?;
        self.check(key, payload, external)?;
        Ok(payload)
    }

    /// Whether this key signed a payload that is elsewhere.
    ///
    /// # Errors
    /// `Signature`; `Malformed` where it has a payload of its own.
    pub fn verify_detached(&self, key: &PublicKey, payload: &[u8], external: &[u8]) -> Result<(), CredentialError> {
        if self.payload.is_some() {
            return Err(CredentialError::Malformed("payload"));
        }
        self.check(key, payload, external)
    }

    fn check(&self, key: &PublicKey, payload: &[u8], external: &[u8]) -> Result<(), CredentialError> {
        ecdsa::verify(key, &sig_structure(self.protected, external, payload), &self.signature)
    }
}

/// What is signed in truth (`Sig_structure`, RFC 9052, section 4.4).
fn sig_structure(protected: &[u8], external: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut bytes = Writer::with_capacity(protected.len() + external.len() + payload.len() + 32);
    bytes
        .array(4)
        .text("Signature1")
        .bytes(protected)
        .bytes(external)
        .bytes(payload);
    bytes.finish()
}

/// A COSE_Sign1 over a payload that is elsewhere, which waits for its signature.
#[derive(Clone, PartialEq, Eq)]
pub struct Unsigned(Vec<u8>);

crate::opaque_debug!(Unsigned);

impl Unsigned {
    /// Of a payload that both sides know.
    #[must_use]
    pub fn detached(payload: &[u8]) -> Self {
        Self(sig_structure(&PROTECTED, &[], payload))
    }

    /// What the key store signs, hashed by it with SHA-256.
    #[must_use]
    pub fn to_sign(&self) -> &[u8] {
        &self.0
    }

    /// With the signature, as it follows in a larger structure.
    pub fn finish(&self, signature: &Signature, to: &mut Writer) {
        to.array(4)
            .bytes(&PROTECTED)
            .map(0)
            .bytes_or_null(None)
            .bytes(signature.raw());
    }
}

/// Reads a COSE_Key. One that brings its private part is refused: whoever sent it has given it away.
///
/// # Errors
/// `Unsupported` where it is no key on P-256 or its y is only a sign, `Malformed` where a part is missing or wrong.
pub fn key(item: &Item<'_>) -> Result<PublicKey, CredentialError> {
    let members = item.map("key")?;
    let content = |label| members.get(label).map(Item::content);
    if content(KTY) != Some(&EC2) || content(CRV) != Some(&P256) {
        return Err(CredentialError::Unsupported("key type"));
    }
    match (content(X), content(Y), content(D)) {
        (Some(Content::Bytes(x)), Some(Content::Bytes(y)), None) => PublicKey::from_coordinates(x, y),
        (Some(Content::Bytes(_)), Some(Content::Bool(_)), None) => Err(CredentialError::Unsupported("compressed key")),
        _ => Err(CredentialError::Malformed("key")),
    }
}

/// Writes one, with nothing but what a key is.
#[must_use]
pub fn key_bytes(key: &PublicKey) -> Vec<u8> {
    let (x, y) = key.coordinates();
    let mut bytes = Writer::with_capacity(80);
    bytes.map(4).unsigned(1).unsigned(2).negative(0).unsigned(1);
    bytes.negative(1).bytes(x).negative(2).bytes(y);
    bytes.finish()
}

#[cfg(test)]
#[path = "cose_tests.rs"]
mod tests;
