//! Forms that say what is wrong with them: in a summary that is read first, and beside each field.

use maud::{Markup, html};

use super::Language;

/// Something that is wrong with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The field to look at, if it is one.
    pub field: Option<&'static str>,
    /// What is wrong, for the person.
    pub words: String,
}

/// A form with what was wrong with it the last time.
#[derive(Debug, Clone)]
pub struct Form {
    /// The language of its page.
    pub language: Language,
    /// All that was wrong.
    pub slips: Vec<Slip>,
}

impl Form {
    /// What is wrong, first of all and with a way to each field. It takes the focus, so that it is read.
    pub fn summary(&self) -> Markup {
        html! {
            @if !self.slips.is_empty() {
                div .summary role="alert" tabindex="-1" autofocus aria-labelledby="summary-title" {
                    h2 #summary-title {
                        (self.language.say("Hay algo que corregir", "There is something to correct"))
                    }
                    ul {
                        @for slip in &self.slips {
                            li {
                                @match slip.field {
                                    Some(field) => { a href={ "#" (field) } { (slip.words) } }
                                    None => { (slip.words) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// What the title of the page begins with: it is what a screen reader says first.
    pub const fn title_prefix(&self) -> &'static str {
        if self.slips.is_empty() { "" } else { "Error: " }
    }

    /// A label, its help, what is wrong with it, and the field itself.
    pub fn field(&self, name: &str, label: &str, hint: Option<&str>, input: &Markup) -> Markup {
        let wrong = self.slips.iter().filter(|slip| slip.field == Some(name));
        html! {
            div .field {
                label for=(name) { (label) }
                @if let Some(hint) = hint { p .hint id={ (name) "-hint" } { (hint) } }
                @for slip in wrong { p .wrong id={ (name) "-wrong" } { (slip.words) } }
                (input)
            }
        }
    }

    /// For `aria-invalid`.
    pub fn wrong(&self, name: &str) -> Option<&'static str> {
        let is_wrong = self.slips.iter().any(|slip| slip.field == Some(name));
        is_wrong.then_some("true")
    }

    /// For `aria-describedby`.
    pub fn described_by(&self, name: &str, has_hint: bool) -> Option<String> {
        let hint = has_hint.then(|| format!("{name}-hint"));
        let wrong = self.wrong(name).map(|_| format!("{name}-wrong"));
        let both: Vec<String> = hint.into_iter().chain(wrong).collect();
        (!both.is_empty()).then(|| both.join(" "))
    }
}
