//! The simulation of money: `cargo run --release -p madrid-tests --bin money-sim -- --seeds 100000`.
//!
//! - `--seeds N` (default 1,000) and `--from N`; `--threads N` (default 2).
//! - `--seed N` plays one again and tells it.
//! - `--break NAME` plants a classic mistake, and the simulation must find it; `--break all` tries every one.

mod options;

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use madrid_tests::money::{Course, Mistake, Outcome, Report, Template, play, run, runtime};
use options::{Options, What};

/// A mistake must be found within so many seeds.
const ENOUGH: u64 = 500;

fn main() -> Outcome<ExitCode> {
    let options = Options::read(std::env::args().skip(1))?;
    let template = Arc::new(Template::new()?);
    let good = match options.what {
        What::Seeds => seeds(&template, options.course)?,
        What::One(seed) => one(&template, seed, options.course.mistake)?,
        What::EveryMistake => every_mistake(&template, options.course)?,
    };
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn seeds(template: &Arc<Template>, course: Course) -> Outcome<bool> {
    let report = run(template, course)?;
    let mut out = std::io::stdout().lock();
    let Report { tally, violations } = &report;
    for (name, number) in [
        ("seeds", tally.of("seeds")),
        ("requests", tally.of("requests")),
        (
            "faults",
            tally.all("fault: ") + tally.all("disks ") + tally.all("notice: ") - tally.of("notice: brought"),
        ),
        ("kills", tally.of("kills")),
        ("payments", tally.of("payments settled")),
        ("refusals", tally.of("payments rejected")),
        ("unknowns resolved", tally.of("unknowns resolved")),
        ("violations", u64::try_from(violations.len())?),
    ] {
        writeln!(out, "{name:24} {number:>12}")?;
    }
    writeln!(out)?;
    for (name, number) in tally.lines() {
        writeln!(out, "  {name:30} {number:>12}")?;
    }
    for (seed, what) in violations.iter().take(20) {
        writeln!(out, "seed {seed}: {what}")?;
    }
    Ok(violations.is_empty())
}

fn one(template: &Arc<Template>, seed: u64, mistake: Option<Mistake>) -> Outcome<bool> {
    let ended = play(&runtime()?, template, seed, mistake, true)?;
    let mut out = std::io::stdout().lock();
    for line in &ended.story {
        writeln!(out, "{line}")?;
    }
    for what in &ended.violations {
        writeln!(out, "seed {seed}: {what}")?;
    }
    Ok(ended.violations.is_empty())
}

fn every_mistake(template: &Arc<Template>, course: Course) -> Outcome<bool> {
    let mut all = true;
    for mistake in Mistake::ALL {
        let report = run(
            template,
            Course {
                mistake: Some(mistake),
                seeds: ENOUGH,
                stops: true,
                ..course
            },
        )?;
        let mut out = std::io::stdout().lock();
        match report.violations.first() {
            Some((seed, what)) => writeln!(out, "{:28} seed {seed:>4}  {what}", mistake.name())?,
            None => writeln!(out, "{:28} NOT FOUND in {ENOUGH} seeds", mistake.name())?,
        }
        all &= !report.violations.is_empty();
    }
    Ok(all)
}
