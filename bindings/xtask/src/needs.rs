//! Looks whether a program is on the machine and new enough.

use std::process::{Command, Stdio};

use crate::part::{Fix, Need};

/// The first line `program args` prints, or why there is none.
pub fn first_line(program: &str, args: &[&str]) -> Result<String, String> {
    let text = lines(program, args)?;
    let line = text.lines().next().map(str::to_owned);
    line.ok_or_else(|| format!("`{program}` says nothing"))
}

/// All that `program args` prints, or why it prints nothing.
pub fn lines(program: &str, args: &[&str]) -> Result<String, String> {
    let output = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("`{program}` cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{program} {}` fails", args.join(" ")));
    }
    // Java tells its version on stderr.
    let bytes = if output.stdout.is_empty() {
        output.stderr
    } else {
        output.stdout
    };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The first two numbers of a version in `text`: `openjdk version "17.0.15"` is (17, 0).
pub fn version(text: &str) -> Option<(u32, u32)> {
    let from = text.find(|c: char| c.is_ascii_digit())?;
    let mut numbers = text.get(from..)?.split(|c: char| !c.is_ascii_digit());
    let major = numbers.next()?.parse().ok()?;
    let minor = numbers.next().and_then(|digits| digits.parse().ok()).unwrap_or(0);
    Some((major, minor))
}

/// A program that must answer to `args` with at least version `least`.
pub fn program(name: &str, reason: &str, call: (&str, &[&str]), least: (u32, u32), fix: Fix) -> Need {
    let found = first_line(call.0, call.1).and_then(|line| match version(&line) {
        Some(version) if version >= least => Ok(line),
        _ => Err(format!("it is `{line}`, and must be {}.{} or newer", least.0, least.1)),
    });
    Need {
        name: name.to_owned(),
        reason: reason.to_owned(),
        found,
        fix,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_programs_print_them() {
        assert_eq!(version("rustc 1.95.0 (59807616e 2026-04-14)"), Some((1, 95)));
        assert_eq!(version("openjdk version \"17.0.15\" 2025-04-15"), Some((17, 0)));
        assert_eq!(version("Apache Maven 3.8.7"), Some((3, 8)));
        assert_eq!(version("21"), Some((21, 0)));
        assert_eq!(version("no number"), None);
    }

    #[test]
    fn an_old_or_absent_program_is_missing_and_says_why() {
        let by_hand = || Fix::ByHand("install it");
        let old = program("echo", "tests", ("echo", &["tool 1.2"]), (2, 0), by_hand());
        assert_eq!(old.found, Err("it is `tool 1.2`, and must be 2.0 or newer".to_owned()));
        assert!(
            program("echo", "tests", ("echo", &["tool 2.0"]), (2, 0), by_hand())
                .found
                .is_ok()
        );
        let none = program("none", "tests", ("no-such-program", &[]), (0, 0), by_hand());
        assert!(none.found.unwrap_err().contains("cannot be run"));
    }
}
