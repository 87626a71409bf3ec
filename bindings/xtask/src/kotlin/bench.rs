//! The figures of the Android shell on the JVM: one list view, a list under a finger, and the time to the first picture.

use std::time::{SystemTime, UNIX_EPOCH};

use super::{Work, clear, property};
use crate::bench::figure;
use crate::part::{Context, Failure, Figure};

/// How often the program is started for the time to its first picture: the middle one counts.
const STARTS: usize = 5;

/// Everything that is measured in Kotlin.
///
/// # Errors
/// When something does not compile, or one of the benches says no figure.
pub fn bench(context: &Context) -> Result<Vec<Figure>, Failure> {
    let mut figures = vec![list_view(context)?];
    figures.extend(scrolling(context)?);
    Ok(figures)
}

/// How long one list view takes from Kotlin, beside the same view asked for by the bindings' Rust functions.
fn list_view(context: &Context) -> Result<Figure, Failure> {
    let work = Work::new(context);
    let home = work.out.join("home-bench");
    clear(&home)?;
    let city = context.start_city(&["--data", "memory", "--synthetic", "10000"])?;
    let ours = work
        .maven("bench-kotlin")
        .args(["--projects", "kit", "-Dtest=ListViewBench"])
        .arg(format!("-Dmadrid.bench.city={}", city.http))
        .arg(property("madrid.bench.home", &home))
        .arg("test")
        .run()?;
    let floor = context
        .step("bench-kotlin-floor", "cargo")
        .args(["run", "--release", "-p", "madrid-benches", "--", "list-view"])
        .arg(&home)
        .run()?;
    let floor = Some(("the same view in Rust".to_owned(), milliseconds(&floor.text)?));
    Ok(Figure {
        name: "one list view of 50 from Kotlin".to_owned(),
        ours_ms: milliseconds(&ours.text)?,
        floor,
        others: Vec::new(),
    })
}

/// The frames of 5,000 places, events and pins under a finger, then how long the phone that this leaves takes to its first picture.
fn scrolling(context: &Context) -> Result<Vec<Figure>, Failure> {
    let work = Work::new(context);
    let home = work.out.join("home-bench-scroll");
    clear(&home)?;
    let city = context.start_city(&["--data", "memory", "--synthetic", "6000", "--synthetic-events", "6000"])?;
    let frames = work
        .maven("bench-scroll")
        .args(["--projects", "desktop", "--also-make", "-Dtest=ScrollBench"])
        // The modules below have no test of that name.
        .arg("-Dsurefire.failIfNoSpecifiedTests=false")
        .arg(format!("-Dmadrid.bench.city={}", city.http))
        .arg(property("madrid.bench.home", &home))
        .arg("test")
        .run()?;
    let mut figures: Vec<Figure> = frames.text.lines().filter_map(figure).collect();
    if figures.is_empty() {
        return Err(Failure::new("the bench of the scrolling printed no figure"));
    }
    let first_picture = |of: &str| -> Result<f64, Failure> {
        let times: Result<Vec<f64>, Failure> = (0..STARTS)
            .map(|_| {
                let program = work
                    .program("bench-first-picture", &city.http, &home)?
                    .args(["--until", of])
                    .env("MADRID_STARTED", milliseconds_since_1970()?);
                milliseconds(&program.run()?.text)
            })
            .collect();
        Ok(middle(times?))
    };
    figures.push(Figure {
        name: "from the start of the process to home drawn".to_owned(),
        ours_ms: first_picture("home")?,
        floor: Some(("to an empty screen drawn".to_owned(), first_picture("nothing")?)),
        others: Vec::new(),
    });
    Ok(figures)
}

fn milliseconds_since_1970() -> Result<String, Failure> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let since = since.map_err(|_| Failure::new("the clock of this machine is before 1970"))?;
    Ok(since.as_millis().to_string())
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The figure in a program's output: the first line that is JSON and has `ours_ms`.
fn milliseconds(text: &str) -> Result<f64, Failure> {
    let parsed = text
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    parsed
        .filter_map(|value| value.get("ours_ms")?.as_f64())
        .next()
        .ok_or_else(|| Failure::new("a bench in Kotlin printed no figure"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_found_among_what_maven_prints() {
        assert_eq!(
            milliseconds("[INFO] Running\n{\"name\":\"x\",\"ours_ms\":1.5}\n[INFO] Done\n"),
            Ok(1.5)
        );
        assert!(milliseconds("[INFO] Done\n{\"name\":\"x\"}").is_err());
    }

    #[test]
    fn one_slow_start_does_not_count() {
        assert!((middle(vec![900.0, 2.0, 1.0]) - 2.0).abs() < f64::EPSILON);
    }
}
