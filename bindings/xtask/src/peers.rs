//! The peers part: software of others judges what ours says on the wire. Today it is schemathesis over the city's OpenAPI
//! document, as a stranger and as a person who signed in with a client of Python's own library.

use std::path::PathBuf;

use crate::needs;
use crate::part::{Context, Failure, Fix, Need, Tally};
use crate::terminal::say;

/// From PyPI. A newer one may judge otherwise, so it changes on purpose.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";
/// The same cases in every run.
const SEED: &str = "7";

/// What it expects on the machine.
pub fn needs() -> Vec<Need> {
    let python = needs::program(
        "Python 3.10",
        "runs schemathesis",
        ("python3", &["--version"]),
        (3, 10),
        Fix::Packages(vec!["python3"]),
    );
    // On Debian the module is there without the part that makes it work.
    let venv = needs::program(
        "Python's venv",
        "keeps schemathesis to itself",
        ("python3", &["-c", "import ensurepip, venv; print('1.0')"]),
        (1, 0),
        Fix::Packages(vec!["python3-venv"]),
    );
    vec![python, venv]
}

/// Runs it against a city of its own.
///
/// # Errors
/// When it cannot be installed or the city does not start.
pub fn test(context: &Context) -> Result<Tally, Failure> {
    let programs = install(context)?;
    let mut tally = Tally::default();
    for alias in [None, Some("carmen")] {
        tally.check(explore(context, &programs, alias)?);
    }
    Ok(tally)
}

/// Puts it into a folder of its own below `target`; once done, nothing is fetched again.
fn install(context: &Context) -> Result<PathBuf, Failure> {
    let folder = context.target_dir.join("peers/venv");
    let (programs, done) = (folder.join("bin"), folder.join(SCHEMATHESIS));
    if !done.is_file() {
        context
            .step("peers-venv", "python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder)
            .run()?;
        let pip = programs.join("pip");
        context
            .step("peers-install", pip)
            .args(["install", "--quiet", SCHEMATHESIS])
            .run()?;
        std::fs::write(&done, "").map_err(|error| Failure::file("note", &done, &error))?;
    }
    Ok(programs)
}

/// One exploration: every route, method and odd input that the document allows or forbids.
fn explore(context: &Context, programs: &std::path::Path, alias: Option<&str>) -> Result<bool, Failure> {
    let city = context.start_city(&["--synthetic", "50"])?;
    let name = format!("schemathesis-{}", alias.unwrap_or("stranger"));
    let here = context.root.join("server-stub/tests/schemathesis");
    let mut step = context
        .step(&name, programs.join("schemathesis"))
        .dir(&here)
        .env("SCHEMATHESIS_HOOKS", "hooks")
        .args(["--config-file", "schemathesis.toml", "run"])
        .arg(format!("{}/openapi.json", city.http))
        .args([
            "--phases=examples,coverage,fuzzing",
            "--checks",
            "all",
            "--continue-on-failure",
            "--no-color",
        ])
        .args(["--seed", SEED, "--max-examples", "30"]);
    if let Some(alias) = alias {
        step = step
            .arg("--header")
            .arg(format!("Authorization: Bearer {}", token(context, &city.http, alias)?));
    }
    let outcome = step.run_any()?;
    if !outcome.success {
        say(&format!("  FAILED   {name}: see {}", outcome.log.display()));
    }
    Ok(outcome.success)
}

fn token(context: &Context, city: &str, alias: &str) -> Result<String, Failure> {
    let script = context.root.join("tests/peers/sign_in.py");
    let signed_in = context
        .step("peers-sign-in", "python3")
        .arg(script)
        .args([city, alias])
        .run()?;
    Ok(signed_in.text.trim().to_owned())
}
