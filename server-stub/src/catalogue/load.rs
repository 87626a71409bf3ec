//! All files of a call, or none: a single bad file and nothing is loaded.
//!
//! What comes of it depends on the bytes alone, not on the names of files or the order in which they are given: they are
//! taken by what they hold ([`Recognised::rank`]) and then by the digest of their bytes. A key that came before, in the same
//! file or in one that goes before it, is rejected as `duplicate_id`: merging two rows would invent what nobody wrote.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ring::digest::{SHA256, digest};
use serde_json::Value;

use super::agenda::{self, Assembled, RawEvent, Venues};
use super::assemble::assemble;
use super::boundaries::{AreaRow, Boundaries, RawBoundary};
use super::error::{BadFile, CatalogueError, FileProblem};
use super::event::Event;
use super::facility::Facility;
use super::raw::RawFacility;
use super::recognise::{Recognised, Row, recognise};
use super::report::{FileReport, Reject, Report};
use super::{decode, files};

/// What a call loaded, and what it did to the rows.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The places, each id once.
    pub facilities: Vec<Facility>,
    /// What is on, each id once.
    pub events: Vec<Event>,
    /// Districts and barrios, each id once.
    pub areas: Vec<AreaRow>,
    /// What was read, kept, repaired and rejected, per file, in the order given.
    pub report: Report,
}

/// A file as it was given.
#[derive(Debug, Clone)]
pub struct Document {
    /// How it is called in the report.
    pub name: PathBuf,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Loads the facilities, events and boundaries of files and folders. Known datasets of another kind are listed in the
/// report and left alone. Reads only; safe to repeat.
///
/// # Errors
/// If any file is unreadable, empty, cut, damaged or of no known kind, or if no file at all holds anything to load.
pub fn load(paths: &[PathBuf]) -> Result<Loaded, CatalogueError> {
    let loaded = read(paths)?;
    let mut files = loaded.report.files.iter();
    if files.all(|file| file.format.starts_with("unsupported:")) {
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

/// The same for what is in memory already.
///
/// # Errors
/// If any document is empty, cut, damaged or of no known kind. Nothing of the others is loaded then.
pub fn load_documents(documents: Vec<Document>) -> Result<Loaded, CatalogueError> {
    read_documents(documents, Vec::new())
}

pub(super) fn read(paths: &[PathBuf]) -> Result<Loaded, CatalogueError> {
    let (found, mut bad) = files::gather(paths);
    let mut documents = Vec::new();
    for name in found {
        match files::bytes(&name) {
            Ok(bytes) => documents.push(Document { name, bytes }),
            Err(problem) => bad.push(BadFile { file: name, problem }),
        }
    }
    read_documents(documents, bad)
}

fn read_documents(documents: Vec<Document>, mut bad: Vec<BadFile>) -> Result<Loaded, CatalogueError> {
    let mut files = Vec::new();
    for (place, Document { name, bytes }) in documents.into_iter().enumerate() {
        match decode::text(&bytes).and_then(|text| recognise(&text)) {
            Ok(content) => files.push(File {
                place,
                name: name.display().to_string(),
                digest: digest(&SHA256, &bytes).as_ref().to_vec(),
                content,
            }),
            Err(problem) => bad.push(BadFile { file: name, problem }),
        }
    }
    if !bad.is_empty() {
        return Err(CatalogueError::new(bad));
    }
    files.sort_by(|one, other| (one.content.rank(), &one.digest).cmp(&(other.content.rank(), &other.digest)));
    let mut batch = Batch::default();
    files.into_iter().for_each(|file| batch.add(file));
    Ok(batch.loaded())
}

/// A file that was read and can be used.
struct File {
    place: usize,
    name: String,
    digest: Vec<u8>,
    content: Recognised,
}

#[derive(Default)]
struct Batch {
    seen: Seen,
    boundaries: Boundaries,
    facilities: Vec<Facility>,
    /// Of the facilities; made when the first event comes, for all facilities come before.
    venues: Option<Venues>,
    events: Vec<Event>,
    reports: Vec<(usize, FileReport)>,
}

/// The keys that came so far: those of places and of events are apart.
#[derive(Default)]
struct Seen {
    areas: HashSet<i64>,
    places: HashSet<i64>,
    events: HashSet<i64>,
}

impl Batch {
    fn add(&mut self, file: File) {
        let mut report = FileReport::new(file.name, file.content.format());
        match file.content {
            Recognised::Unsupported(_) => {}
            Recognised::Boundaries(features) => self.add_boundaries(features, &mut report),
            Recognised::Facilities(_, rows) => rows.iter().for_each(|row| self.add_facility(row, &mut report)),
            Recognised::Events(_, rows) => {
                let venues = self.venues.take().unwrap_or_else(|| Venues::of(&self.facilities));
                rows.iter().for_each(|row| self.add_event(row, &venues, &mut report));
                self.venues = Some(venues);
            }
        }
        self.reports.push((file.place, report));
    }

    fn add_boundaries(&mut self, features: Vec<RawBoundary>, report: &mut FileReport) {
        for feature in features {
            let called = Some(feature.called.as_str());
            match feature.boundary {
                Ok(boundary) if !self.seen.areas.insert(boundary.row().id) => {
                    report.reject(Reject::DuplicateId, called, &feature.called);
                }
                Ok(boundary) => {
                    report.keep(&super::clean::Repairs::new(), || Value::Null);
                    self.boundaries.add(boundary);
                }
                Err(reason) => report.reject(reason, called, &feature.called),
            }
        }
    }

    fn add_facility(&mut self, row: &Row<RawFacility>, report: &mut FileReport) {
        let raw = match row {
            Ok(raw) => raw,
            Err(reason) => return report.reject(*reason, None, ""),
        };
        let reject = |report: &mut FileReport, reason: Reject| {
            report.reject(reason, raw.id.as_deref(), &raw.published(reason.field()));
        };
        match assemble(raw, &self.boundaries) {
            Ok((facility, _)) if !self.seen.places.insert(facility.id) => reject(report, Reject::DuplicateId),
            Ok((facility, repairs)) => {
                report.keep(&repairs, || serde_json::to_value(&facility).unwrap_or_default());
                self.facilities.push(facility);
            }
            Err(reason) => reject(report, reason),
        }
    }

    fn add_event(&mut self, row: &Row<RawEvent>, venues: &Venues, report: &mut FileReport) {
        let raw = match row {
            Ok(raw) => raw,
            Err(reason) => return report.reject(*reason, None, ""),
        };
        let reject = |report: &mut FileReport, reason: Reject| {
            report.reject(reason, raw.id.as_deref(), &raw.published(reason.field()));
        };
        let with = Assembled {
            boundaries: &self.boundaries,
            venues,
        };
        match agenda::assemble(raw, with) {
            Ok((event, _)) if !self.seen.events.insert(event.id) => reject(report, Reject::DuplicateId),
            Ok((event, repairs)) => {
                report.keep(&repairs, || serde_json::to_value(&event).unwrap_or_default());
                self.events.push(event);
            }
            Err(reason) => reject(report, reason),
        }
    }

    fn loaded(mut self) -> Loaded {
        self.reports.sort_by_key(|(place, _)| *place);
        Loaded {
            facilities: self.facilities,
            events: self.events,
            areas: self.boundaries.rows(),
            report: Report {
                files: self.reports.into_iter().map(|(_, report)| report).collect(),
            },
        }
    }
}
