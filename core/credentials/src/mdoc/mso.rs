//! The mobile security object (ISO/IEC 18013-5, section 9.1.2.4): what the issuer signs.

use super::{expect_version_1, time};
use crate::cbor::{self, Key, Map};
use crate::cose;
use crate::error::CredentialError;
use crate::jose::jwk::{PublicKey, sha256};
use crate::status::StatusReference;

/// What an issuer says of a card. It is worth nothing before its signature is verified.
#[derive(Clone)]
pub struct Mso<'a> {
    doc_type: &'a str,
    digests: Map<'a>,
    device_key: PublicKey,
    validity: Validity,
    status: Option<StatusReference>,
}

crate::opaque_debug!(Mso<'_>);

/// When a card was signed and when it is valid, in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// When it was signed.
    pub signed: i64,
    /// Its first second.
    pub from: i64,
    /// Its last second.
    pub until: i64,
    /// When the issuer thinks to have a new one.
    pub expected_update: Option<i64>,
}

impl<'a> Mso<'a> {
    /// Reads the payload of what the issuer signed.
    ///
    /// # Errors
    /// As [`cbor::decode`] and [`cose::key`]; `Unsupported` where digests are not of SHA-256 or revocation is not by a status list.
    pub fn read(payload: &'a [u8]) -> Result<Self, CredentialError> {
        let inside = cbor::decode(payload, "mso")?.embedded("mso")?;
        let object = cbor::decode(inside, "mso")?;
        let members = object.map("mso")?;
        expect_version_1(members)?;
        if members.required("digestAlgorithm")?.text("digestAlgorithm")? != "SHA-256" {
            return Err(CredentialError::Unsupported("digestAlgorithm"));
        }
        let device_key = members
            .required("deviceKeyInfo")?
            .map("deviceKeyInfo")?
            .required("deviceKey")?;
        Ok(Self {
            doc_type: members.required("docType")?.text("docType")?,
            digests: members.required("valueDigests")?.map("valueDigests")?.clone(),
            device_key: cose::key(device_key)?,
            validity: Validity::read(members.required("validityInfo")?.map("validityInfo")?)?,
            status: members.optional("status").map(status).transpose()?,
        })
    }

    /// What kind of card it is.
    #[must_use]
    pub const fn doc_type(&self) -> &'a str {
        self.doc_type
    }

    /// The phone's key that the card is bound to.
    #[must_use]
    pub const fn device_key(&self) -> &PublicKey {
        &self.device_key
    }

    /// When it is valid.
    #[must_use]
    pub const fn validity(&self) -> Validity {
        self.validity
    }

    /// Where it says whether it was revoked.
    #[must_use]
    pub const fn status(&self) -> Option<&StatusReference> {
        self.status.as_ref()
    }

    /// Whether the issuer signed the digest of these bytes, as they were received (section 9.1.2.5).
    ///
    /// # Errors
    /// `NotReferenced`; `Malformed` where the digests are no digests.
    pub(super) fn expect_digest(&self, name_space: &str, id: u64, received: &[u8]) -> Result<(), CredentialError> {
        let digests = self
            .digests
            .optional(name_space)
            .map(|digests| digests.map("valueDigests"));
        let digest = digests.transpose()?.and_then(|digests| digests.get(Key::Unsigned(id)));
        let digest = digest.map(|digest| digest.bytes("valueDigests")).transpose()?;
        if digest == Some(sha256(received).as_slice()) {
            Ok(())
        } else {
            Err(CredentialError::NotReferenced("element"))
        }
    }
}

impl Validity {
    fn read(members: &Map<'_>) -> Result<Self, CredentialError> {
        let read = |name| time::tdate(members.required(name)?, name);
        let update = members.optional("expectedUpdate");
        Ok(Self {
            signed: read("signed")?,
            from: read("validFrom")?,
            until: read("validUntil")?,
            expected_update: update.map(|update| time::tdate(update, "expectedUpdate")).transpose()?,
        })
    }

    /// Whether it is valid now.
    ///
    /// # Errors
    /// `NotYet`, `Expired`
    pub const fn holds_at(&self, at: i64) -> Result<(), CredentialError> {
        if at < self.from {
            return Err(CredentialError::NotYet);
        }
        if at > self.until {
            return Err(CredentialError::Expired);
        }
        Ok(())
    }
}

/// Where it says whether it was revoked (Token Status List, section 6.3).
fn status(status: &cbor::Item<'_>) -> Result<StatusReference, CredentialError> {
    let ways = status.map("status")?;
    // A card that can be revoked in a way that is not understood cannot be said to be valid.
    let list = ways
        .optional("status_list")
        .ok_or(CredentialError::Unsupported("status"))?;
    let list = list.map("status_list")?;
    Ok(StatusReference {
        index: list.required("idx")?.unsigned("idx")?,
        uri: list.required("uri")?.text("uri")?.to_owned(),
    })
}
