//! All files of a call, or none: a single bad file and nothing is loaded.
//!
//! A key that came before, in the same file or in an earlier one, is rejected as `duplicate_id`: the first wins, files
//! being taken in the order given and, within a folder, by name. Merging two rows would invent a place nobody wrote.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::assemble::assemble;
use super::error::{BadFile, CatalogueError, FileProblem};
use super::facility::Facility;
use super::recognise::{Recognised, recognise};
use super::report::{FileReport, Reject, Report};
use super::{decode, files};

/// What a call loaded, and what it did to the rows.
#[derive(Debug)]
pub struct Loaded {
    /// The places, each id once.
    pub facilities: Vec<Facility>,
    /// What was read, kept, repaired and rejected, per file.
    pub report: Report,
}

/// Loads the facilities of files and folders. Known datasets of another kind are listed in the report and left alone.
/// Reads only; safe to repeat.
///
/// # Errors
/// If any file is unreadable, empty, cut, damaged or of no known kind, or if no file at all holds facilities.
pub fn load(paths: &[PathBuf]) -> Result<Loaded, CatalogueError> {
    let loaded = read(paths)?;
    if loaded
        .report
        .files
        .iter()
        .all(|file| file.format.starts_with("unsupported:"))
    {
        let nothing = |file: &PathBuf| BadFile {
            file: file.clone(),
            problem: FileProblem::NothingToLoad,
        };
        return Err(CatalogueError::new(paths.iter().map(nothing).collect()));
    }
    Ok(loaded)
}

/// The report alone. Unlike [`load`], content with files that are known but not loaded.
///
/// # Errors
/// If any file is unreadable, empty, cut, damaged or of no known kind.
pub fn check(path: &Path) -> Result<Report, CatalogueError> {
    read(&[path.to_owned()]).map(|loaded| loaded.report)
}

pub(super) fn read(paths: &[PathBuf]) -> Result<Loaded, CatalogueError> {
    let (found, mut bad) = files::gather(paths);
    let mut batch = Batch::default();
    for file in found {
        if let Err(problem) = batch.add(&file) {
            bad.push(BadFile { file, problem });
        }
    }
    if bad.is_empty() {
        Ok(batch.loaded())
    } else {
        Err(CatalogueError::new(bad))
    }
}

#[derive(Default)]
struct Batch {
    seen: HashSet<i64>,
    facilities: Vec<Facility>,
    reports: Vec<FileReport>,
}

impl Batch {
    fn add(&mut self, path: &Path) -> Result<(), FileProblem> {
        let text = decode::text(&files::bytes(path)?)?;
        let name = path.display().to_string();
        let (format, rows) = match recognise(&text)? {
            Recognised::Unsupported(what) => {
                self.reports.push(FileReport::new(name, format!("unsupported:{what}")));
                return Ok(());
            }
            Recognised::Facilities { format, rows } => (format, rows),
        };
        let mut report = FileReport::new(name, format.to_owned());
        for row in rows {
            match row.and_then(|raw| assemble(&raw)) {
                Ok((facility, _)) if !self.seen.insert(facility.id) => report.reject(Reject::DuplicateId),
                Ok((facility, repairs)) => {
                    report.keep(&repairs);
                    self.facilities.push(facility);
                }
                Err(reason) => report.reject(reason),
            }
        }
        self.reports.push(report);
        Ok(())
    }

    fn loaded(self) -> Loaded {
        Loaded {
            facilities: self.facilities,
            report: Report { files: self.reports },
        }
    }
}
