//! The key binding (RFC 9901, section 4.3): whoever shows a card signs for whom, when and which of it.

use serde_json::{Map, Value};

use super::parse::SdJwt;
use super::present::{self, Presentation};
use crate::error::CredentialError;
use crate::jose::b64;
use crate::jose::jwk::{PublicKey, sha256};
use crate::jose::jws::{Jws, Unsigned};
use crate::json;

const TYPE: &str = "kb+jwt";
const HASHES: &str = "transaction_data_hashes";
const HASHES_ALGORITHM: &str = "transaction_data_hashes_alg";
const SHA256: &str = "sha-256";

/// One showing of a card: what its holder signs, and what its reader expects to be signed.
#[derive(Clone, Copy)]
pub struct KeyBinding<'a> {
    /// For whom: the verifier's client id, with its prefix (OpenID4VP 1.0, appendix B.3.6).
    pub audience: &'a str,
    /// What the verifier asked to be repeated.
    pub nonce: &'a str,
    /// When, in seconds since 1970.
    pub at: i64,
    /// The transactions that are agreed to, each as it stood in the request (OpenID4VP 1.0, appendix B.3.3.1).
    pub transactions: &'a [&'a str],
}

crate::opaque_debug!(KeyBinding<'_>);

impl KeyBinding<'_> {
    /// The key binding of what is shown, to be signed by the card's key. [`Presentation::with`] puts it at the end.
    #[must_use]
    pub fn unsigned(&self, shown: &Presentation) -> Unsigned {
        let mut header = Map::new();
        header.insert("typ".to_owned(), TYPE.into());
        let mut claims = Map::new();
        claims.insert("iat".to_owned(), self.at.into());
        claims.insert("aud".to_owned(), self.audience.into());
        claims.insert("nonce".to_owned(), self.nonce.into());
        claims.insert("sd_hash".to_owned(), shown.hash().into());
        if !self.transactions.is_empty() {
            claims.insert(HASHES.to_owned(), self.hashes().into());
            claims.insert(HASHES_ALGORITHM.to_owned(), SHA256.into());
        }
        Unsigned::new(header, &claims)
    }

    /// Whether what is shown was signed by its holder, here and now and for this reader (RFC 9901, section 7.3, 5).
    ///
    /// # Errors
    /// `Missing` where there is no key binding, or none that says when; `WrongType`; `Signature`; `Mismatch` with the part that is of another
    /// showing; `NotYet` and `Expired` where it was signed more than `tolerance` seconds from now; `Unsupported`, `Malformed` and `Duplicate`
    /// as [`Jws::parse`].
    pub fn verify(&self, shown: &SdJwt<'_>, holder: &PublicKey, tolerance: i64) -> Result<(), CredentialError> {
        let jws = Jws::parse(shown.key_binding().ok_or(CredentialError::Missing("key binding"))?)?;
        jws.header.expect_type(&[TYPE])?;
        jws.verify(holder)?;
        let claims = jws.claims()?;
        self.expect_time(&claims, tolerance)?;
        let hash = present::hash(shown.shown());
        for (name, expected) in [("aud", self.audience), ("nonce", self.nonce), ("sd_hash", &hash)] {
            if claims.get(name).and_then(Value::as_str) != Some(expected) {
                return Err(CredentialError::Mismatch(name));
            }
        }
        self.expect_transactions(&claims)
    }

    fn expect_time(&self, claims: &Map<String, Value>, tolerance: i64) -> Result<(), CredentialError> {
        let time = |name| claims.get(name).map(|value| json::seconds(value, name)).transpose();
        let (earliest, latest) = (self.at.saturating_sub(tolerance), self.at.saturating_add(tolerance));
        let signed = time("iat")?.ok_or(CredentialError::Missing("iat"))?;
        if signed > latest || time("nbf")?.is_some_and(|from| from > latest) {
            return Err(CredentialError::NotYet);
        }
        if signed < earliest || time("exp")?.is_some_and(|until| until < earliest) {
            return Err(CredentialError::Expired);
        }
        Ok(())
    }

    fn expect_transactions(&self, claims: &Map<String, Value>) -> Result<(), CredentialError> {
        if claims.get(HASHES_ALGORITHM).is_some_and(|name| name != SHA256) {
            return Err(CredentialError::Unsupported(HASHES_ALGORITHM));
        }
        let said = claims
            .get(HASHES)
            .map(|hashes| json::shaped(hashes, HASHES))
            .transpose()?;
        let said: Vec<&str> = said.unwrap_or_default();
        if said == self.hashes() {
            Ok(())
        } else {
            Err(CredentialError::Mismatch(HASHES))
        }
    }

    fn hashes(&self) -> Vec<String> {
        self.transactions
            .iter()
            .map(|text| b64(sha256(text.as_bytes())))
            .collect()
    }
}

#[cfg(test)]
#[path = "kb_tests.rs"]
mod tests;
