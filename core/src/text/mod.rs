//! Every sentence a citizen reads, in Spanish and English. Nobody else writes sentences: a feature hands a key and values.
//!
//! The words are Fluent catalogues (`es/`, `en/`). Tests hold them to DESIGN section 10: both languages have every
//! key, no key is unused, Spanish bodies are easy to read (INFLESZ), labels are short.

mod catalogue;
mod days;
mod explain;
mod explain_cards;
mod format;
pub mod keys;
#[cfg(test)]
mod plain_language;
#[cfg(test)]
mod readability;

pub use catalogue::{Arg, Key, plain, with};
pub use days::{day_heading, hour, listing, named_day, sentence, span, weekday};
pub use explain::{Explanation, explain};
pub use format::{amount, appointment, clock_time, date_args, day, distance, distance_spoken, moment, number};
