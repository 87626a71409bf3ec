//! `catalogue check`: the quality report of files on the command line.

use std::io::{self, Write};
use std::path::PathBuf;

use super::load::read;

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckArgs {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// JSON instead of a table.
    pub json: bool,
}

/// Writes the report to `out` and gives exit code 0. If any file cannot be used, writes nothing to `out`, every such
/// file to `err` (as JSON if JSON was asked for), and gives 1. Reads files only; safe to repeat.
pub fn run_check(args: &CheckArgs, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    // A reader that has gone away is not the files' fault, but the report was not delivered either.
    write_check(args, out, err).unwrap_or(1)
}

fn write_check(args: &CheckArgs, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    match read(&args.paths) {
        Ok(loaded) => {
            if args.json {
                serde_json::to_writer(&mut *out, &loaded.report)?;
                writeln!(out)?;
            } else {
                write!(out, "{}", loaded.report)?;
            }
            out.flush()?;
            Ok(0)
        }
        Err(error) => {
            if args.json {
                writeln!(err, "{}", error.to_json())?;
            } else {
                writeln!(err, "{error}")?;
            }
            Ok(1)
        }
    }
}
