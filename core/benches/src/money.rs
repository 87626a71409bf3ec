//! Paying: what the phone itself does between the wish and the bank's page, and what 2,000 receipts weigh.

use std::sync::Arc;
use std::time::Instant;

use madrid_core::kernel::{DebtKind, DebtRef};
use madrid_core::payments::{Method, Stage};
use madrid_core::ports::Transport;
use tokio::runtime::Runtime;

use crate::bare_citizen;
use crate::citizen::{City, builder, fill};
use crate::harness::{Figure, Outcome, beside};

const RECEIPTS: usize = 2_000;

/// From the wish to the bank's page, with a city that answers at once.
pub fn pay_figure() -> Outcome<Figure> {
    let (runtime, home) = (Runtime::new()?, tempfile::tempdir()?);
    fill(&runtime, home.path(), City::default())?;
    let city: Arc<dyn Transport> = Arc::new(City::default());
    let app = builder(home.path()).transport(city).open()?;
    let mut till = bare_citizen::Till::new(home.path())?;
    beside(
        "prepare + submit".to_owned(),
        101,
        || {
            let debt = DebtRef {
                kind: DebtKind::Fine,
                id: "1".to_owned(),
            };
            let start = Instant::now();
            let attempt = runtime.block_on(app.payments().prepare(debt, Method::Card))?;
            let progress = runtime.block_on(app.payments().submit(attempt.id))?;
            let time = start.elapsed();
            if progress.attempt.state.stage() != Stage::AwaitingPayer {
                return Err("the payment does not wait for its payer".into());
            }
            bare_citizen::empty_payments(home.path())?;
            Ok(time)
        },
        ("the same three transactions, bare", || {
            let start = Instant::now();
            till.pay()?;
            let time = start.elapsed();
            till.empty()?;
            Ok(time)
        }),
    )
}

/// Opening the app and reading every receipt.
pub fn receipts_figure() -> Outcome<Figure> {
    let (runtime, home) = (Runtime::new()?, tempfile::tempdir()?);
    fill(&runtime, home.path(), City::with_receipts(RECEIPTS))?;
    beside(
        format!("open + unseal {RECEIPTS} receipts"),
        51,
        || {
            let start = Instant::now();
            let app = builder(home.path()).open()?;
            let kept = runtime.block_on(app.payments().receipts())?;
            let time = start.elapsed();
            if kept.receipts.len() != RECEIPTS {
                return Err(format!("{} receipts", kept.receipts.len()).into());
            }
            Ok(time)
        },
        ("the same SELECT and unseals, bare", || {
            let start = Instant::now();
            let opened = bare_citizen::receipts(home.path())?;
            let time = start.elapsed();
            if opened != RECEIPTS {
                return Err(format!("{opened} receipts, bare").into());
            }
            Ok(time)
        }),
    )
}

/// The first screen of somebody with 2,000 receipts, beside that of somebody with none.
pub fn home_figure() -> Outcome<Figure> {
    let runtime = Runtime::new()?;
    let (with, without) = (tempfile::tempdir()?, tempfile::tempdir()?);
    fill(&runtime, with.path(), City::with_receipts(RECEIPTS))?;
    fill(&runtime, without.path(), City::default())?;
    let show = |home: &tempfile::TempDir| {
        let start = Instant::now();
        let app = builder(home.path()).open()?;
        let screen = runtime.block_on(app.home().show(None))?;
        let time = start.elapsed();
        if screen.blocks.is_empty() {
            return Err("nothing on the first screen".into());
        }
        Ok(time)
    };
    beside(
        format!("open + home beside {RECEIPTS} receipts"),
        51,
        || show(&with),
        ("the same without receipts", || show(&without)),
    )
}
