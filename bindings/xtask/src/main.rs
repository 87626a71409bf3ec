//! The project's commands: `cargo xtask run|test|screens|bench|bindings|design|doctor`.

mod bench;
mod bindings;
mod children;
mod city;
mod context;
mod design;
mod doctor;
mod fuzz;
mod kotlin;
mod libtest;
mod needs;
mod overheard;
mod part;
mod peers;
mod run;
mod rust;
mod step;
mod swift;
mod terminal;
mod test;
mod wallet_peers;
mod web;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::context::Build;
use crate::part::{Context, Failure};
use crate::terminal::say;

/// Madrid en tu móvil: build it, see it, test it.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Job,
}

#[derive(Subcommand)]
enum Job {
    /// Builds everything, starts the mock city and opens the Android shell in a window against it.
    Run {
        /// Draw the screens as PNG files instead of opening a window.
        #[arg(long)]
        headless: bool,
        /// Where the PNG files go.
        #[arg(long, default_value = "out")]
        out: PathBuf,
    },
    /// Runs every test, the shells' included, and prints one line per part.
    Test {
        /// Only this part.
        #[arg(long)]
        only: Option<test::Part>,
    },
    /// Draws the pictures that the screens are compared with anew, after a change that was meant: look at each of them.
    Screens,
    /// Measures each figure beside its floor, and the size of the library a phone gets.
    Bench,
    /// Generates the Kotlin and Swift sources and checks that the exported surface is the recorded one.
    Bindings {
        /// Record the present surface in bindings/api.snapshot.
        #[arg(long)]
        update: bool,
    },
    /// Generates the Kotlin and Swift sources of the design language alone: a moment after a token has changed.
    Design,
    /// Says what this machine lacks.
    Doctor {
        /// Install it.
        #[arg(long)]
        fix: bool,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = children::end_all_on_signal()
        .map_err(|error| Failure::new(format!("cannot listen for ctrl-c: {error}")))
        .and_then(|()| work(arguments.command));
    children::end_all();
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            say(&format!("error: {failure}"));
            ExitCode::FAILURE
        }
    }
}

/// Does the job. `false` means that it was done and its answer is bad: a test failed, something is missing.
fn work(job: Job) -> Result<bool, Failure> {
    let build = if matches!(job, Job::Bench) {
        Build::Release
    } else {
        Build::Development
    };
    let context = Context::find(build)?;
    match job {
        Job::Run { headless, out } => run::run(&context, headless, &out).map(|()| true),
        Job::Test { only } => test::test(&context, only),
        Job::Screens => test::keep_screens(&context).map(|()| true),
        Job::Bench => bench::bench(&context).map(|()| true),
        Job::Bindings { update } => bindings::bindings(&context, update),
        Job::Design => design::design(&context).map(|()| true),
        Job::Doctor { fix } => doctor::doctor(&context, fix),
    }
}
