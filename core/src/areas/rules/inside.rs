//! Inside and outside of outlines. At the size of a city, degrees are as good as a plane.

use super::super::model::Ring;
use crate::kernel::GeoPoint;

/// Rows an outline is cut into to find where its name fits.
const ROWS: u32 = 16;

/// The box around an outline, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The least latitude.
    pub south: f64,
    /// The least longitude.
    pub west: f64,
    /// The greatest latitude.
    pub north: f64,
    /// The greatest longitude.
    pub east: f64,
}

impl Bounds {
    /// The box around rings; upside down where there are none.
    #[must_use]
    pub fn around(rings: &[Ring]) -> Self {
        let empty = Self {
            south: f64::INFINITY,
            west: f64::INFINITY,
            north: f64::NEG_INFINITY,
            east: f64::NEG_INFINITY,
        };
        let points = rings.iter().flat_map(Ring::points);
        points.fold(empty, |bounds, point| Self {
            south: bounds.south.min(point.lat()),
            west: bounds.west.min(point.lon()),
            north: bounds.north.max(point.lat()),
            east: bounds.east.max(point.lon()),
        })
    }
}

/// Whether a point lies inside an odd number of rings. Of two areas with a common side, a point on it is in one of them.
#[must_use]
pub fn is_inside(rings: &[Ring], point: GeoPoint) -> bool {
    let to_the_east = crossings(rings, point.lat()).filter(|lon| *lon > point.lon());
    to_the_east.count() % 2 == 1
}

/// Where rings cross a parallel, as longitudes. A corner belongs to the side above it only, so that it counts once.
fn crossings(rings: &[Ring], lat: f64) -> impl Iterator<Item = f64> {
    let sides = rings.iter().flat_map(Ring::sides);
    sides.filter_map(move |(a, b)| {
        let crosses = (a.lat() > lat) != (b.lat() > lat);
        crosses.then(|| a.lon() + (lat - a.lat()) / (b.lat() - a.lat()) * (b.lon() - a.lon()))
    })
}

/// A point well inside an outline, where its name can stand: the middle of its widest part, away from top and bottom.
/// `None` where there is no inside.
#[must_use]
pub fn label_point(rings: &[Ring]) -> Option<GeoPoint> {
    let bounds = Bounds::around(rings);
    let height = bounds.north - bounds.south;
    let mut best: Option<(f64, GeoPoint)> = None;
    for row in 1..ROWS {
        let part = f64::from(row) / f64::from(ROWS);
        let lat = bounds.south + height * part;
        for (west, east) in inner_parts(rings, lat) {
            // A name near the edge would stand in the next area.
            let room = (east - west) * (part * (1.0 - part));
            let Ok(middle) = GeoPoint::new(lat, f64::midpoint(west, east)) else {
                continue;
            };
            if best.is_none_or(|(most, _)| room > most) {
                best = Some((room, middle));
            }
        }
    }
    best.map(|(_, point)| point)
}

/// The parts of a parallel that lie inside, from west to east.
fn inner_parts(rings: &[Ring], lat: f64) -> Vec<(f64, f64)> {
    let mut lons: Vec<f64> = crossings(rings, lat).collect();
    lons.sort_by(f64::total_cmp);
    let (entries, exits) = (lons.iter().step_by(2), lons.iter().skip(1).step_by(2));
    entries.copied().zip(exits.copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(lat: f64, lon: f64) -> GeoPoint {
        GeoPoint::new(lat, lon).unwrap()
    }

    fn square(south: f64, west: f64, size: f64) -> Ring {
        let (north, east) = (south + size, west + size);
        let corners = [
            (south, west),
            (south, east),
            (north, east),
            (north, west),
            (south, west),
        ];
        Ring::new(corners.map(|(lat, lon)| point(lat, lon)).into()).unwrap()
    }

    #[test]
    fn a_hole_is_outside_and_an_island_inside() {
        let rings = [
            square(40.0, -4.0, 1.0),
            square(40.25, -3.75, 0.5),
            square(41.5, -4.0, 0.5),
        ];
        assert!(is_inside(&rings, point(40.1, -3.9)));
        assert!(!is_inside(&rings, point(40.5, -3.5)), "in the hole");
        assert!(is_inside(&rings, point(41.7, -3.7)), "on the island");
        assert!(!is_inside(&rings, point(39.9, -3.5)) && !is_inside(&rings, point(40.5, -4.1)));
        assert!(!is_inside(&[], point(40.5, -3.5)));
    }

    #[test]
    fn what_lies_on_a_common_side_is_in_one_area() {
        let areas = [
            [square(40.0, -4.0, 0.5)],
            [square(40.5, -4.0, 0.5)],
            [square(40.0, -3.5, 0.5)],
            [square(40.5, -3.5, 0.5)],
        ];
        for (lat, lon) in [(40.5, -3.7), (40.25, -3.5), (40.5, -3.5), (40.3, -3.9)] {
            let holding = areas
                .iter()
                .filter(|area| is_inside(&area[..], point(lat, lon)))
                .count();
            assert_eq!(holding, 1, "{lat} {lon}");
        }
    }

    #[test]
    fn a_name_stands_inside_also_where_the_middle_is_not() {
        // A horseshoe: its centre is outside.
        let corners = [
            (40.0, -4.0),
            (41.0, -4.0),
            (41.0, -3.8),
            (40.2, -3.8),
            (40.2, -3.2),
            (41.0, -3.2),
            (41.0, -3.0),
            (40.0, -3.0),
        ];
        let horseshoe = [Ring::new(corners.map(|(lat, lon)| point(lat, lon)).into()).unwrap()];
        assert!(!is_inside(&horseshoe, point(40.5, -3.5)));
        assert!(is_inside(&horseshoe, label_point(&horseshoe).unwrap()));
        let middle = label_point(&[square(40.0, -4.0, 1.0)]).unwrap();
        assert_eq!((middle.lat(), middle.lon()), (40.5, -3.5));
        assert_eq!(label_point(&[]), None);
    }

    #[test]
    fn a_box_is_around_every_ring() {
        let bounds = Bounds::around(&[square(40.0, -4.0, 0.5), square(41.0, -3.0, 0.5)]);
        let expected = Bounds {
            south: 40.0,
            west: -4.0,
            north: 41.5,
            east: -2.5,
        };
        assert_eq!(bounds, expected);
    }
}
