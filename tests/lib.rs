//! What the judges share: the people of a mock city, and what they do in a browser.

pub mod free_times;
pub mod persona;
pub mod signed_in;
