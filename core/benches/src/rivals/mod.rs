//! What finding could have been instead: SQLite's own means and a plain scan; with the feature `rivals`, the well-known
//! crates too, which nothing else of the house needs.

#[cfg(feature = "rivals")]
mod costs;
#[cfg(feature = "rivals")]
mod crates;
pub mod near;
pub mod search;

use madrid_core::kernel::GeoPoint;
use madrid_core::places::finding::{Marks, Spot};

#[cfg(feature = "rivals")]
pub use costs::all as costs;

/// What the rivals cost besides time: without them there is nothing to say.
#[cfg(not(feature = "rivals"))]
pub fn costs() -> crate::harness::Outcome<Vec<String>> {
    Ok(Vec::new())
}

/// Metres of a degree of latitude.
const METRES: f64 = 111_195.08;
/// The middle of the city: at its edges the flat map is wrong by 2 in 1,000.
const MIDDLE: (f64, f64) = (40.435, -3.69);

/// The places on a flat map, in metres: what all rivals measure on.
pub struct Flat {
    /// The places.
    pub all: Vec<Point>,
}

/// A place on the flat map.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    /// Metres east and north of the middle of the city.
    pub at: [f64; 2],
    /// Which place.
    pub id: i64,
    /// What it is and offers.
    pub marks: Marks,
}

impl Flat {
    /// Lays the places on the map.
    pub fn of(spots: &[Spot]) -> Self {
        let point = |spot: &Spot| Point {
            at: flat(spot.location),
            id: spot.id.get(),
            marks: spot.marks,
        };
        Self {
            all: spots.iter().map(point).collect(),
        }
    }
}

/// A point on the flat map.
pub fn flat(point: GeoPoint) -> [f64; 2] {
    let (lat, lon) = MIDDLE;
    let east = (point.lon() - lon) * METRES * lat.to_radians().cos();
    [east, (point.lat() - lat) * METRES]
}

/// The square of the distance on the flat map.
pub fn apart([ax, ay]: [f64; 2], [bx, by]: [f64; 2]) -> f64 {
    (ax - bx) * (ax - bx) + (ay - by) * (ay - by)
}
