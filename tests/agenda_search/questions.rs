//! The questions, and which events answer them: facts of the City's files, never of the search.

use madrid_core::kernel::fold;
use serde::Deserialize;

use crate::events::Facts;

/// A question and what answers it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub class: String,
    pub ask: String,
    expect: Expected,
}

/// All conditions together; of those in a list, any.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Expected {
    kinds: Vec<String>,
    audiences: Vec<String>,
    districts: Vec<String>,
    free: bool,
    title: Option<String>,
    says: Option<String>,
}

/// All of them.
pub fn questions() -> Vec<Question> {
    serde_json::from_str(include_str!("queries.json")).unwrap()
}

impl Question {
    /// The events that answer it.
    pub fn right(&self, coming: &[Facts]) -> Vec<i64> {
        let right = coming.iter().filter(|event| self.expect.fits(event));
        right.map(|event| event.id).collect()
    }
}

impl Expected {
    fn fits(&self, event: &Facts) -> bool {
        let any = |wanted: &[String], has: &dyn Fn(&String) -> bool| wanted.is_empty() || wanted.iter().any(has);
        let holds =
            |text: &str, wanted: &Option<String>| wanted.as_ref().is_none_or(|wanted| text.contains(&fold(wanted)));
        any(&self.kinds, &|kind| *kind == event.kind)
            && any(&self.audiences, &|audience| event.audiences.contains(audience))
            && any(&self.districts, &|code| *code == event.district)
            && (event.free || !self.free)
            && holds(&event.title, &self.title)
            && holds(&event.text, &self.says)
    }
}
