//! From nothing to the first list on the screen, beside the same SELECTs by bare rusqlite.

use std::time::Instant;

use madrid_core::app::AppBuilder;
use madrid_core::kernel::GeoPoint;
use madrid_core::places::{NearQuery, NeedSet, PlaceSummary};
use tokio::runtime::Runtime;

use crate::bare::{self, Summary};
use crate::delta;
use crate::harness::{Figure, Outcome, beside};

/// Madrid's own size.
const PLACES: i64 = 10_000;
const LIMIT: u32 = 50;
const SOL: (f64, f64) = (40.4169, -3.7035);

/// Opening the app and asking for the first 50 places near Sol, with 10,000 on the phone.
pub fn figure() -> Outcome<Figure> {
    let runtime = Runtime::new()?;
    let home = tempfile::tempdir()?;
    delta::fill(home.path(), PLACES)?;
    let mut ours_first = Vec::new();
    let mut floor_first = Vec::new();
    let figure = beside(
        format!("open + first list of {PLACES}"),
        101,
        || {
            let start = Instant::now();
            let app = AppBuilder::new(home.path(), "http://127.0.0.1:9").open()?;
            let query = NearQuery::new(SOL.0, SOL.1, None, NeedSet::default(), LIMIT)?;
            let found = runtime.block_on(app.places().near(query))?;
            let time = start.elapsed();
            ours_first = found.items;
            Ok(time)
        },
        ("the same SELECTs by bare rusqlite", || {
            let start = Instant::now();
            let mut connection = bare::open(&home.path().join("madrid.db"))?;
            let found = bare::near(&mut connection, GeoPoint::new(SOL.0, SOL.1)?, LIMIT as usize)?;
            let time = start.elapsed();
            floor_first = found;
            Ok(time)
        }),
    )?;
    let same = ours_first.len() == LIMIT as usize && ours_first.len() == floor_first.len();
    if same
        && ours_first
            .iter()
            .zip(&floor_first)
            .all(|(ours, floor)| says_the_same(&ours.place, floor))
    {
        return Ok(figure);
    }
    Err("open: ours and the floor do not give the same list".into())
}

/// Both must bring the same, or the ratio would mean nothing.
fn says_the_same(ours: &PlaceSummary, floor: &Summary) -> bool {
    ours.id.get() == floor.id
        && ours.kind.code() == floor.kind
        && ours.needs.bits() == floor.needs
        && ours.name == floor.name
        && ours.location == floor.location
        && ours.street == floor.street
        && ours.district == floor.district
}
