//! When something can be had. The same seed, resource and day give the same times and the same strangers, on every machine.

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};

use super::{Clase, Recurso, Turno};
use crate::random::{Dice, mix};

/// Keeps the dice of the timetable apart from all other uses of the seed.
const PURPOSE: u64 = 0x7A87;
/// One day in so many there is a championship, and nobody else gets in.
const CHAMPIONSHIPS: usize = 15;
/// One time in so many strangers have taken all of it.
const FULL: usize = 6;
/// Open-air pools are open from this month and day on, and up to that one, as every summer.
const SUMMER: ((u32, u32), (u32, u32)) = ((5, 15), (9, 12));

/// Every time of a day, with what strangers have left of it.
pub(super) fn of(seed: u64, resource: &Recurso, day: NaiveDate) -> Vec<Turno> {
    let mut dice = dice(seed, resource.recurso, day);
    if !is_open(resource.clase, day) || dice.below(CHAMPIONSHIPS) == 0 {
        return Vec::new();
    }
    let (from, to) = hours(resource, day);
    let (Some(from), Some(to)) = (NaiveTime::from_hms_opt(from, 0, 0), NaiveTime::from_hms_opt(to, 0, 0)) else {
        return Vec::new();
    };
    let (open, close) = (day.and_time(from), day.and_time(to));
    let length = TimeDelta::minutes(resource.minutos);
    let starts = std::iter::successors(Some(open), |start| start.checked_add_signed(length));
    starts
        .take_while(|start| *start + length <= close)
        .map(|starts| Turno {
            starts,
            ends: starts + length,
            left: left(&mut dice, resource.aforo),
        })
        .collect()
}

/// Chance for one resource on one day.
fn dice(seed: u64, recurso: i64, day: NaiveDate) -> Dice {
    let day = u64::from(day.num_days_from_ce().unsigned_abs());
    Dice::for_purpose(seed ^ PURPOSE, mix(recurso.unsigned_abs()) ^ day)
}

fn is_open(class: Clase, day: NaiveDate) -> bool {
    let date = (day.month(), day.day());
    class != Clase::Verano || (SUMMER.0 <= date && date <= SUMMER.1)
}

/// What costs nothing is for the quiet hours of the day; courts are free whenever there is light.
fn hours(resource: &Recurso, day: NaiveDate) -> (u32, u32) {
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    match (resource.clase, resource.precio, weekend) {
        (Clase::Pista, ..) => (9, 21),
        (_, 0, true) => (12, 15),
        (_, 0, false) => (10, 14),
        (_, _, true) => (9, 15),
        (_, _, false) => (8, 22),
    }
}

/// All taken, or any number of them left.
fn left(dice: &mut Dice, all: i64) -> i64 {
    let full = dice.below(FULL) == 0;
    let some = 1 + i64::try_from(dice.below(usize::try_from(all).unwrap_or(1))).unwrap_or(0);
    if full { 0 } else { some }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resource(clase: Clase, precio: i64) -> Recurso {
        Recurso {
            recurso: 71,
            centro: 7,
            nombre_centro: "CDM".to_owned(),
            clase,
            nombre: "Algo".to_owned(),
            modalidad: None,
            aforo: 3,
            minutos: 60,
            precio,
        }
    }

    fn days(from: &str) -> impl Iterator<Item = NaiveDate> {
        let first: NaiveDate = from.parse().unwrap();
        first.iter_days().take(60)
    }

    #[test]
    fn a_seed_and_a_day_always_give_the_same_and_others_something_else() {
        let court = resource(Clase::Pista, 0);
        let month = |seed| days("2026-11-24").map(|day| of(seed, &court, day)).collect::<Vec<_>>();
        assert_eq!(month(1), month(1));
        assert_ne!(month(1), month(2));
    }

    #[test]
    fn times_follow_each_other_within_the_hours_and_nobody_is_squeezed_in() {
        let court = resource(Clase::Pista, 0);
        let all: Vec<_> = days("2026-11-24").flat_map(|day| of(1, &court, day)).collect();
        assert!(all.iter().all(|time| (0..=3).contains(&time.left)));
        for left in 0..=3 {
            assert!(all.iter().any(|time| time.left == left), "{left}");
        }
        assert!(all.windows(2).all(|pair| pair[0].ends <= pair[1].starts));
        let closed = days("2026-11-24").filter(|day| of(1, &court, *day).is_empty()).count();
        assert!((1..15).contains(&closed), "{closed}");
    }

    #[test]
    fn an_open_air_pool_is_for_the_summer() {
        let pool = resource(Clase::Verano, 0);
        assert!(days("2026-11-24").all(|day| of(1, &pool, day).is_empty()));
        assert!(days("2027-06-01").any(|day| !of(1, &pool, day).is_empty()));
    }
}
