//! The generated sources and the recorded surface: what the shells compile against, and what they were promised.
//!
//! The shells on this machine get a library with the feature `provoke` (panics and a stopped clock, for their tests). The
//! recorded surface is that of the library without it, which is what a phone gets.

use std::path::Path;

use crate::context::{Build, library_name};
use crate::design;
use crate::part::{Context, Failure};
use crate::terminal::say;

/// The file the surface is recorded in, below the workspace root.
const SNAPSHOT: &str = "bindings/api.snapshot";

/// `cargo xtask bindings`: generates for both shells, then checks or records the surface. `false` when it differs.
///
/// # Errors
/// When something does not build or cannot be written.
pub fn bindings(context: &Context, update: bool) -> Result<bool, Failure> {
    let unchanged = surface(context, update)?;
    for_shells(context)?;
    say(&format!("Kotlin in {}", context.generated_kotlin.display()));
    say(&format!("Swift in {}", context.generated_swift.display()));
    Ok(unchanged)
}

/// Builds the development library and the city, and generates both shells' sources, as the [`Context`] names them.
///
/// # Errors
/// When something does not build or cannot be written.
pub fn for_shells(context: &Context) -> Result<(), Failure> {
    design::for_shells(context)?;
    build(context, Build::Development)?;
    generate(context)
}

/// Builds the library (with `provoke`) and the city, and puts the library where the context says.
///
/// # Errors
/// When one does not build.
pub fn build(context: &Context, build: Build) -> Result<(), Failure> {
    // The generators are only needed beside the development library.
    let features = match build {
        Build::Development => "madrid-bindings/provoke,madrid-bindings/generate",
        Build::Release => "madrid-bindings/provoke",
    };
    let cargo = context
        .step(&format!("build-{}", build.folder()), "cargo")
        .args(["build"]);
    let cargo = cargo.args([
        "-p",
        "madrid-bindings",
        "-p",
        "madrid-server-stub",
        "--features",
        features,
    ]);
    cargo.args(build.flags()).run()?;
    // Alone in a folder: beside it in Cargo's own lie other files that a loader's path should not see. And Cargo's copy
    // is overwritten by the next build without the feature.
    copy_if_changed(
        &context.target_dir.join(build.folder()).join(library_name()),
        &context.library,
    )
}

/// Generates the Kotlin and the Swift sources from the built library.
fn generate(context: &Context) -> Result<(), Failure> {
    let fresh = context.target_dir.join("generated-fresh");
    for (language, place) in [
        ("kotlin", &context.generated_kotlin),
        ("swift", &context.generated_swift),
    ] {
        let out = fresh.join(language);
        clear(&out)?;
        context
            .step(
                &format!("generate-{language}"),
                context.target_dir.join("debug/uniffi-bindgen"),
            )
            .args(["generate", "--no-format", "--language", language, "--out-dir"])
            .arg(&out)
            .arg(&context.library)
            .run()?;
        if language == "swift" {
            arrange_for_linux(&out)?;
        }
        mirror(&out, place)?;
    }
    Ok(())
}

/// The C header goes to `include/` with a module map of our own: the generated one asks for Apple's `Darwin` module.
fn arrange_for_linux(dir: &Path) -> Result<(), Failure> {
    let include = dir.join("include");
    clear(&include)?;
    for path in files(dir)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(module) = name.strip_suffix(".h") {
            let map = format!("module {module} {{\n    header \"{name}\"\n    export *\n}}\n");
            write(&include.join("module.modulemap"), map.as_bytes())?;
            std::fs::rename(&path, include.join(&name)).map_err(|error| Failure::file("move", &path, &error))?;
        } else if name.ends_with(".modulemap") {
            std::fs::remove_file(&path).map_err(|error| Failure::file("remove", &path, &error))?;
        }
    }
    Ok(())
}

/// Compares the exported surface with the recorded one, or records it. `false` when they differ.
///
/// # Errors
/// When the library does not build, or the record cannot be read or written.
pub fn surface(context: &Context, update: bool) -> Result<bool, Failure> {
    context
        .step("build-plain", "cargo")
        .args(["build", "-p", "madrid-bindings", "--features", "generate"])
        .run()?;
    let library = context.target_dir.join("debug").join(library_name());
    let present = context
        .step("surface", context.target_dir.join("debug/api-snapshot"))
        .arg(library)
        .run()?
        .text;
    let record = context.root.join(SNAPSHOT);
    if update {
        write(&record, present.as_bytes())?;
        say(&format!("recorded in {SNAPSHOT}"));
        return Ok(true);
    }
    let recorded = std::fs::read_to_string(&record).map_err(|error| Failure::file("read", &record, &error))?;
    if present == recorded {
        return Ok(true);
    }
    say(&format!(
        "  FAILED   the exported surface is not the one in {SNAPSHOT}:\n{}",
        difference(&recorded, &present)
    ));
    say("           if that is meant, record it with `cargo xtask bindings --update`");
    Ok(false)
}

/// Lines that only one of the two has. The surface is sorted, so their order carries nothing.
fn difference(recorded: &str, present: &str) -> String {
    let only = |mark: char, a: &str, b: &str| -> String {
        let known: std::collections::HashSet<&str> = b.lines().collect();
        a.lines()
            .filter(|line| !known.contains(line))
            .map(|line| format!("    {mark} {line}\n"))
            .collect()
    };
    only('-', recorded, present) + &only('+', present, recorded)
}

fn files(dir: &Path) -> Result<Vec<std::path::PathBuf>, Failure> {
    let entries = std::fs::read_dir(dir).map_err(|error| Failure::file("read", dir, &error))?;
    let mut files: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.sort();
    Ok(files)
}

fn clear(dir: &Path) -> Result<(), Failure> {
    if dir.exists() {
        std::fs::remove_dir_all(dir).map_err(|error| Failure::file("remove", dir, &error))?;
    }
    std::fs::create_dir_all(dir).map_err(|error| Failure::file("make", dir, &error))
}

/// Makes `to` equal to `from`, leaving equal files untouched: the shells' compilers go by the time of change.
fn mirror(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(to).map_err(|error| Failure::file("make", to, &error))?;
    for stale in files(to)? {
        let source = from.join(stale.file_name().unwrap_or_default());
        if source.is_dir() != stale.is_dir() || !source.exists() {
            remove(&stale)?;
        }
    }
    for source in files(from)? {
        let target = to.join(source.file_name().unwrap_or_default());
        if source.is_dir() {
            mirror(&source, &target)?
        } else {
            copy_if_changed(&source, &target)?
        }
    }
    Ok(())
}

fn remove(path: &Path) -> Result<(), Failure> {
    let removed = if path.is_dir() {
        std::fs::remove_dir_all(path)
    } else {
        std::fs::remove_file(path)
    };
    removed.map_err(|error| Failure::file("remove", path, &error))
}

fn copy_if_changed(from: &Path, to: &Path) -> Result<(), Failure> {
    let bytes = std::fs::read(from).map_err(|error| Failure::file("read", from, &error))?;
    write_if_changed(to, &bytes)
}

/// Writes a file, unless it is already so: the shells' compilers go by the time of change.
///
/// # Errors
/// When it cannot be written.
pub fn write_if_changed(to: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if std::fs::read(to).is_ok_and(|present| present == bytes) {
        return Ok(());
    }
    write(to, bytes)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(dir) = path.parent() {
        std::fs::create_dir_all(dir).map_err(|error| Failure::file("make", dir, &error))?;
    }
    // Beside it and renamed: a shell that has the old library mapped keeps it whole.
    let beside = path.with_extension("new");
    std::fs::write(&beside, bytes)
        .and_then(|()| std::fs::rename(&beside, path))
        .map_err(|error| Failure::file("write", path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_gets_a_module_map_that_asks_for_nothing_of_apple() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["MadridCore.swift", "MadridCoreFFI.h", "MadridCoreFFI.modulemap"] {
            std::fs::write(dir.path().join(name), "use \"Darwin\"").unwrap();
        }
        arrange_for_linux(dir.path()).unwrap();
        let map = std::fs::read_to_string(dir.path().join("include/module.modulemap")).unwrap();
        assert_eq!(
            map,
            "module MadridCoreFFI {\n    header \"MadridCoreFFI.h\"\n    export *\n}\n"
        );
        assert!(dir.path().join("include/MadridCoreFFI.h").exists());
        assert!(dir.path().join("MadridCore.swift").exists());
        assert!(!dir.path().join("MadridCoreFFI.modulemap").exists());
    }

    #[test]
    fn mirroring_removes_what_is_stale_and_leaves_equal_files_untouched() {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (dir.path().join("from"), dir.path().join("to"));
        write(&from.join("es/a.kt"), b"a").unwrap();
        write(&from.join("b.kt"), b"new").unwrap();
        write(&to.join("es/a.kt"), b"a").unwrap();
        write(&to.join("es/gone.kt"), b"x").unwrap();
        write(&to.join("b.kt"), b"old").unwrap();
        let untouched = std::fs::metadata(to.join("es/a.kt")).unwrap().modified().unwrap();
        mirror(&from, &to).unwrap();
        assert_eq!(std::fs::read(to.join("b.kt")).unwrap(), b"new");
        assert!(!to.join("es/gone.kt").exists());
        assert_eq!(
            std::fs::metadata(to.join("es/a.kt")).unwrap().modified().unwrap(),
            untouched
        );
    }

    #[test]
    fn a_changed_surface_is_shown_by_the_lines_that_differ() {
        assert_eq!(difference("a\nb\nc", "a\nc\nd"), "    - b\n    + d\n");
    }
}
