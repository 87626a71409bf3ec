//! The wallet against issuers, verifiers and judges that other people wrote (`tests/peers/wallet`), over https with a root of the run's own.
//!
//! - `peer`: a process of theirs, and how it is steered.
//! - `phone`: the core's wallet on a phone of its own, for each check a new one.
//! - `issuers`: cards from theirs, the good and the bad. `verifiers`: cards shown to theirs, and requests that are lies.
//! - `cards`: cards of theirs, read by us.
//!
//! `wallet-peers FOLDER` runs all of it; FOLDER has their programs with what they need (`npm ci`, `venv`). One line per check, the counts at the
//! end, exit code 1 on any failure.

#![expect(
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that prints its checks; what is not there in JSON is null, and no check takes null for an answer"
)]

mod cards;
mod issuers;
mod peer;
mod phone;
mod verifiers;

use std::path::Path;
use std::process::ExitCode;

use peer::House;

/// What came of all checks.
#[derive(Default)]
pub struct Tally {
    passed: u32,
    failed: u32,
    accepted: u32,
    refused: u32,
}

impl Tally {
    /// A check that must end with something taken.
    pub fn accepted(&mut self, name: &str, outcome: Result<(), String>) {
        self.accepted += u32::from(outcome.is_ok());
        self.note(name, outcome);
    }

    /// A check that must end with nothing taken.
    pub fn refused(&mut self, name: &str, outcome: Result<(), String>) {
        self.refused += u32::from(outcome.is_ok());
        self.note(name, outcome);
    }

    fn note(&mut self, name: &str, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => {
                self.passed += 1;
                println!("ok {name}");
            }
            Err(why) => {
                self.failed += 1;
                println!("FAILED {name}: {why}");
            }
        }
    }
}

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("wallet-peers FOLDER");
        return ExitCode::from(2);
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let house = runtime
        .map_err(|error| error.to_string())
        .and_then(|runtime| House::open(Path::new(&folder)).map(|house| (runtime, house)));
    let (runtime, house) = match house {
        Ok(ready) => ready,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    };
    let (house, mut tally) = (std::sync::Arc::new(house), Tally::default());
    runtime.block_on(async {
        issuers::run(&house, &mut tally).await;
        verifiers::run(&house, &mut tally).await;
    });
    cards::run(&house, &mut tally);
    println!(
        "wallet and peers: {} passed, {} failed; {} accepted as they should be, {} refused",
        tally.passed, tally.failed, tally.accepted, tally.refused
    );
    if tally.failed == 0 && tally.passed > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
