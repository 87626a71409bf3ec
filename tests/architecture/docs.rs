//! What must be explained: every module says what it is for, every public item what it does.

use crate::facts::RustFile;
use crate::source;
use crate::tree::{File, Violation};

/// The file that opens the phone's database.
const OPENING: &str = "core/src/store/open.rs";

/// Rust files that do not open with `//!`.
pub fn silent_modules(files: &[File]) -> Vec<Violation> {
    let rust = files.iter().filter(|file| file.path.ends_with(".rs"));
    rust.filter(|file| !file.text().is_some_and(opens_with_a_word))
        .map(|file| Violation::new(&file.path, 1, "it does not open with `//!` and what it is for"))
        .collect()
}

fn opens_with_a_word(text: &str) -> bool {
    text.lines()
        .next()
        .and_then(|line| line.strip_prefix("//!"))
        .is_some_and(|rest| !rest.trim().is_empty())
}

/// Public Rust items without a doc.
pub fn undocumented_items(files: &[RustFile]) -> Vec<Violation> {
    let all = files
        .iter()
        .flat_map(|file| file.undocumented.iter().map(move |item| (file, item)));
    all.map(|(file, item)| Violation::new(&file.path, item.line, format!("public `{}` has no doc", item.text)))
        .collect()
}

/// What a kit offers without a doc: `public` in Swift, all that is not hidden in Kotlin.
pub fn undocumented_kit_items(files: &[File]) -> Vec<Violation> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| source::is_kit(&file.path)) {
        let Some(text) = file.text() else { continue };
        let lines: Vec<&str> = text.lines().collect();
        for item in source::declarations(&source::strip(text).code) {
            if item.is_public(&file.path) && !documented(&lines, item.line) {
                found.push(Violation::new(
                    &file.path,
                    item.line,
                    format!("public `{}` has no doc", item.name),
                ));
            }
        }
    }
    found
}

/// What the database is opened with and docs/pragmas.md does not explain.
pub fn unexplained_pragmas(files: &[File]) -> Vec<Violation> {
    let text = |path: &str| {
        files
            .iter()
            .find(|file| file.path == path)
            .and_then(File::text)
            .unwrap_or_default()
    };
    let explained = text("docs/pragmas.md");
    let mut found = Vec::new();
    for (number, line) in (1..).zip(text(OPENING).lines()) {
        for name in ["pragma_update(None, \"", "SQLITE_DBCONFIG_", "SQLITE_OPEN_"]
            .iter()
            .flat_map(|start| line.split(start).skip(1))
        {
            let name: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !explained.contains(&format!("`{}`", name.to_lowercase())) {
                found.push(Violation::new(
                    OPENING,
                    number,
                    format!("docs/pragmas.md does not explain `{name}`"),
                ));
            }
        }
    }
    found
}

/// Whether the lines above `line` (counted from 1), annotations left out, end a doc comment.
fn documented(lines: &[&str], line: usize) -> bool {
    let above = lines.iter().take(line.saturating_sub(1)).rev().map(|line| line.trim());
    let doc = above.skip_while(|line| line.starts_with('@')).take(1);
    doc.into_iter()
        .any(|line| line.ends_with("*/") || line.starts_with("///"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{self, sample};
    use crate::tree::{self, assert_none, assert_objects};

    #[test]
    fn this_workspace_explains_itself() {
        assert_none(silent_modules(tree::real()));
        assert_none(undocumented_items(facts::real()));
        assert_none(undocumented_kit_items(tree::real()));
        assert_none(unexplained_pragmas(tree::real()));
    }

    #[test]
    fn a_module_opens_with_what_it_is_for() {
        for text in ["use std::fmt;\n//! late", "//!\nuse std::fmt;", "// why\n", ""] {
            assert_objects(
                &silent_modules(&[File::sample("core/src/a.rs", text)]),
                1,
                "does not open",
            );
        }
        assert_none(silent_modules(&[File::sample("core/src/a.rs", "//! Sums of money.\n")]));
    }

    #[test]
    fn each_kind_of_public_item_needs_a_doc() {
        for text in [
            "pub fn f() {}",
            "pub struct A;",
            "/// A.\npub struct A { pub b: u8 }",
            "/// A.\npub enum A { B }",
            "/// A.\npub struct A; impl A { pub fn f() {} }",
            "impl elsewhere::A { pub fn f() {} }",
            "/// A.\npub trait A { fn f(); }",
            "pub const A: u8 = 1;",
            "pub type A = u8;",
            "pub mod a { }",
        ] {
            assert_objects(&undocumented_items(&sample("core/src/a.rs", text)), 1, "has no doc");
        }
    }

    #[test]
    fn what_is_not_public_or_only_for_tests_needs_none() {
        for text in [
            "pub(super) struct A { pub b: u8 } impl A { pub fn f() {} } struct C<T>(T);",
            "fn f() {} struct A { b: u8 } pub(crate) fn g() {} pub(super) struct B;",
            "struct A; impl std::fmt::Display for A { fn fmt(&self) {} }",
            "#[cfg(test)] mod tests { pub fn f() {} }",
            "pub mod elsewhere; pub use elsewhere::A;",
            "#[doc = \"A.\"]\npub struct A;",
        ] {
            assert_none(undocumented_items(&sample("core/src/a.rs", text)));
        }
    }

    #[test]
    fn a_kit_explains_what_it_offers() {
        let kotlin = |text: &str| undocumented_kit_items(&[File::sample("android/kit/src/main/kotlin/A.kt", text)]);
        assert_objects(&kotlin("class A"), 1, "`A`");
        assert_objects(
            &kotlin("/** A. */\nclass A(val b: Int) {\n  fun c() {\n    val d = 1\n  }\n}"),
            1,
            "`c`",
        );
        assert_none(kotlin(
            "/** A. */\n@X\nclass A {\n  private val b = 1\n  override fun c() = 2\n}\ninternal class D",
        ));
        let swift = |text: &str| undocumented_kit_items(&[File::sample("ios/Sources/MadridKit/A.swift", text)]);
        assert_objects(
            &swift("/// A.\npublic struct A {\n  public let b: Int\n  var c = 1\n}"),
            1,
            "`b`",
        );
        assert_none(swift("/// A.\n@MainActor\npublic final class A {\n  func b() {}\n}"));
    }

    #[test]
    fn a_pragma_needs_its_reason() {
        let opening = "c.pragma_update(None, \"synchronous\", \"FULL\"); f(DbConfig::SQLITE_DBCONFIG_DEFENSIVE)";
        let files = |docs: &str| [File::sample(OPENING, opening), File::sample("docs/pragmas.md", docs)];
        assert_objects(&unexplained_pragmas(&files("")), 2, "does not explain");
        assert_objects(&unexplained_pragmas(&files("`synchronous` = FULL")), 1, "DEFENSIVE");
        assert_none(unexplained_pragmas(&files("`synchronous` and `defensive`")));
    }
}
