//! How thin the shells are: their lines beside the core's. Lines of code only: no blank one, no comment, no test, nothing generated.

use crate::source::{is_shell, is_test, strip};
use crate::tree::{File, Violation};

/// A shell may have this many lines for a hundred of core and boundary.
const MOST: usize = 40;

/// The lines of one side of the house.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lines {
    /// Core and boundary.
    pub core: usize,
    /// The Android shell: kit, screens and app. The window on a desktop is a developer's tool and reaches no phone.
    pub kotlin: usize,
    /// The iOS shell: kit, screens and what only the phone can do.
    pub swift: usize,
}

/// Counts.
pub fn lines(files: &[File]) -> Lines {
    let mut lines = Lines::default();
    for file in files
        .iter()
        .filter(|file| !is_test(&file.path) && !file.path.starts_with("android/desktop/"))
    {
        let Some(text) = file.text() else { continue };
        if is_shell(&file.path) {
            let code = count(&strip(text).code);
            let is_kotlin = file.path.ends_with(".kt");
            *(if is_kotlin { &mut lines.kotlin } else { &mut lines.swift }) += code;
        } else if is_core(&file.path) {
            lines.core += count(&without_comments(text));
        }
    }
    lines
}

/// A shell that has grown too thick: something in it belongs to the core.
pub fn thick_shells(lines: Lines) -> Vec<Violation> {
    let shells = [("android", lines.kotlin), ("ios", lines.swift)];
    let thick = shells.into_iter().filter(|(_, shell)| shell * 100 > lines.core * MOST);
    thick
        .map(|(name, shell)| {
            let what = format!("{shell} lines beside {} of core: more than {MOST} for 100", lines.core);
            Violation::new(name, 0, what)
        })
        .collect()
}

/// The core, the credentials and the boundary, without what lies beside the code to test it.
fn is_core(path: &str) -> bool {
    let inside = ["core/src/", "core/credentials/src/", "bindings/src/"]
        .iter()
        .any(|folder| path.starts_with(folder));
    let name = path.rsplit('/').next().unwrap_or(path);
    inside && path.ends_with(".rs") && name != "tests.rs" && !name.ends_with("_tests.rs")
}

/// The tests at the end of a file go too.
fn without_comments(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn count(code: &str) -> usize {
    code.lines().filter(|line| !line.trim().is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{self, assert_none, assert_objects};

    #[test]
    fn this_workspace_has_thin_shells() {
        let lines = lines(tree::real());
        println!("{lines:?}");
        assert!(lines.core > 0 && lines.kotlin > 0 && lines.swift > 0, "{lines:?}");
        assert_none(thick_shells(lines));
    }

    #[test]
    fn a_thick_shell_is_found() {
        let thick = Lines {
            core: 1_000,
            kotlin: 401,
            swift: 400,
        };
        assert_objects(&thick_shells(thick), 1, "401 lines");
    }

    #[test]
    fn only_code_counts() {
        let files = [
            File::sample("core/src/a.rs", "//! Doc.\n\nfn a() {}\n#[cfg(test)]\nmod tests {\n}\n"),
            File::sample("core/src/a_tests.rs", "fn b() {}\n"),
            File::sample(
                "android/kit/src/main/A.kt",
                "// Why.\n\nval a = 1\n/* more */\nval b = 2\n",
            ),
            File::sample("android/kit/src/test/A.kt", "val c = 3\n"),
            File::sample("ios/App/A.swift", "let a = 1\n"),
        ];
        let wanted = Lines {
            core: 1,
            kotlin: 2,
            swift: 1,
        };
        assert_eq!(lines(&files), wanted);
    }
}
