//! Why a credential, a request or a token is refused. No value that a person holds is ever in it: what is wrong is said by the name of a
//! part, never by its content.

/// What is wrong. Nothing was stored, shared or signed; the same bytes give the same answer again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialError {
    /// It cannot be read: this part is not as its standard says.
    #[error("not well formed: {0}")]
    Malformed(&'static str),
    /// It is larger than anybody needs (see [`crate::limits`]).
    #[error("too large: {0}")]
    TooLarge(&'static str),
    /// It is nested deeper than anybody needs (see [`crate::limits`]).
    #[error("nested too deeply")]
    TooDeep,
    /// It asks for something that this wallet does not do, such as another algorithm or a critical extension.
    #[error("not supported: {0}")]
    Unsupported(&'static str),
    /// A signature is not of the key that it should be of.
    #[error("the signature does not match")]
    Signature,
    /// A ciphertext was not made for this key, or was changed on its way.
    #[error("it cannot be decrypted")]
    Decryption,
    /// The certificates lead to nobody who is trusted.
    #[error("not trusted: {0}")]
    Untrusted(ChainFault),
    /// It is not valid yet.
    #[error("not valid yet")]
    NotYet,
    /// It is not valid any more.
    #[error("expired")]
    Expired,
    /// It is another kind of thing than was expected, such as a key binding in the place of a credential.
    #[error("of another type: {0}")]
    WrongType(&'static str),
    /// It says something else than what it was asked with, such as another nonce.
    #[error("does not match: {0}")]
    Mismatch(&'static str),
    /// It has something twice that there must be once.
    #[error("twice: {0}")]
    Duplicate(&'static str),
    /// A disclosure or an element hashes to nothing that the issuer signed.
    #[error("not signed by the issuer: {0}")]
    NotReferenced(&'static str),
    /// What is asked for is not there.
    #[error("missing: {0}")]
    Missing(&'static str),
}

impl CredentialError {
    /// A name for it that stays: `cred.signature`. Programs go by it, people read sentences of the shells.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed(_) => "cred.malformed",
            Self::TooLarge(_) => "cred.too_large",
            Self::TooDeep => "cred.too_deep",
            Self::Unsupported(_) => "cred.unsupported",
            Self::Signature => "cred.signature",
            Self::Decryption => "cred.decryption",
            Self::Untrusted(_) => "cred.untrusted",
            Self::NotYet => "cred.not_yet",
            Self::Expired => "cred.expired",
            Self::WrongType(_) => "cred.wrong_type",
            Self::Mismatch(_) => "cred.mismatch",
            Self::Duplicate(_) => "cred.duplicate",
            Self::NotReferenced(_) => "cred.not_referenced",
            Self::Missing(_) => "cred.missing",
        }
    }
}

/// Why certificates are not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChainFault {
    /// There is none.
    #[error("there is no certificate")]
    Empty,
    /// None of the trusted roots signed the last one.
    #[error("no trusted root")]
    NoAnchor,
    /// The trusted root itself was sent along (HAIP 1.0 forbids it), or the first one is signed by itself.
    #[error("the root is among them")]
    AnchorIncluded,
    /// One did not sign the one before it.
    #[error("a link does not hold")]
    BrokenLink,
    /// One that signs others is no authority, or signs more of them than it may.
    #[error("not an authority")]
    NotAuthority,
    /// One is not valid at this time.
    #[error("out of its time")]
    OutOfTime,
    /// The first one was issued for something else.
    #[error("for another purpose")]
    Purpose,
    /// One has a critical extension that is not understood.
    #[error("an unknown critical extension")]
    Critical,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_a_name_of_its_own() {
        let all = [
            CredentialError::Malformed("x"),
            CredentialError::TooLarge("x"),
            CredentialError::TooDeep,
            CredentialError::Unsupported("x"),
            CredentialError::Signature,
            CredentialError::Decryption,
            CredentialError::Untrusted(ChainFault::Empty),
            CredentialError::NotYet,
            CredentialError::Expired,
            CredentialError::WrongType("x"),
            CredentialError::Mismatch("x"),
            CredentialError::Duplicate("x"),
            CredentialError::NotReferenced("x"),
            CredentialError::Missing("x"),
        ];
        let mut names: Vec<_> = all.iter().map(|error| error.code()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all.len());
    }
}
