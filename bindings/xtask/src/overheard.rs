//! What the whole run of the tests has said must say nothing of a person: every log of every step is read for every value of
//! every persona of the mock city.

use std::path::Path;

use crate::part::{Context, Failure, Tally};
use crate::terminal::say;

/// Where the personas stand, in Rust: `name: "value"` or `name: Some("value")`.
const PERSONAS: &str = "server-stub/src/citizens/personas.rs";
/// What of them is personal enough to be looked for.
const FIELDS: [&str; 5] = ["nif: ", "family_name: ", "street: ", "phone: ", "email: "];

/// Looks through the logs of this run.
///
/// # Errors
/// When the personas or a log cannot be read.
pub fn listen(context: &Context) -> Result<Tally, Failure> {
    let source = read(&context.root.join(PERSONAS))?;
    let values = values(&source);
    let logs = context.target_dir.join("logs");
    let entries = std::fs::read_dir(&logs).map_err(|error| Failure::file("list", &logs, &error))?;
    let mut tally = Tally::default();
    // A check that looks for nothing would pass for ever.
    tally.check(values.len() > 20);
    for path in entries.flatten().map(|entry| entry.path()) {
        let found = found(&String::from_utf8_lossy(&bytes(&path)?), &values);
        if found > 0 {
            say(&format!(
                "  FAILED   {found} of the personas' values stand in {}",
                path.display()
            ));
        }
        tally.check(found == 0);
    }
    Ok(tally)
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::file("read", path, &error))
}

/// The personal values in the source, each once.
fn values(source: &str) -> Vec<String> {
    let mut values: Vec<String> = source
        .lines()
        .filter_map(|line| {
            let value = FIELDS.iter().find_map(|field| line.trim().strip_prefix(field))?;
            let value = value.strip_prefix("Some(").unwrap_or(value).strip_prefix('"')?;
            value.split('"').next().map(str::to_owned)
        })
        .collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// How many of the values a text holds.
fn found(text: &str, values: &[String]) -> usize {
    values.iter().filter(|value| text.contains(value.as_str())).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_in_the_source_and_in_a_log() {
        let source = r#"
            nif: "12345678Z",
            email: Some("ana@example.org"),
            email: None,
            alias: "ana",
            nif: "12345678Z","#;
        let values = values(source);
        assert_eq!(values, ["12345678Z", "ana@example.org"]);
        assert_eq!(found("sent to ana@example.org", &values), 1);
        assert_eq!(found("sent to ana", &values), 0);
    }
}
