//! What the parts of the project's commands share: what a part reports, what it is given, how it calls a program.
//!
//! A part is one module (`rust`, `kotlin`, `swift`, `web`, `peers`, `fuzz`). The interface a part offers to the commands:
//!
//! - `pub fn needs(context: &Context) -> Vec<Need>`: what it expects on the machine, looked at, nothing changed.
//! - `pub fn test(context: &Context) -> Result<Tally, Failure>`: runs its tests. `Err` means that it could not even be
//!   asked (a build that failed); a test that fails is counted in the tally instead.
//! - `kotlin` alone: `pub fn open_window(context: &Context, city_url: &str) -> Result<(), Failure>` (returns when the
//!   person closes it), `pub fn draw(context: &Context, city_url: &str, out: &Path) -> Result<(), Failure>` (each screen
//!   as a PNG in `out`), `pub fn bench(context: &Context) -> Result<Vec<Figure>, Failure>`.
//!
//! Before any of these but `needs` is called, what the part asks for of the library, the city and the generated sources
//! named by the [`Context`] is built and fresh.

use std::path::{Path, PathBuf};

use crate::city::City;
use crate::step::Step;

/// What a part's tests came to.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Tally {
    /// How many tests or checks passed. A test that skipped itself is not among them.
    pub passed: u32,
    /// How many failed.
    pub failed: u32,
    /// One reason per skipped test, as a short sentence: each is printed.
    pub skipped: Vec<String>,
}

impl Tally {
    /// Adds the counts and reasons of `other`.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped.extend(other.skipped);
    }

    /// Counts one check by whether it passed.
    pub fn check(&mut self, passed: bool) {
        if passed { self.passed += 1 } else { self.failed += 1 }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} passed, {} failed, {} skipped",
            self.passed,
            self.failed,
            self.skipped.len()
        )
    }
}

/// Why a command could not do its work: one sentence for the developer, with the log to read where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(pub String);

impl Failure {
    /// A failure told by `sentence`.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// A file operation that failed: `doing` says what was tried, e.g. "write the header".
    pub fn file(doing: &str, path: &Path, error: &std::io::Error) -> Self {
        Self(format!("cannot {doing} {}: {error}", path.display()))
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// Something that must be on the machine before a part can work.
#[derive(Debug, Clone)]
pub struct Need {
    /// What it is, for the developer: "JDK 17 or newer".
    pub name: String,
    /// What it is for: "compiles the Kotlin shells".
    pub reason: String,
    /// `Ok` with the version or place that was found, `Err` with what is wrong.
    pub found: Result<String, String>,
    /// How `cargo xtask doctor --fix` brings it.
    pub fix: Fix,
}

/// How a missing thing is brought.
#[derive(Debug, Clone)]
pub enum Fix {
    /// By these Debian packages, with apt-get.
    Packages(Vec<&'static str>),
    /// By the part's own function, after all packages of all needs are there (the Swift toolchain).
    Own(fn(&Context) -> Result<(), Failure>),
    /// Only by the developer, who is told this sentence.
    ByHand(&'static str),
}

/// One line of the bench table.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What was measured: "one list view of 50 from Kotlin".
    pub name: String,
    /// Ours, in milliseconds.
    pub ours_ms: f64,
    /// What the floor is: "the same view in Rust". `None` where a figure has no floor.
    pub floor: Option<(String, f64)>,
    /// The other rivals, where the floor is the best of several.
    pub others: Vec<(String, f64)>,
}

/// Where things are. Made once, at the start of a command.
#[derive(Debug, Clone)]
pub struct Context {
    /// The workspace root.
    pub root: PathBuf,
    /// Cargo's target folder (`CARGO_TARGET_DIR` when set). Build leftovers of the shells go below it as well:
    /// `target_dir/kotlin`, `target_dir/swift`.
    pub target_dir: PathBuf,
    /// The real data and test vectors: `MADRID_SHARED` or `../shared`; `None` when it is not there.
    pub shared: Option<PathBuf>,
    /// Whether `CI=true`: nothing is asked, and absent data is a failure instead of a skip.
    pub ci: bool,
    /// The library file that the shells load, `libmadrid_bindings.so`, in a folder where it is alone (put that folder
    /// on `jna.library.path` or the linker's path). Built with the feature `provoke`; in `bench` with `--release`.
    pub library: PathBuf,
    /// The city's program, `madrid-server-stub`.
    pub city: PathBuf,
    /// The generated Kotlin sources (`es/madrid/core/*.kt` below it).
    pub generated_kotlin: PathBuf,
    /// The generated Swift sources: `MadridCore.swift`, and `include/` with header and module map.
    pub generated_swift: PathBuf,
    /// The design language as Kotlin (`es/madrid/ui/Tokens.kt` below it).
    pub design_kotlin: PathBuf,
    /// The design language as Swift: `Tokens.swift`.
    pub design_swift: PathBuf,
}

impl Context {
    /// A program to run with its output in a log file of its own: see [`Step`].
    ///
    /// `name` names the log (`target/logs/NAME.log`): short, unique, no spaces.
    pub fn step(&self, name: &str, program: impl AsRef<std::ffi::OsStr>) -> Step {
        Step::new(&self.target_dir.join("logs"), name, program.as_ref(), &self.root)
    }

    /// Starts the city on a free port of the loopback and waits until it answers. It stops when the value is dropped.
    ///
    /// `extra` are further arguments of the city, e.g. `["--data", "memory", "--synthetic", "10000"]`.
    ///
    /// # Errors
    /// When the program does not start or does not say within half a minute that it is ready.
    pub fn start_city(&self, extra: &[&str]) -> Result<City, Failure> {
        City::start(self, extra)
    }

    /// The folder the library is in.
    pub fn library_dir(&self) -> &Path {
        self.library.parent().unwrap_or(&self.target_dir)
    }
}
