//! Why files could not be loaded: every bad file of the call, by name, each with what is wrong in plain words.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

/// Nothing was loaded. Holds every file that stood in the way, so that all can be mended at once.
#[derive(Debug)]
pub struct CatalogueError {
    bad: Vec<BadFile>,
}

/// One file (or folder) that cannot be used.
#[derive(Debug)]
pub struct BadFile {
    /// Where it is, as it was named.
    pub file: PathBuf,
    /// What is wrong with it.
    pub problem: FileProblem,
}

/// What can be wrong with a file as a whole. A single bad row never is: it is rejected and counted.
#[derive(Debug, thiserror::Error)]
pub enum FileProblem {
    /// The disk would not give it.
    #[error("cannot be read: {0}")]
    Unreadable(#[source] std::io::Error),
    /// A folder without any file that is loaded.
    #[error("holds no file of facilities, events or boundaries")]
    NothingToLoad,
    /// More than a catalogue can be; read no further.
    #[error("is larger than {limit_mib} MiB, which no export of the portal is")]
    TooLarge {
        /// The limit, in MiB.
        limit_mib: u64,
    },
    /// No bytes, only blanks, or a heading without rows.
    #[error("is empty: {0}")]
    Empty(&'static str),
    /// The end is missing.
    #[error("is cut in the middle: {0}")]
    CutShort(String),
    /// A packed file.
    #[error("is packed ({0}): unpack it first")]
    Compressed(&'static str),
    /// Text in an encoding that is not read here.
    #[error("is UTF-16 text: save it as UTF-8 or Windows-1252")]
    Utf16,
    /// Not text at all.
    #[error("is not text: {0}")]
    Binary(&'static str),
    /// UTF-8 with bytes that cannot be, so something has damaged it.
    #[error("is damaged: it is UTF-8 text, but the bytes at offset {offset} are not")]
    DamagedText {
        /// Where the first impossible byte is.
        offset: usize,
    },
    /// JSON that does not parse and is not merely cut.
    #[error("is damaged: not JSON at line {line}, column {column}")]
    BrokenJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// XML that does not parse and is not merely cut.
    #[error("is damaged: not XML at line {line}")]
    BrokenXml {
        /// Line, from 1.
        line: usize,
    },
    /// A table of facilities or events without the columns that it needs.
    #[error("lacks the columns {0}")]
    MissingColumns(String),
    /// Sound, but of no kind that is known here.
    #[error("is of no kind known here: {0}")]
    Unrecognised(String),
}

impl FileProblem {
    /// A word for programs: it stays when the sentence is reworded.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::NothingToLoad => "nothing_to_load",
            Self::TooLarge { .. } => "too_large",
            Self::Empty(_) => "empty",
            Self::CutShort(_) => "cut_short",
            Self::Compressed(_) => "compressed",
            Self::Utf16 => "utf16",
            Self::Binary(_) => "binary",
            Self::DamagedText { .. } => "damaged_text",
            Self::BrokenJson { .. } => "broken_json",
            Self::BrokenXml { .. } => "broken_xml",
            Self::MissingColumns(_) => "missing_columns",
            Self::Unrecognised(_) => "unrecognised",
        }
    }
}

impl CatalogueError {
    pub(super) const fn new(bad: Vec<BadFile>) -> Self {
        Self { bad }
    }

    /// The files that stood in the way; at least one.
    #[must_use]
    pub fn bad_files(&self) -> &[BadFile] {
        &self.bad
    }

    /// The same as `{"errors":[{"file","code","explanation"}]}`.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        #[derive(Serialize)]
        struct Entry {
            file: String,
            code: &'static str,
            explanation: String,
        }
        let errors: Vec<Entry> = self
            .bad
            .iter()
            .map(|bad| Entry {
                file: bad.file.display().to_string(),
                code: bad.problem.code(),
                explanation: bad.problem.to_string(),
            })
            .collect();
        serde_json::json!({ "errors": errors })
    }
}

impl fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, bad) in self.bad.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{} {}", bad.file.display(), bad.problem)?;
        }
        Ok(())
    }
}

impl std::error::Error for CatalogueError {}
