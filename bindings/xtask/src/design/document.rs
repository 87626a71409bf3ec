//! The token file as the format defines it: tokens by their path, types inherited from groups, aliases resolved.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::wrong;
use crate::part::Failure;

/// The properties of the format that are understood here. Any other would be silently ignored, so it is refused.
const PROPERTIES: [&str; 5] = ["$value", "$type", "$description", "$extensions", "$deprecated"];

/// All tokens of a file.
#[derive(Debug, Default)]
pub struct Document {
    tokens: BTreeMap<String, Token>,
    descriptions: BTreeMap<String, String>,
    extensions: Map<String, Value>,
}

#[derive(Debug)]
struct Token {
    own_type: Option<String>,
    group_type: Option<String>,
    value: Value,
}

impl Document {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// When it is not JSON, or has something that the format does not allow or that is not understood here.
    pub fn read(text: &str) -> Result<Self, Failure> {
        let value: Value = serde_json::from_str(text).map_err(|error| wrong("the file", error))?;
        let root = value.as_object().ok_or_else(|| wrong("the file", "is not an object"))?;
        let mut document = Self {
            extensions: root
                .get("$extensions")
                .and_then(Value::as_object)
                .cloned()
                .unwrap_or_default(),
            ..Self::default()
        };
        document.group("", root, None)?;
        Ok(document)
    }

    fn group(&mut self, path: &str, group: &Map<String, Value>, inherited: Option<&str>) -> Result<(), Failure> {
        let own = text(path, group, "$type")?;
        if let Some(says) = text(path, group, "$description")? {
            self.descriptions.insert(path.to_owned(), says);
        }
        if let Some(unknown) = group.keys().find(|key| is_unknown(key)) {
            return Err(wrong(path, format!("`{unknown}` is not understood here")));
        }
        if let Some(value) = group.get("$value") {
            if let Some(inside) = group.keys().find(|key| !key.starts_with('$')) {
                return Err(wrong(path, format!("is a token and has `{inside}` inside it")));
            }
            let token = Token {
                own_type: own,
                group_type: inherited.map(str::to_owned),
                value: value.clone(),
            };
            self.tokens.insert(path.to_owned(), token);
            return Ok(());
        }
        let inherited = own.as_deref().or(inherited);
        for (name, child) in group.iter().filter(|(name, _)| !name.starts_with('$')) {
            let path = join(path, name);
            if name.contains(['{', '}', '.']) {
                return Err(wrong(&path, "a name has no braces and no dot"));
            }
            let child = child
                .as_object()
                .ok_or_else(|| wrong(&path, "is neither a group nor a token"))?;
            self.group(&path, child, inherited)?;
        }
        Ok(())
    }

    /// The names of what is directly inside a group, sorted.
    ///
    /// # Errors
    /// When there is no such group.
    pub fn names(&self, group: &str) -> Result<Vec<String>, Failure> {
        let inside = format!("{group}.");
        let mut names: Vec<String> = self
            .tokens
            .keys()
            .filter_map(|path| path.strip_prefix(&inside))
            .map(|rest| rest.split('.').next().unwrap_or(rest).to_owned())
            .collect();
        names.dedup();
        if names.is_empty() {
            return Err(wrong(group, "is missing"));
        }
        Ok(names)
    }

    /// What the file says a token or a group is for.
    ///
    /// # Errors
    /// When it says nothing: both shells' sources explain themselves with it.
    pub fn says(&self, path: &str) -> Result<&str, Failure> {
        let says = self.descriptions.get(path).map(|says| says.trim());
        says.filter(|says| !says.is_empty())
            .ok_or_else(|| wrong(path, "has no $description"))
    }

    /// The value of a token of the type `wanted`, with the path it stands under: an alias is followed.
    ///
    /// # Errors
    /// When there is no such token, it is of another type, or its aliases lead nowhere.
    pub fn value(&self, path: &str, wanted: &str) -> Result<(&str, &Value), Failure> {
        let mut at = path.to_owned();
        let mut known_type = None;
        // As many steps as there are tokens: more would mean a circle.
        for _ in 0..=self.tokens.len() {
            let (name, token) = self.tokens.get_key_value(&at).ok_or_else(|| {
                let what = if at == path {
                    "is missing".to_owned()
                } else {
                    format!("names {at}, which is missing")
                };
                wrong(path, what)
            })?;
            known_type = known_type.or_else(|| token.own_type.clone());
            let Some(next) = alias(&token.value) else {
                let found = known_type
                    .or_else(|| token.group_type.clone())
                    .ok_or_else(|| wrong(path, "has no $type"))?;
                return if found == wanted {
                    Ok((name, &token.value))
                } else {
                    Err(wrong(path, format!("is a {found} where a {wanted} is wanted")))
                };
            };
            at = next.to_owned();
        }
        Err(wrong(path, "its aliases go in a circle"))
    }

    /// What the file says under this name in its extensions.
    ///
    /// # Errors
    /// When it says nothing.
    pub fn extension(&self, name: &str) -> Result<&Value, Failure> {
        self.extensions
            .get(name)
            .ok_or_else(|| wrong("$extensions", format!("{name} is missing")))
    }
}

/// The path that a value points to, when it is an alias: `{palette.blue}`.
pub fn alias(value: &Value) -> Option<&str> {
    value.as_str()?.strip_prefix('{')?.strip_suffix('}')
}

fn is_unknown(key: &str) -> bool {
    key.starts_with('$') && !PROPERTIES.contains(&key)
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

fn text(path: &str, group: &Map<String, Value>, property: &str) -> Result<Option<String>, Failure> {
    match group.get(property) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(wrong(path, format!("its {property} is not a text"))),
    }
}
