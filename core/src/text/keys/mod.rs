//! The list of every sentence, a file for each feature. Adding one here without words in both languages fails a test, and so
//! does the reverse.

macro_rules! keys {
    ($($name:ident = $id:literal,)*) => {
        $(#[doc = concat!("`", $id, "`")] pub const $name: crate::text::Key = crate::text::Key($id);)*
        /// Every key of this list, for the tests of the catalogues.
        #[cfg(test)]
        pub(super) const ALL: &[crate::text::Key] = &[$($name),*];
    };
}

mod agenda;
mod areas;
mod bookings;
mod common;
mod errors;
mod fines;
mod home;
mod money;
mod payments;
mod places;
mod profile;
mod recommend;
mod refunds;
mod session;
mod tax;
mod wallet;
mod wallet_errors;

pub use agenda::*;
pub use areas::*;
pub use bookings::*;
pub use common::*;
pub use errors::*;
pub use fines::*;
pub use home::*;
pub use money::*;
pub use payments::*;
pub use places::*;
pub use profile::*;
pub use recommend::*;
pub use refunds::*;
pub use session::*;
pub use tax::*;
pub use wallet::*;
pub use wallet_errors::*;

/// Every key, for the tests of the catalogues.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = super::Key> {
    [
        agenda::ALL,
        areas::ALL,
        bookings::ALL,
        payments::ALL,
        common::ALL,
        errors::ALL,
        fines::ALL,
        home::ALL,
        money::ALL,
        places::ALL,
        profile::ALL,
        recommend::ALL,
        refunds::ALL,
        session::ALL,
        tax::ALL,
        wallet::ALL,
        wallet_errors::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}
