//! Token Status Lists (draft-ietf-oauth-status-list): whether a card was revoked, asked of a list that says nothing of who asks.
//!
//! - [`list`] the list itself; [`token`] the signed text that brings it, and how long it may be kept; [`cwt`] the same in CBOR.

pub mod cwt;
pub mod list;
pub mod token;

pub use list::{Status, StatusList};
pub use token::{StatusToken, Trust};

/// Where a card says whether it was revoked: a place in a list (sections 6.2 and 6.3). Neither is anybody's name, but both together lead to the
/// card.
#[derive(Clone, PartialEq, Eq)]
pub struct StatusReference {
    /// Which entry, from 0.
    pub index: u64,
    /// Where the list is, and how it calls itself.
    pub uri: String,
}

crate::opaque_debug!(StatusReference);
