//! `cargo xtask run`: the whole thing on one machine, seen with one's own eyes.

use std::path::{Path, PathBuf};

use crate::part::{Context, Failure};
use crate::terminal::say;
use crate::test::Part;
use crate::{bindings, doctor, kotlin};

/// The city's hour on a tour of pictures, at which it stands still: the shell's clock is stopped there too.
const TOUR_CLOCK: [&str; 3] = ["--clock", "2026-11-24T10:00:00Z", "--hold-clock"];

/// Builds everything, starts the city and opens the window, or draws the screens as PNG files into `out`.
///
/// # Errors
/// When something is missing, does not build or does not start.
pub fn run(context: &Context, headless: bool, out: &Path) -> Result<(), Failure> {
    doctor::prepare(context, &[Part::Rust, Part::Kotlin])?;
    bindings::for_shells(context)?;
    let catalogue = catalogue(context);
    let mut extra: Vec<&str> = catalogue
        .as_deref()
        .map_or_else(Vec::new, |dir| vec!["--catalogue", dir]);
    match catalogue.as_deref() {
        Some(dir) => say(&format!("the city has the real places of {dir}")),
        None => say("the city has its own short catalogue: MADRID_SHARED, with the real places, is not here"),
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

/// The folder with the City's facility files, where they are.
fn catalogue(context: &Context) -> Option<String> {
    let dir = context.shared.as_ref()?.join("madrid-data/facilities");
    dir.is_dir().then(|| dir.to_string_lossy().into_owned())
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
