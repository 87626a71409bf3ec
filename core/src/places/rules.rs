//! Which places are nearest. Pure: the same candidates and the same point give the same list.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::model::{NeedSet, PlaceId};
use crate::kernel::GeoPoint;

/// What ranking needs to know of a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Which place.
    pub id: PlaceId,
    /// What a person finds there.
    pub needs: NeedSet,
    /// Where it is.
    pub location: GeoPoint,
}

/// A place and how far it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Which place.
    pub id: PlaceId,
    /// Straight-line distance in metres.
    pub distance_m: f64,
}

impl Eq for Ranked {}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        // Of two places at the same distance the older one comes first, so that a list never flickers.
        self.distance_m
            .total_cmp(&other.distance_m)
            .then(self.id.cmp(&other.id))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Keeps the nearest `limit` of the candidates it is shown.
///
/// It looks at every one: at Madrid's ten thousand places that costs less than any index (research, performance 2.2).
#[derive(Debug)]
pub struct Nearest {
    from: GeoPoint,
    wanted: NeedSet,
    limit: usize,
    kept: BinaryHeap<Ranked>,
}

impl Nearest {
    /// An empty selection around `from` of places that offer all of `wanted`.
    #[must_use]
    pub fn new(from: GeoPoint, wanted: NeedSet, limit: usize) -> Self {
        Self {
            from,
            wanted,
            limit,
            kept: BinaryHeap::with_capacity(limit.min(1_000) + 1),
        }
    }

    /// Whether a place at this latitude could still be one of the nearest. Asked first, it saves reading and measuring
    /// nine places of ten.
    #[must_use]
    pub fn reaches(&self, lat: f64) -> bool {
        let farthest = self.kept.peek().filter(|_| self.kept.len() == self.limit);
        farthest.is_none_or(|farthest| self.from.distance_at_least_m(lat) <= farthest.distance_m)
    }

    /// Considers one more place.
    pub fn consider(&mut self, candidate: Candidate) {
        if !candidate.needs.covers(self.wanted) {
            return;
        }
        let ranked = Ranked {
            id: candidate.id,
            distance_m: self.from.distance_m(candidate.location),
        };
        if self.kept.len() < self.limit {
            self.kept.push(ranked);
        } else if self.kept.peek().is_some_and(|farthest| ranked < *farthest) {
            self.kept.pop();
            self.kept.push(ranked);
        }
    }

    /// The selection, nearest first.
    #[must_use]
    pub fn into_sorted(self) -> Vec<Ranked> {
        self.kept.into_sorted_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::Need;
    use super::*;

    fn candidate(id: i64, lat: f64, needs: NeedSet) -> Candidate {
        Candidate {
            id: PlaceId::from_city(id),
            needs,
            location: GeoPoint::new(lat, -3.7).unwrap(),
        }
    }

    fn nearest(candidates: &[Candidate], wanted: NeedSet, limit: usize) -> Vec<i64> {
        let mut selection = Nearest::new(GeoPoint::new(40.4, -3.7).unwrap(), wanted, limit);
        for candidate in candidates {
            if selection.reaches(candidate.location.lat()) {
                selection.consider(*candidate);
            }
        }
        selection.into_sorted().iter().map(|ranked| ranked.id.get()).collect()
    }

    #[test]
    fn nearest_first_and_no_more_than_asked() {
        let none = NeedSet::default();
        let all: Vec<_> = [(1, 40.5), (2, 40.41), (3, 40.3), (4, 40.4)]
            .map(|(id, lat)| candidate(id, lat, none))
            .into();
        assert_eq!(nearest(&all, none, 3), [4, 2, 1]);
        assert_eq!(nearest(&all, none, 10).len(), 4);
        assert_eq!(nearest(&all, none, 0), [0_i64; 0]);
    }

    #[test]
    fn needs_are_a_filter() {
        let pool = NeedSet::default().with(Need::IndoorPool);
        let both = pool.with(Need::StepFree);
        let all = [
            candidate(1, 40.4, pool),
            candidate(2, 40.41, both),
            candidate(3, 40.42, NeedSet::default()),
        ];
        assert_eq!(nearest(&all, pool, 9), [1, 2]);
        assert_eq!(nearest(&all, both, 9), [2]);
    }

    #[test]
    fn ties_are_broken_by_age() {
        let none = NeedSet::default();
        let all = [candidate(9, 40.41, none), candidate(3, 40.41, none)];
        assert_eq!(nearest(&all, none, 1), [3]);
    }

    #[test]
    fn agrees_with_sorting_everything() {
        let none = NeedSet::default();
        let all: Vec<_> = (0..500)
            .map(|i| {
                candidate(
                    i + 1,
                    40.0 + f64::from(i32::try_from(i * 7919 % 1000).unwrap()) / 1e3,
                    none,
                )
            })
            .collect();
        let from = GeoPoint::new(40.4, -3.7).unwrap();
        let mut sorted: Vec<_> = all
            .iter()
            .map(|c| Ranked {
                id: c.id,
                distance_m: from.distance_m(c.location),
            })
            .collect();
        sorted.sort();
        let expected: Vec<_> = sorted.iter().take(25).map(|r| r.id.get()).collect();
        assert_eq!(nearest(&all, none, 25), expected);
    }
}
