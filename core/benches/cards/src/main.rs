//! Cards beside the crates of others and beside bare cryptography, in one run: from this folder
//! `cargo run --release`, or as part of `cargo xtask bench`.
//!
//! - no argument: a table for people, then the same figures as lines of JSON;
//! - `--json`: the lines of JSON only;
//! - `sd-jwt`, `verify`, `mdoc`, `status`, `dcql` or `consent`: only these figures, to profile them.
//!
//! Rooms: `keys` signs, `card` issues SD-JWTs, the others are the figures. Before anything is timed, both sides must give the same answer.

mod card;
mod consent;
mod dcql;
#[path = "../../src/harness.rs"]
mod harness;
mod keys;
mod mdoc;
mod sd_jwt;
mod status;
mod verify;

use std::hint::black_box;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use harness::{Figure, Outcome, Report};

const USAGE: &str = "usage: madrid-card-benches [--json] | madrid-card-benches sd-jwt|verify|mdoc|status|dcql|consent";
const PARTS: [&str; 6] = ["sd-jwt", "verify", "mdoc", "status", "dcql", "consent"];
/// One round is so many times the same: a card takes some microseconds.
const TIMES: u32 = 100;
/// Rounds of every figure.
const ROUNDS: usize = 51;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        [] => all().and_then(|report| print(&report, true)),
        ["--json"] => all().and_then(|report| print(&report, false)),
        [part] => one(part).and_then(|figures| print(&Report::of(figures), true)),
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
    PARTS
        .into_iter()
        .try_fold(Report::default(), |report, part| Ok(report.and(Report::of(one(part)?))))
}

fn one(part: &str) -> Outcome<Vec<Figure>> {
    match part {
        "sd-jwt" => sd_jwt::figures(),
        "verify" => verify::figures(),
        "mdoc" => mdoc::figures(),
        "status" => status::figures(),
        "dcql" => dcql::figures(),
        "consent" => consent::figures(),
        _ => Err(USAGE.into()),
    }
}

/// Once, on average of many times. What comes of it is used, so that nobody leaves the work out.
fn time<T>(mut run: impl FnMut() -> Outcome<T>) -> Outcome<Duration> {
    let start = Instant::now();
    for _ in 0..TIMES {
        black_box(run()?);
    }
    Ok(start.elapsed() / TIMES)
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
