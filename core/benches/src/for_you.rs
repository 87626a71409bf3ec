//! What the city has for a person out of 10,000 places, with everything that makes a list of it: filters, variety, something to try, and
//! true reasons. Beside it, plain scoring of the same: every score once, and the ten best.

use std::hint::black_box;
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use madrid_core::kernel::GeoPoint;
use madrid_core::places::PlaceId;
use madrid_core::recommend::{
    Candidate, Engine, Memory, Moment, Score, Signal, SignalKind, Weights, learn, of_place_parts,
};

use crate::city;
use crate::harness::{Figure, Outcome, beside};

const PLACES: i64 = 10_000;
/// One of so many has been opened before.
const OPENED: usize = 67;
const ROUNDS: usize = 201;
const TEN: usize = 10;

/// The list of ten.
pub fn figure() -> Outcome<Figure> {
    let candidates = candidates()?;
    let now = DateTime::from_timestamp(1_795_514_400, 0).ok_or("no such moment")?;
    let memory = memory(&candidates, now);
    let moment = Moment {
        now,
        here: Some(GeoPoint::new(40.4169, -3.7035)?),
        seed: 7,
    };
    let ours = || {
        let start = Instant::now();
        let ranked = Engine::new(&memory, moment, Weights::default()).rank(black_box(&candidates), TEN);
        let time = start.elapsed();
        if ranked.picks.len() == TEN {
            Ok(time)
        } else {
            Err("not ten".into())
        }
    };
    let floor = || {
        let start = Instant::now();
        let best = plain(
            &Engine::new(&memory, moment, Weights::default()),
            black_box(&candidates),
        );
        let time = start.elapsed();
        if best.len() == TEN {
            Ok(time)
        } else {
            Err("not ten".into())
        }
    };
    beside(
        "for you: 10 of 10,000".to_owned(),
        ROUNDS,
        ours,
        ("plain scoring of the same", floor),
    )
}

fn plain(engine: &Engine<'_>, candidates: &[Candidate]) -> Vec<usize> {
    let mut scored: Vec<(f64, usize)> = candidates
        .iter()
        .enumerate()
        .filter_map(|(at, candidate)| Some((engine.score(candidate).as_ref().map(Score::total).ok()?, at)))
        .collect();
    let better = |one: &(f64, usize), other: &(f64, usize)| other.0.total_cmp(&one.0);
    if scored.len() > TEN {
        scored.select_nth_unstable_by(TEN, better);
        scored.truncate(TEN);
    }
    scored.sort_unstable_by(better);
    scored.into_iter().map(|(_, at)| at).collect()
}

fn candidates() -> Outcome<Vec<Candidate>> {
    let places = city::places(PLACES);
    let candidate = |place: &city::Place| {
        let location = GeoPoint::new(place.lat, place.lon)?;
        let needs = place.features.iter().copied().collect();
        Ok(of_place_parts(
            PlaceId::from_city(place.id),
            place.kind,
            needs,
            location,
        ))
    };
    places.iter().map(candidate).collect()
}

fn memory(candidates: &[Candidate], now: DateTime<Utc>) -> Memory {
    let mut memory = Memory::default();
    for (days, candidate) in (1..).zip(candidates.iter().step_by(OPENED)) {
        let signal = Signal {
            kind: SignalKind::Opened,
            key: candidate.key.clone(),
            tags: std::iter::once(candidate.kind)
                .chain(candidate.features.iter())
                .collect(),
            distance_m: Some(900.0),
            at: now - TimeDelta::days(days % 90),
        };
        learn(&mut memory, &signal);
    }
    memory
}
