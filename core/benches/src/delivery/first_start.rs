//! A new phone on a slow network: when there is a list of places to look at, beside when all of them are there.

use std::sync::Arc;
use std::time::{Duration, Instant};

use madrid_core::app::{App, AppBuilder, Trigger};
use madrid_core::kernel::FreshnessState;
use madrid_core::places::{NearQuery, NeedSet};
use madrid_server_stub::{City, CityOptions, RunningCity};
use tokio::runtime::Runtime;

use super::cities;
use super::slow_link::SlowLink;
use crate::harness::{Figure, Outcome, Report, Spread};

const ROUNDS: usize = 3;
/// What fits on the first screens.
const LIST: u32 = 50;

/// Each city over a link of 1.6 Mbit/s and a round trip of 300 ms.
pub fn report() -> Outcome<Report> {
    let runtime = Runtime::new()?;
    let mut report = Report::default();
    for (name, options) in cities() {
        runtime.block_on(measure(name, options, &mut report))?;
    }
    Ok(report)
}

async fn measure(name: &str, options: CityOptions, report: &mut Report) -> Outcome<()> {
    let city = City::start(options).await?;
    let mut starts = Vec::new();
    for _ in 0..ROUNDS {
        starts.push(start(&city).await?);
    }
    let times = |of: fn(&Start) -> &Seen| Spread::of(starts.iter().map(|start| of(start).after).collect());
    report.figures.push(Figure {
        name: format!("first list on a first start over 3G: {name}"),
        ours: times(|start| &start.first)?,
        floor: Some(("all of them", times(|start| &start.whole)?)),
        others: Vec::new(),
    });
    if let Some(Start { first, whole }) = starts.last() {
        report.notes.push(format!(
            "first start over 3G, {name}: the list shows the nearest of {} places after {} bytes, of all {} after {} bytes",
            first.places, first.bytes, whole.places, whole.bytes
        ));
    }
    Ok(())
}

/// What a person sees, when, and how many bytes had reached the phone.
struct Seen {
    after: Duration,
    bytes: u64,
    places: u64,
}

struct Start {
    /// A list that is not empty.
    first: Seen,
    /// Every place.
    whole: Seen,
}

/// A phone with an empty disk starts and is looked at until it has everything.
async fn start(city: &RunningCity) -> Outcome<Start> {
    let (home, link) = (tempfile::tempdir()?, SlowLink::to(city.http_url()).await?);
    let began = Instant::now();
    let app = Arc::new(AppBuilder::new(home.path(), link.url()).open()?);
    let mut changes = app.changes();
    let running = Arc::clone(&app);
    let syncing = tokio::spawn(async move { running.sync(Trigger::Person).await });
    let mut first = None;
    let whole = loop {
        changes.changed().await?;
        let query = NearQuery::central(None, NeedSet::default(), LIST)?;
        let found = app.places().near(query).await?;
        if found.items.is_empty() {
            continue;
        }
        let now = seen(&app, began, &link).await?;
        if found.freshness.state == FreshnessState::Fresh {
            break now;
        }
        first.get_or_insert(now);
    };
    syncing.await??;
    let first = first.ok_or("nothing was shown before everything was there")?;
    Ok(Start { first, whole })
}

async fn seen(app: &App, began: Instant, link: &SlowLink) -> Outcome<Seen> {
    let (after, bytes) = (began.elapsed(), link.bytes());
    let (places, _) = app.places().count().await?;
    Ok(Seen { after, bytes, places })
}
