//! DESIGN section 10 as tests: both languages whole, easy to read, short where short is needed.

use std::collections::BTreeSet;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};

use super::catalogue::source;
use super::readability::{inflesz, measure};
use super::{Arg, keys, with};
use crate::kernel::Language;

/// Words of offices, fear and hurry. None of them tells a person what to do.
const BANNED: [&str; 14] = [
    "usuario",
    "procederá",
    "subsanar",
    "incidencia",
    "denegado",
    "inválido",
    "error",
    "user",
    "invalid",
    "failure",
    "abort",
    "fatal",
    "denied",
    "please",
];

/// Values a real screen would put in.
const VALUES: [(&str, &str); 8] = [
    ("when", "hoy a las 10:32"),
    ("time", "10:32"),
    ("n", "548"),
    ("day", "3"),
    ("month", "mayo"),
    ("year", "2026"),
    ("source", "Ayuntamiento de Madrid"),
    ("count", "548"),
];

fn words_of(language: Language, id: &'static str) -> String {
    let key = keys::all().find(|key| key.0 == id).unwrap();
    let values: Vec<(&str, Arg<'_>)> = VALUES
        .iter()
        .map(|(name, value)| {
            (
                *name,
                if *name == "count" {
                    Arg::Count(548)
                } else {
                    Arg::from(*value)
                },
            )
        })
        .collect();
    with(language, key, &values)
}

fn ids(language: Language) -> Vec<String> {
    let parsed = fluent_syntax::parser::parse(source(language)).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let messages = parsed.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message.id.name.to_owned()),
        _ => None,
    });
    messages.collect()
}

#[test]
fn every_key_has_words_in_both_languages_and_no_words_are_without_a_key() {
    let wanted: BTreeSet<String> = keys::all().map(|key| key.0.to_owned()).collect();
    assert_eq!(wanted.len(), keys::all().count(), "a key is listed twice");
    for language in Language::ALL {
        let found = ids(language);
        let set: BTreeSet<String> = found.iter().cloned().collect();
        assert_eq!(set.len(), found.len(), "{language:?} has a message twice");
        assert_eq!(set, wanted, "{language:?}");
    }
}

#[test]
fn both_languages_take_the_same_values() {
    fn values(language: Language, id: &str) -> BTreeSet<String> {
        let parsed = fluent_syntax::parser::parse(source(language)).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
        let message = parsed.body.iter().find_map(|entry| match entry {
            Entry::Message(message) if message.id.name == id => message.value.as_ref(),
            _ => None,
        });
        let mut found = BTreeSet::new();
        for element in &message.unwrap().elements {
            if let PatternElement::Placeable { expression } = element {
                collect(expression, &mut found);
            }
        }
        found
    }
    fn collect(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                found.insert(id.name.to_owned());
            }
            Expression::Select { selector, variants } => {
                if let InlineExpression::VariableReference { id } = selector {
                    found.insert(id.name.to_owned());
                }
                let elements = variants.iter().flat_map(|variant| &variant.value.elements);
                for element in elements {
                    if let PatternElement::Placeable { expression } = element {
                        collect(expression, found);
                    }
                }
            }
            Expression::Inline(_) => {}
        }
    }
    for key in keys::all() {
        assert_eq!(values(Language::Es, key.0), values(Language::En, key.0), "{}", key.0);
    }
}

#[test]
fn spanish_bodies_are_easy_to_read() {
    let bodies = keys::all()
        .filter(|key| *key != keys::MONTHS)
        .map(|key| words_of(Language::Es, key.0));
    let mut scores: Vec<(f64, String)> = bodies
        .filter(|text| measure(text).words >= 12)
        .map(|text| (inflesz(&text), text))
        .collect();
    scores.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (lowest, hardest) = &scores[0];
    let median = scores[scores.len() / 2].0;
    println!("{} bodies, lowest {lowest:.1}, median {median:.1}", scores.len());
    assert!(*lowest >= 55.0, "{lowest:.1}: {hardest}");
    assert!(median >= 65.0, "median {median:.1}");
}

#[test]
fn no_sentence_is_long_and_no_word_is_banned() {
    for language in Language::ALL {
        for key in keys::all().filter(|key| *key != keys::MONTHS) {
            let text = words_of(language, key.0);
            let longest = measure(&text).sentences.into_iter().max().unwrap_or(0);
            assert!(longest <= 25, "{longest} words in {}: {text}", key.0);
            let lower = text.to_lowercase();
            let banned = BANNED
                .iter()
                .find(|banned| lower.split(|c: char| !c.is_alphanumeric()).any(|word| word == **banned));
            assert_eq!(banned, None, "{}: {text}", key.0);
        }
    }
}

#[test]
fn labels_have_at_most_four_words() {
    let is_label = |id: &str| {
        [
            "kind-",
            "need-",
            "event-",
            "audience-",
            "action-",
            "fact-",
            "next-",
            "section-",
        ]
        .iter()
        .any(|start| id.starts_with(start))
            || id.ends_with("-title")
    };
    for language in Language::ALL {
        for key in keys::all().filter(|key| is_label(key.0) && *key != keys::FACT_SOURCE_DATED) {
            let text = words_of(language, key.0);
            assert!(text.split_whitespace().count() <= 4, "{}: {text}", key.0);
        }
    }
}

#[test]
fn there_are_twelve_months() {
    for language in Language::ALL {
        assert_eq!(words_of(language, "months").split(' ').count(), 12);
    }
}
