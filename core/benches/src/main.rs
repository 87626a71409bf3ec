//! Each figure beside its floor, in one run: `cargo run --release -p madrid-benches`.
//!
//! - no argument: a table for people, then the same figures as lines of JSON, which `cargo xtask bench` reads;
//! - `--json`: the lines of JSON only;
//! - `delta`, `open`, `citizen`, `for-you` or `finding`: only these figures, to profile them;
//! - `list-view HOME`: one list view of 50 through the boundary, from the folder of a phone already filled: what a
//!   shell's own figure is held against.
//!
//! Rooms: `harness` measures and prints, `city` makes places and answers for the city, `bare` is SQLite without us,
//! `delta`, `open`, `citizen`, `for_you`, `finding` and `list_view` are the figures; `bare_citizen` is the floor of the person's and
//! `rivals` what finding could have been instead. The rivals that are crates need the feature `rivals`.

mod bare;
mod bare_citizen;
mod citizen;
mod city;
mod delta;
mod finding;
mod for_you;
mod harness;
mod list_view;
mod open;
mod rivals;

use std::io::{self, Write};
use std::process::ExitCode;

use harness::{Figure, Outcome};

const USAGE: &str = "usage: madrid-benches [--json] | madrid-benches delta|open|citizen|for-you|finding | madrid-benches list-view HOME";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        [] => all(true),
        ["--json"] => all(false),
        ["delta"] => deltas().and_then(|figures| print(&figures, true)),
        ["open"] => open::figure().and_then(|figure| print(&[figure], true)),
        ["for-you"] => for_you::figure().and_then(|figure| print(&[figure], true)),
        ["citizen"] => persons().and_then(|figures| print(&figures, true)),
        ["finding"] => findings().and_then(|figures| print(&figures, true)),
        ["list-view", home] => list_view::figure(home).and_then(|figure| print(&[figure], false)),
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

fn all(with_table: bool) -> Outcome<()> {
    let mut figures = deltas()?;
    figures.push(open::figure()?);
    figures.extend(persons()?);
    figures.extend(findings()?);
    figures.push(for_you::figure()?);
    print(&figures, with_table)
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

fn findings() -> Outcome<Vec<Figure>> {
    Ok(vec![
        finding::near::figure(10_000, 25)?,
        finding::near::figure(100_000, 15)?,
        finding::search::figure(10_000, 25)?,
        finding::search::figure(100_000, 9)?,
        finding::search::building(10_000, 9)?,
    ])
}

fn print(figures: &[Figure], with_table: bool) -> Outcome<()> {
    let mut out = io::stdout().lock();
    if with_table {
        writeln!(out, "{}", harness::table(figures))?;
    }
    for figure in figures {
        writeln!(out, "{}", figure.json())?;
    }
    Ok(out.flush()?)
}
