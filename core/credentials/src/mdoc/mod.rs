//! Cards in CBOR (mdoc, ISO/IEC 18013-5), as OpenID4VP 1.0 (appendix B.2) has them shown.
//!
//! An issuer signs digests of elements (the mobile security object), and gives the elements beside it. A card is shown by giving some of them
//! and a signature of the phone's key over what both sides know of their talk.
//!
//! - [`issuer_signed`] what an issuer gives, read and verified; [`mso`] what of it is signed; [`time`] how it says times.
//! - [`present`] what the wallet shows of it; [`transcript`] the talk that its key signs.
//! - [`response`] what a reader makes of it.

pub mod issuer_signed;
pub mod mso;
pub mod present;
pub mod response;
pub mod time;
pub mod transcript;

pub use issuer_signed::{Element, IssuerSigned, Mdoc, MdocElement};
pub use mso::{Mso, Validity};
pub use present::Presentation;
pub use response::{Asked, DeviceResponse};
pub use transcript::SessionTranscript;

use crate::cbor::{Map, Writer};
use crate::error::CredentialError;

/// `DeviceAuthenticationBytes` (ISO/IEC 18013-5, section 9.1.3.4): what the phone's key signs. The name spaces come as they are encoded.
fn device_authentication(transcript: &SessionTranscript, doc_type: &str, name_spaces: &[u8]) -> Vec<u8> {
    let room = transcript.encoded().len() + doc_type.len() + name_spaces.len() + 48;
    let mut inside = Writer::with_capacity(room);
    inside.array(4).text("DeviceAuthentication");
    inside.raw(transcript.encoded()).text(doc_type).raw(name_spaces);
    let mut bytes = Writer::with_capacity(room);
    bytes.embedded(&inside.finish());
    bytes.finish()
}

/// A version is two numbers, and a new second one breaks nothing.
fn expect_version_1(members: &Map<'_>) -> Result<(), CredentialError> {
    let version = members.required("version")?.text("version")?;
    let minor = version
        .strip_prefix("1.")
        .ok_or(CredentialError::Unsupported("version"))?;
    minor
        .parse::<u8>()
        .map(|_| ())
        .map_err(|_| CredentialError::Malformed("version"))
}

#[cfg(test)]
pub(crate) mod test_issuer;
