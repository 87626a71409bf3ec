//! `cargo xtask bench`: each figure beside its floor, in one run and one table, and what the library weighs.
//!
//! The Rust benches print one JSON object per line, `{"name", "ours_ms", "floor", "floor_ms"}` (the last two absent where
//! there is no floor) or `{"note"}` for what is no time, and may print other lines for people. Both are passed on.

use std::path::Path;

use crate::context::{Build, library_name};
use crate::part::{Context, Failure, Figure};
use crate::step::Step;
use crate::terminal::say;
use crate::test::Part;
use crate::{bindings, doctor, kotlin, needs};

/// Ours may take this many times as long as the floor; what is above is marked.
const AIM: f64 = 1.3;

/// Measures everything and prints it.
///
/// # Errors
/// When something is missing, does not build or a bench fails.
pub fn bench(context: &Context) -> Result<(), Failure> {
    doctor::prepare(context, &[Part::Rust, Part::Kotlin])?;
    let size = size(context)?;
    let mut figures = rust(context)?;
    figures.extend(cards(context)?);
    // The sources are generated from the development library, whose surface is the same.
    bindings::for_shells(context)?;
    bindings::build(context, Build::Release)?;
    figures.extend(kotlin::bench(context)?);
    say("");
    say(&table(&figures));
    say(&size);
    Ok(())
}

fn rust(context: &Context) -> Result<Vec<Figure>, Failure> {
    let step = context
        .step("bench-rust", "cargo")
        .args(["run", "--quiet", "--release", "-p", "madrid-benches"])
        .args(["--features", "rivals", "--", "--json"]);
    told(step)
}

/// Cards beside the crates of others, which are built apart: they ask for another `serde_json` than the one that ships.
fn cards(context: &Context) -> Result<Vec<Figure>, Failure> {
    let step = context
        .step("bench-cards", "cargo")
        .dir(&context.root.join("core/benches/cards"))
        .env("CARGO_TARGET_DIR", context.target_dir.join("cards"))
        .args(["run", "--quiet", "--release", "--locked", "--", "--json"]);
    told(step)
}

/// What a bench tells.
fn told(step: Step) -> Result<Vec<Figure>, Failure> {
    let outcome = step.run()?;
    let (figures, rest): (Vec<_>, Vec<_>) = outcome
        .text
        .lines()
        .map(|line| (figure(line), line))
        .partition(|(f, _)| f.is_some());
    rest.iter()
        .for_each(|(_, line)| say(&format!("    {}", note(line).as_deref().unwrap_or(line))));
    Ok(figures.into_iter().filter_map(|(figure, _)| figure).collect())
}

/// The figure in a line of a bench's output.
pub fn figure(line: &str) -> Option<Figure> {
    let value: serde_json::Value = serde_json::from_str(line).ok()?;
    let floor = value
        .get("floor")
        .and_then(|floor| floor.as_str())
        .zip(value.get("floor_ms").and_then(|ms| ms.as_f64()));
    Some(Figure {
        name: value.get("name")?.as_str()?.to_owned(),
        ours_ms: value.get("ours_ms")?.as_f64()?,
        floor: floor.map(|(name, ms)| (name.to_owned(), ms)),
        others: others(&value),
    })
}

/// What a line says that is no time: bytes, and what the rivals cost.
fn note(line: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(line).ok()?;
    Some(value.get("note")?.as_str()?.to_owned())
}

/// The rivals that were slower than the one that is the floor.
fn others(value: &serde_json::Value) -> Vec<(String, f64)> {
    let all = value.get("others").and_then(|others| others.as_array());
    let rival = |other: &serde_json::Value| Some((other.get("name")?.as_str()?.to_owned(), other.get("ms")?.as_f64()?));
    all.into_iter().flatten().filter_map(rival).collect()
}

fn table(figures: &[Figure]) -> String {
    let width = figures
        .iter()
        .map(|figure| figure.name.chars().count())
        .max()
        .unwrap_or(0);
    let mut text = format!(
        "{:width$}  {:>10}  {:>10}  {:>6}  floor\n",
        "figure", "ours ms", "floor ms", "ratio"
    );
    for figure in figures {
        text.push_str(&row(figure, width));
        for (other, ms) in &figure.others {
            let ratio = figure.ours_ms / ms;
            text.push_str(&format!(
                "{:width$}  {:>10}  {ms:>10.3}  {ratio:>6.2}  {other}\n",
                "", ""
            ));
        }
    }
    text
}

fn row(figure: &Figure, width: usize) -> String {
    let Figure {
        name, ours_ms, floor, ..
    } = figure;
    match floor {
        Some((floor, floor_ms)) => {
            let ratio = ours_ms / floor_ms;
            let mark = if ratio > AIM {
                format!("  above the aim of {AIM}")
            } else {
                String::new()
            };
            format!("{name:width$}  {ours_ms:>10.3}  {floor_ms:>10.3}  {ratio:>6.2}  {floor}{mark}\n")
        }
        None => format!("{name:width$}  {ours_ms:>10.3}  {:>10}  {:>6}\n", "-", "-"),
    }
}

/// The size of the library as a phone gets it: release, without `provoke`, stripped.
fn size(context: &Context) -> Result<String, Failure> {
    context
        .step("build-release-plain", "cargo")
        .args(["build", "--release", "-p", "madrid-bindings"])
        .run()?;
    let built = context.target_dir.join("release").join(library_name());
    let stripped = context.target_dir.join("shells").join("stripped").join(library_name());
    if let Some(dir) = stripped.parent() {
        std::fs::create_dir_all(dir).map_err(|error| Failure::file("make", dir, &error))?;
    }
    if needs::first_line("strip", &["--version"]).is_err() {
        return Ok(format!(
            "release library: {} bytes, not stripped (there is no `strip`)",
            bytes(&built)?
        ));
    }
    context
        .step("strip", "strip")
        .arg("-o")
        .arg(&stripped)
        .arg(&built)
        .run()?;
    Ok(format!(
        "release library: {} bytes stripped, {} as built",
        bytes(&stripped)?,
        bytes(&built)?
    ))
}

fn bytes(path: &Path) -> Result<u64, Failure> {
    std::fs::metadata(path)
        .map(|data| data.len())
        .map_err(|error| Failure::file("read", path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_with_and_without_a_floor() {
        let both =
            figure(r#"{"name":"delta of 10,000","ours_ms":120.5,"floor":"bare rusqlite","floor_ms":100.0}"#).unwrap();
        assert_eq!(both.floor, Some(("bare rusqlite".to_owned(), 100.0)));
        let alone = figure(r#"{"name":"open","ours_ms":3}"#).unwrap();
        assert_eq!((alone.ours_ms, alone.floor), (3.0, None));
        assert_eq!(figure("warming up"), None);
    }

    #[test]
    fn a_note_is_no_figure() {
        let line = r#"{"note":"171 bytes"}"#;
        assert_eq!((note(line).as_deref(), figure(line)), (Some("171 bytes"), None));
        assert_eq!(note("warming up"), None);
    }

    #[test]
    fn every_rival_is_in_the_table() {
        let line = r#"{"name":"near","ours_ms":1,"floor":"fast","floor_ms":2,"others":[{"name":"slow","ms":4}]}"#;
        let figure = figure(line).unwrap();
        assert_eq!(figure.others, [("slow".to_owned(), 4.0)]);
        assert!(table(&[figure]).contains("0.25  slow"));
    }

    #[test]
    fn a_figure_above_the_aim_is_marked() {
        let figure = |ours_ms| Figure {
            name: "x".to_owned(),
            ours_ms,
            floor: Some(("bare".to_owned(), 10.0)),
            others: Vec::new(),
        };
        assert!(table(&[figure(13.1)]).contains("above the aim"));
        assert!(!table(&[figure(12.9)]).contains("above the aim"));
    }
}
