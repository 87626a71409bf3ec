//! Which places are nearest. Pure: the same places and the same point give the same list.

mod grid;
mod marks;
mod nearest;

pub use grid::Spots;
pub use marks::{Marks, Wanted};
pub use nearest::{Ranked, Spot};
