//! The nearest 20 of three kinds that offer three things at once.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use madrid_core::kernel::GeoPoint;
use madrid_core::places::finding::{Marks, Spot, Spots, Wanted};
use madrid_core::places::{Need, PlaceId, PlaceKind};

use crate::city::{Place, places};
use crate::harness::{Figure, Outcome, Rival, among};
use crate::rivals::{Flat, near as rivals};

/// Fills the first screens of a list.
const LIMIT: usize = 20;
/// Persons who ask, all over the city. One round is all of them.
const POINTS: u32 = 100;
const KINDS: [PlaceKind; 3] = [PlaceKind::Library, PlaceKind::SportsCentre, PlaceKind::CulturalCentre];
const NEEDS: [Need; 3] = [Need::StepFree, Need::OutdoorPool, Need::Wifi];

/// A way to find the nearest: from a point to the ids, nearest first.
pub type Way<'a> = Box<dyn FnMut(GeoPoint) -> Outcome<Vec<i64>> + 'a>;

/// Over `count` places.
pub fn figure(count: i64, rounds: usize) -> Outcome<Figure> {
    let all = places(count);
    let wanted = Wanted::new(KINDS.into_iter().collect(), NEEDS.into_iter().collect());
    let spots: Vec<Spot> = all.iter().map(spot).collect::<Outcome<_>>()?;
    let packed = Spots::new(&spots);
    let flat = Flat::of(&spots);
    let points: Vec<GeoPoint> = (0..POINTS).map(point).collect::<Outcome<_>>()?;
    let mut ours: Way<'_> = Box::new(|from| {
        let nearest = packed.nearest(from, wanted, LIMIT);
        Ok(nearest.iter().map(|ranked| ranked.id.get()).collect())
    });
    let mut ways = rivals::ways(&flat, wanted, LIMIT)?;
    let judge = Judge::of(&all, wanted);
    for from in &points {
        let right = judge.right(*from)?;
        judge.check("ours", *from, &right, &ours(*from)?)?;
        for (name, way) in &mut ways {
            judge.check(name, *from, &right, &way(*from)?)?;
        }
    }
    let points = points.as_slice();
    let timed = ways.into_iter().map(|(name, mut way)| Rival {
        name,
        run: Box::new(move || once(points, &mut way)),
    });
    among(
        format!("nearest {LIMIT} of {count}: 3 kinds, 3 needs"),
        rounds,
        || once(points, &mut ours),
        timed.collect(),
    )
}

/// One question on average.
fn once(points: &[GeoPoint], way: &mut Way<'_>) -> Outcome<Duration> {
    let start = Instant::now();
    for from in points {
        way(*from)?;
    }
    Ok(start.elapsed() / POINTS)
}

fn spot(place: &Place) -> Outcome<Spot> {
    Ok(Spot {
        id: PlaceId::from_city(place.id),
        marks: marks(place),
        location: GeoPoint::new(place.lat, place.lon)?,
    })
}

fn marks(place: &Place) -> Marks {
    Marks::of(place.kind, place.features.iter().copied().collect())
}

/// On a lattice over the city, so that no two ask from the same street.
fn point(number: u32) -> Outcome<GeoPoint> {
    let (row, column) = (f64::from(number / 10), f64::from(number % 10));
    Ok(GeoPoint::new(40.32 + row * 0.023, -3.83 + column * 0.028)?)
}

/// Says whether an answer is right, by measuring every place.
struct Judge {
    /// The places that are wanted.
    wanted: HashMap<i64, GeoPoint>,
}

impl Judge {
    fn of(all: &[Place], wanted: Wanted) -> Self {
        let fitting = all.iter().filter(|place| wanted.fits(marks(place)));
        let located = fitting.filter_map(|place| Some((place.id, GeoPoint::new(place.lat, place.lon).ok()?)));
        Self {
            wanted: located.collect(),
        }
    }

    /// The metres to the nearest.
    fn right(&self, from: GeoPoint) -> Outcome<Vec<f64>> {
        let mut right: Vec<f64> = self.wanted.values().map(|place| from.distance_m(*place)).collect();
        right.sort_by(f64::total_cmp);
        right.truncate(LIMIT);
        if right.is_empty() {
            return Err("near: nobody has what is asked for".into());
        }
        Ok(right)
    }

    /// Rivals measure on a flat map, so places that differ by less than the map's error may change places.
    fn check(&self, name: &str, from: GeoPoint, right: &[f64], answer: &[i64]) -> Outcome<()> {
        let places = answer.iter().filter_map(|id| self.wanted.get(id));
        let given: Vec<f64> = places.map(|place| from.distance_m(*place)).collect();
        let agree = right
            .iter()
            .zip(&given)
            .all(|(right, given)| (right - given).abs() < 1.0 + right * 0.003);
        if right.len() == given.len() && given.len() == answer.len() && agree {
            Ok(())
        } else {
            Err(format!("near: {name} does not give the nearest").into())
        }
    }
}
