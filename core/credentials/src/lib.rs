//! Credential formats of the Wallet Ciudadano: what stands between the bytes of an issuer or a verifier and a card that a person can
//! understand, trust and show.
//!
//! Pure code: bytes in, values out. It never touches a network, a file, a database or a clock: time and randomness are parameters, so every
//! published test vector can be replayed exactly (`tests/architecture.rs` holds it to that). Private keys never come here: what is to be
//! signed goes out as bytes, and the signature comes back.
//!
//! - [`jose`] keys, signatures and encryption (RFC 7515 to 7518, RFC 9449); [`x509`] certificates and whom they lead to.
//! - [`sd_jwt`] cards in JSON (RFC 9901); [`mdoc`] cards in CBOR (ISO/IEC 18013-5), on [`cbor`] and [`cose`].
//! - [`dcql`] what a verifier asks for, and what of it a wallet can answer, by the places of [`path`]; [`status`] whether a card was revoked.
//! - [`error`] why something is refused, [`limits`] how much is read at all, [`json`] JSON that says one thing only.

pub mod cbor;
pub mod cose;
pub mod dcql;
pub mod error;
pub mod jose;
pub mod json;
pub mod limits;
pub mod mdoc;
pub mod path;
pub mod sd_jwt;
pub mod status;
pub mod x509;

#[cfg(test)]
mod test_corpus;
#[cfg(test)]
mod test_keys;

pub use error::{ChainFault, CredentialError};

/// What a person holds is never printed: a type shows its name and nothing else.
macro_rules! opaque_debug {
    ($type:ident $(<$life:lifetime>)?) => {
        impl std::fmt::Debug for $type $(<$life>)? {
            fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                to.write_str(concat!(stringify!($type), " { .. }"))
            }
        }
    };
}
pub(crate) use opaque_debug;
