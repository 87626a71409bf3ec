//! The iOS kit and app: builds the Swift package, runs its tests against the real library and running cities, and looks up
//! every name that the app uses ([`app`]).
//!
//! The tools are the system's own Swift when it is new enough, else those of a small Debian in a folder of its own
//! ([`toolchain`]), which is entered through [`room`]. The tests start their cities themselves: some stop theirs.

mod app;
mod report;
mod room;
mod toolchain;

use std::path::{Path, PathBuf};

use crate::part::{Context, Failure, Need, Tally};
use crate::step::Step;
use crate::swift::room::Mount;
use crate::swift::toolchain::Toolchain;
use crate::terminal::say;

/// After this long the tests are ended: one that waits for ever would otherwise say nothing at all.
const PATIENCE: &str = "900s";

/// None on a crash: it takes more than a minute, and the fatal error names file and line anyway.
const BACKTRACE: &str = "enable=no";

/// The folder of the behaviours that all three languages play, below the scratch folder.
const SCENARIOS: &str = "scenarios";

/// What the Swift tools need on the machine.
pub fn needs(_context: &Context) -> Vec<Need> {
    toolchain::needs()
}

/// Formats are checked, the kit and its tests are built without a warning, the app is checked, the tests are run.
///
/// # Errors
/// When the toolchain is not there or the package does not build.
pub fn test(context: &Context) -> Result<Tally, Failure> {
    let work = Work::new(context, toolchain::find().map_err(Failure::new)?);
    work.bring_generated()?;
    let mut tally = Tally::default();
    tally.check(work.format()?);
    work.build()?;
    tally.add(app::test(&work)?);
    tally.add(work.tests()?);
    Ok(tally)
}

/// Where things are, as the Swift tools see them.
struct Seen {
    library: PathBuf,
    scratch: PathBuf,
    city: PathBuf,
}

struct Work<'a> {
    context: &'a Context,
    toolchain: Toolchain,
    seen: Seen,
    package: PathBuf,
    scratch: PathBuf,
}

impl<'a> Work<'a> {
    fn new(context: &'a Context, toolchain: Toolchain) -> Self {
        let package = context.root.join("ios");
        let scratch = context.target_dir.join("swift");
        let seen = match toolchain {
            Toolchain::System(_) => Seen {
                library: context.library_dir().to_path_buf(),
                scratch: scratch.clone(),
                city: context.city.clone(),
            },
            Toolchain::Room(..) => Seen {
                library: room::LIBRARY.into(),
                scratch: room::SCRATCH.into(),
                city: Path::new(room::CITY).join(context.city.file_name().unwrap_or_default()),
            },
        };
        Self {
            context,
            toolchain,
            seen,
            package,
            scratch,
        }
    }

    /// Puts the generated sources into the package, and the scenarios where its tests look. Equal files are left alone, or
    /// everything would be compiled again.
    fn bring_generated(&self) -> Result<(), Failure> {
        let from = &self.context.generated_swift;
        let sources = self.package.join("Sources");
        bring(from, "swift", &sources.join("MadridCore"))?;
        bring(&self.context.design_swift, "swift", &sources.join("MadridDesign"))?;
        // The module map is the package's own: it names the library to link.
        bring(&from.join("include"), "h", &sources.join("MadridCoreFFI/include"))?;
        // The room shows the package and not the workspace around it.
        let scenarios = self.context.root.join("tests/scenarios");
        for part in ["", "runner"] {
            bring(&scenarios.join(part), "json", &self.scratch.join(SCENARIOS).join(part))?;
        }
        let leftovers = self.scratch.join("tmp");
        if leftovers.exists() {
            std::fs::remove_dir_all(&leftovers).map_err(|error| Failure::file("remove", &leftovers, &error))?;
        }
        for dir in [leftovers, self.scratch.join("home")] {
            std::fs::create_dir_all(&dir).map_err(|error| Failure::file("make", &dir, &error))?;
        }
        Ok(())
    }

    fn format(&self) -> Result<bool, Failure> {
        let args = [
            "swift",
            "format",
            "lint",
            "--strict",
            "--recursive",
            "--configuration",
            ".swift-format",
        ];
        let ours = ["Package.swift", "App", "Sources/MadridKit", "StandIns", "Tests"];
        let outcome = self.step("swift-format", args.iter().chain(&ours)).run_any()?;
        if !outcome.success {
            say(&format!("  FAILED   swift format lint\n{}", outcome.tail()));
        }
        Ok(outcome.success)
    }

    fn build(&self) -> Result<(), Failure> {
        let args = ["swift", "build", "--build-tests"].map(str::to_owned);
        self.step("swift-build", args.into_iter().chain(self.flags()))
            .run()
            .map(drop)
    }

    fn tests(&self) -> Result<Tally, Failure> {
        let mut args = Vec::new();
        if matches!(self.toolchain, Toolchain::Room(..)) {
            // Line by line, so that the log of a test that hangs or crashes is complete up to there.
            args.extend(["timeout", "--kill-after=10s", PATIENCE, "stdbuf", "-oL"]);
        }
        // Without Swift Testing, of which there are none, so that its own closing line does not confuse anybody.
        args.extend(["swift", "test", "--skip-build", "--disable-swift-testing"]);
        let args = args.into_iter().map(str::to_owned).chain(self.flags());
        let outcome = self.step("swift-test", args).run_any()?;
        let finished = report::read(&outcome.text);
        let mut tally = finished.clone().unwrap_or_default();
        if !outcome.success || finished.is_none() {
            tally.failed = tally.failed.max(1);
            let mut shown = report::errors(&outcome.text);
            if finished.is_none() {
                shown.push_str("    | the tests did not end by themselves\n");
                shown.push_str(&report::unfinished(&outcome.text));
            }
            say(&format!(
                "  FAILED   swift; the whole log is {}\n{shown}",
                outcome.log.display()
            ));
        }
        Ok(tally)
    }

    /// The same for building and testing, or the second would build again.
    fn flags(&self) -> Vec<String> {
        let library = self.seen.library.display();
        let mut flags = vec![
            "--scratch-path".to_owned(),
            self.seen.scratch.join("build").display().to_string(),
        ];
        flags.extend(linker(&format!("-L{library}")));
        flags.extend(linker("-rpath"));
        flags.extend(linker(&library.to_string()));
        if cfg!(target_os = "linux") {
            // The Observation library of Swift 6.0 lacks a symbol that it never calls (swiftlang/swift#75670).
            flags.extend(linker("--allow-shlib-undefined"));
        }
        if matches!(self.toolchain, Toolchain::Room(..)) {
            // Only with the version we know: a newer compiler may warn about what the generator writes.
            flags.extend(["-Xswiftc".to_owned(), "-warnings-as-errors".to_owned()]);
        }
        flags
    }

    fn step<A: AsRef<std::ffi::OsStr>>(&self, name: &str, command: impl IntoIterator<Item = A>) -> Step {
        let scenarios = self.seen.scratch.join(SCENARIOS);
        match &self.toolchain {
            Toolchain::System(_) => self
                .context
                .step(name, "env")
                .args(command)
                .dir(&self.package)
                .env("MADRID_CITY", &self.seen.city)
                .env("MADRID_SCENARIOS", scenarios)
                .env("SWIFT_BACKTRACE", BACKTRACE),
            Toolchain::Room(room, _) => {
                let city = format!("MADRID_CITY={}", self.seen.city.display());
                let scenarios = format!("MADRID_SCENARIOS={}", scenarios.display());
                let backtrace = format!("SWIFT_BACKTRACE={BACKTRACE}");
                let step = room.step(self.context, name, &self.mounts());
                step.args([city, scenarios, backtrace]).args(command)
            }
        }
    }

    fn mounts(&self) -> [Mount<'_>; 4] {
        let city = self.context.city.parent().unwrap_or(&self.context.target_dir);
        [
            Mount::read_only(&self.package, room::PACKAGE),
            Mount::read_only(self.context.library_dir(), room::LIBRARY),
            Mount::read_only(city, room::CITY),
            Mount::writable(&self.scratch, room::SCRATCH),
        ]
    }
}

fn linker(flag: &str) -> [String; 2] {
    ["-Xlinker".to_owned(), flag.to_owned()]
}

/// Makes the files of `to` with this extension those of `from`.
fn bring(from: &Path, extension: &str, to: &Path) -> Result<(), Failure> {
    let wanted = files(from, extension)?;
    if wanted.is_empty() {
        return Err(Failure::new(format!(
            "there is no .{extension} file in {}",
            from.display()
        )));
    }
    std::fs::create_dir_all(to).map_err(|error| Failure::file("make", to, &error))?;
    for stale in files(to, extension)? {
        if !wanted.iter().any(|file| file.file_name() == stale.file_name()) {
            std::fs::remove_file(&stale).map_err(|error| Failure::file("remove", &stale, &error))?;
        }
    }
    for file in wanted {
        let place = to.join(file.file_name().unwrap_or_default());
        let fresh = std::fs::read(&file).map_err(|error| Failure::file("read", &file, &error))?;
        if !std::fs::read(&place).is_ok_and(|present| present == fresh) {
            std::fs::write(&place, fresh).map_err(|error| Failure::file("write", &place, &error))?;
        }
    }
    Ok(())
}

fn files(dir: &Path, extension: &str) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(dir).map_err(|error| Failure::file("read", dir, &error))?;
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    Ok(paths
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_files_are_brought_stale_ones_removed_and_equal_ones_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (dir.path().join("from"), dir.path().join("to"));
        std::fs::create_dir_all(&from).unwrap();
        std::fs::create_dir_all(&to).unwrap();
        for (path, text) in [
            ("from/a.h", "a"),
            ("from/b.h", "new"),
            ("to/a.h", "a"),
            ("to/b.h", "old"),
            ("to/c.h", ""),
        ] {
            std::fs::write(dir.path().join(path), text).unwrap();
        }
        std::fs::write(to.join("module.modulemap"), "ours").unwrap();
        let changed = || std::fs::metadata(to.join("a.h")).unwrap().modified().unwrap();
        let before = changed();
        bring(&from, "h", &to).unwrap();
        assert_eq!(std::fs::read_to_string(to.join("b.h")).unwrap(), "new");
        assert!(!to.join("c.h").exists() && to.join("module.modulemap").exists());
        assert_eq!(changed(), before);
    }

    #[test]
    fn a_folder_without_generated_files_is_a_failure() {
        let dir = tempfile::tempdir().unwrap();
        assert!(
            bring(dir.path(), "swift", dir.path())
                .unwrap_err()
                .0
                .contains("no .swift file")
        );
    }
}
