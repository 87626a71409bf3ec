//! The grid against the obvious: measure every place by haversine and sort.

use super::super::super::model::{KindSet, Need, NeedSet, PlaceKind};
use super::*;

/// `SplitMix64`: the same places every time.
struct Dice(u64);

impl Dice {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> usize {
        usize::try_from(self.next() % end).unwrap()
    }

    fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * f64::from(u32::try_from(self.next() >> 32).unwrap()) / f64::from(u32::MAX)
    }

    fn point(&mut self, (south, north): (f64, f64), (west, east): (f64, f64)) -> GeoPoint {
        GeoPoint::new(self.between(south, north), self.between(west, east)).unwrap()
    }

    fn wanted(&mut self) -> (KindSet, NeedSet) {
        let kinds = (0..self.below(4)).map(|_| PlaceKind::ALL[self.below(7)]).collect();
        let needs = (0..self.below(4)).map(|_| Need::ALL[self.below(10)]).collect();
        (kinds, needs)
    }
}

/// A place as it is told in the test, beside what the grid is told.
struct Told {
    spot: Spot,
    kind: PlaceKind,
    needs: NeedSet,
}

fn told(id: usize, location: GeoPoint, dice: &mut Dice) -> Told {
    let kind = PlaceKind::ALL[dice.below(7)];
    let needs = (0..dice.below(6)).map(|_| Need::ALL[dice.below(10)]).collect();
    let id = PlaceId::from_city(i64::try_from(id).unwrap() + 1);
    let marks = Marks::of(kind, needs);
    Told {
        spot: Spot { id, marks, location },
        kind,
        needs,
    }
}

/// The distances of the nearest, by measuring every place.
fn obvious(all: &[Told], from: GeoPoint, kinds: KindSet, needs: NeedSet, limit: usize) -> Vec<f64> {
    let fits =
        |place: &&Told| (kinds == KindSet::default() || kinds == kinds.with(place.kind)) && place.needs.covers(needs);
    let mut metres: Vec<f64> = all
        .iter()
        .filter(fits)
        .map(|place| from.distance_m(place.spot.location))
        .collect();
    metres.sort_by(f64::total_cmp);
    metres.truncate(limit);
    metres
}

fn agree(all: &[Told], from: GeoPoint, dice: &mut Dice) {
    let spots: Vec<Spot> = all.iter().map(|told| told.spot).collect();
    let (kinds, needs) = dice.wanted();
    let limit = [1, 3, 20, 500][dice.below(4)];
    let found = Spots::new(&spots).nearest(from, Wanted::new(kinds, needs), limit);
    let place = |id| all.iter().find(|told| told.spot.id == id).unwrap();
    let metres: Vec<f64> = found
        .iter()
        .map(|ranked| from.distance_m(place(ranked.id).spot.location))
        .collect();
    let expected = obvious(all, from, kinds, needs, limit);
    assert_eq!(metres.len(), expected.len());
    for (ours, theirs) in metres.iter().zip(&expected) {
        // On the far side of the Earth haversine itself is only good to some decimetres.
        let tolerance = if *theirs > 1e7 { 1.0 } else { 1e-3 };
        assert!(
            (ours - theirs).abs() < tolerance,
            "{ours} m instead of {theirs} m from {from:?}"
        );
    }
    let mut ids: Vec<_> = found.iter().map(|ranked| ranked.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), found.len(), "a place twice");
    assert!(found.iter().all(|ranked| place(ranked.id).needs.covers(needs)));
}

#[test]
fn in_the_city_it_agrees_with_measuring_every_place() {
    let mut dice = Dice(1);
    for round in 0..400 {
        let count = [0, 1, 2, 7, 40, 300, 6_000][round % 7];
        let (lat, lon) = ((40.31, 40.56), (-3.84, -3.54));
        let all: Vec<Told> = (0..count)
            .map(|id| {
                let at = dice.point(lat, lon);
                told(id, at, &mut dice)
            })
            .collect();
        // Inside the city, and somewhere around it.
        let around = dice.point((39.5, 41.5), (-5.0, -2.5));
        let inside = dice.point(lat, lon);
        agree(&all, inside, &mut dice);
        agree(&all, around, &mut dice);
    }
}

#[test]
fn anywhere_on_earth_it_agrees_too_across_the_poles_and_the_date_line() {
    let mut dice = Dice(2);
    for round in 0..300 {
        let (lat, lon) = [
            ((-90.0, 90.0), (-180.0, 180.0)),
            ((88.0, 90.0), (-180.0, 180.0)),
            ((-20.0, 20.0), (170.0, 180.0)),
            ((40.0, 41.0), (-180.0, -170.0)),
        ][round % 4];
        let all: Vec<Told> = (0..1_600)
            .map(|id| {
                let at = dice.point(lat, lon);
                told(id, at, &mut dice)
            })
            .collect();
        let from = dice.point((-90.0, 90.0), (-180.0, 180.0));
        agree(&all, from, &mut dice);
    }
}

#[test]
fn many_places_at_one_point_come_by_age() {
    let at = GeoPoint::new(40.4, -3.7).unwrap();
    let marks = Marks::kind(PlaceKind::Park);
    let spot = |id| Spot {
        id: PlaceId::from_city(id),
        marks,
        location: at,
    };
    let spots: Vec<Spot> = [9, 3, 7, 1, 5].map(spot).into();
    let found = Spots::new(&spots).nearest(at, Wanted::default(), 3);
    let ids: Vec<i64> = found.iter().map(|ranked| ranked.id.get()).collect();
    assert_eq!(ids, [1, 3, 5]);
    assert_eq!(Spots::new(&spots).nearest(at, Wanted::default(), 0), []);
    assert_eq!(Spots::new(&[]).nearest(at, Wanted::default(), 3), []);
}
