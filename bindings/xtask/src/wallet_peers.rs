//! The wallet among issuers, verifiers and judges of others (`tests/peers/wallet`): first they are seen to work among themselves, then the
//! wallet meets them. They live in a folder of their own below `target/`, with the packages of npm and of Python.

use std::path::Path;

use crate::needs;
use crate::part::{Context, Failure, Fix, Need, Tally};
use crate::terminal::say;

/// Where their programs are, below the workspace root.
const HOME: &str = "tests/peers/wallet";
/// What of it is copied.
const KINDS: [&str; 4] = ["mjs", "py", "json", "txt"];

/// What they need on the machine, besides Python.
pub fn needs() -> Vec<Need> {
    vec![
        needs::program(
            "Node 20",
            "runs issuers and verifiers that the wallet meets",
            ("node", &["--version"]),
            (20, 0),
            Fix::Packages(vec!["nodejs"]),
        ),
        needs::program(
            "npm",
            "brings them",
            ("npm", &["--version"]),
            (8, 0),
            Fix::Packages(vec!["npm"]),
        ),
    ]
}

/// Runs both rounds.
///
/// # Errors
/// When npm or pip brings nothing, or the wallet's side does not build.
pub fn test(context: &Context) -> Result<Tally, Failure> {
    let work = context.target_dir.join("wallet-peers");
    copy(&context.root.join(HOME), &work)?;
    let npm = context.step("wallet-peers-packages", "npm").dir(&work);
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).run()?;
    crate::peers::python(context, &work)?;
    let python = work.join("venv/bin/python3");
    let among = context.step("wallet-peers-selfcheck", "node").dir(&work);
    let among = among.arg("selfcheck.mjs").env("MADRID_PYTHON", &python).run_any()?;
    let mut tally = counted("among themselves", &among.text, among.success);
    let met = context.step("wallet-peers", "cargo").dir(&context.root);
    let met = met.args([
        "run",
        "--quiet",
        "--package",
        "madrid-tests",
        "--bin",
        "wallet-peers",
        "--",
    ]);
    let met = met.arg(&work).run_any()?;
    tally.add(counted("with the wallet", &met.text, met.success));
    Ok(tally)
}

/// Checks by their lines. A program that fails without saying which check did has failed once.
fn counted(who: &str, text: &str, success: bool) -> Tally {
    let mut tally = Tally::default();
    for line in text.lines() {
        match line.split_once(' ') {
            Some(("ok", _)) => tally.check(true),
            Some(("FAILED", _)) => {
                tally.check(false);
                say(&format!("  {line}"));
            }
            _ => {}
        }
    }
    if (!success && tally.failed == 0) || tally.passed == 0 {
        tally.failed += 1;
    }
    say(&format!(
        "  wallet's peers {who}: {} checks passed, {} failed",
        tally.passed, tally.failed
    ));
    tally
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(to).map_err(|error| Failure::file("make", to, &error))?;
    let files = std::fs::read_dir(from).map_err(|error| Failure::file("read", from, &error))?;
    for file in files.flatten().map(|file| file.path()) {
        let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        if let Some(name) = file.file_name().filter(|_| KINDS.contains(&kind)) {
            std::fs::copy(&file, to.join(name)).map_err(|error| Failure::file("copy", &file, &error))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_are_counted_and_a_silent_end_is_a_failure() {
        let tally = counted("x", "ok one\nFAILED two: why\nok three\nthe end\n", false);
        assert_eq!((tally.passed, tally.failed), (2, 1));
        assert_eq!(counted("x", "ok one\n", false).failed, 1);
        assert_eq!(counted("x", "", true).failed, 1);
        assert_eq!(counted("x", "ok one\n", true).failed, 0);
    }
}
