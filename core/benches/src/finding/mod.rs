//! Finding places, beside what it could have been instead. Each rival answers the same before it is timed.

pub mod near;
pub mod search;
