//! Finding places by words: an index in memory, made from the phone's rows when somebody first searches. Pure.
//!
//! - `stem`: singular and plural are one word.
//! - `vocabulary`: what people say and what it means; its words are data, in `vocabulary.txt`.
//! - `document`: the words of one place, and how much each says about it.
//! - `dictionary`: all words in order: by their beginning, with or without ñ, and with slips of the finger.
//! - `index`: which places hold which word.
//! - `question`: what a person typed.
//! - `tally`: how well each place answers, word by word; `find` asks, forgives more where nothing was found, and ranks.

mod dictionary;
mod document;
mod find;
mod index;
mod question;
mod stem;
mod tally;
mod vocabulary;

pub use document::Text;
pub use index::{Index, IndexBuilder};
pub use question::{Question, question};

#[cfg(test)]
mod tests;
