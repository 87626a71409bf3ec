//! Asks the index: first as typed; where nothing has every word, with slips forgiven; then for most of the words.

use super::dictionary::{Spelling, spelling};
use super::index::Index;
use super::question::{Asked, Question};
use super::stem::stem;
use super::tally::{Candidate, Tally, Tier};

/// The beginnings of a word that are too short to be looked up while a longer one may come after.
const SHORT: usize = 2;
/// What an n that may have meant an ñ counts.
const RESPELT: f32 = 0.75;
/// Scores in the same of so many steps up to the best answer equally well: then the feature's own order decides.
const STEPS: f32 = 24.0;

impl<K: Copy> Index<K> {
    /// What answers best, at most `limit`. `order` says where a thing stands among those that answer equally well, the smallest
    /// first, or that it is not wanted; those that are equal in that too come in the order they were put in.
    #[must_use]
    pub fn find(&self, question: &Question, limit: usize, order: impl Fn(&K) -> Option<i64>) -> Vec<K> {
        let mut tally = self.tally(question, false);
        if tally.most_found() < tally.needed {
            tally = self.tally(question, true);
        }
        let found = tally.most_found();
        // Half of the words is an answer to look at; less is chance.
        if found == 0 || found * 2 < tally.needed {
            return Vec::new();
        }
        let answers: Vec<(usize, f32, i64)> = tally
            .answers()
            .filter(|(_, score)| score.found == found)
            .filter_map(|(at, score)| Some((at, score.total, order(&self.things.get(at)?.key)?)))
            .collect();
        let best = answers.iter().map(|(_, total, _)| *total).fold(0.0, f32::max);
        let ranks = answers
            .into_iter()
            .map(|(at, total, order)| (-step(total / best), order, at));
        let mut ranked: Vec<Rank> = ranks.collect();
        if ranked.len() > limit {
            ranked.select_nth_unstable(limit);
            ranked.truncate(limit);
        }
        ranked.sort_unstable();
        let things = ranked.into_iter().filter_map(|(.., at)| self.things.get(at));
        things.map(|thing| thing.key).collect()
    }

    fn tally(&self, question: &Question, forgiving: bool) -> Tally<'_, K> {
        let mut tally = Tally::new(self);
        let joined = self.joined(question);
        for (at, asked) in question.words.iter().enumerate() {
            let mut candidates = self.as_typed(asked);
            // The pair before this word and the pair that begins with it.
            let pairs = joined.get(at.saturating_sub(1)..(at + 1).min(joined.len()));
            candidates.extend(pairs.unwrap_or_default().iter().flatten());
            if forgiving {
                self.add_alike(asked, &mut candidates);
            }
            tally.count(candidates, asked.needed);
        }
        tally
    }

    /// For each two words side by side, the words that are both in one: "peña grande" is also "Peñagrande".
    fn joined(&self, question: &Question) -> Vec<Vec<Candidate>> {
        let pairs = question.words.iter().zip(question.words.iter().skip(1));
        pairs
            .map(|(one, other)| self.whole(&stem(&format!("{}{}", one.typed, other.typed))))
            .collect()
    }

    /// The words that are a stem, letter by letter.
    fn whole(&self, stem: &str) -> Vec<Candidate> {
        let letters = stem.chars().count();
        let whole = self
            .dictionary
            .beginning_with(stem)
            .map(|word| (word, self.dictionary.word(word)));
        whole
            .filter(|(_, text)| text.chars().count() == letters)
            .filter_map(|(word, text)| candidate(word, 1.0, spelling(stem, text)))
            .collect()
    }

    /// The words that are the one typed, in singular or plural, and those that begin as typed.
    fn as_typed(&self, asked: &Asked) -> Vec<Candidate> {
        let mut candidates = self.whole(&asked.stem);
        let letters = asked.typed.chars().count();
        if letters <= SHORT && !asked.last {
            return candidates;
        }
        for word in self.dictionary.beginning_with(&asked.typed) {
            let text = self.dictionary.word(word);
            let rest = text.chars().count().saturating_sub(letters);
            if rest > 0 && text != asked.stem {
                candidates.extend(candidate(
                    word,
                    quality(asked, letters, rest),
                    spelling(&asked.typed, text),
                ));
            }
        }
        candidates
    }

    fn add_alike(&self, asked: &Asked, candidates: &mut Vec<Candidate>) {
        let slips = slips_forgiven(&asked.stem);
        if slips == 0 {
            return;
        }
        for alike in self.dictionary.alike(&asked.stem, slips) {
            let quality: f32 = if alike.slips > 1 { 0.4 } else { 0.6 };
            candidates.push(Candidate {
                word: alike.word,
                quality: if alike.whole { quality } else { quality * 0.7 },
                tier: Tier::Alike,
            });
        }
    }
}

fn candidate(word: usize, quality: f32, spelt: Option<Spelling>) -> Option<Candidate> {
    let quality = match spelt? {
        Spelling::AsTyped => quality,
        Spelling::WithEnye => quality * RESPELT,
    };
    Some(Candidate {
        word,
        quality,
        tier: Tier::Typed,
    })
}

/// Best first: how well it answers, the feature's own order, and the order it came in.
type Rank = (i32, i64, usize);

/// The more of a word was typed, the surer it is. Of a number every digit counts.
fn quality(asked: &Asked, letters: usize, rest: usize) -> f32 {
    if asked.typed.starts_with(|first: char| first.is_ascii_digit()) {
        0.3
    } else {
        let (letters, rest) = (u16::try_from(letters), u16::try_from(rest));
        let (letters, rest) = (f32::from(letters.unwrap_or(1)), f32::from(rest.unwrap_or(u16::MAX)));
        0.5 + 0.4 * letters / (letters + rest)
    }
}

/// None in short words, where a slip makes another word, nor in numbers.
fn slips_forgiven(stem: &str) -> usize {
    match stem.chars().count() {
        _ if stem.starts_with(|first: char| first.is_ascii_digit()) => 0,
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "between 0 and the number of steps")]
fn step(part: f32) -> i32 {
    (part * STEPS).round() as i32
}
