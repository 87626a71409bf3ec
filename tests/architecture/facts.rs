//! What the rules need to know of a Rust file, found by parsing it: paths, functions, texts, public items, panics.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::reader;
use crate::tree::{self, File};

/// A path that code names, with `crate`, `self` and `super` resolved: `["crate", "net", "NetError"]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The segments from the crate's root, or from another crate's name.
    pub segments: Vec<String>,
    /// Where it stands.
    pub line: usize,
    /// Whether only tests see it.
    pub test: bool,
}

/// Something at a line: a text, a panic, an undocumented item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// What it is.
    pub text: String,
    /// Where it stands.
    pub line: usize,
    /// Whether only tests see it.
    pub test: bool,
}

/// A function's name, first line and number of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line of its `fn`.
    pub line: usize,
    /// From `fn` to the closing brace.
    pub lines: usize,
}

/// What is known of one Rust file.
#[derive(Debug, Default, Clone)]
pub struct RustFile {
    /// Its path below the workspace root.
    pub path: String,
    /// The folder of its crate: `core`, `core/credentials`.
    pub home: String,
    /// Its module path inside the crate; empty for the crate's root.
    pub module: Vec<String>,
    /// Every path it names.
    pub named: Vec<Named>,
    /// Every function with a body.
    pub functions: Vec<Function>,
    /// Every text literal.
    pub texts: Vec<Spot>,
    /// Public items without a doc.
    pub undocumented: Vec<Spot>,
    /// Calls that may panic by design.
    pub panics: Vec<Spot>,
    /// Lines with the word `unsafe`.
    pub unsafe_lines: Vec<usize>,
    /// Files of the modules it declares for tests only.
    pub test_modules: Vec<String>,
}

/// The Rust files of this workspace.
pub fn real() -> &'static [RustFile] {
    static FILES: OnceLock<Vec<RustFile>> = OnceLock::new();
    FILES.get_or_init(|| read(tree::real()))
}

/// Reads all Rust files among `files`.
///
/// A file that does not parse is left to the compiler, which says it better.
pub fn read(files: &[File]) -> Vec<RustFile> {
    let rust = files.iter().filter(|file| file.path.ends_with(".rs"));
    let mut read: Vec<RustFile> = rust.filter_map(|file| parse(&file.path, file.text()?)).collect();
    let declared: HashSet<String> = read.iter().flat_map(|file| file.test_modules.iter().cloned()).collect();
    for file in &mut read {
        if declared.contains(&file.path) || is_test_path(&file.path) {
            file.mark_as_test();
        }
    }
    read
}

/// Integration tests, and the crate of judges: all of it is test code.
fn is_test_path(path: &str) -> bool {
    (path.starts_with("tests/") && !path.starts_with("tests/citizen/")) || path.contains("/tests/")
}

/// One made-up file, to show a rule.
pub fn sample(path: &str, text: &str) -> Vec<RustFile> {
    let files = read(&[File::sample(path, text)]);
    assert_eq!(files.len(), 1, "the sample does not parse: {text}");
    files
}

fn parse(path: &str, text: &str) -> Option<RustFile> {
    let syntax = syn::parse_file(text).ok()?;
    let (home, module) = place(path);
    let unsafe_lines = reader::lines_of("unsafe", text.parse().ok()?);
    Some(reader::read(
        &syntax,
        RustFile {
            path: path.to_owned(),
            home,
            module,
            unsafe_lines,
            ..RustFile::default()
        },
    ))
}

/// The crate's folder and the module path: `core/src/net/tls.rs` is `net::tls` of `core`.
fn place(path: &str) -> (String, Vec<String>) {
    let (home, inside) = path
        .split_once("/src/")
        .or_else(|| path.rsplit_once('/'))
        .unwrap_or(("", path));
    let inside = inside.strip_suffix(".rs").unwrap_or(inside);
    let mut module: Vec<String> = inside.split('/').map(str::to_owned).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        module.pop();
    }
    (home.to_owned(), module)
}

impl RustFile {
    /// The first two steps of its module path: room and role, `("places", "rules")`.
    pub fn room_and_role(&self) -> (&str, &str) {
        let step = |n: usize| self.module.get(n).map_or("", String::as_str);
        (step(0), step(1))
    }

    fn mark_as_test(&mut self) {
        self.named.iter_mut().for_each(|named| named.test = true);
        self.texts
            .iter_mut()
            .chain(&mut self.panics)
            .for_each(|spot| spot.test = true);
        self.undocumented.clear();
    }
}
