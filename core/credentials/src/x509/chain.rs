//! How certificates hang together, from the one who signed something to a root that the wallet trusts.

use super::Certificate;
use crate::error::{ChainFault, CredentialError};
use crate::jose::jwk::PublicKey;
use crate::limits;

/// What the first certificate of a chain must be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Signing texts: cards in SD-JWT, requests, status lists, attestations.
    Texts,
    /// Signing mdocs (ISO/IEC 18013-5, B.1.4).
    Mdoc,
}

impl Purpose {
    /// The extended key usage that it must have.
    const fn usage(self) -> Option<&'static str> {
        match self {
            Self::Texts => None,
            Self::Mdoc => Some("1.0.18013.5.1.2"),
        }
    }
}

/// The roots that the wallet trusts for one thing: those of issuers are others than those of verifiers.
#[derive(Clone, Default)]
pub struct Anchors(Vec<Certificate>);

crate::opaque_debug!(Anchors);

/// Certificates that lead to a trusted root.
#[derive(Clone)]
pub struct Chain {
    /// Who signed.
    pub signer: Certificate,
    /// Their key.
    pub key: PublicKey,
    /// The names of all keys that vouch for it, the root's too (`trusted_authorities` of type `aki`, OpenID4VP 1.0, section 6.1.1.1).
    pub authority_keys: Vec<Vec<u8>>,
}

crate::opaque_debug!(Chain);

impl Anchors {
    /// Of DER certificates.
    ///
    /// # Errors
    /// As [`Certificate::parse`].
    pub fn new<B: AsRef<[u8]>>(roots: impl IntoIterator<Item = B>) -> Result<Self, CredentialError> {
        let roots = roots.into_iter().map(|root| Certificate::parse(root.as_ref()));
        roots.collect::<Result<_, _>>().map(Self)
    }

    /// Checks a chain as it came (`x5c`, `x5chain`): the signer's certificate first, the root left out.
    ///
    /// # Errors
    /// `Untrusted` with what does not hold; `Malformed`, `TooLarge` and `Unsupported` as [`Certificate::parse`].
    pub fn verify<B: AsRef<[u8]>>(&self, sent: &[B], at: i64, purpose: Purpose) -> Result<Chain, CredentialError> {
        if sent.len() > limits::CHAIN {
            return Err(CredentialError::TooLarge("x5c"));
        }
        let path: Vec<Certificate> = sent
            .iter()
            .map(|der| Certificate::parse(der.as_ref()))
            .collect::<Result<_, _>>()?;
        self.walk(&path, at, purpose).map_err(CredentialError::Untrusted)?;
        let signer = path.first().ok_or(CredentialError::Untrusted(ChainFault::Empty))?;
        let key = signer.key()?;
        let authority_keys = path.iter().filter_map(Certificate::authority_key).map(<[u8]>::to_vec);
        Ok(Chain {
            signer: signer.clone(),
            key,
            authority_keys: authority_keys.collect(),
        })
    }

    fn walk(&self, path: &[Certificate], at: i64, purpose: Purpose) -> Result<(), ChainFault> {
        let (first, last) = path.first().zip(path.last()).ok_or(ChainFault::Empty)?;
        if first.is_self_issued() || path.iter().any(|one| self.0.contains(one)) {
            return Err(ChainFault::AnchorIncluded);
        }
        for one in path {
            one.holds_at(at)?;
        }
        for (below, (one, above)) in path.iter().zip(path.iter().skip(1)).enumerate() {
            if !one.is_signed_by(above) {
                return Err(ChainFault::BrokenLink);
            }
            above.may_sign(below)?;
        }
        let root = self
            .0
            .iter()
            .find(|root| last.is_signed_by(root))
            .ok_or(ChainFault::NoAnchor)?;
        root.holds_at(at)?;
        root.may_sign(path.len() - 1)?;
        first.may_sign_for(purpose.usage())
    }
}

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
