//! Whether what stands at a path is what a scenario expects.

use std::collections::BTreeMap;

use regex::Regex;
use serde_json::Value;

use super::script::Check;

/// What was remembered, by name.
pub type Kept = BTreeMap<String, Value>;

impl Check {
    /// Whether it holds.
    ///
    /// # Errors
    /// When it cannot be judged: nothing was kept under the name, or the expression is none.
    pub fn holds(&self, found: Option<&Value>, kept: &Kept) -> Result<bool, String> {
        let list = found.and_then(Value::as_array);
        let text = found.and_then(Value::as_str);
        Ok(match self {
            Self::Is(wanted) => found.is_some_and(|found| same(found, wanted)),
            Self::Every(wanted) => list.is_some_and(|all| !all.is_empty() && all.iter().all(|one| same(one, wanted))),
            Self::Contains(wanted) => match text {
                Some(text) => wanted.as_str().is_some_and(|wanted| text.contains(wanted)),
                None => list.is_some_and(|all| all.iter().any(|one| same(one, wanted))),
            },
            Self::Absent(absent) => found.is_none() == *absent,
            Self::Count(count) => list.is_some_and(|all| all.len() == *count),
            Self::Matches(expression) => {
                let expression = Regex::new(expression).map_err(|error| error.to_string())?;
                text.is_some_and(|text| expression.is_match(text))
            }
            Self::SameAs(name) => same(found.unwrap_or(&Value::Null), before(kept, name)?),
            Self::DiffersFrom(name) => differs(found.unwrap_or(&Value::Null), before(kept, name)?),
        })
    }
}

fn before<'a>(kept: &'a Kept, name: &str) -> Result<&'a Value, String> {
    kept.get(name).ok_or_else(|| format!("nothing was kept as {name}"))
}

/// Numbers are compared by what they are worth, not by how they are written.
fn same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => one.total_cmp(&other).is_eq(),
        _ => one == other,
    }
}

/// Lists differ when they are as long and no element is as before; what was absent may stay so.
fn differs(one: &Value, other: &Value) -> bool {
    match (one.as_array(), other.as_array()) {
        (Some(these), Some(those)) => {
            let mut pairs = these.iter().zip(those);
            these.len() == those.len()
                && !these.is_empty()
                && pairs.all(|(one, other)| one.is_null() || !same(one, other))
        }
        _ => !same(one, other),
    }
}

#[test]
fn each_check_can_hold_and_fail() {
    use serde_json::json;
    let kept = Kept::from([("before".to_owned(), json!(["a", "b"]))]);
    let cases = [
        (json!({ "is": 3 }), json!(3.0), json!(4)),
        (json!({ "every": "x" }), json!(["x", "x"]), json!([])),
        (json!({ "contains": "ñ" }), json!("año"), json!("ano")),
        (json!({ "contains": "a" }), json!(["a"]), json!(["ab"])),
        (json!({ "absent": false }), json!(""), json!(null)),
        (json!({ "absent": true }), json!(null), json!("")),
        (json!({ "count": 0 }), json!([]), json!(null)),
        (json!({ "matches": "^[0-9]+$" }), json!("12"), json!("12 m")),
        (json!({ "same_as": "before" }), json!(["a", "b"]), json!(["b", "a"])),
        (
            json!({ "differs_from": "before" }),
            json!(["b", "a"]),
            json!(["b", "b"]),
        ),
    ];
    for (check, good, bad) in cases {
        let check: Check = serde_json::from_value(check).unwrap();
        let holds = |value: &Value| {
            check
                .holds(Some(value).filter(|value| !value.is_null()), &kept)
                .unwrap()
        };
        assert!(holds(&good) && !holds(&bad), "{check:?}");
    }
}
