//! The design language of both shells: one file of tokens in, the sources that Kotlin and Swift are compiled with out.
//!
//! The file is in the format of designtokens.org (2025.10). What that format has no type for (pairs of colours that must
//! be told apart, pictograms, ornaments) stands in the file's `$extensions`. Whatever is wrong with it is said with the
//! name of the token, before anything is written.

mod contrast;
mod document;
mod drawing;
mod kotlin;
mod model;
mod swift;
mod values;

use std::path::Path;

use crate::bindings::write_if_changed;
use crate::part::{Context, Failure};
use crate::terminal::say;

pub use model::Design;

/// The file of tokens, below the workspace root.
const TOKENS: &str = "bindings/design/tokens.json";

/// `cargo xtask design`: writes both shells' sources, and says where.
///
/// # Errors
/// When the tokens are wrong or a file cannot be written.
pub fn design(context: &Context) -> Result<(), Failure> {
    for_shells(context)?;
    say(&format!("Kotlin in {}", context.design_kotlin.display()));
    say(&format!("Swift in {}", context.design_swift.display()));
    Ok(())
}

/// Writes both shells' sources, as the [`Context`] names their places. Equal files are left alone.
///
/// # Errors
/// When the tokens are wrong or a file cannot be written.
pub fn for_shells(context: &Context) -> Result<(), Failure> {
    let design = read(&context.root.join(TOKENS))?;
    let kotlin = context.design_kotlin.join("es/madrid/ui/Tokens.kt");
    write_if_changed(&kotlin, kotlin::write(&design).as_bytes())?;
    let swift = context.design_swift.join("Tokens.swift");
    write_if_changed(&swift, swift::write(&design).as_bytes())
}

fn read(file: &Path) -> Result<Design, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| Failure::file("read", file, &error))?;
    Design::read(&text)
}

/// A failure that names the token.
fn wrong(token: &str, what: impl std::fmt::Display) -> Failure {
    Failure::new(format!("{TOKENS}: {token}: {what}"))
}

#[cfg(test)]
mod tests;
