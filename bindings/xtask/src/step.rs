//! Runs another program as one step: its output goes to a log file, its end is waited for, and it never outlives us.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::children;
use crate::part::Failure;
use crate::terminal::say;

/// How many lines of a failed step's log are shown.
const TAIL: usize = 40;

/// A program about to be run. Built by [`Context::step`](crate::part::Context::step).
pub struct Step {
    name: String,
    command: Command,
    log: PathBuf,
    on_terminal: bool,
}

/// What a program left behind.
#[derive(Debug)]
pub struct Outcome {
    /// Whether it ended with exit code 0.
    pub success: bool,
    /// The file with everything it printed, both streams in the order they came.
    pub log: PathBuf,
    /// The same as text.
    pub text: String,
}

impl Step {
    pub(crate) fn new(logs: &Path, name: &str, program: &OsStr, root: &Path) -> Self {
        let mut command = Command::new(program);
        command.current_dir(root).stdin(Stdio::null());
        Self {
            name: name.to_owned(),
            command,
            log: logs.join(format!("{name}.log")),
            on_terminal: false,
        }
    }

    /// Adds one argument.
    #[must_use]
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.command.args(args);
        self
    }

    /// Sets an environment variable of the program.
    #[must_use]
    pub fn env(mut self, key: &str, value: impl Into<OsString>) -> Self {
        self.command.env(key, value.into());
        self
    }

    /// Runs it in `dir` instead of the workspace root.
    #[must_use]
    pub fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Lets the program use the terminal (a password question, an installer's progress) instead of a log file.
    #[must_use]
    pub fn on_terminal(mut self) -> Self {
        self.on_terminal = true;
        self
    }

    /// Runs it and waits; the exit code is the caller's to judge.
    ///
    /// # Errors
    /// When the program cannot be started at all, or the command was interrupted.
    pub fn run_any(mut self) -> Result<Outcome, Failure> {
        let started = Instant::now();
        self.direct_output()?;
        let status = children::run(&mut self.command, !self.on_terminal)
            .map_err(|error| Failure::new(format!("{}: cannot run it: {error}", self.name)))?;
        let text = if self.on_terminal {
            String::new()
        } else {
            read_lossy(&self.log)?
        };
        say(&format!("    {} ({:.1} s)", self.name, started.elapsed().as_secs_f64()));
        Ok(Outcome {
            success: status.success(),
            log: self.log,
            text,
        })
    }

    /// Runs it and waits; anything but exit code 0 is a failure that shows the end of the log.
    ///
    /// # Errors
    /// When it cannot be started or ends with another exit code.
    pub fn run(self) -> Result<Outcome, Failure> {
        let name = self.name.clone();
        let outcome = self.run_any()?;
        if outcome.success {
            return Ok(outcome);
        }
        Err(Failure::new(format!(
            "{name} failed; the whole log is {}\n{}",
            outcome.log.display(),
            outcome.tail()
        )))
    }

    fn direct_output(&mut self) -> Result<(), Failure> {
        if self.on_terminal {
            self.command.stdin(Stdio::inherit());
            return Ok(());
        }
        if let Some(dir) = self.log.parent() {
            std::fs::create_dir_all(dir).map_err(|error| Failure::file("make", dir, &error))?;
        }
        let file = File::create(&self.log).map_err(|error| Failure::file("write", &self.log, &error))?;
        let second = file
            .try_clone()
            .map_err(|error| Failure::file("write", &self.log, &error))?;
        self.command.stdout(file).stderr(second);
        Ok(())
    }
}

impl Outcome {
    /// The last lines of what it printed.
    pub fn tail(&self) -> String {
        let lines: Vec<&str> = self.text.lines().collect();
        let from = lines.len().saturating_sub(TAIL);
        lines.iter().skip(from).map(|line| format!("    | {line}\n")).collect()
    }
}

/// Programs may print what is not UTF-8 (a path, a hex dump): that is no reason to lose the rest.
fn read_lossy(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file("read", path, &error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(dir: &Path, script: &str) -> Step {
        Step::new(dir, "sample", OsStr::new("sh"), dir).args(["-c", script])
    }

    #[test]
    fn both_streams_end_up_in_the_log() {
        let dir = tempfile::tempdir().unwrap();
        let outcome = step(dir.path(), "echo out; echo err >&2").run().unwrap();
        assert_eq!(outcome.text, "out\nerr\n");
        assert_eq!(std::fs::read_to_string(outcome.log).unwrap(), "out\nerr\n");
    }

    #[test]
    fn a_failed_step_shows_the_end_of_its_log() {
        let dir = tempfile::tempdir().unwrap();
        let failure = step(dir.path(), "seq 100; exit 3").run().unwrap_err();
        assert!(
            failure.0.contains("| 100\n") && failure.0.contains("sample.log"),
            "{failure}"
        );
        assert!(!failure.0.contains("| 60\n"), "{failure}");
    }

    #[test]
    fn an_exit_code_may_be_judged_by_the_caller() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!step(dir.path(), "exit 1").run_any().unwrap().success);
    }

    #[test]
    fn a_program_that_does_not_exist_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        let failure = Step::new(dir.path(), "none", OsStr::new("no-such-program"), dir.path())
            .run_any()
            .unwrap_err();
        assert!(failure.0.starts_with("none: cannot run it"), "{failure}");
    }
}
