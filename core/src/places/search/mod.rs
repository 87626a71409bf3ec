//! Finding places by words: what of a place is searched, what the words of `vocabulary.txt` mean for it, and the nearer of two
//! that answer equally well. How things are found is the kernel's (`kernel/finding`). Pure.

mod index;
mod vocabulary;

pub use crate::kernel::finding::Question;
pub use index::{Index, IndexBuilder, Text};
pub use vocabulary::question;

#[cfg(test)]
mod tests;
