//! The engine: what is remembered, what could be, where and when in; a list with reasons out. Pure: the same in, the same out.
//!
//! - `learn`: how memory changes with what the person does, and what it says of a tag.
//! - `season`: a table of what is good when.
//! - `told`: what the person told, as filters and gentle weights.
//! - `engine`: every part of the score.
//! - `choose`: ten different things out of the best, and one to try.
//! - `dice`: chance from a seed.

mod choose;
mod dice;
mod engine;
mod learn;
mod season;
mod told;

pub use choose::{Pick, Ranked};
pub use engine::{Engine, Moment, Weights};
pub use learn::{Leaning, forget, interests, keep, learn, set_wish};
