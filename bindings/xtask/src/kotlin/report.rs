//! Reads the reports that Maven's Surefire writes, one XML file per test class.

use crate::part::Tally;

/// What one test class came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The counts.
    pub tally: Tally,
    /// For each test that failed: its class, its name and the first line of why.
    pub failures: Vec<String>,
}

/// Reads one report. `None` when it is cut or its cases are not as many as it says: then nothing is known.
///
/// Surefire escapes `<` in every attribute and writes longer texts as CDATA behind the tags looked at here, so a look at
/// the tags is enough and no XML library is needed.
pub fn read(xml: &str) -> Option<Report> {
    let (_, suite) = xml.split_once("<testsuite ")?;
    let expected: u32 = attribute(suite, "tests")?.parse().ok()?;
    if !suite.trim_end().ends_with("</testsuite>") {
        return None;
    }
    let mut report = Report::default();
    for case in suite.split("<testcase ").skip(1) {
        report.add(case)?;
    }
    let Tally {
        passed,
        failed,
        skipped,
    } = &report.tally;
    (passed + failed + u32::try_from(skipped.len()).ok()? == expected).then_some(report)
}

impl Report {
    fn add(&mut self, case: &str) -> Option<()> {
        let class = attribute(case, "classname")?;
        let name = format!("{}: {}", class.rsplit('.').next()?, attribute(case, "name")?);
        // What a test printed comes last, and may hold anything.
        let case = case.split("<system-").next()?;
        let wrong = ["<failure", "<error"].iter().find_map(|tag| case.split_once(tag));
        if let Some((_, why)) = wrong {
            let why = attribute(why, "message")
                .or_else(|| attribute(why, "type"))
                .unwrap_or_default();
            self.failures
                .push(format!("{name}: {}", why.lines().next().unwrap_or_default()));
            self.tally.failed += 1;
        } else if let Some((_, why)) = case.split_once("<skipped") {
            let why = attribute(why, "message").unwrap_or_else(|| "no reason given".to_owned());
            self.tally.skipped.push(format!("{name}: {why}"));
        } else {
            self.tally.passed += 1;
        }
        Some(())
    }
}

/// The attribute of the tag that `text` is inside of.
fn attribute(text: &str, name: &str) -> Option<String> {
    // The space in front keeps `name` from being found at the end of `classname`.
    let tag = format!(" {}", text.split('>').next()?);
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescape(after.split('"').next()?))
}

fn unescape(text: &str) -> String {
    let known = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#10;", "\n"),
        ("&amp;", "&"),
    ];
    known
        .iter()
        .fold(text.to_owned(), |text, (code, character)| text.replace(code, character))
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuite xmlns:xsi="x" name="es.madrid.kit.PlacesTest" time="1.2" tests="4" errors="1" skipped="1" failures="1">
  <properties><property name="a" value="b"/></properties>
  <testcase name="good one" classname="es.madrid.kit.PlacesTest" time="0.1">
    <system-out><![CDATA[it printed <failure message="x"> ]]></system-out>
  </testcase>
  <testcase name="bad one" classname="es.madrid.kit.PlacesTest" time="0.1">
    <failure message="expected: &lt;1&gt; but was &quot;2&quot;&#10;more" type="AssertionError"><![CDATA[at X]]></failure>
  </testcase>
  <testcase name="worse one" classname="es.madrid.kit.PlacesTest" time="0.1">
    <error type="java.lang.IllegalStateException"><![CDATA[at X]]></error>
  </testcase>
  <testcase name="absent one" classname="es.madrid.kit.PlacesTest" time="0.1">
    <skipped message="no display"/>
  </testcase>
</testsuite>
"#;

    #[test]
    fn each_case_is_counted_once_and_what_it_printed_does_not_count() {
        let report = read(XML).unwrap();
        assert_eq!((report.tally.passed, report.tally.failed), (1, 2));
        assert_eq!(report.tally.skipped, ["PlacesTest: absent one: no display"]);
        assert_eq!(
            report.failures,
            [
                "PlacesTest: bad one: expected: <1> but was \"2\"",
                "PlacesTest: worse one: java.lang.IllegalStateException"
            ]
        );
    }

    #[test]
    fn a_report_that_does_not_add_up_is_not_a_result() {
        assert_eq!(read(&XML.replace("tests=\"4\"", "tests=\"5\"")), None);
        assert_eq!(read(&XML.replace("</testsuite>", "")), None);
        assert_eq!(read("<html>"), None);
    }
}
