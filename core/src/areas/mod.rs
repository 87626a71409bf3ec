//! Districts and barrios: where a point is, and the outlines of a map that asks nobody for its pictures. Built as `places` is,
//! with `model/polyline.rs` for how outlines travel, and `rules/` for what is inside of them and where they are drawn.

mod model;
mod rules;
mod service;
mod store;
mod sync;
mod wire;

pub use model::{Area, AreaLevel, BadPolyline, Ring, Whereabouts};
pub use rules::{Spot, label_point, project};
pub use service::{Areas, District, Located, Outlines};
pub use sync::AreasCollection;
pub use wire::{AreaRow, AreaWire};
