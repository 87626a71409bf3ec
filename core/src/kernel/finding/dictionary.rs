//! All words of the index in order, without a tree: found by their beginning, with or without ñ, and with slips.

use std::cmp::Ordering;
use std::ops::Range;

/// Words in the order of a keyboard without ñ: a word and the same with ñ stand side by side.
#[derive(Debug, Default)]
pub struct Dictionary {
    text: String,
    spans: Vec<Span>,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    start: u32,
    len: u32,
}

/// How a typed word stands in a word of the dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// Letter by letter as typed.
    AsTyped,
    /// With an ñ where an n was typed.
    WithEnye,
}

/// A word that is nearly the one typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alike {
    /// Which word.
    pub word: usize,
    /// Letters changed, left out, added or swapped with the next.
    pub slips: usize,
    /// Whether it is the word itself, not only its beginning.
    pub whole: bool,
}

impl Dictionary {
    /// The order words stand in.
    pub fn order(one: &str, other: &str) -> Ordering {
        plain(one).cmp(plain(other)).then_with(|| one.cmp(other))
    }

    /// From words in [`Dictionary::order`].
    pub fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut dictionary = Self::default();
        for word in words {
            // Four thousand million letters do not fit on a phone; beyond them words are empty and match nothing.
            let start = u32::try_from(dictionary.text.len()).unwrap_or(u32::MAX);
            let len = u32::try_from(word.len()).unwrap_or_default();
            dictionary.spans.push(Span { start, len });
            dictionary.text.push_str(word);
        }
        dictionary
    }

    /// A word by its place in the order.
    pub fn word(&self, at: usize) -> &str {
        self.spans.get(at).map_or("", |span| self.text_of(*span))
    }

    /// The words that begin so, ñ and n alike.
    pub fn beginning_with(&self, beginning: &str) -> Range<usize> {
        let letters = beginning.chars().count();
        let start = self
            .spans
            .partition_point(|span| plain(self.text_of(*span)).cmp(plain(beginning)).is_lt());
        let rest = self.spans.get(start..).unwrap_or_default();
        let count = rest.partition_point(|span| plain(self.text_of(*span)).take(letters).eq(plain(beginning)));
        start..start + count
    }

    /// The words with the fewest slips, at most `most`, by beginning or as a whole. An ñ that was typed was no slip.
    pub fn alike(&self, typed: &str, most: usize) -> Vec<Alike> {
        let letters: Vec<char> = plain(typed).collect();
        let mut rows = Rows::default();
        let mut found: Vec<Alike> = Vec::new();
        let mut least = most;
        let mask = letters.iter().copied().fold(0, |mask, letter| mask | bit(letter));
        let enye = typed.contains('ñ');
        for (at, span) in self.spans.iter().enumerate() {
            let word = self.text_of(*span);
            if enye && !word.contains('ñ') {
                continue;
            }
            // A letter that the word does not have at all was a slip: most words are ruled out by that alone.
            if (mask & !plain(word).fold(0, |mask, letter| mask | bit(letter))).count_ones() as usize > least {
                continue;
            }
            let (whole, beginning) = rows.slips(&letters, plain(word), least);
            let slips = whole.min(beginning);
            if slips > least {
                continue;
            }
            if slips < least {
                found.clear();
                least = slips;
            }
            found.push(Alike {
                word: at,
                slips,
                whole: whole == slips,
            });
        }
        found
    }

    /// How many bytes of memory it takes.
    pub fn bytes(&self) -> usize {
        self.text.len() + size_of_val(self.spans.as_slice())
    }

    fn text_of(&self, span: Span) -> &str {
        let start = span.start as usize;
        self.text.get(start..start + span.len as usize).unwrap_or("")
    }
}

/// How `typed` stands at the beginning of `word`, letter by letter; `None` if it does not. An ñ that was typed was meant.
pub fn spelling(typed: &str, word: &str) -> Option<Spelling> {
    let mut letters = word.chars();
    let mut spelling = Spelling::AsTyped;
    for typed in typed.chars() {
        match (typed, letters.next()?) {
            (one, other) if one == other => {}
            ('n', 'ñ') => spelling = Spelling::WithEnye,
            _ => return None,
        }
    }
    Some(spelling)
}

fn plain(word: &str) -> impl Iterator<Item = char> {
    word.chars().map(|letter| if letter == 'ñ' { 'n' } else { letter })
}

/// A bit for each letter, shared by what is not a to z.
const fn bit(letter: char) -> u32 {
    1 << (letter as u32 % 32)
}

/// Three rows of the table of slips, kept from word to word.
#[derive(Default)]
struct Rows {
    before_last: Vec<usize>,
    last: Vec<usize>,
    next: Vec<usize>,
}

impl Rows {
    /// The slips between `typed` and a word as a whole, and between it and some beginning of the word (optimal string
    /// alignment: a change, an omission, an addition or a swap of neighbours is one slip). Gives up above `most`.
    fn slips(&mut self, typed: &[char], word: impl Iterator<Item = char>, most: usize) -> (usize, usize) {
        self.last.clear();
        self.last.extend(0..=typed.len());
        self.before_last.clear();
        let mut beginning = typed.len();
        let mut previous = None;
        for (row, letter) in (1..).zip(word) {
            self.fill(typed, row, letter, previous);
            if self.next.iter().min().is_none_or(|least| *least > most) {
                return (most + 1, beginning);
            }
            beginning = beginning.min(self.next.last().copied().unwrap_or(usize::MAX));
            std::mem::swap(&mut self.before_last, &mut self.last);
            std::mem::swap(&mut self.last, &mut self.next);
            previous = Some(letter);
        }
        (self.last.last().copied().unwrap_or(usize::MAX), beginning)
    }

    fn fill(&mut self, typed: &[char], row: usize, letter: char, previous: Option<char>) {
        let (last, before_last) = (&self.last, &self.before_last);
        let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX - 1);
        self.next.clear();
        let mut left = row;
        self.next.push(left);
        let mut before = None;
        for (column, typed) in (1..).zip(typed.iter().copied()) {
            let change = at(last, column - 1) + usize::from(typed != letter);
            let mut least = change.min(at(last, column) + 1).min(left + 1);
            if before == Some(letter) && previous == Some(typed) {
                least = least.min(at(before_last, column - 2) + 1);
            }
            self.next.push(least);
            left = least;
            before = Some(typed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary(words: &[&'static str]) -> Dictionary {
        let mut words = words.to_vec();
        words.sort_unstable_by(|one, other| Dictionary::order(one, other));
        Dictionary::new(words.into_iter())
    }

    fn beginning_with(dictionary: &Dictionary, beginning: &str) -> Vec<String> {
        let found = dictionary.beginning_with(beginning);
        found.map(|at| dictionary.word(at).to_owned()).collect()
    }

    #[test]
    fn by_beginning_an_n_finds_an_enye() {
        let words = dictionary(&["pena", "peña", "peñuelas", "penuria", "pez", "parque", "ñ"]);
        assert_eq!(beginning_with(&words, "pen"), ["pena", "peña", "peñuelas", "penuria"]);
        assert_eq!(beginning_with(&words, "peñu"), ["peñuelas", "penuria"]);
        assert_eq!(beginning_with(&words, "z"), [""; 0]);
        assert_eq!(beginning_with(&words, "").len(), 7);
        assert_eq!(words.word(99), "");
    }

    #[test]
    fn an_enye_that_was_typed_was_meant() {
        assert_eq!(spelling("penu", "peñuelas"), Some(Spelling::WithEnye));
        assert_eq!(spelling("peñu", "peñuelas"), Some(Spelling::AsTyped));
        assert_eq!(spelling("peñu", "penuria"), None);
        assert_eq!(spelling("penurias", "penuria"), None);
    }

    #[test]
    fn slips_are_counted_as_people_make_them() {
        let words = dictionary(&["piscina", "museo", "sorolla", "biblioteca", "polideportivo"]);
        let alike = |typed, most| -> Vec<(String, usize)> {
            let found = words.alike(typed, most);
            found
                .iter()
                .map(|alike| (words.word(alike.word).to_owned(), alike.slips))
                .collect()
        };
        let one = |word: &str, slips| vec![(word.to_owned(), slips)];
        assert_eq!(alike("pisicna", 1), one("piscina", 1), "swapped");
        assert_eq!(alike("muceo", 1), one("museo", 1), "changed");
        assert_eq!(alike("sorrolla", 1), one("sorolla", 1), "added");
        assert_eq!(alike("bibloteca", 1), one("biblioteca", 1), "left out");
        assert_eq!(alike("polidepotvo", 2), one("polideportivo", 2));
        assert_eq!(alike("polidepotvo", 1), []);
        assert_eq!(alike("bibilot", 2), one("biblioteca", 1), "while it is being typed");
        assert_eq!(alike("zarzuela", 1), []);
        assert_eq!(alike("museño", 1), []);
    }

    #[test]
    fn the_fewest_slips_win_and_the_whole_word_is_known() {
        let words = dictionary(&["casa", "caso", "cara", "casas", "pasa"]);
        let found = words.alike("casa", 2);
        let found: Vec<_> = found.iter().map(|a| (words.word(a.word), a.slips, a.whole)).collect();
        assert_eq!(found, [("casa", 0, true), ("casas", 0, false)]);
    }
}
