//! The nearest by reading everything, by SQLite's R*Tree and, with the feature, by crates.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use madrid_core::kernel::GeoPoint;
use madrid_core::places::finding::Wanted;
use rusqlite::{Connection, params};

use super::{Flat, Point, apart, flat};
use crate::finding::near::Way;
use crate::harness::Outcome;

/// Every way there is.
pub fn ways(all: &Flat, wanted: Wanted, limit: usize) -> Outcome<Vec<(&'static str, Way<'_>)>> {
    #[cfg_attr(not(feature = "rivals"), expect(unused_mut, reason = "the feature adds to them"))]
    let mut ways = vec![scan(all, wanted, limit), r_star_tree(all, wanted, limit)?];
    #[cfg(feature = "rivals")]
    ways.extend(super::crates::near(all, wanted, limit)?);
    Ok(ways)
}

fn scan(all: &Flat, wanted: Wanted, limit: usize) -> (&'static str, Way<'_>) {
    let find = move |from: GeoPoint| {
        let eye = flat(from);
        let mut kept = Kept::new(limit);
        for point in all.all.iter().filter(|point| wanted.fits(point.marks)) {
            kept.consider(point.id, apart(eye, point.at));
        }
        Ok(kept.into_ids())
    };
    ("a scan of a packed array", Box::new(find))
}

/// A box that grows until what it holds cannot be beaten from outside.
fn r_star_tree(all: &Flat, wanted: Wanted, limit: usize) -> Outcome<(&'static str, Way<'_>)> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch("CREATE VIRTUAL TABLE tree USING rtree (number, west, east, south, north); BEGIN")?;
    for (number, Point { at: [x, y], .. }) in (0_i64..).zip(&all.all) {
        connection
            .prepare_cached("INSERT INTO tree VALUES (?1, ?2, ?2, ?3, ?3)")?
            .execute(params![number, x, y])?;
    }
    connection.execute_batch("COMMIT")?;
    let find = move |from: GeoPoint| {
        let eye = flat(from);
        let [x, y] = eye;
        let sql = "SELECT number FROM tree WHERE west >= ?1 AND east <= ?2 AND south >= ?3 AND north <= ?4";
        let mut query = connection.prepare_cached(sql)?;
        let mut reach = 500.0;
        loop {
            let mut kept = Kept::new(limit);
            let mut rows = query.query([x - reach, x + reach, y - reach, y + reach])?;
            while let Some(row) = rows.next()? {
                let point = all
                    .all
                    .get(usize::try_from(row.get::<_, i64>(0)?)?)
                    .ok_or("no such number")?;
                if wanted.fits(point.marks) {
                    kept.consider(point.id, apart(eye, point.at));
                }
            }
            if kept.farthest() <= reach * reach || reach > 100_000.0 {
                return Ok(kept.into_ids());
            }
            reach *= 2.0;
        }
    };
    Ok(("SQLite R*Tree, a box that grows", Box::new(find)))
}

/// The nearest of those shown.
pub struct Kept {
    limit: usize,
    heap: BinaryHeap<Far>,
}

impl Kept {
    /// None yet.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            heap: BinaryHeap::with_capacity(limit + 1),
        }
    }

    /// One more.
    pub fn consider(&mut self, id: i64, apart: f64) {
        if apart < self.farthest() {
            if self.heap.len() == self.limit {
                self.heap.pop();
            }
            self.heap.push(Far(apart, id));
        }
    }

    /// Beyond this nothing enters.
    pub fn farthest(&self) -> f64 {
        let full = self.heap.len() == self.limit;
        let farthest = self.heap.peek().filter(|_| full);
        farthest.map_or(f64::INFINITY, |far| far.0)
    }

    /// Nearest first.
    pub fn into_ids(self) -> Vec<i64> {
        self.heap.into_sorted_vec().into_iter().map(|far| far.1).collect()
    }
}

#[derive(PartialEq)]
struct Far(f64, i64);

impl Eq for Far {}

impl Ord for Far {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then(self.1.cmp(&other.1))
    }
}

impl PartialOrd for Far {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
