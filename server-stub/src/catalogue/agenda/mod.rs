//! The agenda: what is on, in the three formats in which the City publishes it.
//!
//! `raw` is a row as a file has it, from a table, from `json_ld` or from `xml`; `when` reads days and hours, `kinds` says
//! what sort of thing it is, `assemble` decides. The formats do not hold the same: the table has no letters beyond
//! Latin-1 and no key of the venue, and the JSON keeps the street inside the barrio, so a row without a barrio lacks it.

mod assemble;
pub(super) mod json_ld;
mod kinds;
mod raw;
mod venues;
mod when;
pub(super) mod xml;

pub(super) use assemble::{Assembled, assemble};
pub(super) use raw::RawEvent;
pub(super) use venues::Venues;
