//! `cargo xtask test`: every part's tests, one line per part, one line for all.

use std::time::Instant;

use clap::ValueEnum;

use crate::part::{Context, Failure, Need, Tally};
use crate::terminal::say;
use crate::{bindings, city, doctor, fuzz, kotlin, overheard, peers, rust, swift, web};

/// A part of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Format, lints, unit and integration tests, documentation, the exported surface.
    Rust,
    /// The Android kit and screens on the JVM, against the real library and a running city.
    Kotlin,
    /// The iOS kit on Linux, against the real library and a running city.
    Swift,
    /// The city's pages in a real browser.
    Web,
    /// The city against its own description, by a program that knows nothing else of it.
    Peers,
    /// The readers of what strangers send, given anything at all.
    Fuzz,
}

impl Part {
    /// All of them, in the order in which they run.
    pub const ALL: [Self; 6] = [
        Self::Rust,
        Self::Kotlin,
        Self::Swift,
        Self::Web,
        Self::Peers,
        Self::Fuzz,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Kotlin => "kotlin",
            Self::Swift => "swift",
            Self::Web => "web",
            Self::Peers => "peers",
            Self::Fuzz => "fuzz",
        }
    }

    /// What it expects on the machine.
    pub fn needs(self, context: &Context) -> Vec<Need> {
        match self {
            Self::Rust => rust::needs(),
            Self::Kotlin => kotlin::needs(context),
            Self::Swift => swift::needs(context),
            Self::Web => web::needs(),
            Self::Peers => peers::needs(),
            Self::Fuzz => fuzz::needs(),
        }
    }

    fn test(self, context: &Context) -> Result<Tally, Failure> {
        match self {
            Self::Rust | Self::Fuzz => {}
            Self::Kotlin | Self::Swift => bindings::for_shells(context)?,
            Self::Web | Self::Peers => city::build(context)?,
        }
        match self {
            Self::Rust => rust::test(context),
            Self::Kotlin => kotlin::test(context),
            Self::Swift => swift::test(context),
            Self::Web => web::test(context),
            Self::Peers => peers::test(context),
            Self::Fuzz => fuzz::test(context),
        }
    }
}

/// Runs the tests of one part, or of all. `false` when one failed.
///
/// # Errors
/// When a needed program is missing.
pub fn test(context: &Context, only: Option<Part>) -> Result<bool, Failure> {
    let parts = only.map_or_else(|| Part::ALL.to_vec(), |part| vec![part]);
    doctor::prepare(context, &with_browser(&parts))?;
    let started = Instant::now();
    let results: Vec<(Part, Tally)> = parts.iter().map(|part| (*part, run(*part, context))).collect();
    say(&format!("\nall parts took {:.0} s", started.elapsed().as_secs_f64()));
    let mut total = Tally::default();
    for (part, tally) in results {
        say(&format!("{}: {tally}", part.name()));
        total.add(tally);
    }
    let overheard = overheard::listen(context)?;
    say(&format!("logs: {overheard}"));
    total.add(overheard);
    say(&total.to_string());
    Ok(total.failed == 0)
}

/// The desks whose codes the Kotlin shell reads stand in a browser.
fn with_browser(parts: &[Part]) -> Vec<Part> {
    let browser = parts.contains(&Part::Kotlin).then_some(Part::Web);
    parts.iter().copied().chain(browser).collect()
}

/// Draws the kept pictures of the screens anew.
///
/// # Errors
/// When a needed program is missing, something does not compile, or a screen is not come to.
pub fn keep_screens(context: &Context) -> Result<(), Failure> {
    doctor::prepare(context, &[Part::Rust, Part::Kotlin])?;
    bindings::for_shells(context)?;
    kotlin::keep_screens(context)
}

/// One part. That it could not even be asked counts as one failure, and the other parts still run.
fn run(part: Part, context: &Context) -> Tally {
    let started = Instant::now();
    say(&format!("{}:", part.name()));
    let mut tally = part.test(context).unwrap_or_else(|failure| {
        say(&format!("  FAILED   {failure}"));
        Tally {
            failed: 1,
            ..Tally::default()
        }
    });
    if tally.passed == 0 && tally.failed == 0 {
        say("  FAILED   it ran no test at all");
        tally.failed = 1;
    }
    for reason in &tally.skipped {
        say(&format!("  skipped  {reason}"));
    }
    say(&format!(
        "  {} in {:.0} s",
        part.name(),
        started.elapsed().as_secs_f64()
    ));
    tally
}
