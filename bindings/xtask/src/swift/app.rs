//! The SwiftUI app, which only Xcode can build: here every name it uses is looked up.
//!
//! `ios/StandIns` has the names of Apple's frameworks that the app uses and nothing behind them; the compiler checks the
//! app against them and the real kit. Files in `StandIns/Refused` are wrong on purpose, each in one way that its first
//! line tells: the check is worth something only as long as the compiler objects to every one of them.

use std::path::{Path, PathBuf};

use super::{Work, files};
use crate::part::{Failure, Tally};
use crate::terminal::say;

/// Before what the compiler must say about a file that is wrong on purpose.
const REFUSAL: &str = "// Refused: ";

/// Checks the app, and that the check notices what is wrong.
///
/// # Errors
/// When the compiler cannot be run, or there is nothing to check.
pub fn test(work: &Work<'_>) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    if !cfg!(target_os = "linux") {
        // The stand-ins would hide the real frameworks.
        tally
            .skipped
            .push("the app against its stand-ins: Xcode builds it here".to_owned());
        return Ok(tally);
    }
    let app = sources(&work.package.join("App"))?;
    let outcome = compile(work, "swift-app", &app)?;
    if !outcome.success {
        let told = super::report::errors(&outcome.text);
        say(&format!(
            "  FAILED   the app; the whole log is {}\n{told}",
            outcome.log.display()
        ));
    }
    tally.check(outcome.success);
    for file in files(&work.package.join("StandIns/Refused"), "swift")? {
        tally.check(is_refused(work, &file)?);
    }
    Ok(tally)
}

/// Whether the compiler says about a wrong file what its first line expects.
fn is_refused(work: &Work<'_>, file: &Path) -> Result<bool, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| Failure::file("read", file, &error))?;
    let expected = expected(&text).ok_or_else(|| Failure::new(format!("{} does not say why", file.display())))?;
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let outcome = compile(work, &format!("swift-refused-{name}"), &[file.to_path_buf()])?;
    let refused = !outcome.success && outcome.text.contains(expected);
    if !refused {
        say(&format!("  FAILED   the compiler lets {name} pass\n{}", outcome.tail()));
    }
    Ok(refused)
}

fn expected(text: &str) -> Option<&str> {
    text.lines()
        .next()?
        .strip_prefix(REFUSAL)
        .filter(|words| !words.is_empty())
}

/// Looks up every name in `sources`; makes nothing.
fn compile(work: &Work<'_>, name: &str, sources: &[PathBuf]) -> Result<crate::step::Outcome, Failure> {
    let scratch = &work.seen.scratch;
    let flags = ["swiftc", "-typecheck", "-parse-as-library", "-swift-version", "6"];
    let mut args: Vec<String> = flags.map(str::to_owned).into();
    args.extend(["-warnings-as-errors", "-module-name", "MadridApp", "-I", "StandIns"].map(str::to_owned));
    args.extend([
        "-I".to_owned(),
        scratch.join("build/debug/Modules").display().to_string(),
    ]);
    args.extend([
        "-module-cache-path".to_owned(),
        scratch.join("stand-ins").display().to_string(),
    ]);
    args.push("-Xcc".to_owned());
    args.push("-fmodule-map-file=Sources/MadridCoreFFI/module.modulemap".to_owned());
    // As the compiler sees them: from the package's folder.
    let seen = sources
        .iter()
        .filter_map(|source| source.strip_prefix(&work.package).ok());
    args.extend(seen.map(|source| source.display().to_string()));
    work.step(name, args).run_any()
}

/// Every Swift file below `dir`, in order.
fn sources(dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = files(dir, "swift")?;
    let entries = std::fs::read_dir(dir).map_err(|error| Failure::file("read", dir, &error))?;
    for folder in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if folder.is_dir() {
            found.extend(sources(&folder)?);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What makes the library for a phone runs on a Mac only; what it would do is looked at here.
    #[test]
    fn the_script_for_a_mac_builds_for_phones_and_simulators_and_leaves_the_tests_own_calls_out() {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ios/scripts/xcframework.sh");
        let run = |arg: &str| {
            let mut command = std::process::Command::new("sh");
            command.arg(&script).arg(arg).env_remove("CARGO_TARGET_DIR");
            command.output().unwrap()
        };
        let output = run("--dry-run");
        assert!(output.status.success(), "{output:?}");
        let told = String::from_utf8(output.stdout).unwrap();
        let commands: Vec<&str> = told.lines().collect();
        let place = |begin: &str| commands.iter().position(|command| command.starts_with(begin));
        assert!(
            place("target/debug/uniffi-bindgen generate") < place("cargo rustc"),
            "{told}"
        );
        for target in ["aarch64-apple-ios", "aarch64-apple-ios-sim", "x86_64-apple-ios"] {
            let build = commands.iter().filter(|command| command.starts_with("cargo rustc"));
            assert_eq!(
                build
                    .filter(|command| command.ends_with(&format!("--target {target}")))
                    .count(),
                1
            );
        }
        let last = commands.last().unwrap();
        assert_eq!(last.matches("-headers target/xcframework/include").count(), 2, "{last}");
        assert!(last.ends_with("-output ios/MadridCoreFFI.xcframework"), "{last}");
        assert!(
            !told.contains("provoke"),
            "a phone's library has no call that panics: {told}"
        );
        assert_eq!(run("--help").status.code(), Some(2));
    }

    #[test]
    fn sources_are_found_in_every_folder() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(dir.path().join("a/b")).unwrap();
        for path in ["a/b/C.swift", "A.swift", "a/notes.txt"] {
            std::fs::write(dir.path().join(path), "").unwrap();
        }
        let found = sources(dir.path()).unwrap();
        assert_eq!(found, [dir.path().join("A.swift"), dir.path().join("a/b/C.swift")]);
    }

    #[test]
    fn a_wrong_file_says_what_is_wrong_with_it() {
        assert_eq!(expected("// Refused: no member 'x'\nimport A"), Some("no member 'x'"));
        assert_eq!(expected("import A\n// Refused: too late"), None);
        assert_eq!(expected("// Refused: "), None);
    }
}
