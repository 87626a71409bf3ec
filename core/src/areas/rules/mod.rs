//! What is inside an outline, and where outlines are drawn. Pure.

mod inside;
mod projection;

pub use inside::{Bounds, is_inside, label_point};
pub use projection::{Spot, project};
