//! The peers part: software of others judges what ours says on the wire. Today it is schemathesis, which invents requests
//! from the city's OpenAPI document and judges the answers: once as a stranger, and once as a person who signed in with a
//! client of Python's own library. The wallet's peers are in `wallet_peers`.
//!
//! It lives in a Python environment of its own below `target/`; its hooks are in `server-stub/tests/schemathesis/`.

use std::path::{Path, PathBuf};

use crate::needs;
use crate::part::{Context, Failure, Fix, Need, Tally};
use crate::step::{Outcome, Step};
use crate::terminal::say;

/// Where its hooks are, below the workspace root.
const HOME: &str = "server-stub/tests/schemathesis";
/// What it is given of them. It writes beside them, which must not be in the sources.
const FILES: [&str; 3] = ["hooks.py", "schemathesis.toml", "requirements.txt"];
/// A client that shares no line with the phone.
const SIGN_IN: &str = "tests/peers/sign_in.py";
/// Somebody who has something in every section and acts for others.
const ALIAS: &str = "carmen";
/// Chance is the same in every run: a failure can be had again.
const SEED: &str = "1";
/// Requests per question and phase: enough to meet every documented answer, few enough to wait for.
const EXAMPLES: &str = "40";

/// What it needs on the machine.
pub fn needs() -> Vec<Need> {
    // Debian's Python has venv without ensurepip, which looks complete until it is used.
    let environment = needs::first_line("python3", &["-c", "import ensurepip, sys; print(sys.version)"]);
    let found = environment.and_then(|line| match needs::version(&line) {
        Some(version) if version >= (3, 11) => Ok(line),
        _ => Err(format!("it is `{line}`, and must be 3.11 or newer")),
    });
    let mut all = crate::wallet_peers::needs();
    all.push(Need {
        name: "Python 3.11 with venv".to_owned(),
        reason: "runs schemathesis against the city".to_owned(),
        found: found.map_err(|wrong| format!("no Python with venv and ensurepip: {wrong}")),
        fix: Fix::Packages(vec!["python3-venv"]),
    });
    all
}

/// Runs both rounds against a city of their own.
///
/// # Errors
/// When schemathesis cannot be brought, the city does not start, or nobody can sign in.
pub fn test(context: &Context) -> Result<Tally, Failure> {
    let work = context.target_dir.join("peers");
    copy(&context.root.join(HOME), &work)?;
    let programs = python(context, &work)?;
    let city = context.start_city(&["--data", "memory", "--clock", "2026-11-24T10:00:00Z"])?;
    let round = |name: &str| {
        context
            .step(name, programs.join("st"))
            .dir(&work)
            .env("SCHEMATHESIS_HOOKS", "hooks")
            .args(["--no-color", "--config-file", "schemathesis.toml", "run"])
            .arg(format!("{}/openapi.json", city.http))
            .args(["--phases=examples,coverage,fuzzing,stateful", "--checks=all"])
            .args(["--seed", SEED, "--max-examples", EXAMPLES])
    };
    let token = token(context, &programs, &city.http)?;
    let mut tally = judged("as a stranger", round("peers-stranger"), false)?;
    let header = format!("Authorization: Bearer {token}");
    tally.add(judged(
        "signed in",
        round("peers-signed-in").arg("-H").arg(header),
        true,
    )?);
    tally.add(crate::wallet_peers::test(context)?);
    Ok(tally)
}

/// A Python environment with the packages of `requirements.txt`: pip itself sees when they are all there.
pub fn python(context: &Context, work: &Path) -> Result<PathBuf, Failure> {
    let programs = work.join("venv/bin");
    if !programs.join("pip").exists() {
        context
            .step("peers-venv", "python3")
            .dir(work)
            .args(["-m", "venv", "--clear", "venv"])
            .run()?;
    }
    context
        .step("peers-packages", programs.join("pip"))
        .dir(work)
        .args([
            "install",
            "--disable-pip-version-check",
            "--requirement",
            "requirements.txt",
        ])
        .run()?;
    Ok(programs)
}

fn token(context: &Context, programs: &Path, city: &str) -> Result<String, Failure> {
    let outcome = context
        .step("peers-sign-in", programs.join("python3"))
        .arg(context.root.join(SIGN_IN))
        .args([city, ALIAS])
        .run()?;
    match outcome.text.trim() {
        token if token.len() == 43 && !token.contains(char::is_whitespace) => Ok(token.to_owned()),
        other => Err(Failure::new(format!("signing in gave no access token but `{other}`"))),
    }
}

fn judged(who: &str, round: Step, signed_in: bool) -> Result<Tally, Failure> {
    let outcome = round.run_any()?;
    let (passed, mut failed) = read(&outcome.text).unwrap_or_default();
    let shut_out = signed_in && outcome.text.contains("Authentication failed");
    if shut_out || passed == 0 || (!outcome.success && failed == 0) {
        failed += 1;
    }
    say(&format!("  {who}: {passed} requests judged well, {failed} not"));
    if failed > 0 {
        say(&failures(&outcome));
    }
    Ok(Tally {
        passed,
        failed,
        skipped: Vec::new(),
    })
}

/// Good and bad requests, from the line below `Test cases:`: `576 generated, 570 passed, 4 failed, 2 errored`.
fn read(text: &str) -> Option<(u32, u32)> {
    let (_, rest) = text.split_once("Test cases:")?;
    let line = rest.lines().find(|line| line.contains("generated"))?;
    let count = |what: &str| {
        let part = line.split(',').find(|part| part.ends_with(what))?;
        part.trim().split(' ').next()?.parse::<u32>().ok()
    };
    let bad = ["failed", "errored"].into_iter().filter_map(count).sum();
    Some((count("passed").unwrap_or(0), bad))
}

/// The log from the first failure on.
fn failures(outcome: &Outcome) -> String {
    const SHOWN: usize = 120;
    let lines = outcome.text.lines().skip_while(|line| !line.starts_with("====="));
    let shown: String = lines.take(SHOWN).map(|line| format!("    | {line}\n")).collect();
    format!("  FAILED   the whole log is {}\n{shown}", outcome.log.display())
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(to).map_err(|error| Failure::file("make", to, &error))?;
    for file in FILES {
        let source = from.join(file);
        std::fs::copy(&source, to.join(file)).map_err(|error| Failure::file("copy", &source, &error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_how_they_ended() {
        let text = "x\n\nTest cases:\n  576 generated, 570 passed, 4 failed, 2 errored, 8 skipped\n\nSeed: 1\n";
        assert_eq!(read(text), Some((570, 6)));
        assert_eq!(read("Test cases:\n  3 generated, 3 passed\n"), Some((3, 0)));
        assert_eq!(read("it did not start"), None);
    }
}
