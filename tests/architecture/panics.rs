//! Nothing ends the program on purpose outside tests, and the core has no `unsafe`.

use crate::facts::RustFile;
use crate::source;
use crate::tree::{File, Violation};

/// The one file that panics on purpose: the shells' tests ask it to, and only their build has it (feature `provoke`).
const PROVOKER: &str = "bindings/src/provoke.rs";

/// Calls and macros that panic, outside tests.
pub fn panics(files: &[RustFile]) -> Vec<Violation> {
    let watched = files.iter().filter(|file| file.path != PROVOKER);
    let all = watched.flat_map(|file| file.panics.iter().map(move |spot| (file, spot)));
    all.filter(|(_, spot)| !spot.test)
        .map(|(file, spot)| Violation::new(&file.path, spot.line, format!("`{}` outside tests", spot.text)))
        .collect()
}

/// `unsafe` anywhere in the core's crates, its tests included.
pub fn unsafe_in_core(files: &[RustFile]) -> Vec<Violation> {
    let core = files.iter().filter(|file| file.path.starts_with("core/"));
    core.flat_map(|file| {
        file.unsafe_lines
            .iter()
            .map(|line| Violation::new(&file.path, *line, "`unsafe` in the core"))
    })
    .collect()
}

/// The same for the shells: Kotlin's `!!`, Swift's `try!`, `as!`, `x!` and `fatalError`.
pub fn shell_panics(files: &[File]) -> Vec<Violation> {
    let mut found = Vec::new();
    for file in files
        .iter()
        .filter(|file| source::is_shell(&file.path) && !source::is_test(&file.path))
    {
        let Some(text) = file.text() else { continue };
        let swift = file.path.ends_with(".swift");
        for (number, line) in (1..).zip(source::strip(text).code.lines()) {
            let forced = if swift {
                forces_in_swift(line)
            } else {
                line.contains("!!")
            };
            if forced {
                found.push(Violation::new(
                    &file.path,
                    number,
                    format!("it may crash: {}", line.trim()),
                ));
            }
        }
    }
    found
}

fn forces_in_swift(line: &str) -> bool {
    let called = ["fatalError(", "preconditionFailure(", "try!", "as!"]
        .iter()
        .any(|word| line.contains(word));
    let mut characters = line.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let after_value = before.is_alphanumeric() || matches!(before, '_' | ')' | ']');
        if character == '!' && after_value && characters.peek() != Some(&'=') {
            return true;
        }
        before = character;
    }
    called
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{self, sample};
    use crate::tree::{self, assert_none, assert_objects};

    #[test]
    fn this_workspace_does_not_end_itself() {
        assert_none(panics(facts::real()));
        assert_none(unsafe_in_core(facts::real()));
        assert_none(shell_panics(tree::real()));
    }

    #[test]
    fn each_kind_of_panic_is_found() {
        for body in [
            "x.unwrap()",
            "x.expect(\"y\")",
            "panic!()",
            "todo!()",
            "unimplemented!()",
            "unreachable!()",
            "format!(\"{}\", x.unwrap())",
            "x.map(Option::unwrap)",
            "write!(f, \"{}\", { panic!(\"y\") })",
        ] {
            let text = format!("fn f() {{ {body}; }}");
            assert_objects(&panics(&sample("core/src/a.rs", &text)), 1, "outside tests");
        }
    }

    #[test]
    fn tests_and_other_methods_of_that_name_are_free() {
        assert_none(panics(&sample(
            "core/src/a.rs",
            "#[cfg(test)] mod tests { #[test] fn f() { x.unwrap(); } }",
        )));
        assert_none(panics(&sample(
            "core/src/a.rs",
            "#[tokio::test] async fn f() { x.unwrap(); }",
        )));
        assert_none(panics(&sample("tests/contract.rs", "fn f() { x.unwrap(); }")));
        assert_none(panics(&sample(
            "core/src/a.rs",
            "fn f() { store.unwrap(&wrapped); x.unwrap_or(1); }",
        )));
        let files = [
            File::sample("core/src/net/mod.rs", "#[cfg(test)]\nmod client_tests;"),
            File::sample("core/src/net/client_tests.rs", "fn f() { x.unwrap(); }"),
        ];
        assert_none(panics(&facts::read(&files)));
        let files = [
            File::sample(
                "core/src/net/client.rs",
                "#[cfg(test)]\n#[path = \"client_tests.rs\"]\nmod tests;",
            ),
            File::sample("core/src/net/client_tests.rs", "fn f() { x.unwrap(); }"),
        ];
        assert_none(panics(&facts::read(&files)));
        let undeclared = [File::sample("core/src/net/client_tests.rs", "fn f() { x.unwrap(); }")];
        assert_objects(&panics(&facts::read(&undeclared)), 1, "outside tests");
    }

    #[test]
    fn unsafe_is_found_in_any_dress() {
        for text in [
            "fn f() { unsafe { g() } }",
            "unsafe fn f() {}",
            "unsafe impl Send for A {}",
            "fn f() { m!(unsafe { g() }) }",
            "#[cfg(test)] mod tests { fn f() { unsafe { g() } } }",
        ] {
            assert_objects(&unsafe_in_core(&sample("core/src/a.rs", text)), 1, "unsafe");
        }
        assert_none(unsafe_in_core(&sample(
            "bindings/src/a.rs",
            "fn f() { unsafe { g() } }",
        )));
    }

    #[test]
    fn shells_do_not_force_either() {
        let kotlin = |text: &str| shell_panics(&[File::sample("android/kit/src/main/kotlin/A.kt", text)]);
        assert_objects(&kotlin("val a = b!!.c"), 1, "crash");
        assert_none(kotlin("val a = !b // no!!\nval s = \"ay!!\""));
        let swift = |text: &str| shell_panics(&[File::sample("ios/Sources/MadridKit/A.swift", text)]);
        for text in [
            "let a = b!",
            "let a = try! b()",
            "let a = b as! C",
            "fatalError()",
            "let a = b()!.c",
            "var a: B!",
        ] {
            assert_objects(&swift(text), 1, "crash");
        }
        assert_none(swift("if a != b && !c { d(\"no!\") } // no!"));
        assert_none(shell_panics(&[File::sample(
            "ios/Tests/MadridKitTests/A.swift",
            "let a = b!",
        )]));
    }
}
