//! The questions, and which places answer them: facts of the City's files, never of the search.

use madrid_core::kernel::fold;
use serde::Deserialize;

use crate::catalogue::{Catalogue, Facts};

/// A question and what answers it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub class: String,
    pub ask: String,
    expect: Expected,
}

/// All conditions together; at least one is given.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Expected {
    ids: Vec<String>,
    kind: Option<String>,
    needs: Vec<String>,
    districts: Vec<String>,
    says: Option<String>,
}

/// All of them.
pub fn questions() -> Vec<Question> {
    serde_json::from_str(include_str!("queries.json")).unwrap()
}

impl Question {
    /// A question that these places answer.
    pub fn of_ids(ask: &str, ids: &[i64]) -> Self {
        Self {
            class: "made".to_owned(),
            ask: ask.to_owned(),
            expect: Expected {
                ids: ids.iter().map(i64::to_string).collect(),
                ..Expected::default()
            },
        }
    }

    /// The places that answer it.
    pub fn right(&self, catalogue: &Catalogue) -> Vec<i64> {
        let right = catalogue.facts.iter().filter(|place| self.expect.fits(place));
        right.map(|place| place.id).collect()
    }
}

impl Expected {
    fn fits(&self, place: &Facts) -> bool {
        let any = |wanted: &[String], has: &dyn Fn(&String) -> bool| wanted.is_empty() || wanted.iter().any(has);
        let says = |text: &String| place.name.contains(&fold(text)) || place.body.contains(&fold(text));
        any(&self.ids, &|id| *id == place.id.to_string())
            && self.kind.as_ref().is_none_or(|kind| *kind == place.kind)
            && any(&self.needs, &|need| place.needs.contains(need))
            && any(&self.districts, &|code| *code == place.district)
            && self.says.as_ref().is_none_or(says)
    }
}
