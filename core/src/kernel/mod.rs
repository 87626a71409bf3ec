//! The words every other module speaks: small value types whose constructors check, and pure rules over them.
//!
//! Nothing here does I/O, reads a clock or knows a feature. A value that exists is valid, so nobody checks twice.

mod access;
mod calendar;
mod cents;
mod checksum;
mod contact;
mod deadlines;
mod debt;
pub mod finding;
mod fold;
mod freshness;
mod geo_point;
mod iban;
mod identity_document;
mod language;

pub use access::Access;
pub use calendar::{madrid_day, madrid_moment, madrid_time};
pub use cents::Cents;
pub use checksum::CollectionChecksum;
pub use contact::{EmailAddress, InvalidEmail, InvalidPhone, PhoneNumber};
pub use deadlines::{Holidays, REDUCED_FINE_DAYS, SILENCE_DAYS, Surcharge, UNOPENED_DAYS, Window};
pub use debt::{DebtKind, DebtRef};
pub use fold::{fold, words};
pub use freshness::{Freshness, FreshnessState};
pub use geo_point::{GeoPoint, InvalidLocation};
pub use iban::{Iban, NotAnIban};
pub use identity_document::{IdentityDocument, InvalidDocument};
pub use language::Language;
