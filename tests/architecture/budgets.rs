//! Sizes: a file of at most 500 lines, a function of at most 50, in every language of the house.

use crate::facts::RustFile;
use crate::source;
use crate::tree::{File, Violation};

/// Lines a file may have.
const FILE: usize = 500;
/// Lines a function may have, from its name to its closing brace.
const FUNCTION: usize = 50;
/// Files that people write as code.
const CODE: [&str; 7] = [".rs", ".kt", ".kts", ".swift", ".sql", ".toml", ".py"];

/// Code files that are too long.
pub fn long_files(files: &[File]) -> Vec<Violation> {
    let code = files
        .iter()
        .filter(|file| CODE.iter().any(|ending| file.path.ends_with(ending)));
    code.filter_map(|file| {
        let lines = file.text()?.lines().count();
        (lines > FILE).then(|| Violation::new(&file.path, 0, format!("{lines} lines; a file has at most {FILE}")))
    })
    .collect()
}

/// Rust functions that are too long.
pub fn long_rust_functions(files: &[RustFile]) -> Vec<Violation> {
    let all = files
        .iter()
        .flat_map(|file| file.functions.iter().map(move |function| (file, function)));
    all.filter(|(_, function)| function.lines > FUNCTION)
        .map(|(file, function)| too_long(&file.path, function.line, &function.name, function.lines))
        .collect()
}

/// Kotlin and Swift functions that are too long.
pub fn long_shell_functions(files: &[File]) -> Vec<Violation> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| source::is_shell(&file.path)) {
        let Some(text) = file.text() else { continue };
        for declaration in source::declarations(&source::strip(text).code) {
            if declaration.is_function && declaration.lines > FUNCTION {
                found.push(too_long(
                    &file.path,
                    declaration.line,
                    &declaration.name,
                    declaration.lines,
                ));
            }
        }
    }
    found
}

fn too_long(path: &str, line: usize, name: &str, lines: usize) -> Violation {
    Violation::new(
        path,
        line,
        format!("`{name}` has {lines} lines; a function has at most {FUNCTION}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{self, sample};
    use crate::tree::{self, assert_none, assert_objects};

    #[test]
    fn this_workspace_keeps_its_budgets() {
        assert_none(long_files(tree::real()));
        assert_none(long_rust_functions(facts::real()));
        assert_none(long_shell_functions(tree::real()));
    }

    #[test]
    fn a_file_of_501_lines_is_too_long() {
        assert_objects(
            &long_files(&[File::sample("core/src/a.rs", &"\n".repeat(501))]),
            1,
            "501 lines",
        );
        assert_objects(
            &long_files(&[File::sample("android/kit/A.kt", &"\n".repeat(501))]),
            1,
            "501 lines",
        );
        assert_none(long_files(&[File::sample("core/src/a.rs", &"\n".repeat(500))]));
        assert_none(long_files(&[File::sample("Cargo.lock", &"\n".repeat(5_000))]));
    }

    #[test]
    fn a_function_of_51_lines_is_too_long() {
        let function = |lines: usize| format!("struct A;\nimpl A {{\n fn f() {{{}}}\n}}", "\n".repeat(lines - 1));
        assert_objects(
            &long_rust_functions(&sample("core/src/a.rs", &function(51))),
            1,
            "`f` has 51",
        );
        assert_none(long_rust_functions(&sample("core/src/a.rs", &function(50))));
    }

    #[test]
    fn kotlin_and_swift_functions_are_measured_too() {
        let body = "    call()\n".repeat(49);
        let kotlin = |extra: &str| {
            format!("class A {{\n  fun f() {{\n{body}{extra}  }}\n\n  // next\n  @X\n  fun g() = 1\n}}\n")
        };
        assert_none(long_shell_functions(&[File::sample(
            "android/kit/A.kt",
            &kotlin("").replacen("    call()\n", "", 1),
        )]));
        assert_objects(
            &long_shell_functions(&[File::sample("android/kit/A.kt", &kotlin(""))]),
            1,
            "`f` has 51",
        );
        let swift = format!("public actor A {{\n  func f() async {{\n{body}  }}\n  var x = 1\n}}\n");
        assert_objects(
            &long_shell_functions(&[File::sample("ios/Sources/A.swift", &swift)]),
            1,
            "`f` has 51",
        );
    }
}
