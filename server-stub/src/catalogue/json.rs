//! JSON as the portal writes it: sometimes with bare line breaks inside strings, which the standard forbids.

use serde_json::Value;
use serde_json::error::Category;

use super::error::FileProblem;

/// Reads a text as JSON. A document that stops before its last bracket is told from one that is broken inside.
pub(super) fn read(text: &str) -> Result<Value, FileProblem> {
    let strict = serde_json::from_str(text);
    let lenient = strict.or_else(|_| serde_json::from_str(&escape_controls(text)));
    lenient.map_err(|error| match error.classify() {
        Category::Eof => FileProblem::CutShort("the JSON document does not end".to_owned()),
        Category::Syntax | Category::Data | Category::Io => FileProblem::BrokenJson {
            line: error.line(),
            column: error.column(),
        },
    })
}

/// Bare control characters inside strings become escapes, so that a line break stays a line break and is counted.
fn escape_controls(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_string = false;
    let mut escaped = false;
    for letter in text.chars() {
        match letter {
            '\n' | '\r' if in_string => out.push_str("\\n"),
            c if in_string && c.is_ascii_control() => out.push(' '),
            c => out.push(c),
        }
        in_string = if letter == '"' && !escaped {
            !in_string
        } else {
            in_string
        };
        escaped = in_string && letter == '\\' && !escaped;
    }
    out
}

/// A text or a number of a member, as text.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_line_breaks_are_read_as_such() {
        assert_eq!(
            read("{\"a\": \"uno\ndos\t\\\"tres\\\\\"}").unwrap()["a"],
            "uno\ndos \"tres\\"
        );
        assert_eq!(read("{\n\"a\": 1}").unwrap()["a"], 1);
    }

    #[test]
    fn cut_and_broken_documents_are_told_apart() {
        for cut in [
            "{",
            "{\"a",
            "{\"a\": \"uno",
            "{\"a\": [1, 2",
            "{\"a\": tr",
            "[{}",
            "{\"a\": \"uno\ndos",
        ] {
            assert_eq!(read(cut).unwrap_err().code(), "cut_short", "{cut}");
        }
        for broken in ["{\"a\" 1}", "{} {}", "[1,]", "{\"a\": nil}"] {
            assert_eq!(read(broken).unwrap_err().code(), "broken_json", "{broken}");
        }
    }
}
