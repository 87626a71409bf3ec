//! The Rust part: format, lints, tests, documentation, and the exported surface.

use crate::part::{Context, Failure, Fix, Need, Tally};
use crate::step::Step;
use crate::terminal::say;
use crate::{bindings, libtest, needs};

/// What building Rust with SQLite and ring inside expects on the machine.
pub fn needs() -> Vec<Need> {
    const RUSTUP: &str = "Get Rust with rustup, as rust-lang.org says";
    let rust = |name, program, least| {
        needs::program(
            name,
            "builds everything",
            (program, &["--version"]),
            least,
            Fix::ByHand(RUSTUP),
        )
    };
    let compiler = needs::program(
        "C compiler",
        "builds SQLite and the cryptography",
        ("cc", &["--version"]),
        (0, 0),
        Fix::Packages(vec!["gcc", "libc6-dev"]),
    );
    let openssl = needs::program(
        "OpenSSL to build with",
        "judges what the wallet signs and encrypts; nothing that ships has it",
        ("pkg-config", &["--modversion", "openssl"]),
        (1, 1),
        Fix::Packages(vec!["libssl-dev", "pkg-config"]),
    );
    let judges = needs::program(
        "Rust 1.95",
        "builds a judge of the wallet; nothing that ships needs it",
        ("rustc", &["--version"]),
        (1, 95),
        Fix::ByHand(RUSTUP),
    );
    vec![
        rust("Rust 1.89", "rustc", (1, 89)),
        judges,
        rust("rustfmt", "rustfmt", (1, 0)),
        rust("Clippy", "cargo-clippy", (0, 1)),
        compiler,
        openssl,
    ]
}

/// Runs all checks, also after one has failed: the developer wants to see them all.
///
/// # Errors
/// When Cargo cannot be started.
pub fn test(context: &Context) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    tally.check(passes("format", cargo(context, "fmt", &["fmt", "--all", "--check"]))?);
    tally.check(passes("lints", clippy(context))?);
    tally.add(tests(context)?);
    tally.check(passes("documentation", documentation(context))?);
    tally.check(surface(context)?);
    Ok(tally)
}

fn cargo(context: &Context, name: &str, args: &[&str]) -> Step {
    context.step(name, "cargo").args(args)
}

fn clippy(context: &Context) -> Step {
    cargo(
        context,
        "clippy",
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ],
    )
}

fn documentation(context: &Context) -> Step {
    // Private items too: most readers of these pages are people who change the code.
    let args = [
        "doc",
        "--workspace",
        "--no-deps",
        "--all-features",
        "--document-private-items",
    ];
    cargo(context, "doc", &args).env("RUSTDOCFLAGS", "-D warnings")
}

fn passes(what: &str, step: Step) -> Result<bool, Failure> {
    let outcome = step.run_any()?;
    if !outcome.success {
        say(&format!(
            "  FAILED   {what}; the whole log is {}\n{}",
            outcome.log.display(),
            outcome.tail()
        ));
    }
    Ok(outcome.success)
}

/// What is built apart: its judges ask for another `serde_json` than the one that ships, and everything beside them would get it.
const APART: &str = "madrid-wallet-tests";

/// The tests of the whole workspace.
fn tests(context: &Context) -> Result<Tally, Failure> {
    let mut tally = tests_of(context, "cargo-test", &["--workspace", "--exclude", APART])?;
    tally.add(tests_of(context, "cargo-test-apart", &["--package", APART])?);
    Ok(tally)
}

/// The tests of some packages. They find the real data by the same variable as we do.
fn tests_of(context: &Context, name: &str, packages: &[&str]) -> Result<Tally, Failure> {
    let all = [&["test"][..], packages, &["--no-fail-fast", "--", "--show-output"]].concat();
    let mut step = cargo(context, name, &all);
    // What a test says is enough; thirty lines of frames under each failure hide the next one.
    step = step.env("RUST_BACKTRACE", "0");
    if let Some(shared) = &context.shared {
        step = step.env("MADRID_SHARED", shared);
    }
    let outcome = step.run_any()?;
    let mut tally = libtest::read(&outcome.text).unwrap_or_default();
    if !outcome.success {
        // A test program that did not compile, or that crashed, has no failed test in its report.
        tally.failed = tally.failed.max(1);
        say(&format!(
            "  FAILED   tests; the whole log is {}\n{}",
            outcome.log.display(),
            failures(&outcome.text)
        ));
    }
    Ok(tally)
}

/// What a reader of a long log looks for: which tests failed and what they said, or what did not compile.
fn failures(log: &str) -> String {
    const SHOWN: usize = 200;
    let mut inside = false;
    let telling = log.lines().filter(|line| {
        // Tests that passed may have panicked on purpose: only the list of failures counts.
        inside = (inside || *line == "failures:") && !line.starts_with("test result:");
        inside || line.ends_with("... FAILED") || line.starts_with("error")
    });
    telling
        .filter(|line| !line.is_empty())
        .take(SHOWN)
        .map(|line| format!("    | {line}\n"))
        .collect()
}

fn surface(context: &Context) -> Result<bool, Failure> {
    match bindings::surface(context, false) {
        Ok(unchanged) => Ok(unchanged),
        Err(failure) => {
            say(&format!("  FAILED   exported surface: {failure}"));
            Ok(false)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::failures;

    #[test]
    fn only_what_failed_is_shown() {
        let log = "test a ... ok\ntest b ... FAILED\n\nsuccesses:\n\n---- a stdout ----\nthread 'a' panicked at x\n\n\
                   failures:\n\n---- b stdout ----\nthread 'b' panicked at y\n\ntest result: FAILED. 1 passed; 1 failed\n\
                   error: 1 target failed:\n    `-p madrid-core --lib`\n";
        let shown = failures(log);
        assert!(
            shown.contains("test b ... FAILED") && shown.contains("'b' panicked at y"),
            "{shown}"
        );
        assert!(shown.contains("error: 1 target failed"), "{shown}");
        assert!(!shown.contains("'a' panicked") && !shown.contains("test a"), "{shown}");
    }
}
