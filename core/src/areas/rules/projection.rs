//! From the globe to a square whose sides are 1, as a shell draws it: x to the right, y down.
//!
//! One degree of longitude is as long as Madrid's latitude makes it (equirectangular at 40.4°). Over the forty kilometres of the
//! municipality that is wrong by less than a hundredth of its size, and every tap can be reckoned back.

use crate::kernel::GeoPoint;

/// The middle of the municipality, in degrees.
const MIDDLE: (f64, f64) = (40.478, -3.703);
/// How many degrees of latitude the square is high: the municipality and a little around it.
const HEIGHT: f64 = 0.345;
/// The cosine of 40.4°: the length of a degree of longitude beside one of latitude.
const SQUEEZE: f64 = 0.761_538;

/// A point of the square. Outside of 0 to 1 it is outside of the municipality.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// From the left edge.
    pub x: f64,
    /// From the upper edge.
    pub y: f64,
}

/// Where a point is drawn. The same point is always at the same spot, whatever the phone holds.
#[must_use]
pub fn project(point: GeoPoint) -> Spot {
    let (lat, lon) = MIDDLE;
    Spot {
        x: 0.5 + (point.lon() - lon) * SQUEEZE / HEIGHT,
        y: 0.5 - (point.lat() - lat) / HEIGHT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(lat: f64, lon: f64) -> Spot {
        project(GeoPoint::new(lat, lon).unwrap())
    }

    #[test]
    fn the_municipality_is_inside_the_square_and_north_is_up() {
        // Its outermost points.
        let (south, west) = (spot(40.312, -3.889), spot(40.645, -3.516));
        for value in [south.x, south.y, west.x, west.y] {
            assert!((0.0..=1.0).contains(&value), "{value}");
        }
        assert!(south.y > west.y && south.x < west.x);
    }

    #[test]
    fn a_step_to_the_east_is_as_long_as_one_to_the_north() {
        let sol = GeoPoint::new(40.416_9, -3.703_5).unwrap();
        let (north, east) = (
            GeoPoint::new(40.426_9, -3.703_5).unwrap(),
            GeoPoint::new(40.416_9, -3.693_5).unwrap(),
        );
        let per_metre = |there: GeoPoint| {
            let (a, b) = (project(sol), project(there));
            (a.x - b.x).hypot(a.y - b.y) / sol.distance_m(there)
        };
        assert!((per_metre(north) / per_metre(east) - 1.0).abs() < 0.001);
    }
}
