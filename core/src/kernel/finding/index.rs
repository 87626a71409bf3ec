//! Which things hold which word, and how much it says about each: four bytes a word of a thing.

use std::collections::HashMap;

use super::dictionary::Dictionary;
use super::document::{Document, Sum, each_word};
use super::meaning::Meaning;
use super::vocabulary::Vocabulary;

/// A thing's number is its position in the index; what is above cannot be kept in three bytes and is not found.
const MOST: usize = 1 << 24;

/// A thing that can be found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Findable<K> {
    pub(super) key: K,
    pub(super) marks: Meaning,
}

/// A word in a thing: the thing's number and the weight, in one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting(u32);

impl Posting {
    const fn new(thing: u32, weight: u8) -> Self {
        Self(thing << 8 | weight as u32)
    }

    pub(super) const fn thing(self) -> usize {
        (self.0 >> 8) as usize
    }

    pub(super) const fn weight(self) -> u8 {
        (self.0 & 0xFF) as u8
    }
}

/// What is known of a word: where its postings end (they begin where the last word's end), and what it means.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    end: u32,
    meaning: Meaning,
}

/// All things by their words.
#[derive(Debug)]
pub struct Index<K> {
    pub(super) things: Vec<Findable<K>>,
    pub(super) dictionary: Dictionary,
    entries: Vec<Entry>,
    postings: Vec<Posting>,
}

impl<K> Index<K> {
    /// The things that hold a word.
    pub(super) fn postings(&self, word: usize) -> &[Posting] {
        let end = |word: usize| self.entries.get(word).map_or(0, |entry| entry.end as usize);
        let start = word.checked_sub(1).map_or(0, end);
        self.postings.get(start..end(word)).unwrap_or_default()
    }

    /// What a word means.
    pub(super) fn meaning(&self, word: usize) -> Meaning {
        self.entries.get(word).map(|entry| entry.meaning).unwrap_or_default()
    }

    /// How many bytes of memory it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.dictionary.bytes()
            + size_of_val(self.things.as_slice())
            + size_of_val(self.entries.as_slice())
            + size_of_val(self.postings.as_slice())
    }
}

/// Takes the things one by one.
#[derive(Debug)]
pub struct IndexBuilder<K> {
    vocabulary: &'static Vocabulary,
    things: Vec<Findable<K>>,
    words: HashMap<Box<str>, u32>,
    /// By a word's number: the last thing that held it, and where among that thing's words.
    last: Vec<(u32, usize)>,
    /// A word's number as it was first seen, and a thing that holds it; grouped by thing.
    held: Vec<(u32, Posting)>,
}

impl<K: Copy> IndexBuilder<K> {
    /// An empty one, for who speaks so.
    #[must_use]
    pub fn new(vocabulary: &'static Vocabulary) -> Self {
        Self {
            vocabulary,
            things: Vec::new(),
            words: HashMap::new(),
            last: Vec::new(),
            held: Vec::new(),
        }
    }

    /// Takes a thing. Its order among those that answer equally well is the order they come in.
    pub fn add(&mut self, document: &Document<'_, K>) {
        let Some(thing) = u32::try_from(self.things.len())
            .ok()
            .filter(|_| self.things.len() < MOST)
        else {
            return;
        };
        let mut sums: Vec<(u32, Sum)> = Vec::with_capacity(128);
        each_word(document, self.vocabulary, |stem, weight| {
            let word = self.number(stem);
            let at = self.place_among(word, thing, sums.len());
            if at == sums.len() {
                sums.push((word, Sum::default()));
            }
            if let Some((_, sum)) = sums.get_mut(at) {
                sum.add(weight);
            }
        });
        self.things.push(Findable {
            key: document.key,
            marks: document.marks,
        });
        let postings = sums
            .into_iter()
            .map(|(word, sum)| (word, Posting::new(thing, sum.get())));
        self.held.extend(postings);
    }

    /// Puts the words in order.
    #[must_use]
    pub fn build(mut self) -> Index<K> {
        for (stem, _) in self.vocabulary.meanings() {
            self.number(stem);
        }
        let mut words: Vec<(Box<str>, u32)> = std::mem::take(&mut self.words).into_iter().collect();
        words.sort_unstable_by(|(one, _), (other, _)| Dictionary::order(one, other));
        let (entries, postings) = sort_postings(&words, &self.held, self.vocabulary);
        Index {
            things: self.things,
            dictionary: Dictionary::new(words.iter().map(|(word, _)| word.as_ref())),
            entries,
            postings,
        }
    }

    fn number(&mut self, stem: &str) -> u32 {
        if let Some(number) = self.words.get(stem) {
            return *number;
        }
        // Fewer words than postings, and those are counted in four bytes too.
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.insert(stem.into(), number);
        self.last.push((u32::MAX, 0));
        number
    }

    /// Where a word stands among those of a thing: where it stood, or at the end.
    fn place_among(&mut self, word: u32, thing: u32, end: usize) -> usize {
        match self.last.get_mut(word as usize) {
            Some((known, at)) if *known == thing => *at,
            Some(last) => {
                *last = (thing, end);
                end
            }
            None => end,
        }
    }
}

/// Counts, adds up and fills: the postings of each word side by side, in the order of the words and then of the things.
fn sort_postings(
    words: &[(Box<str>, u32)],
    held: &[(u32, Posting)],
    vocabulary: &Vocabulary,
) -> (Vec<Entry>, Vec<Posting>) {
    let mut position = vec![0_usize; words.len()];
    for (at, (_, number)) in words.iter().enumerate() {
        if let Some(position) = position.get_mut(*number as usize) {
            *position = at;
        }
    }
    let place_of = |number: u32| position.get(number as usize).copied().unwrap_or_default();
    let mut entries: Vec<Entry> = words.iter().map(|(word, _)| entry(word, vocabulary)).collect();
    for (number, _) in held {
        if let Some(entry) = entries.get_mut(place_of(*number)) {
            entry.end += 1;
        }
    }
    let mut next = Vec::with_capacity(entries.len());
    let mut end = 0;
    for entry in &mut entries {
        next.push(end);
        end += entry.end;
        entry.end = end;
    }
    let mut postings = vec![Posting(0); held.len()];
    for (number, posting) in held {
        if let Some(next) = next.get_mut(place_of(*number)) {
            if let Some(free) = postings.get_mut(*next as usize) {
                *free = *posting;
            }
            *next += 1;
        }
    }
    (entries, postings)
}

fn entry(word: &str, vocabulary: &Vocabulary) -> Entry {
    Entry {
        end: 0,
        meaning: vocabulary.meaning(word).unwrap_or_default(),
    }
}
