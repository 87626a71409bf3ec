//! The places of the phone, packed and sorted into the squares of a grid, so that a question looks at its neighbourhood only.
//!
//! Squares are visited in rings around the point until what lies beyond cannot be nearer than what was found. Each square
//! knows what its places are and offer together: where one need is missing, the whole square is passed over. So a question
//! that few places answer costs as little as one that many do.

use super::super::model::PlaceId;
use super::marks::{Marks, Wanted};
use super::nearest::{Nearest, Ranked, Spot, Unit};
use crate::kernel::GeoPoint;

/// Places in a square, on average. Fewer make more squares to pass over, more make more places to measure: with so many, a
/// question that few places answer takes three fifths of the time that it takes with four, and one that all answer half as long again.
const PER_SQUARE: usize = 32;
/// More squares than this are not worth their memory.
const MAX_SQUARES: usize = 1 << 16;

#[derive(Debug, Clone, Copy)]
struct Packed {
    unit: Unit,
    id: PlaceId,
    marks: Marks,
}

/// A square: where its places end (they begin where the last square's end), and what they are and offer together.
#[derive(Debug, Clone, Copy, Default)]
struct Square {
    end: usize,
    marks: Marks,
}

/// All places, ready to be asked for the nearest.
#[derive(Debug)]
pub struct Spots {
    frame: Frame,
    squares: Vec<Square>,
    places: Vec<Packed>,
}

impl Spots {
    /// Packs the places. The order they come in does not matter.
    #[must_use]
    pub fn new(spots: &[Spot]) -> Self {
        let frame = Frame::around(spots);
        let mut squares = vec![Square::default(); frame.rows * frame.columns];
        let mut packed: Vec<(usize, Packed)> = spots.iter().map(|spot| frame.pack(spot)).collect();
        packed.sort_unstable_by_key(|(square, place)| (*square, place.id));
        for (square, place) in &packed {
            if let Some(square) = squares.get_mut(*square) {
                square.end += 1;
                square.marks = square.marks.and(place.marks);
            }
        }
        let mut end = 0;
        for square in &mut squares {
            end += square.end;
            square.end = end;
        }
        Self {
            frame,
            squares,
            places: packed.into_iter().map(|(_, place)| place).collect(),
        }
    }

    /// The nearest `limit` places to `from` that are what is wanted, nearest first.
    #[must_use]
    pub fn nearest(&self, from: GeoPoint, wanted: Wanted, limit: usize) -> Vec<Ranked> {
        let mut nearest = Nearest::new(limit);
        let (eye, home) = (Unit::of(from), self.frame.square_of(from));
        for ring in 0..self.frame.rows.max(self.frame.columns) {
            self.frame.each_of_ring(home, ring, |squares| {
                for square in squares {
                    self.consider_square(square, eye, wanted, &mut nearest);
                }
            });
            // While there is room for more, how far it is to what lies beyond need not be known.
            if nearest.is_full() && self.frame.beyond(from, home, ring) > nearest.farthest() {
                break;
            }
        }
        nearest.into_sorted()
    }

    /// How many bytes of memory it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        size_of_val(self.squares.as_slice()) + size_of_val(self.places.as_slice())
    }

    fn consider_square(&self, index: usize, eye: Unit, wanted: Wanted, nearest: &mut Nearest) {
        let Some(square) = self.squares.get(index).filter(|square| wanted.fits(square.marks)) else {
            return;
        };
        let begin = index.checked_sub(1).and_then(|before| self.squares.get(before));
        let places = self.places.get(begin.map_or(0, |before| before.end)..square.end);
        for place in places.unwrap_or_default() {
            if wanted.fits(place.marks) {
                nearest.consider(Ranked {
                    id: place.id,
                    apart: eye.apart(place.unit),
                });
            }
        }
    }
}

/// The grid itself: a rectangle of degrees, cut into rows and columns.
#[derive(Debug)]
struct Frame {
    south: f64,
    west: f64,
    /// Degrees of a row and of a column.
    row: f64,
    column: f64,
    rows: usize,
    columns: usize,
}

impl Frame {
    /// Around all places, in squares that are about as wide as high.
    fn around(spots: &[Spot]) -> Self {
        let (mut south, mut north, mut west, mut east) = (90.0_f64, -90.0_f64, 180.0_f64, -180.0_f64);
        for spot in spots {
            (south, north) = (south.min(spot.location.lat()), north.max(spot.location.lat()));
            (west, east) = (west.min(spot.location.lon()), east.max(spot.location.lon()));
        }
        let squares = (spots.len() / PER_SQUARE).clamp(1, MAX_SQUARES);
        let height = (north - south).max(1e-6);
        let width = (east - west).max(1e-6);
        let flat = width * f64::midpoint(south, north).to_radians().cos().max(0.01);
        let rows = whole((as_f64(squares) * height / flat).sqrt()).clamp(1, squares);
        let columns = (squares / rows).max(1);
        Self {
            south,
            west,
            row: height / as_f64(rows),
            column: width / as_f64(columns),
            rows,
            columns,
        }
    }

    fn pack(&self, spot: &Spot) -> (usize, Packed) {
        let (row, column) = self.square_of(spot.location);
        let place = Packed {
            unit: Unit::of(spot.location),
            id: spot.id,
            marks: spot.marks,
        };
        (row * self.columns + column, place)
    }

    /// The row and column of a point; outside the frame, the nearest of its edge.
    fn square_of(&self, point: GeoPoint) -> (usize, usize) {
        let row = whole((point.lat() - self.south) / self.row);
        let column = whole((point.lon() - self.west) / self.column);
        (row.min(self.rows - 1), column.min(self.columns - 1))
    }

    /// Shows the squares that are `ring` steps from `home`, as ranges of indices.
    fn each_of_ring(&self, (row, column): (usize, usize), ring: usize, mut show: impl FnMut(std::ops::Range<usize>)) {
        let (first, last) = (column.saturating_sub(ring), (column + ring).min(self.columns - 1));
        let rows = row.saturating_sub(ring)..=(row + ring).min(self.rows - 1);
        for y in rows {
            let start = y * self.columns;
            if y.abs_diff(row) == ring {
                show(start + first..start + last + 1);
                continue;
            }
            // Between the upper and the lower edge only the two sides are new.
            if column >= ring {
                show(start + column - ring..start + column - ring + 1);
            }
            if column + ring < self.columns {
                show(start + column + ring..start + column + ring + 1);
            }
        }
    }

    /// No place outside the rings up to `ring` around `home` is nearer than this (squared, as [`Unit::apart`]).
    ///
    /// A parallel is as far as its latitude differs. A meridian lies in a plane: nothing behind it is nearer than the plane.
    fn beyond(&self, from: GeoPoint, (row, column): (usize, usize), ring: usize) -> f64 {
        let parallel = |lat: f64| ((lat - from.lat()).to_radians() / 2.0).sin() * 2.0;
        let meridian = |degrees: f64| from.lat().to_radians().cos() * degrees.clamp(0.0, 180.0).to_radians().sin();
        let east = self.west + self.column * as_f64(self.columns);
        // Half way round the Earth or more, the places behind a meridian are nearer by the other side.
        let wraps = from.lon() - self.west > 180.0 || east - from.lon() > 180.0;
        let mut least = f64::INFINITY;
        if row > ring {
            least = least.min(-parallel(self.south + self.row * as_f64(row - ring)));
        }
        if row + ring + 1 < self.rows {
            least = least.min(parallel(self.south + self.row * as_f64(row + ring + 1)));
        }
        if column > ring {
            least = least.min(meridian(from.lon() - self.west - self.column * as_f64(column - ring)));
        }
        if column + ring + 1 < self.columns {
            least = least.min(meridian(
                self.west + self.column * as_f64(column + ring + 1) - from.lon(),
            ));
        }
        if wraps || least <= 0.0 { 0.0 } else { least * least }
    }
}

const fn as_f64(count: usize) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates: below the grid is its first square, far beyond is cut to the last"
)]
const fn whole(number: f64) -> usize {
    number as usize
}

#[cfg(test)]
#[path = "grid_tests.rs"]
mod tests;
