//! The city's pages in a real browser: Debian's Chromium, led by Playwright, with axe for what assistive technology needs.
//!
//! The tests are JavaScript in `tests/web/`. They run from a copy below `target/`, beside what npm brings.

use std::path::{Path, PathBuf};

use crate::needs;
use crate::part::{Context, Failure, Fix, Need, Tally};
use crate::terminal::say;

/// What is copied beside the packages.
const FILES: [&str; 12] = [
    "package.json",
    "package-lock.json",
    "main.mjs",
    "harness.mjs",
    "login.mjs",
    "quality.mjs",
    "console.mjs",
    "cards.mjs",
    "desk.mjs",
    "fines.mjs",
    "gateway.mjs",
    "payments.mjs",
];
/// The browser's program.
const BROWSER: &str = "chromium";

/// What the browser tests need on the machine.
pub fn needs() -> Vec<Need> {
    vec![
        needs::program(
            "Node 18",
            "leads the browser through the city's pages",
            ("node", &["--version"]),
            (18, 0),
            Fix::Packages(vec!["nodejs"]),
        ),
        needs::program(
            "npm",
            "brings what the browser tests are written with",
            ("npm", &["--version"]),
            (8, 0),
            Fix::Packages(vec!["npm"]),
        ),
        needs::program(
            "Chromium",
            "shows the city's pages",
            (BROWSER, &["--version"]),
            (100, 0),
            // Without a font all pages are empty boxes.
            Fix::Packages(vec!["chromium", "fonts-dejavu-core"]),
        ),
    ]
}

/// What leads a browser, and the browser.
pub struct Ready {
    /// The folder of the programs, with what npm brought.
    pub work: PathBuf,
    /// The browser's program.
    pub browser: String,
}

/// Brings what leads the browser.
///
/// # Errors
/// When npm brings nothing, or there is no browser.
pub fn prepare(context: &Context) -> Result<Ready, Failure> {
    let work = context.target_dir.join("web");
    copy(&context.root.join("tests/web"), &work)?;
    context
        .step("web-packages", "npm")
        .dir(&work)
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        .run()?;
    let browser = needs::first_line("sh", &["-c", &format!("command -v {BROWSER}")]).map_err(Failure::new)?;
    Ok(Ready {
        work,
        browser: browser.trim().to_owned(),
    })
}

/// Runs the tests against a city of their own. Pictures of every page are left in `target/web/shots`, or in `MADRID_SHOTS`.
///
/// # Errors
/// When npm brings nothing, or the city does not start.
pub fn test(context: &Context) -> Result<Tally, Failure> {
    let Ready { work, browser } = prepare(context)?;
    let shots = shots(&work)?;
    // A few invented rows with every sort of defect, for the page that tells of them.
    let files = context.root.join("tests/web/open-data").display().to_string();
    let city = context.start_city(&[
        "--data",
        "memory",
        "--clock",
        "2026-11-24T10:00:00Z",
        "--catalogue",
        &files,
    ])?;
    let outcome = context
        .step("web", "node")
        .dir(&work)
        .arg("main.mjs")
        .env("MADRID_CITY", &city.http)
        .env("MADRID_CHROMIUM", browser)
        .env("MADRID_SHOTS", &shots)
        .run_any()?;
    let mut tally = read(&outcome.text);
    for line in outcome.text.lines().filter(|line| line.starts_with("FAILED")) {
        say(&format!("  {line}"));
    }
    if !outcome.success && tally.failed == 0 {
        tally.failed = 1;
        say(&format!(
            "  FAILED   the browser tests did not come to their end\n{}",
            outcome.tail()
        ));
    }
    say(&format!("  pictures of the pages are in {}", shots.display()));
    Ok(tally)
}

/// Tests by their lines.
fn read(text: &str) -> Tally {
    let mut tally = Tally::default();
    for line in text.lines() {
        match line.split_once(' ') {
            Some(("ok", _)) => tally.check(true),
            Some(("FAILED", _)) => tally.check(false),
            Some(("skipped", why)) => tally.skipped.push(why.trim().to_owned()),
            _ => {}
        }
    }
    tally
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(to).map_err(|error| Failure::file("make", to, &error))?;
    for file in FILES {
        let source = from.join(file);
        std::fs::copy(&source, to.join(file)).map_err(|error| Failure::file("copy", &source, &error))?;
    }
    Ok(())
}

/// An empty folder of ours, so that no old picture is taken for new; a folder somebody named is not emptied.
fn shots(work: &Path) -> Result<PathBuf, Failure> {
    let named = std::env::var_os("MADRID_SHOTS").map(|dir| std::env::current_dir().unwrap_or_default().join(dir));
    let dir = named.clone().unwrap_or_else(|| work.join("shots"));
    if named.is_none() && dir.exists() {
        std::fs::remove_dir_all(&dir).map_err(|error| Failure::file("remove", &dir, &error))?;
    }
    std::fs::create_dir_all(&dir).map_err(|error| Failure::file("make", &dir, &error))?;
    Ok(dir)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_counted_by_their_lines() {
        let text =
            "ok      one\nFAILED  two: axe | x\nskipped three: no display\nok      four\nweb: 2 passed, 1 failed\n";
        let tally = read(text);
        assert_eq!((tally.passed, tally.failed), (2, 1));
        assert_eq!(tally.skipped, ["three: no display"]);
    }

    #[test]
    fn everything_the_tests_are_made_of_is_copied() {
        let Ok(entries) = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/web")) else {
            panic!("tests/web is not there");
        };
        let mut there: Vec<String> = entries
            .filter_map(Result::ok)
            // Folders are what npm brought and the open data, which the city reads where it lies.
            .filter(|entry| entry.path().is_file())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        let mut copied: Vec<String> = FILES.map(str::to_owned).to_vec();
        there.sort();
        copied.sort();
        assert_eq!(there, copied);
    }
}
