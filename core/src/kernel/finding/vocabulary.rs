//! What people say, and what they mean: *nadar* is a pool, *biblio* a library, *tren* the word *ferrocarril*.
//!
//! The words are data, read once: those of everybody in `words.txt`, those of a feature in its own file. Everything is kept
//! by its stem.

use std::collections::{HashMap, HashSet};

use super::meaning::Meaning;
use super::stem::stem;
use crate::kernel::fold;

/// What goes for everything that can be found.
const WORDS: &str = include_str!("words.txt");

/// All words of a feature and their meanings.
#[derive(Debug, Default)]
pub struct Vocabulary {
    meanings: HashMap<String, Meaning>,
    /// From a word in the city's texts to what people say instead.
    also: HashMap<String, Vec<String>>,
    optional: HashSet<String>,
    ignored: HashSet<String>,
    not_understood: Vec<String>,
}

impl Vocabulary {
    /// Everybody's words and a feature's own, one meaning a line: `kind museum: cuadro pintura`. What the two words before the
    /// colon mean is for the feature to say. See `words.txt` for the lines that need no feature.
    pub fn new(own: &str, meaning: impl Fn(&str, &str) -> Option<Meaning>) -> Self {
        let mut vocabulary = Self::default();
        let lines = WORDS.lines().chain(own.lines());
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if vocabulary.take(line, &meaning).is_none() {
                vocabulary.not_understood.push(line.to_owned());
            }
        }
        vocabulary
    }

    /// The lines that say nothing that is understood: none, unless somebody mistyped one.
    pub fn not_understood(&self) -> &[String] {
        &self.not_understood
    }

    /// What a stem means.
    pub fn meaning(&self, stem: &str) -> Option<Meaning> {
        self.meanings.get(stem).copied()
    }

    /// Every stem that means something.
    pub fn meanings(&self) -> impl Iterator<Item = (&str, Meaning)> {
        self.meanings.iter().map(|(stem, meaning)| (stem.as_str(), *meaning))
    }

    /// What people also say for a stem of the city's texts.
    pub fn also(&self, stem: &str) -> &[String] {
        self.also.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Whether a thing need not have this stem to be found.
    pub fn is_optional(&self, stem: &str) -> bool {
        self.optional.contains(stem)
    }

    /// Whether a stem says nothing.
    pub fn is_ignored(&self, stem: &str) -> bool {
        self.ignored.contains(stem)
    }

    fn take(&mut self, line: &str, meaning: impl Fn(&str, &str) -> Option<Meaning>) -> Option<()> {
        let (said, words) = line.split_once(':')?;
        let stems = words.split_whitespace().map(stem_of);
        let mut said = said.split_whitespace();
        match (said.next()?, said.next()) {
            ("word", Some(word)) => self.also.entry(stem_of(word)).or_default().extend(stems),
            ("optional", None) => self.optional.extend(stems),
            ("ignored", None) => self.ignored.extend(stems),
            (what, Some(code)) => self.mean(stems, meaning(what, code)?),
            _ => return None,
        }
        Some(())
    }

    fn mean(&mut self, stems: impl Iterator<Item = String>, meaning: Meaning) {
        for stem in stems {
            let known = self.meanings.entry(stem).or_default();
            *known = known.and(meaning);
        }
    }
}

fn stem_of(word: &str) -> String {
    stem(&fold(word)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(own: &str) -> Vocabulary {
        Vocabulary::new(own, |what, code| match (what, code) {
            ("kind", "pool") => Some(Meaning::from_bits(1)),
            ("kind", "spa") => Some(Meaning::from_bits(2)),
            _ => None,
        })
    }

    #[test]
    fn every_line_is_understood_or_kept_for_who_mends_it() {
        assert_eq!(vocabulary("").not_understood(), [""; 0]);
        let wrong = vocabulary("kind moon_base: x\nkind: y\nword z\nword a: b");
        assert_eq!(wrong.not_understood().len(), 3);
    }

    #[test]
    fn a_word_may_mean_several_things() {
        let vocabulary = vocabulary("kind pool: nadar baños\nkind spa: baño");
        let both = Meaning::from_bits(3);
        assert_eq!(vocabulary.meaning("baño"), Some(both));
        assert_eq!(vocabulary.meaning("nadar"), Some(Meaning::from_bits(1)));
        assert_eq!(vocabulary.meaning("leer"), None);
        assert!(vocabulary.also("colegio").contains(&"col".to_owned()));
        assert!(vocabulary.is_ignored("donde") || vocabulary.is_ignored("dond"));
    }
}
