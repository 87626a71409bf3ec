//! How references are read and written: the positions of each kind and the check digits that are public. Pure.

mod check;
mod cursor;
mod read;
#[cfg(test)]
#[path = "read_tests.rs"]
mod read_tests;
mod typed;
mod write;
