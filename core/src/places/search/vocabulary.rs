//! What people say, and what they mean: *nadar* is a pool, *biblio* a library, *tren* the word *ferrocarril*.
//!
//! The words are data (`vocabulary.txt`), read once. Everything is kept by its stem.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::model::{Need, PlaceKind};
use super::super::rules::Marks;
use super::stem::stem;
use crate::kernel::fold;

const WORDS: &str = include_str!("vocabulary.txt");

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::read(WORDS));

/// All words and their meanings.
#[derive(Debug, Default)]
pub struct Vocabulary {
    meanings: HashMap<String, Marks>,
    /// From a word in the city's texts to what people say instead.
    also: HashMap<String, Vec<String>>,
    optional: HashSet<String>,
    ignored: HashSet<String>,
    not_understood: Vec<String>,
}

impl Vocabulary {
    /// The app's own.
    pub fn get() -> &'static Self {
        &VOCABULARY
    }

    /// The kinds and needs a stem means.
    pub fn meaning(&self, stem: &str) -> Option<Marks> {
        self.meanings.get(stem).copied()
    }

    /// Every stem that means a kind or a need.
    pub fn meanings(&self) -> impl Iterator<Item = (&str, Marks)> {
        self.meanings.iter().map(|(stem, marks)| (stem.as_str(), *marks))
    }

    /// What people also say for a stem of the city's texts.
    pub fn also(&self, stem: &str) -> &[String] {
        self.also.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Whether a place need not have this stem to be found.
    pub fn is_optional(&self, stem: &str) -> bool {
        self.optional.contains(stem)
    }

    /// Whether a stem says nothing.
    pub fn is_ignored(&self, stem: &str) -> bool {
        self.ignored.contains(stem)
    }

    fn read(text: &str) -> Self {
        let mut vocabulary = Self::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if vocabulary.take(line).is_none() {
                vocabulary.not_understood.push(line.to_owned());
            }
        }
        vocabulary
    }

    fn take(&mut self, line: &str) -> Option<()> {
        let (meaning, words) = line.split_once(':')?;
        let stems = words.split_whitespace().map(stem_of);
        let mut meaning = meaning.split_whitespace();
        match (meaning.next()?, meaning.next()) {
            ("kind", Some(code)) => {
                let kind = PlaceKind::ALL.into_iter().find(|kind| kind.code() == code)?;
                self.mean(stems, Marks::kind(kind));
            }
            ("need", Some(code)) => {
                let need = Need::ALL.into_iter().find(|need| need.code() == code)?;
                self.mean(stems, Marks::need(need));
            }
            ("word", Some(word)) => self.also.entry(stem_of(word)).or_default().extend(stems),
            ("optional", None) => self.optional.extend(stems),
            ("ignored", None) => self.ignored.extend(stems),
            _ => return None,
        }
        Some(())
    }

    fn mean(&mut self, stems: impl Iterator<Item = String>, marks: Marks) {
        for stem in stems {
            let known = self.meanings.entry(stem).or_default();
            *known = known.and(marks);
        }
    }
}

fn stem_of(word: &str) -> String {
    stem(&fold(word)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood() {
        assert_eq!(Vocabulary::get().not_understood, [""; 0]);
        let wrong = Vocabulary::read("kind moon_base: x\nneed: y\nword z\nword a: b");
        assert_eq!(wrong.not_understood.len(), 3);
    }

    #[test]
    fn a_word_may_mean_several_things() {
        let swim = Vocabulary::get().meaning("nadar").unwrap();
        assert!(swim.meet(Marks::need(Need::IndoorPool)) && swim.meet(Marks::need(Need::OutdoorPool)));
        assert!(!swim.meet(Marks::kind(PlaceKind::Library)));
        assert!(Vocabulary::get().also("colegio").contains(&"col".to_owned()));
    }

    #[test]
    fn a_word_that_says_nothing_means_nothing() {
        let vocabulary = Vocabulary::get();
        let both = vocabulary.meanings().filter(|(stem, _)| vocabulary.is_ignored(stem));
        assert_eq!(both.collect::<Vec<_>>(), []);
    }
}
