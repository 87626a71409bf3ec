//! Certificates, and whom they lead to (RFC 5280): of issuers of cards, of status lists, of who asks for a card and of who vouches for a
//! wallet.
//!
//! The rules of the web do not fit: a document signer of ISO 18013-5 has no host name, a verifier's is in its client id. So the path is
//! checked here, strictly and by few rules: signatures, authorities, times, purpose, nothing critical that is not understood, and no root
//! but our own (HAIP 1.0, sections 5.1 and 6.1.1).
//!
//! - [`certificate`] what one says; [`chain`] how they hang together.

pub mod certificate;
pub mod chain;

pub use certificate::Certificate;
pub use chain::{Anchors, Chain, Purpose};

#[cfg(test)]
pub mod test_certificates;
