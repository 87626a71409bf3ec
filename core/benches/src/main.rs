//! Each figure beside its floor, in one run: `cargo run --release -p madrid-benches`.
//!
//! - no argument: a table for people, then the same figures as lines of JSON, which `cargo xtask bench` reads;
//! - `--json`: the lines of JSON only;
//! - `delta`, `open`, `citizen`, `money`, `for-you`, `finding`, `bytes` or `first-start`: only these figures, to profile them;
//! - `list-view HOME`: one list view of 50 through the boundary, from the folder of a phone already filled: what a
//!   shell's own figure is held against.
//!
//! Rooms: `harness` measures and prints, `city` makes places and answers for the city, `bare` is SQLite without us,
//! `delta`, `open`, `citizen`, `money`, `for_you`, `finding`, `delivery` and `list_view` are the figures; `bare_citizen` is the floor of the
//! person's and `rivals` what finding could have been instead. The rivals that are crates need the feature `rivals`.
//! `docs/benches.md` says how to read it all.

mod bare;
mod bare_citizen;
mod citizen;
mod city;
mod delivery;
mod delta;
mod finding;
mod for_you;
mod harness;
mod list_view;
mod money;
mod open;
mod rivals;

use std::io::{self, Write};
use std::process::ExitCode;

use harness::{Figure, Outcome, Report};

const USAGE: &str = "usage: madrid-benches [--json] \
    | madrid-benches delta|open|citizen|money|for-you|finding|bytes|first-start | madrid-benches list-view HOME";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        [] => all().and_then(|report| print(&report, true)),
        ["--json"] => all().and_then(|report| print(&report, false)),
        ["list-view", home] => list_view::figure(home).and_then(|figure| print(&Report::of(vec![figure]), false)),
        [part] => one(part).and_then(|report| print(&report, true)),
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Without stderr there is nobody left to tell.
            let _ = writeln!(io::stderr().lock(), "{failure}");
            ExitCode::FAILURE
        }
    }
}

fn all() -> Outcome<Report> {
    let parts = [
        "delta",
        "open",
        "citizen",
        "money",
        "finding",
        "for-you",
        "bytes",
        "first-start",
    ];
    parts
        .into_iter()
        .try_fold(Report::default(), |report, part| Ok(report.and(one(part)?)))
}

fn one(part: &str) -> Outcome<Report> {
    match part {
        "delta" => deltas().map(Report::of),
        "open" => open::figure().map(|figure| Report::of(vec![figure])),
        "citizen" => persons().map(Report::of),
        "money" => money().map(Report::of),
        "for-you" => for_you::figure().map(|figure| Report::of(vec![figure])),
        "finding" => findings(),
        "bytes" => delivery::bytes::report(),
        "first-start" => delivery::first_start::report(),
        _ => Err(USAGE.into()),
    }
}

fn money() -> Outcome<Vec<Figure>> {
    Ok(vec![
        money::pay_figure()?,
        money::receipts_figure()?,
        money::home_figure()?,
    ])
}

fn deltas() -> Outcome<Vec<Figure>> {
    [(10_000, 15), (100_000, 9)]
        .into_iter()
        .map(|(places, rounds)| delta::figure(places, rounds))
        .collect()
}

fn persons() -> Outcome<Vec<Figure>> {
    Ok(vec![citizen::home_figure()?, citizen::outbox_figure()?])
}

fn findings() -> Outcome<Report> {
    Ok(Report {
        figures: vec![
            finding::near::figure(10_000, 25)?,
            finding::near::figure(100_000, 15)?,
            finding::search::figure(10_000, 25)?,
            finding::search::figure(100_000, 9)?,
            finding::search::building(10_000, 9)?,
        ],
        notes: rivals::costs()?,
    })
}

fn print(report: &Report, with_table: bool) -> Outcome<()> {
    let mut out = io::stdout().lock();
    if with_table {
        writeln!(out, "{}", report.text())?;
    }
    for line in report.lines() {
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}
