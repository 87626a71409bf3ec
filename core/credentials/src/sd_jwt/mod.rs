//! SD-JWT (RFC 9901) and SD-JWT VC: cards whose claims are shown one by one.
//!
//! An issuer signs a text in which some claims are only hashes, and hands the claims over beside it, each in a disclosure. A wallet shows the
//! text with those disclosures alone that were asked for, and signs that it is the one who shows them.
//!
//! - [`parse`] the compact form taken apart; [`resolve`] the claims put back where they were hidden, by every rule of section 7.1.
//! - [`present`] the disclosures of what was chosen, and not one more; [`kb`] the key binding, made and checked.
//! - [`vc`] what makes an SD-JWT a card: its type, its issuer, its time, its key and where to ask whether it was revoked.

pub mod kb;
pub mod parse;
pub mod present;
pub mod resolve;
pub mod vc;

pub use parse::SdJwt;
pub use present::Presentation;
pub use resolve::{Disclosure, Resolved};

#[cfg(test)]
mod properties;
#[cfg(test)]
pub(crate) mod test_issuer;
