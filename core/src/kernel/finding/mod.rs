//! Finding things by words: an index in memory, made from the phone's rows when somebody first searches. Pure.
//!
//! It knows no feature. A feature brings its documents, its words (`Vocabulary`) and what they mean (`Meaning`), and says
//! which of what was found is wanted, and in which order where things answer equally well.
//!
//! - `stem`: singular and plural are one word.
//! - `meaning`, `vocabulary`: what people say and what it means; the words are data, in `words.txt` and in the features'.
//! - `document`: the words of one thing, and how much each says about it.
//! - `dictionary`: all words in order: by their beginning, with or without ñ, and with slips of the finger.
//! - `index`: which things hold which word.
//! - `question`: what a person typed.
//! - `tally`: how well each thing answers, word by word; `find` asks, forgives more where nothing was found, and ranks.

mod dictionary;
mod document;
mod find;
mod index;
mod meaning;
mod question;
mod stem;
mod tally;
mod vocabulary;

pub use document::Document;
pub use index::{Index, IndexBuilder};
pub use meaning::Meaning;
pub use question::{Question, question};
pub use vocabulary::Vocabulary;
