//! What a reader makes of a card that is shown to it: one wallet may read what another shows.

use super::issuer_signed::{IssuerSigned, Mdoc};
use super::transcript::SessionTranscript;
use super::{device_authentication, expect_version_1};
use crate::cbor::{self, Item};
use crate::cose::Sign1;
use crate::error::CredentialError;
use crate::x509::Anchors;

/// A shown card that was read. Nothing of it is to be believed before [`Self::verify`].
#[derive(Clone)]
pub struct DeviceResponse<'a> {
    doc_type: &'a str,
    issuer_signed: IssuerSigned<'a>,
    /// What the phone itself says, as it came. It is signed and never shown: no card of today has the phone say anything.
    name_spaces: &'a [u8],
    signature: Sign1<'a>,
}

crate::opaque_debug!(DeviceResponse<'_>);

/// What a reader asked for, whom it trusts and when.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The kind of card.
    pub doc_type: &'a str,
    /// The talk in which it asked.
    pub transcript: &'a SessionTranscript,
    /// The roots of issuers.
    pub anchors: &'a Anchors,
    /// Now, in seconds since 1970.
    pub at: i64,
}

crate::opaque_debug!(Asked<'_>);

impl<'a> DeviceResponse<'a> {
    /// Reads what a wallet sent: one card in each answer (OpenID4VP 1.0, appendix B.2.2).
    ///
    /// # Errors
    /// As [`IssuerSigned::parse`]; `Mismatch` where the wallet says that something went wrong, `Missing` where there is no card,
    /// `Unsupported` where the phone's key made a MAC instead of a signature.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, CredentialError> {
        let response = cbor::decode(bytes, "response")?;
        let members = response.map("response")?;
        expect_version_1(members)?;
        if members.required("status")?.unsigned("status")? != 0 {
            return Err(CredentialError::Mismatch("status"));
        }
        let documents = members
            .optional("documents")
            .ok_or(CredentialError::Missing("document"))?;
        let [document] = documents.array("documents")? else {
            return Err(CredentialError::Malformed("documents"));
        };
        let document = document.map("document")?;
        let device = document.required("deviceSigned")?.map("deviceSigned")?;
        let name_spaces = device.required("nameSpaces")?;
        cbor::decode(name_spaces.embedded("nameSpaces")?, "nameSpaces")?.map("nameSpaces")?;
        Ok(Self {
            doc_type: document.required("docType")?.text("docType")?,
            issuer_signed: IssuerSigned::read(document.required("issuerSigned")?)?,
            name_spaces: name_spaces.encoded(),
            signature: signature(device.required("deviceAuth")?)?,
        })
    }

    /// What of it is the issuer's.
    #[must_use]
    pub const fn issuer_signed(&self) -> &IssuerSigned<'a> {
        &self.issuer_signed
    }

    /// Whether it is the card that was asked for, from somebody who is trusted, shown now and here by the phone that it was given to (ISO/IEC
    /// 18013-5, sections 9.1.3 and 9.3.1).
    ///
    /// # Errors
    /// As [`IssuerSigned::verify`]; `Signature` also where it was shown in another talk or by another phone.
    pub fn verify(&self, asked: &Asked<'_>) -> Result<Mdoc, CredentialError> {
        if self.doc_type != asked.doc_type {
            return Err(CredentialError::WrongType("docType"));
        }
        let card = self.issuer_signed.verify(asked.anchors, asked.at, asked.doc_type)?;
        let signed = device_authentication(asked.transcript, self.doc_type, self.name_spaces);
        self.signature.verify_detached(&card.device_key, &signed, &[])?;
        Ok(card)
    }
}

fn signature<'a>(auth: &Item<'a>) -> Result<Sign1<'a>, CredentialError> {
    let ways = auth.map("deviceAuth")?;
    if ways.optional("deviceMac").is_some() {
        return Err(CredentialError::Unsupported("deviceMac"));
    }
    Sign1::read(ways.required("deviceSignature")?)
}

#[cfg(test)]
#[path = "response_tests.rs"]
mod tests;
