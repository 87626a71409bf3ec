//! The Android shell on the JVM: builds it with Maven, runs its tests, draws its screens, opens its window.
//!
//! The tests start their cities themselves: some stop theirs. Maven builds and tests; the program itself is started with
//! `java`, so that ctrl-c and its exit code reach us unchanged.

mod bench;
mod report;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::needs;
use crate::part::{Context, Failure, Fix, Need, Tally};
use crate::step::Step;
use crate::terminal::say;
use crate::web;

pub use bench::bench;

/// The program's main class.
const MAIN: &str = "es.madrid.desktop.MainKt";

/// What Skia's native part is linked to: the file, and the Debian package it is in.
const LIBRARIES: [(&str, &str); 3] = [
    ("libGL.so.1", "libgl1"),
    ("libX11.so.6", "libx11-6"),
    ("libfontconfig.so.1", "libfontconfig1"),
];

/// What the Kotlin tools need on the machine.
pub fn needs(_context: &Context) -> Vec<Need> {
    let jdk = needs::program(
        "JDK 17",
        "compiles and runs the Android shell",
        ("javac", &["-version"]),
        (17, 0),
        Fix::Packages(vec!["default-jdk"]),
    );
    let mut all = vec![jdk, maven()];
    if cfg!(target_os = "linux") {
        all.extend(LIBRARIES.map(|(file, package)| library(file, package)));
    }
    all
}

fn maven() -> Need {
    Need {
        name: "Maven 3.8".to_owned(),
        reason: "builds the Android shell".to_owned(),
        found: needs::first_line("mvn", &["-B", "--version"]).and_then(|line| maven_version(&line)),
        fix: Fix::Packages(vec!["maven"]),
    }
}

/// Maven colours its answer even where nobody sees it, so the version is looked for behind its name.
fn maven_version(line: &str) -> Result<String, String> {
    let (_, version) = line
        .split_once("Apache Maven ")
        .ok_or_else(|| format!("it says `{line}`"))?;
    match needs::version(version) {
        Some(found) if found >= (3, 8) => Ok(version.trim().to_owned()),
        _ => Err(format!("it is {version}, and must be 3.8 or newer")),
    }
}

fn library(file: &str, package: &'static str) -> Need {
    // A person's own path may lack the folder of `ldconfig`.
    let look = format!("PATH=$PATH:/usr/sbin:/sbin ldconfig -p | grep -F '{file}'");
    let found = needs::first_line("sh", &["-c", &look]).map_err(|_| "not in the linker's cache".to_owned());
    Need {
        name: file.to_owned(),
        reason: "Skia, which draws the screens, is linked to it".to_owned(),
        found: found.map(|line| line.trim().to_owned()),
        fix: Fix::Packages(vec![package]),
    }
}

/// Builds the shell and runs the tests of all its modules, also after one has failed.
///
/// # Errors
/// When something does not compile, or a test program ends before its time.
pub fn test(context: &Context) -> Result<Tally, Failure> {
    let work = Work::new(context);
    work.clear_reports()?;
    let desk = web::prepare(context)?;
    let outcome = work
        .maven("kotlin-test")
        .arg(property("madrid.desk", &desk.work.join("desk.mjs")))
        .arg(property("madrid.browser", Path::new(&desk.browser)))
        .args(["-Dmaven.test.failure.ignore=true", "test"])
        .run()?;
    say_figures(&outcome.text);
    let mut tally = Tally::default();
    for text in work.reports()? {
        let report = report::read(&text).ok_or_else(|| Failure::new("a test report does not add up"))?;
        report
            .failures
            .iter()
            .for_each(|failure| say(&format!("  FAILED   {failure}")));
        tally.add(report.tally);
    }
    Ok(tally)
}

/// Opens the shell in a window against the city, and returns when the person closes it.
///
/// # Errors
/// When it does not compile or ends badly.
pub fn open_window(context: &Context, city_url: &str) -> Result<(), Failure> {
    let work = Work::new(context);
    work.compile()?;
    // Kept between runs, as on a phone.
    let home = work.out.join("home");
    work.program("window", city_url, &home)?.run().map(drop)
}

/// Draws each screen as a PNG in `out`, with a phone that has just been bought.
///
/// # Errors
/// When it does not compile, or the city's places cannot be fetched.
pub fn draw(context: &Context, city_url: &str, out: &Path) -> Result<(), Failure> {
    let work = Work::new(context);
    work.compile()?;
    let home = work.out.join("home-headless");
    clear(&home)?;
    work.program("draw", city_url, &home)?
        .arg("--headless")
        .arg("--out")
        .arg(out)
        .run()
        .map(drop)
}

/// Draws the kept pictures of the screens anew, after a change that was meant.
///
/// # Errors
/// When something does not compile, or the tour of the screens ends before its time.
pub fn keep_screens(context: &Context) -> Result<(), Failure> {
    let work = Work::new(context);
    let outcome = work
        .maven("kotlin-screens")
        .args(["--projects", "desktop", "--also-make", "-Dtest=ScreensTest"])
        // The modules below have no test of that name.
        .args([
            "-Dsurefire.failIfNoSpecifiedTests=false",
            "-Dmadrid.screens=update",
            "test",
        ])
        .run()?;
    say_figures(&outcome.text);
    Ok(())
}

/// Says what the tests have measured.
fn say_figures(text: &str) {
    text.lines()
        .filter_map(|line| line.strip_prefix("figure: "))
        .for_each(|figure| say(&format!("  {figure}")));
}

struct Work<'a> {
    context: &'a Context,
    /// Where Maven's modules put what they build.
    out: PathBuf,
}

impl<'a> Work<'a> {
    fn new(context: &'a Context) -> Self {
        Self {
            context,
            out: context.target_dir.join("kotlin"),
        }
    }

    fn maven(&self, name: &str) -> Step {
        let context = self.context;
        context
            .step(name, "mvn")
            .dir(&context.root.join("android"))
            .args(["--batch-mode", "--no-transfer-progress"])
            .arg(property("madrid.generated", &context.generated_kotlin))
            .arg(property("madrid.design", &context.design_kotlin))
            .arg(property("madrid.library", context.library_dir()))
            .arg(property("madrid.city", &context.city))
            .arg(property("madrid.out", &self.out))
    }

    fn compile(&self) -> Result<(), Failure> {
        self.maven("kotlin-compile")
            .args(["--projects", "desktop", "--also-make", "compile"])
            .run()
            .map(drop)
    }

    /// The compiled program, started as a developer would by hand.
    fn program(&self, name: &str, city_url: &str, home: &Path) -> Result<Step, Failure> {
        let list = self.out.join("desktop/classpath.txt");
        let libraries = std::fs::read_to_string(&list).map_err(|error| Failure::file("read", &list, &error))?;
        let mut classes = self.out.join("desktop/classes").into_os_string();
        classes.push(":");
        classes.push(libraries.trim());
        let step = self
            .context
            .step(name, "java")
            .arg(property("jna.library.path", self.context.library_dir()))
            .arg("-cp")
            .arg(classes)
            .args([MAIN, "--city", city_url, "--home"])
            .arg(home);
        Ok(step)
    }

    fn report_dirs(&self) -> [PathBuf; 4] {
        ["kit", "ui", "desktop", "app"].map(|module| self.out.join(module).join("surefire-reports"))
    }

    /// Reports of an earlier run would be counted again where this run does not come to the test they are of.
    fn clear_reports(&self) -> Result<(), Failure> {
        self.report_dirs().iter().try_for_each(|dir| clear(dir))
    }

    fn reports(&self) -> Result<Vec<String>, Failure> {
        let mut texts = Vec::new();
        for dir in self.report_dirs() {
            let entries = std::fs::read_dir(&dir).map_err(|error| Failure::file("read", &dir, &error))?;
            let mut files: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
            files.retain(|path| path.extension().is_some_and(|extension| extension == "xml"));
            files.sort();
            for file in files {
                let text = std::fs::read_to_string(&file).map_err(|error| Failure::file("read", &file, &error))?;
                texts.push(text);
            }
        }
        Ok(texts)
    }
}

fn property(name: &str, value: &Path) -> OsString {
    let mut text = OsString::from(format!("-D{name}="));
    text.push(value);
    text
}

fn clear(dir: &Path) -> Result<(), Failure> {
    if dir.exists() {
        std::fs::remove_dir_all(dir).map_err(|error| Failure::file("remove", dir, &error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maven_is_understood_through_its_colours() {
        assert_eq!(
            maven_version("\u{1b}[1mApache Maven 3.8.7\u{1b}[m").unwrap().get(..5),
            Some("3.8.7")
        );
        assert_eq!(
            maven_version("\u{1b}[0mApache Maven 3.9.9 (8e85)"),
            Ok("3.9.9 (8e85)".to_owned())
        );
        assert!(
            maven_version("Apache Maven 3.6.3")
                .unwrap_err()
                .contains("3.8 or newer")
        );
        assert!(maven_version("no such thing").is_err());
    }
}
