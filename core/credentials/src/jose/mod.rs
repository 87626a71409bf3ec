//! JSON Object Signing and Encryption, as far as HAIP 1.0 needs it: ES256 on P-256, and ECDH-ES with AES-GCM. Everything else is refused by
//! its name.
//!
//! - [`jwk`] keys and their thumbprints; [`ecdsa`] the two ways to write a signature.
//! - [`jws`] signed texts, read and made; [`jwe`] encrypted ones; [`dpop`] the proof that a token is used by who was given it.

pub mod dpop;
pub mod ecdsa;
pub mod jwe;
pub mod jwk;
pub mod jws;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::CredentialError;

/// Bytes as JOSE writes them: base64url without padding (RFC 7515, section 2).
#[must_use]
pub fn b64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads them. There is one text for the same bytes only: padding, line ends and stray bits are refused, since a text that can be changed
/// without changing what it says would hash differently.
///
/// # Errors
/// `Malformed`
pub fn unb64(text: &str, what: &'static str) -> Result<Vec<u8>, CredentialError> {
    URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|_| CredentialError::Malformed(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_one_text() {
        // RFC 7515, appendix C.
        assert_eq!(b64([3, 236, 255, 224, 193]), "A-z_4ME");
        assert_eq!(unb64("A-z_4ME", "it").unwrap(), [3, 236, 255, 224, 193]);
        for wrong in ["A-z_4ME=", "A+z/4ME", "A-z_4MF", "A-z_4M\nE", "A", "A-z_4ME "] {
            assert_eq!(unb64(wrong, "it"), Err(CredentialError::Malformed("it")), "{wrong}");
        }
    }
}
