//! Reads what Rust's test programs print and counts honestly: a test that skipped itself has not passed.
//!
//! A test that cannot run prints `SKIPPED: <reason>` on stderr and returns; the test program then calls it passed. Its
//! output is captured, so the tests are run with `--show-output`, which prints it afterwards under the test's name.
//! What a test wrote past the capture (directly to the stream) stands in the log as it came, and is counted as well.

use crate::part::Tally;

/// What a test prints in front of the reason for which it did not run.
const MARK: &str = "SKIPPED:";

/// Where in a test program's output we are.
#[derive(Default, PartialEq, Eq)]
enum Section {
    /// The tests run; what stands here was written past the capture.
    #[default]
    Running,
    /// The captured output of one test that passed; `None` once it has been counted as skipped.
    Passed(Option<String>),
    /// The captured output of a test that failed: it counts as failed, whatever it said before.
    Failed,
}

#[derive(Default)]
struct Reader {
    tally: Tally,
    section: Section,
    /// Skipped tests that the program has called passed.
    called_passed: u32,
    programs: u32,
}

/// Counts the tests of all test programs in `log`.
///
/// `None` when no test program has reported at all, which is not "nothing failed" but "nothing is known".
pub fn read(log: &str) -> Option<Tally> {
    let mut reader = Reader::default();
    log.lines().for_each(|line| reader.line(line));
    reader.tally.passed = reader.tally.passed.saturating_sub(reader.called_passed);
    (reader.programs > 0).then_some(reader.tally)
}

impl Reader {
    fn line(&mut self, line: &str) {
        if let Some(result) = line.strip_prefix("test result: ") {
            self.tally.passed += count(result, " passed");
            self.tally.failed += count(result, " failed");
            self.programs += 1;
            self.section = Section::Running;
        } else if line == "successes:" {
            self.section = Section::Passed(None);
        } else if line == "failures:" {
            self.section = Section::Failed;
        } else if let Some(name) = line
            .strip_prefix("---- ")
            .and_then(|rest| rest.strip_suffix(" stdout ----"))
        {
            if let Section::Passed(test) = &mut self.section {
                *test = Some(name.to_owned());
            }
        } else if let Some(reason) = line.strip_prefix(MARK) {
            self.skip(reason.trim());
        } else if let Some(reason) = ignored(line) {
            self.tally.skipped.push(reason);
        }
    }

    /// A test counts once, however many reasons it gives.
    fn skip(&mut self, reason: &str) {
        let told = match &mut self.section {
            Section::Running => Some(reason.to_owned()),
            Section::Passed(test) => test.take().map(|name| format!("{name}: {reason}")),
            Section::Failed => None,
        };
        if let Some(told) = told {
            self.tally.skipped.push(told);
            self.called_passed += 1;
        }
    }
}

/// `test NAME ... ignored[, REASON]`, as the test program says for `#[ignore]`.
fn ignored(line: &str) -> Option<String> {
    let (name, rest) = line.strip_prefix("test ")?.split_once(" ... ignored")?;
    let reason = rest.strip_prefix(", ").unwrap_or("marked as ignored");
    Some(format!("{name}: {reason}"))
}

/// The number in front of `word` in `ok. 3 passed; 0 failed; ...`.
fn count(result: &str, word: &str) -> u32 {
    let before = result.split(';').find_map(|part| part.trim_end().strip_suffix(word));
    before
        .and_then(|text| text.rsplit(' ').next())
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "\
     Running unittests src/lib.rs (target/debug/deps/a-1)

running 4 tests
test one ... ok
test two ... ok
test three ... ignored, needs a phone
test four ... FAILED

successes:

---- one stdout ----
loading
SKIPPED: no real data
SKIPPED: and no vectors

---- two stdout ----
SKIPPED is not a mark without its colon

successes:
    one
    two

failures:

---- four stdout ----
SKIPPED: half of it
thread 'four' panicked

failures:
    four

test result: FAILED. 2 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s

     Running tests/b.rs (target/debug/deps/b-2)

running 3 tests
SKIPPED: written past the capture
test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
";

    #[test]
    fn a_skipped_test_is_not_a_passed_one() {
        let tally = read(LOG).unwrap();
        assert_eq!((tally.passed, tally.failed), (3, 1));
        assert_eq!(
            tally.skipped,
            ["three: needs a phone", "one: no real data", "written past the capture"]
        );
    }

    #[test]
    fn silence_is_not_success() {
        assert_eq!(read("error: could not compile `madrid-core`"), None);
    }

    #[test]
    fn a_program_without_tests_has_reported() {
        let log = "running 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(read(log), Some(Tally::default()));
    }
}
