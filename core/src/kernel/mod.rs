//! The words every other module speaks: small value types whose constructors check, and pure rules over them.
//!
//! Nothing here does I/O, reads a clock or knows a feature. A value that exists is valid, so nobody checks twice.

mod checksum;
mod fold;
mod freshness;
mod geo_point;
mod language;

pub use checksum::CollectionChecksum;
pub use fold::{fold, words};
pub use freshness::{Freshness, FreshnessState};
pub use geo_point::{GeoPoint, InvalidLocation};
pub use language::Language;
