//! What is personal about a persona, and where it must not be found.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

/// Members of the city's JSON that say something of a person.
const PERSONAL: [&str; 24] = [
    "nif",
    "given_name",
    "family_name",
    "birth_date",
    "street",
    "phone",
    "email",
    "plate",
    "place",
    "object",
    "number",
    "reference",
    "subject",
    "amount_cents",
    "reduced_cents",
    "id",
    "name",
    "slot",
    "code",
    "registry",
    "text",
    "paper",
    "data",
    "serial",
];
/// Shorter ones are found by chance.
const SHORTEST: usize = 5;

/// The values of one person.
pub struct Values(BTreeSet<String>);

impl Values {
    /// Every personal value anywhere in the JSON.
    pub fn of(json: &Value) -> Self {
        let mut values = BTreeSet::new();
        collect(json, "", &mut values);
        Self(values)
    }

    /// Adds another person's.
    pub fn and(mut self, json: &Value) -> Self {
        collect(json, "", &mut self.0);
        self
    }

    /// Without what somebody else's phone holds as well, such as the name of a street in the city's catalogue.
    pub fn without_what_is_in(mut self, folder: &Path) -> Self {
        let public = read(folder);
        self.0
            .retain(|value| !public.iter().any(|(_, bytes)| holds(bytes, value)));
        self
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

fn collect(json: &Value, member: &str, values: &mut BTreeSet<String>) {
    let mut keep = |text: String| {
        // The city calls its own parts by words: "tax".
        let is_part = member == "id" && text.bytes().all(|byte| byte.is_ascii_lowercase());
        if PERSONAL.contains(&member) && text.chars().count() >= SHORTEST && !is_part {
            // Without the country's code too, and names piece by piece: a piece says enough.
            values.extend(text.strip_prefix("+34").map(str::to_owned));
            values.extend(
                text.split(' ')
                    .filter(|piece| member.ends_with("_name") && piece.chars().count() >= SHORTEST)
                    .map(str::to_owned),
            );
            values.insert(text);
        }
    };
    match json {
        Value::Object(members) => members.iter().for_each(|(name, value)| collect(value, name, values)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, member, values)),
        Value::String(text) => keep(text.clone()),
        Value::Number(number) => keep(number.to_string()),
        Value::Bool(_) | Value::Null => {}
    }
}

/// Where any of the values lies open: file and value.
pub fn find_in_folder(folder: &Path, values: &Values) -> Vec<String> {
    let files = read(folder);
    let found = files.iter().flat_map(|(name, bytes)| {
        let open = values.0.iter().filter(|value| holds(bytes, value));
        open.map(move |value| format!("{name}: {value}"))
    });
    found.collect()
}

/// Which of the values a text holds.
pub fn find_in_text(text: &str, values: &Values) -> Vec<String> {
    values
        .0
        .iter()
        .filter(|value| text.contains(value.as_str()))
        .cloned()
        .collect()
}

/// Every file below a folder.
pub fn read(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(read(&path));
        } else {
            files.push((
                path.file_name().unwrap().to_string_lossy().into_owned(),
                std::fs::read(&path).unwrap(),
            ));
        }
    }
    files
}

fn holds(bytes: &[u8], value: &str) -> bool {
    let little: Vec<u8> = value.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = value.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [value.as_bytes(), &little, &big]
        .into_iter()
        .any(|needle| contains(bytes, needle))
}

/// Whether `needle` is anywhere in `bytes`.
pub fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    let Some(first) = needle.first() else {
        return false;
    };
    let starts = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| *byte == first)
        .map(|(at, _)| at);
    starts.into_iter().any(|at| bytes[at..].starts_with(needle))
}
