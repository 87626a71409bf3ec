//! The readers of what strangers send, given anything at all (`core/credentials/fuzz`, `core/fuzz`): a few seconds each. The stable compiler
//! makes them, with the counters that lead the fuzzer.
//!
//! `MADRID_FUZZ_SECONDS=600 cargo xtask test --only fuzz` runs each for ten minutes. What a run has learnt is kept below `target/fuzz/corpus`,
//! what it found below `target/fuzz/found`.

use std::path::{Path, PathBuf};

use crate::needs;
use crate::part::{Context, Failure, Fix, Need, Tally};
use crate::terminal::say;

/// Where fuzzers are, the package whose tests write what they begin with, and their names.
const HOMES: [(&str, &str, &[&str]); 2] = [
    (
        "core/credentials/fuzz",
        "madrid-credentials",
        &["sd_jwt", "mdoc", "cose", "jose", "dcql", "status"],
    ),
    ("core/fuzz", "madrid-core", &["offer", "request", "reference"]),
];
/// The tests that write it.
const BEGINNINGS: [&str; 2] = ["test_corpus", "slips_tests::what_is_written_is_read_back"];
/// Seconds of an ordinary run, each.
const SECONDS: &str = "8";
/// What has the compiler count which way the program goes (as cargo-fuzz has it).
const COUNTED: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// What building the fuzzer needs besides Rust.
pub fn needs() -> Vec<Need> {
    vec![needs::program(
        "C++ compiler",
        "builds the fuzzer",
        ("c++", &["--version"]),
        (0, 0),
        Fix::Packages(vec!["g++"]),
    )]
}

/// Runs each of them.
///
/// # Errors
/// When one does not build.
pub fn test(context: &Context) -> Result<Tally, Failure> {
    let work = context.target_dir.join("fuzz");
    let host = host()?;
    let seconds = std::env::var("MADRID_FUZZ_SECONDS").unwrap_or_else(|_| SECONDS.to_owned());
    let mut tally = Tally::default();
    for (home, package, names) in HOMES {
        begin(context, package, &work)?;
        build(context, home, (&work, &host))?;
        for name in names {
            let program = work.join(&host).join("release").join(name);
            tally.check(run(context, (name, &program), &work, &seconds)?);
        }
    }
    Ok(tally)
}

/// Flags for the fuzzer must not reach what runs while it is built, which Cargo sees to where a target is named.
fn host() -> Result<String, Failure> {
    let said = needs::lines("rustc", &["-vV"]).map_err(Failure::new)?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| Failure::new("rustc does not say what it builds for"))
}

fn begin(context: &Context, package: &str, work: &Path) -> Result<(), Failure> {
    let step = context.step(&format!("fuzz-begin-{package}"), "cargo");
    let step = step.args(["test", "--quiet", "--package", package, "--lib", "--"]);
    step.args(BEGINNINGS).env("MADRID_CORPUS", work.join("begin")).run()?;
    Ok(())
}

fn build(context: &Context, home: &str, (work, host): (&Path, &str)) -> Result<(), Failure> {
    let step = context.step(&format!("fuzz-build-{}", home.replace('/', "-")), "cargo");
    let step = step.dir(&context.root.join(home));
    step.args(["build", "--release", "--locked", "--target", host])
        .env("CARGO_TARGET_DIR", work)
        .env("RUSTFLAGS", COUNTED)
        .run()?;
    Ok(())
}

fn run(context: &Context, (name, program): (&str, &Path), work: &Path, seconds: &str) -> Result<bool, Failure> {
    let folder = |kind: &str| -> Result<PathBuf, Failure> {
        let folder = work.join(kind).join(name);
        std::fs::create_dir_all(&folder).map_err(|error| Failure::file("make", &folder, &error))?;
        Ok(folder)
    };
    let (learnt, begin, found) = (folder("corpus")?, folder("begin")?, folder("found")?);
    if std::fs::read_dir(&begin).is_ok_and(|mut all| all.next().is_none()) {
        say(&format!(
            "  FAILED   {name} has nothing to begin with: no test wrote it"
        ));
        return Ok(false);
    }
    let outcome = context
        .step(&format!("fuzz-{name}"), program.display().to_string())
        .arg(learnt)
        .arg(begin)
        .arg(format!("-max_total_time={seconds}"))
        .arg("-max_len=8000")
        .arg(format!("-artifact_prefix={}/", found.display()))
        .run_any()?;
    let runs = runs(&outcome.text);
    let passed = outcome.success && runs > 0;
    if passed {
        say(&format!("    {name}: {runs} runs, nothing found"));
    } else {
        say(&format!(
            "  FAILED   {name}, {}\n{}",
            outcome.log.display(),
            outcome.tail()
        ));
    }
    Ok(passed)
}

/// How often it ran, by its last word.
fn runs(text: &str) -> u64 {
    let said = text.lines().filter_map(|line| line.strip_prefix("Done "));
    let mut count = said.filter_map(|line| line.split(' ').next()?.parse().ok());
    count.next_back().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_says_how_often_it_ran() {
        assert_eq!(runs("#2\tINITED\nDone 3151807 runs in 6 second(s)\n"), 3_151_807);
        assert_eq!(runs("==1== ERROR: libFuzzer: deadly signal"), 0);
    }
}
