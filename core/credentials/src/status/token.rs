//! The signed text that brings a list (section 5): by whom, for which address, and for how long it may be believed.

use serde_json::{Map, Value};

use super::cwt;
use super::list::StatusList;
use crate::error::CredentialError;
use crate::jose::jwk::PublicKey;
use crate::jose::jws::Jws;
use crate::json;
use crate::x509::{Anchors, Chain, Purpose};

/// What such a text says it is, in JSON.
const TYPE: &str = "statuslist+jwt";
/// Seconds that a phone's clock may be behind that of an issuer (RFC 7519, section 4.1.5).
const SKEW: i64 = 60;

/// Whose signature counts.
#[derive(Clone, Copy)]
pub enum Trust<'a> {
    /// That of a key which is known already.
    Key(PublicKey),
    /// That of certificates which lead to one of these.
    Anchors(&'a Anchors),
}

crate::opaque_debug!(Trust<'_>);

impl Trust<'_> {
    /// The key to verify with, and the certificates that brought it.
    pub(super) fn key<B: AsRef<[u8]>>(
        &self,
        sent: &[B],
        at: i64,
    ) -> Result<(PublicKey, Option<Chain>), CredentialError> {
        match self {
            Self::Key(key) => Ok((*key, None)),
            Self::Anchors(anchors) => {
                let chain = anchors.verify(sent, at, Purpose::Texts)?;
                Ok((chain.key, Some(chain)))
            }
        }
    }
}

/// A list that was verified.
#[derive(Clone)]
pub struct StatusToken {
    /// The list.
    pub list: StatusList,
    /// When it was made.
    pub issued_at: i64,
    /// From when on it is not to be believed any more.
    pub expires: Option<i64>,
    /// For how many seconds it may be kept before a newer one should be fetched.
    pub time_to_live: Option<i64>,
    /// Who signed it, where certificates say so. Whether that is the issuer of the card, or one whom the issuer lets do it, is for the caller to
    /// see (section 11.3).
    pub signer: Option<Chain>,
}

crate::opaque_debug!(StatusToken);

impl StatusToken {
    /// Reads and verifies a text in JSON, fetched from this address.
    ///
    /// # Errors
    /// `WrongType`, `Signature`, `Untrusted`; `Mismatch` where it is for another address, `NotYet`, `Expired`; `Malformed`, `Duplicate`,
    /// `TooLarge` and `Unsupported` where it cannot be read.
    pub fn from_jwt(compact: &str, uri: &str, at: i64, trust: Trust<'_>) -> Result<Self, CredentialError> {
        let jws = Jws::parse(compact)?;
        jws.header.expect_type(&[TYPE])?;
        let (key, signer) = trust.key(&jws.header.x5c()?, at)?;
        jws.verify(&key)?;
        let said = jws.claims()?;
        let times = Times::read(&said)?;
        times.check(at)?;
        let subject = said
            .get("sub")
            .and_then(Value::as_str)
            .ok_or(CredentialError::Malformed("sub"))?;
        expect_uri(subject, uri)?;
        let list = said
            .get("status_list")
            .ok_or(CredentialError::Malformed("status_list"))?;
        Ok(times.with(StatusList::from_json(list)?, signer))
    }

    /// Reads and verifies one in CBOR.
    ///
    /// # Errors
    /// As [`Self::from_jwt`].
    pub fn from_cwt(bytes: &[u8], uri: &str, at: i64, trust: Trust<'_>) -> Result<Self, CredentialError> {
        cwt::read(bytes, uri, at, trust)
    }

    /// Until when it may be kept, having been fetched at this time; `None` where it does not say (section 13.7).
    #[must_use]
    pub fn fresh_until(&self, fetched: i64) -> Option<i64> {
        let lived = self.time_to_live.map(|seconds| fetched.saturating_add(seconds));
        self.expires.into_iter().chain(lived).min()
    }
}

/// That the list is the one which the card names, letter by letter.
pub(super) fn expect_uri(subject: &str, uri: &str) -> Result<(), CredentialError> {
    if subject == uri {
        Ok(())
    } else {
        Err(CredentialError::Mismatch("sub"))
    }
}

/// What a text says of time.
#[derive(Clone, Copy)]
pub(super) struct Times {
    pub(super) issued_at: i64,
    pub(super) not_before: Option<i64>,
    pub(super) expires: Option<i64>,
    pub(super) time_to_live: Option<i64>,
}

impl Times {
    fn read(said: &Map<String, Value>) -> Result<Self, CredentialError> {
        let time = |name: &str, what| said.get(name).map(|value| json::seconds(value, what)).transpose();
        Ok(Self {
            issued_at: time("iat", "iat")?.ok_or(CredentialError::Malformed("iat"))?,
            not_before: time("nbf", "nbf")?,
            expires: time("exp", "exp")?,
            time_to_live: time("ttl", "ttl")?,
        })
    }

    pub(super) fn check(&self, at: i64) -> Result<(), CredentialError> {
        if self.time_to_live.is_some_and(|seconds| seconds <= 0) {
            return Err(CredentialError::Malformed("ttl"));
        }
        if self.not_before.unwrap_or(self.issued_at).max(self.issued_at) > at.saturating_add(SKEW) {
            return Err(CredentialError::NotYet);
        }
        if self.expires.is_some_and(|end| at >= end) {
            return Err(CredentialError::Expired);
        }
        Ok(())
    }

    pub(super) fn with(self, list: StatusList, signer: Option<Chain>) -> StatusToken {
        StatusToken {
            list,
            issued_at: self.issued_at,
            expires: self.expires,
            time_to_live: self.time_to_live,
            signer,
        }
    }
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
