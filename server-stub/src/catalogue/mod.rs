//! What the City publishes: read from the open-data portal's files as they are, or a hand-written list of well-known
//! places, an invented agenda and invented outlines.
//!
//! A file goes through these rooms, top to bottom:
//! `files` (bytes) -> `decode` (text) -> `recognise` with `csv`, `json`, `json_ld`, `offices`, `agenda`, `boundaries` (raw
//! rows) -> `assemble` with `clean`, `address`, `area`, `position`, `contact`, `kinds`, `features`, `pools` (one facility),
//! or the like in `agenda` (one event) -> `load`.
//!
//! Tolerant in reading, strict in what is kept: a row is kept, repaired or flagged (each with a name) or rejected (with one
//! reason), and kept plus rejected is what was read. A file that is not whole is refused, and with it the whole call.
//! `report` counts, `quality` tells it to people.
//!
//! What cannot be seen here: a table cut exactly between two rows (see `csv`), and a letter changed into another letter
//! (the exports carry no checksum).

mod address;
mod agenda;
mod area;
mod assemble;
mod boundaries;
mod clean;
mod command;
mod contact;
mod csv;
mod decode;
mod default_agenda;
mod default_areas;
mod default_catalogue;
mod districts;
mod error;
mod event;
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
mod quality;
mod raw;
mod recognise;
mod report;
mod words;

pub use assemble::FIRST_OWN_ID;
pub use boundaries::AreaRow;
pub use command::{CheckArgs, run_check};
pub use default_agenda::default_agenda;
pub use default_areas::default_areas;
pub use default_catalogue::default_catalogue;
pub use error::{BadFile, CatalogueError, FileProblem};
pub use event::{Audience, Event, EventKind, Weekday};
pub use facility::{Facility, FacilityKind, Feature, SOURCE};
pub use load::{Document, Loaded, check, load, load_documents};
pub use quality::{FileQuality, Quality, ReasonQuality};
pub use report::{Example, FileReport, Reject, Repair, Report};
