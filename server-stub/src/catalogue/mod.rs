//! The City's places: read from the open-data portal's files as they are, or a hand-written list of well-known ones.
//!
//! A file goes through these rooms, top to bottom:
//! `files` (bytes) -> `decode` (text) -> `recognise` with `csv`, `json`, `json_ld`, `offices` (raw rows) -> `assemble`
//! with `clean`, `address`, `area`, `position`, `contact`, `kinds`, `features`, `pools` (one facility) -> `load`.
//!
//! Tolerant in reading, strict in what is kept: a row is kept, repaired (each repair has a name) or rejected (with one
//! reason), and kept plus rejected is what was read. A file that is not whole is refused, and with it the whole call.
//!
//! What cannot be seen here: a table cut exactly between two rows (see `csv`), a letter changed into another letter
//! (the exports carry no checksum), and a barrio that is official but wrong since the division of 2017 (Valdebernardo),
//! which needs the polygons of the barrios.

mod address;
mod area;
mod assemble;
mod clean;
mod command;
mod contact;
mod csv;
mod decode;
mod default_catalogue;
mod districts;
mod error;
mod facility;
mod features;
mod files;
mod json;
mod json_ld;
mod kinds;
mod load;
mod offices;
mod pools;
mod position;
mod raw;
mod recognise;
mod report;
mod words;

pub use assemble::FIRST_OWN_ID;
pub use command::{CheckArgs, run_check};
pub use default_catalogue::default_catalogue;
pub use error::{BadFile, CatalogueError, FileProblem};
pub use facility::{Facility, FacilityKind, Feature, SOURCE};
pub use load::{Loaded, check, load};
pub use report::{FileReport, Reject, Repair, Report};
