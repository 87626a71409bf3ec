//! `cargo xtask run`: the whole thing on one machine, seen with one's own eyes.

use std::path::{Path, PathBuf};

use crate::part::{Context, Failure};
use crate::terminal::say;
use crate::test::Part;
use crate::{bindings, doctor, kotlin};

/// The city's hour on a tour of pictures, at which it stands still: the shell's clock is stopped there too.
const TOUR_CLOCK: [&str; 3] = ["--clock", "2025-10-25T10:00:00Z", "--hold-clock"];

/// Builds everything, starts the city and opens the window, or draws the screens as PNG files into `out`.
///
/// # Errors
/// When something is missing, does not build or does not start.
pub fn run(context: &Context, headless: bool, out: &Path) -> Result<(), Failure> {
    doctor::prepare(context, &[Part::Rust, Part::Kotlin])?;
    bindings::for_shells(context)?;
    let published = published(context);
    let mut extra: Vec<&str> = published.iter().flat_map(|dir| ["--catalogue", dir]).collect();
    if published.is_empty() {
        say("the city has its own short catalogue: MADRID_SHARED, with the real places, is not here");
    } else {
        say(&format!("the city has what is published in {}", published.join(", ")));
    }
    let draws = headless || !has_display();
    if draws {
        extra.extend(TOUR_CLOCK);
    }
    let city = context.start_city(&extra)?;
    say(&format!("the city answers on {}", city.http));
    if draws {
        draw(context, &city.http, out)
    } else {
        kotlin::open_window(context, &city.http)
    }
}

/// The folders with the City's published files, those that are there: places, what is on, districts and barrios.
fn published(context: &Context) -> Vec<String> {
    let Some(shared) = &context.shared else {
        return Vec::new();
    };
    let folders = ["facilities", "agenda", "boundaries"].map(|name| shared.join("madrid-data").join(name));
    let there = folders.iter().filter(|dir| dir.is_dir());
    there.map(|dir| dir.to_string_lossy().into_owned()).collect()
}

fn has_display() -> bool {
    cfg!(target_os = "macos")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some())
}

/// Draws the screens and says where each is. Pictures of an earlier run are removed first, so that none is taken for new.
fn draw(context: &Context, city_url: &str, out: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(out).map_err(|error| Failure::file("make", out, &error))?;
    for old in pictures(out)? {
        std::fs::remove_file(&old).map_err(|error| Failure::file("remove", &old, &error))?;
    }
    // The shell runs in another folder than we do.
    let place = out.canonicalize().map_err(|error| Failure::file("find", out, &error))?;
    kotlin::draw(context, city_url, &place)?;
    let drawn = pictures(out)?;
    if drawn.is_empty() {
        return Err(Failure::new("the shell drew no screen"));
    }
    say(&format!(
        "{} pictures, side by side on {}",
        drawn.len(),
        place.join("index.html").display()
    ));
    Ok(())
}

fn pictures(dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(dir).map_err(|error| Failure::file("read", dir, &error))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|p| is_png(p))
        .collect();
    found.sort();
    Ok(found)
}

fn is_png(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "png")
}
