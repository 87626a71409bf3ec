//! A first synchronisation, from the city's bytes to the last commit, beside the same rows by bare rusqlite.
//!
//! Ours reads JSON, checks, counts and adds up; the floor is given its rows decoded, so the ratio is all that the phone
//! does around SQLite.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use madrid_core::net::CityClient;
use madrid_core::places::PlacesCollection;
use madrid_core::ports::{SystemClock, SystemEntropy, Transport};
use madrid_core::store::Database;
use madrid_core::sync::{Changes, Coordinator, Trigger};
use rusqlite::Connection;
use tokio::runtime::Runtime;

use crate::bare::{self, Row};
use crate::city::{MemoryCity, places};
use crate::harness::{Figure, Outcome, beside};

/// The delta of `count` places into an empty phone.
pub fn figure(count: i64, rounds: usize) -> Outcome<Figure> {
    let runtime = Runtime::new()?;
    let city: Arc<dyn Transport> = Arc::new(MemoryCity::with(&places(count))?);
    let rows: Vec<Row> = places(count).into_iter().map(Row::new).collect();
    same_work(&runtime, &city, &rows)?;
    beside(
        format!("delta of {count} places"),
        rounds,
        || {
            let home = tempfile::tempdir()?;
            let phone = phone(home.path(), &city)?;
            timed(|| Ok(runtime.block_on(phone.run(Trigger::Person))?))
        },
        ("the same rows, decoded, by bare rusqlite in one transaction", || {
            let home = tempfile::tempdir()?;
            let mut connection = bare::open(&home.path().join("madrid.db"))?;
            timed(|| bare::write(&mut connection, &rows))
        }),
    )
}

/// Fills the phone at `home` with `count` places.
pub fn fill(home: &Path, count: i64) -> Outcome<()> {
    let city: Arc<dyn Transport> = Arc::new(MemoryCity::with(&places(count))?);
    Ok(Runtime::new()?.block_on(phone(home, &city)?.run(Trigger::Person))?)
}

/// A phone that follows the places and nothing else.
fn phone(home: &Path, city: &Arc<dyn Transport>) -> Outcome<Arc<Coordinator>> {
    let (database, _) = Database::open(&home.join("madrid.db"))?;
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy::new()));
    let client = CityClient::new(Arc::clone(city), clock.clone(), entropy.clone());
    let coordinator = Coordinator::new(Arc::new(database), client, Changes::default(), clock, entropy);
    Ok(Arc::new(coordinator.follow::<PlacesCollection>()))
}

fn timed(work: impl FnOnce() -> Outcome<()>) -> Outcome<Duration> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

/// Both must leave the same rows behind, or the ratio would mean nothing.
fn same_work(runtime: &Runtime, city: &Arc<dyn Transport>, rows: &[Row]) -> Outcome<()> {
    let (ours, floor) = (tempfile::tempdir()?, tempfile::tempdir()?);
    runtime.block_on(phone(ours.path(), city)?.run(Trigger::Person))?;
    bare::write(&mut bare::open(&floor.path().join("madrid.db"))?, rows)?;
    let (ours, floor) = (left_behind(ours.path())?, left_behind(floor.path())?);
    if ours == floor {
        Ok(())
    } else {
        Err(format!("not the same work: ours {ours:?}, floor {floor:?}").into())
    }
}

fn left_behind(home: &Path) -> Outcome<Vec<i64>> {
    let connection = Connection::open(home.join("madrid.db"))?;
    let counts = [
        "SELECT count(*) FROM place",
        "SELECT sum(id * 7 + version + needs + length(name) + length(features)) FROM place",
        "SELECT sum(coalesce(length(summary), 0) + coalesce(length(hours), 0) + coalesce(length(url), 0)
             + coalesce(length(transport), 0) + coalesce(length(equipment), 0) + coalesce(length(street), 0)) FROM place",
    ];
    counts
        .iter()
        .map(|sql| Ok(connection.query_row(sql, [], |row| row.get(0))?))
        .collect()
}
