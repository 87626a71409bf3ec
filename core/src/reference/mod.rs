//! The reference of a payment: the digits of a barcode, or what a person copies from a letter, read into what they say.
//!
//! Pure: it knows the kernel and asks nobody. What can be paid, and for how much, the city says; a reference says what to ask for,
//! and a slip of the finger is told before anybody is asked.
//!
//! - `model/`: the kinds of reference, their parts, and what can be wrong with them. They print nothing of a person.
//! - `rules/`: what is read and written, position by position, and the check digits that are public.
//! - `words.rs`: what is wrong, said to a person.
//!
//! Sources: Cuaderno 64 (CECA, June 2016) for the barcodes, with Madrid's own kinds 579 to 585; Cuaderno 60 and Cuaderno 57 for the
//! check digits. The check digits of Madrid's own kinds belong to a private agreement: nobody checks them here.

mod model;
mod rules;
#[cfg(test)]
mod slips_tests;
#[cfg(test)]
mod test_examples;
#[cfg(test)]
mod test_references;
mod words;

pub use model::*;
