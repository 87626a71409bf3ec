//! What the wallet shows of a card: a `DeviceResponse` with one document (ISO/IEC 18013-5, section 8.3.2.1.2.2; OpenID4VP 1.0, appendix
//! B.2.2). It is signed, never made with a MAC: that would need the phone's key for something else than signing.

use std::collections::BTreeSet;

use super::device_authentication;
use super::issuer_signed::{Element, IssuerSigned};
use super::transcript::SessionTranscript;
use crate::cbor::Writer;
use crate::cose::Unsigned;
use crate::error::CredentialError;
use crate::jose::ecdsa::Signature;

/// The phone itself says nothing: an empty map, embedded.
const NOTHING: [u8; 4] = [0xD8, 0x18, 0x41, 0xA0];
/// Around the parts that are copied.
const ROOM: usize = 256;

/// A card that is about to be shown, and waits for the signature of the phone's key.
#[derive(Clone)]
pub struct Presentation {
    before: Writer,
    device: Unsigned,
    issuer: Vec<u8>,
}

crate::opaque_debug!(Presentation);

impl Presentation {
    /// Some elements of a card, each by its name space and its identifier. What the issuer wrote is copied byte for byte.
    ///
    /// # Errors
    /// `Missing` where one is not there.
    pub fn new(
        card: &IssuerSigned<'_>,
        chosen: &[(&str, &str)],
        transcript: &SessionTranscript,
    ) -> Result<Self, CredentialError> {
        let doc_type = card.mso().doc_type();
        let authentication = device_authentication(transcript, doc_type, &NOTHING);
        let issuer = issuer_signed(card, chosen)?;
        let mut before = Writer::with_capacity(issuer.len() + doc_type.len() + ROOM);
        before.map(3).text("status").unsigned(0).text("version").text("1.0");
        before.text("documents").array(1).map(3).text("docType").text(doc_type);
        before.text("deviceSigned").map(2);
        before.text("deviceAuth").map(1).text("deviceSignature");
        Ok(Self {
            before,
            device: Unsigned::detached(&authentication),
            issuer,
        })
    }

    /// What the key store signs, hashed by it with SHA-256.
    #[must_use]
    pub fn to_sign(&self) -> &[u8] {
        self.device.to_sign()
    }

    /// The `DeviceResponse`.
    #[must_use]
    pub fn finish(self, signature: &Signature) -> Vec<u8> {
        let mut bytes = self.before;
        self.device.finish(signature, &mut bytes);
        bytes.text("nameSpaces").raw(&NOTHING);
        bytes.text("issuerSigned").raw(&self.issuer);
        bytes.finish()
    }
}

/// The card with the chosen elements only.
fn issuer_signed(card: &IssuerSigned<'_>, chosen: &[(&str, &str)]) -> Result<Vec<u8>, CredentialError> {
    let wanted: BTreeSet<_> = chosen.iter().copied().collect();
    let (mut spaces, mut found) = (Vec::new(), 0);
    for space in &card.name_spaces {
        let is_wanted = |element: &&Element<'_>| wanted.contains(&(space.name, element.identifier));
        let elements = space.elements.iter().filter(is_wanted).map(|element| element.encoded);
        let elements: Vec<&[u8]> = elements.collect();
        found += elements.len();
        if !elements.is_empty() {
            spaces.push((space.name, elements));
        }
    }
    if found != wanted.len() {
        return Err(CredentialError::Missing("element"));
    }
    spaces.sort_unstable_by_key(|(name, _)| (name.len(), *name));
    let copied = spaces
        .iter()
        .flat_map(|(_, elements)| elements)
        .map(|element| element.len());
    let auth = card.auth.encoded();
    let mut bytes = Writer::with_capacity(auth.len() + copied.sum::<usize>() + ROOM);
    bytes
        .map(if spaces.is_empty() { 1 } else { 2 })
        .text("issuerAuth")
        .raw(auth);
    if !spaces.is_empty() {
        bytes.text("nameSpaces").map(spaces.len());
    }
    for (name, elements) in spaces {
        bytes.text(name).array(elements.len());
        for element in elements {
            bytes.raw(element);
        }
    }
    Ok(bytes.finish())
}

#[cfg(test)]
#[path = "present_tests.rs"]
mod tests;
