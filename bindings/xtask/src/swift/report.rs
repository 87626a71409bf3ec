//! Reads what XCTest prints.

use crate::part::Tally;

/// Counts the tests in `log`. `None` when it does not end with a count that agrees: a crash, or a hang that was ended.
pub fn read(log: &str) -> Option<Tally> {
    let mut tally = Tally::default();
    let mut executed = None;
    let mut reason = None;
    for line in log.lines() {
        if let Some(why) = skip_reason(line) {
            reason = Some(why);
        } else if let Some((name, rest)) = case(line) {
            if rest.starts_with(" passed") {
                tally.passed += 1;
            } else if rest.starts_with(" failed") {
                tally.failed += 1;
            } else if rest.starts_with(" skipped") {
                tally
                    .skipped
                    .push(format!("{name}: {}", reason.take().unwrap_or("no reason given")));
            }
        } else if let Some(count) = closing(line) {
            executed = Some(count);
        }
    }
    let ended = tally.passed + tally.failed + u32::try_from(tally.skipped.len()).ok()?;
    (executed? == ended).then_some(tally)
}

/// The lines that say what failed and where. A whole list of places in one of them is cut: the log has it.
pub fn errors(log: &str) -> String {
    const LINES: usize = 40;
    const CHARACTERS: usize = 300;
    let failed = log.lines().filter(|line| line.contains(": error: ")).take(LINES);
    failed.fold(String::new(), |mut told, line| {
        told.push_str("    | ");
        told.extend(line.chars().take(CHARACTERS));
        told.push('\n');
        told
    })
}

/// Why a run has no closing line: what the system said and the test that was running.
pub fn unfinished(log: &str) -> String {
    let told = |line: &&str| line.contains("Fatal error: ") || line.contains("error: Exited with");
    let running = log
        .lines()
        .rfind(|line| case(line).is_some_and(|(_, rest)| rest.starts_with(" started")));
    let lines: Vec<&str> = running.into_iter().chain(log.lines().filter(told)).collect();
    lines.iter().map(|line| format!("    | {line}\n")).collect()
}

/// `Test Case 'Class.test' passed (0.1 seconds)` is the name and the rest.
fn case(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("Test Case '")?.split_once('\'')
}

/// `FILE:LINE: Class.test : Test skipped: REASON`, on the line before the one that ends the test.
fn skip_reason(line: &str) -> Option<&str> {
    let (_, reason) = line.split_once(" : Test skipped")?;
    Some(reason.trim_start_matches([':', ' ', '-'])).filter(|reason| !reason.is_empty())
}

/// `Executed 3 tests, with 1 test skipped and 0 failures ...` closes a suite; the last one closes them all.
fn closing(line: &str) -> Option<u32> {
    line.trim().strip_prefix("Executed ")?.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "\
[1/1] Planning build
Test Suite 'All tests' started at 2026-11-24 06:40:55.246
Test Case 'A.testOne' started at 2026-11-24 06:40:55.246
Test Case 'A.testOne' passed (0.005 seconds)
/ios/Tests/A.swift:3: error: A.testTwo : XCTAssertEqual failed: (\"1\") is not equal to (\"2\") - 
/ios/Tests/A.swift:4: error: A.testTwo : failed - and again
Test Case 'A.testTwo' failed (0.1 seconds)
/ios/Tests/A.swift:9: A.testThree : Test skipped: no real phone
Test Case 'A.testThree' skipped (0.0 seconds)
Test Suite 'A' failed at 2026-11-24 06:41:11.357
\t Executed 3 tests, with 1 test skipped and 2 failures (0 unexpected) in 0.2 (0.2) seconds
Test Case 'B.testOne' passed (0.005 seconds)
\t Executed 1 test, with 0 failures (0 unexpected) in 0.0 (0.0) seconds
Test Suite 'All tests' failed at 2026-11-24 06:41:11.357
\t Executed 4 tests, with 1 test skipped and 2 failures (0 unexpected) in 0.2 (0.2) seconds
";

    #[test]
    fn a_test_counts_once_however_many_of_its_assertions_failed() {
        let tally = read(LOG).unwrap();
        assert_eq!((tally.passed, tally.failed), (2, 1));
        assert_eq!(tally.skipped, ["A.testThree: no real phone"]);
    }

    #[test]
    fn a_run_that_did_not_end_is_not_a_result() {
        let crashed: String = LOG.lines().take(4).map(|line| format!("{line}\n")).collect();
        assert_eq!(read(&crashed), None);
        let lost = LOG.replace("Test Case 'B.testOne' passed (0.005 seconds)\n", "");
        assert_eq!(read(&lost), None);
        assert_eq!(read("error: could not build"), None);
    }

    #[test]
    fn a_crash_is_told_with_the_test_that_was_running() {
        let log = "Test Case 'A.testOne' started at 1\nTest Case 'A.testOne' passed (0.1 seconds)\n\
                   Test Case 'A.testTwo' started at 2\nA.swift:6: Fatal error: boom\nrax 0x00\n\
                   error: Exited with unexpected signal code 4\n";
        let told = unfinished(log);
        assert!(
            told.contains("A.testTwo") && told.contains("boom") && told.contains("signal code 4"),
            "{told}"
        );
        assert!(!told.contains("A.testOne") && !told.contains("rax"), "{told}");
    }

    #[test]
    fn what_failed_is_told_with_its_place() {
        assert_eq!(errors(LOG).lines().count(), 2);
        assert!(errors(LOG).contains("A.swift:3"));
    }
}
