//! A scenario as it is written in its file. What a file may say is said here, and anything else is refused.

use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A behaviour, as somebody would tell it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// What the person can count on, in one line.
    pub name: String,
    /// Where it begins; without it, with a new phone that speaks Spanish.
    #[serde(default)]
    pub given: Given,
    /// What happens, and what is to be seen.
    pub steps: Vec<Value>,
}

/// Where a scenario begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Given {
    /// The language of the phone.
    pub language: Option<String>,
    /// Who has signed in, and sees what is theirs up to date.
    pub signed_in: Option<Value>,
}

/// One step.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Step {
    /// The person, or their phone, does something.
    Do(Do),
    /// The city does something: a request to its administration.
    City(City),
    /// Something becomes visible, within a patience.
    See(See),
    /// What is visible is remembered under a name.
    Keep(Keep),
    /// Something is not visible, and does not become so when nothing is under way any more.
    Never(Never),
}

/// A verb of the boundary with its arguments.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Do {
    /// The verb.
    #[serde(rename = "do")]
    pub verb: String,
    /// Its arguments.
    #[serde(default)]
    pub with: Value,
    /// The error it must end with; without it, it must go well.
    pub fails: Option<Fails>,
}

/// An error of the boundary.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fails {
    /// The variant of `AppError`.
    pub kind: String,
    /// Its code; without it, any of that kind.
    pub code: Option<String>,
}

/// `"PUT sectors"` with its body.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct City {
    /// Method, and path below `/admin/`.
    pub city: String,
    /// What is sent.
    #[serde(default)]
    pub body: Value,
}

/// A path into a view and what is to be found there.
#[derive(Debug, Deserialize)]
pub struct See {
    /// `home.blocks[owe].items[0].title`.
    pub see: String,
    /// What is expected there.
    #[serde(flatten)]
    pub check: Check,
}

/// A path into a view to remember.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    /// `home.blocks`.
    pub keep: String,
    /// The name for `same_as` and `differs_from`.
    #[serde(rename = "as")]
    pub name: String,
}

/// A path into a view and what is not to be found there.
#[derive(Debug, Deserialize)]
pub struct Never {
    /// `home.trouble`.
    pub never: String,
    /// What must not be there.
    #[serde(flatten)]
    pub check: Check,
}

/// What may be expected of what stands at a path. One of these.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Check {
    /// It is this.
    Is(Value),
    /// Each element of the list is this, and there is one.
    Every(Value),
    /// The text has this in it, or the list has this element.
    Contains(Value),
    /// There is nothing (`true`), or something (`false`).
    Absent(bool),
    /// The list has so many elements.
    Count(usize),
    /// The text matches this regular expression somewhere.
    Matches(String),
    /// It is what was kept under this name.
    SameAs(String),
    /// It is not what was kept under this name; of a list, no element is.
    DiffersFrom(String),
}

impl Script {
    /// Reads a file.
    pub fn read(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// Everything that happens, what is given first.
    pub fn steps(&self) -> impl Iterator<Item = Value> {
        let given = self.given.signed_in.iter().flat_map(|who| {
            [
                json!({ "do": "sign_in", "with": who }),
                json!({ "do": "sync" }),
                json!({ "see": "home.blocks[*].freshness.state", "every": "fresh" }),
            ]
        });
        given.chain(self.steps.iter().cloned())
    }
}

impl Step {
    /// Reads one.
    pub fn read(step: Value) -> Result<Self, String> {
        let text = step.to_string();
        let words = step.as_object().map_or(0, Map::len);
        let read: Self = serde_json::from_value(step).map_err(|_| format!("not a step: {text}"))?;
        match read {
            Self::See(_) | Self::Never(_) if words != 2 => Err(format!("one thing at a time: {text}")),
            read => Ok(read),
        }
    }
}
