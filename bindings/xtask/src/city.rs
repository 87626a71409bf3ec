//! The running mock city: started for a command, stopped when the command is done with it, however that ends.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::children;
use crate::part::{Context, Failure};

/// How long the city may take to load its catalogue.
const PATIENCE: Duration = Duration::from_secs(30);

/// Builds the city alone, for parts that need nothing else of ours.
///
/// # Errors
/// When it does not build.
pub fn build(context: &Context) -> Result<(), Failure> {
    context
        .step("build-city", "cargo")
        .args(["build", "-p", "madrid-server-stub"])
        .run()
        .map(drop)
}

/// A city that answers. Dropping it stops it.
pub struct City {
    child: Child,
    /// Its address on the loopback: `http://127.0.0.1:NNNN`.
    pub http: String,
}

impl City {
    pub(crate) fn start(context: &Context, extra: &[&str]) -> Result<Self, Failure> {
        let mut command = Command::new(&context.city);
        command
            .args(["serve", "--port", "0"])
            .args(extra)
            .current_dir(&context.root);
        Self::from_command(&mut command)
    }

    fn from_command(command: &mut Command) -> Result<Self, Failure> {
        // Its errors go straight to the developer: it says little, and all of it matters.
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = children::start(command)
            .map_err(|error| Failure::new(format!("the city ({}) cannot be started: {error}", program(command))))?;
        match first_line(&mut child).and_then(|line| parse(&line)) {
            Ok(http) => Ok(Self { child, http }),
            Err(failure) => {
                children::stop(&mut child);
                Err(failure)
            }
        }
    }
}

impl Drop for City {
    fn drop(&mut self) {
        children::stop(&mut self.child);
    }
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn first_line(child: &mut Child) -> Result<String, Failure> {
    let Some(stdout) = child.stdout.take() else {
        return Err(Failure::new("the city has no output to read"));
    };
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut lines = BufReader::new(stdout).lines();
        // The receiver is gone when we stopped waiting; the rest is read only so that the city never blocks on a full pipe.
        drop(sender.send(lines.next()));
        lines.for_each(drop);
    });
    match receiver.recv_timeout(PATIENCE) {
        Ok(Some(Ok(line))) => Ok(line),
        Ok(_) => Err(Failure::new(
            "the city ended before it was ready; what it said is above",
        )),
        Err(_) => Err(Failure::new(format!(
            "the city was not ready within {} s",
            PATIENCE.as_secs()
        ))),
    }
}

/// The address in the first line of a city that is ready.
fn parse(line: &str) -> Result<String, Failure> {
    let ready: serde_json::Value = serde_json::from_str(line)
        .map_err(|_| Failure::new(format!("the city's first line is not the agreed JSON: {line}")))?;
    match (ready.get("ready"), ready.get("http").and_then(|http| http.as_str())) {
        (Some(serde_json::Value::Bool(true)), Some(http)) => Ok(http.to_owned()),
        _ => Err(Failure::new(format!(
            "the city's first line lacks `ready` or `http`: {line}"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn city(script: &str) -> Result<City, Failure> {
        City::from_command(Command::new("sh").args(["-c", script]))
    }

    #[test]
    fn its_address_is_read_from_the_first_line_and_it_stops_with_the_value() {
        let city = city("echo '{\"ready\":true,\"http\":\"http://127.0.0.1:7\",\"pin\":\"x\"}'; sleep 300").unwrap();
        assert_eq!(city.http, "http://127.0.0.1:7");
        let started = std::time::Instant::now();
        drop(city);
        assert!(started.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn a_city_that_ends_or_says_something_else_is_a_failure() {
        assert!(city("exit 2").err().unwrap().0.contains("ended before it was ready"));
        assert!(
            city("echo hello; sleep 300")
                .err()
                .unwrap()
                .0
                .contains("not the agreed JSON")
        );
        assert!(city("echo '{\"ready\":false}'").err().unwrap().0.contains("lacks"));
        let missing = City::from_command(&mut Command::new("/no/such/city")).err().unwrap();
        assert!(missing.0.contains("cannot be started"));
    }
}
