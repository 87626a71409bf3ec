//! A selection of the nearest: measured on straight lines through the Earth, which order places as distances on it do.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::super::model::PlaceId;
use super::marks::Marks;
use crate::kernel::GeoPoint;

/// What is known of a place before it is measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Which place.
    pub id: PlaceId,
    /// What it is and offers.
    pub marks: Marks,
    /// Where it is.
    pub location: GeoPoint,
}

/// A point on the sphere of radius 1. A difference and three products measure it; no sine, no root.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Unit([f64; 3]);

impl Unit {
    pub(super) fn of(point: GeoPoint) -> Self {
        let (lat_sin, lat_cos) = point.lat().to_radians().sin_cos();
        let (lon_sin, lon_cos) = point.lon().to_radians().sin_cos();
        Self([lat_cos * lon_cos, lat_cos * lon_sin, lat_sin])
    }

    /// The square of the straight line between the two.
    pub(super) fn apart(self, other: Self) -> f64 {
        let ([ax, ay, az], [bx, by, bz]) = (self.0, other.0);
        let (x, y, z) = (ax - bx, ay - by, az - bz);
        x * x + y * y + z * z
    }
}

/// A place and how far it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Which place.
    pub id: PlaceId,
    /// The square of the straight line to it, on a sphere of radius 1: for comparing only.
    pub apart: f64,
}

impl Eq for Ranked {}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        // Of two places at the same distance the older one comes first, so that a list never flickers.
        self.apart.total_cmp(&other.apart).then(self.id.cmp(&other.id))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Keeps the nearest `limit` of those it is shown.
#[derive(Debug)]
pub(super) struct Nearest {
    limit: usize,
    kept: BinaryHeap<Ranked>,
}

impl Nearest {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            kept: BinaryHeap::with_capacity(limit.min(1_000) + 1),
        }
    }

    /// Whether there is room only for what is nearer than the farthest.
    pub(super) fn is_full(&self) -> bool {
        self.kept.len() == self.limit
    }

    /// How far the farthest of a full selection is: nothing beyond can enter.
    pub(super) fn farthest(&self) -> f64 {
        let farthest = self.kept.peek().filter(|_| self.is_full());
        farthest.map_or(f64::INFINITY, |farthest| farthest.apart)
    }

    pub(super) fn consider(&mut self, ranked: Ranked) {
        if self.kept.len() < self.limit {
            self.kept.push(ranked);
        } else if let Some(mut farthest) = self.kept.peek_mut()
            && ranked < *farthest
        {
            *farthest = ranked;
        }
    }

    pub(super) fn into_sorted(self) -> Vec<Ranked> {
        self.kept.into_sorted_vec()
    }
}
