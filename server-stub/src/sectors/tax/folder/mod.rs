//! The tax folder: everything the mainframe has of somebody beyond what is owed, and what they ask of it.
//!
//! - `listing` prints it, each fact a line; `desk` takes what people ask for.
//! - `rules` is what follows from the law and the ordinances, pure.
//! - `store` keeps it, and `records` are the first ones.

mod desk;
mod listing;
mod records;
mod rules;
mod store;

pub use desk::{Desk, Refusal};
pub use listing::print;
pub use records::{detail, settle};
pub use rules::Modalidad;
pub use store::{DAY, campaigns, certificate, certify};
