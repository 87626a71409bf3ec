//! Paths into a view: `blocks[owe].items[0].title`.
//!
//! `[0]` is the first element, `[owe]` the one that is `owe` or has a field that says so, `[*]` every one of them.

use serde_json::Value;

/// What stands there: `None` where there is nothing.
///
/// # Errors
/// When the path cannot lead anywhere: a view has no such field. A mistake of the scenario must not look like an absence.
pub fn find(view: &Value, path: &str) -> Result<Option<Value>, String> {
    follow(Some(view), &if path.is_empty() { Vec::new() } else { steps(path)? })
}

#[derive(Debug)]
enum Step<'a> {
    Field(&'a str),
    Element(&'a str),
}

fn steps(path: &str) -> Result<Vec<Step<'_>>, String> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (field, mut keys) = part
            .split_once('[')
            .map_or((part, None), |(field, keys)| (field, Some(keys)));
        steps.push(Step::Field(field));
        while let Some(rest) = keys {
            let (key, after) = rest.split_once(']').ok_or_else(|| format!("no ] in {path}"))?;
            steps.push(Step::Element(key));
            keys = after.strip_prefix('[');
        }
    }
    Ok(steps)
}

fn follow(value: Option<&Value>, steps: &[Step<'_>]) -> Result<Option<Value>, String> {
    let Some(value) = value.filter(|value| !value.is_null()) else {
        return Ok(None);
    };
    let Some((step, rest)) = steps.split_first() else {
        return Ok(Some(value.clone()));
    };
    match (step, value) {
        (Step::Field(name), Value::Object(fields)) => {
            let field = fields.get(*name).ok_or_else(|| format!("no field {name} in {value}"))?;
            follow(Some(field), rest)
        }
        (Step::Element("*"), Value::Array(elements)) => {
            let each = elements.iter().map(|element| follow(Some(element), rest));
            let each: Result<Vec<_>, _> = each.map(|found| found.map(Option::unwrap_or_default)).collect();
            Ok(Some(Value::Array(each?)))
        }
        (Step::Element(key), Value::Array(elements)) => match key.parse::<usize>() {
            Ok(place) => follow(elements.get(place), rest),
            Err(_) => follow(elements.iter().find(|element| is_called(element, key)), rest),
        },
        _ => Err(format!("{step:?} does not fit {value}")),
    }
}

fn is_called(element: &Value, key: &str) -> bool {
    match element {
        Value::Object(fields) => fields.values().any(|field| field == key),
        other => other == key,
    }
}

#[test]
fn a_path_leads_to_what_it_names() {
    let view = serde_json::json!({
        "blocks": [{ "id": "owe", "items": [{ "title": "A" }, { "title": "B" }], "next": null }, { "id": "do", "items": [] }],
        "states": ["fresh", "stale"],
    });
    let found = |path| find(&view, path).unwrap();
    assert_eq!(found("blocks[owe].items[1].title"), Some("B".into()));
    assert_eq!(found("blocks[0].items[*].title"), Some(serde_json::json!(["A", "B"])));
    assert_eq!(found("blocks[owe].next.label"), None);
    assert_eq!(found("blocks[have].items[0].title"), None);
    assert_eq!(found("blocks[do].items[0].title"), None);
    assert_eq!(found("states[stale]"), Some("stale".into()));
    for wrong in [
        "blocs",
        "blocks.items",
        "blocks[owe].titel",
        "blocks[owe].items[0].title[0]",
        "blocks[owe",
    ] {
        assert!(find(&view, wrong).is_err(), "{wrong}");
    }
}
