//! The files of this workspace, read once, and how a broken rule is told.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Folders that builds make: nothing in them is ours.
const MADE: [&str; 7] = ["target", ".git", ".build", ".gradle", "node_modules", "out", "build"];
/// Generated sources the shells' tools insist on having in place; git ignores them.
const GENERATED: [&str; 3] = [
    "ios/Sources/MadridCore/",
    "ios/Sources/MadridCoreFFI/include/",
    "ios/Sources/MadridDesign/",
];

/// One file of the tree.
#[derive(Debug, Clone)]
pub struct File {
    /// Its path below the workspace root, with `/`.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl File {
    /// A made-up file, to show a rule what it must object to.
    pub fn sample(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        }
    }

    /// Its text; `None` for a picture or another binary.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes)
            .ok()
            .filter(|text| !text.contains('\0'))
    }

    /// The last part of its path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// A broken rule, where it is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The file's path below the root.
    pub path: String,
    /// The line, counted from 1; 0 when the whole file is meant.
    pub line: usize,
    /// What is wrong, and with what.
    pub what: String,
}

impl Violation {
    /// A violation at a line of a file.
    pub fn new(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            what: what.into(),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Fails with the whole list when a rule is broken anywhere.
pub fn assert_none(violations: Vec<Violation>) {
    let list: Vec<String> = violations.iter().map(|violation| format!("  {violation}")).collect();
    assert!(list.is_empty(), "{} broken rule(s):\n{}", list.len(), list.join("\n"));
}

/// Fails unless the rule objects exactly `times` times, each time with `words`.
pub fn assert_objects(violations: &[Violation], times: usize, words: &str) {
    assert_eq!(violations.len(), times, "{violations:#?}");
    for violation in violations {
        assert!(violation.what.contains(words), "{violation} does not say `{words}`");
    }
}

/// The workspace root.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// All files of this workspace that somebody wrote.
pub fn real() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut files = Vec::new();
        let read = collect(&root(), "", &mut files);
        assert!(read.is_ok() && files.len() > 20, "the tree cannot be read: {read:?}");
        files
    })
}

fn collect(dir: &Path, prefix: &str, files: &mut Vec<File>) -> io::Result<()> {
    let mut entries = fs::read_dir(dir)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type()?;
        let generated = GENERATED
            .iter()
            .any(|made| path.starts_with(made) && !path.ends_with(".modulemap"));
        if kind.is_dir() && !MADE.contains(&name.as_str()) {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else if kind.is_file() && !generated {
            // A file may vanish while the tree is read: an editor's temporary one.
            files.extend(fs::read(entry.path()).ok().map(|bytes| File { path, bytes }));
        }
    }
    Ok(())
}
