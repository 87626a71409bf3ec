//! Recall in the first five and the rank of the first right place, over all questions and by class.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::questions::Question;

/// Nobody looks further than this.
pub const DEEP: u32 = 20;
/// What fits on the first screen.
const SHOWN: usize = 5;

/// How one way of searching did.
pub struct Score {
    pub name: &'static str,
    /// By question: its class, its recall and its rank.
    taken: Vec<Taken>,
}

struct Taken {
    class: String,
    ask: String,
    recall: f64,
    rank: usize,
}

impl Score {
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            taken: Vec::new(),
        }
    }

    /// Takes an answer.
    pub fn take(&mut self, question: &Question, right: &[i64], answer: &[i64]) {
        let shown = answer.iter().take(SHOWN).filter(|id| right.contains(id)).count();
        let deep = DEEP as usize;
        let rank = answer.iter().take(deep).position(|id| right.contains(id));
        self.taken.push(Taken {
            class: question.class.clone(),
            ask: question.ask.clone(),
            recall: shown as f64 / right.len().min(SHOWN) as f64,
            rank: rank.unwrap_or(deep) + 1,
        });
    }

    /// Mean recall in the first five.
    pub fn recall(&self) -> f64 {
        mean(self.taken.iter().map(|taken| taken.recall))
    }

    /// Mean rank of the first right place; 21 where it is not among the first 20.
    pub fn mean_rank(&self) -> f64 {
        mean(self.taken.iter().map(|taken| taken.rank as f64))
    }

    fn by_class(&self) -> BTreeMap<&str, f64> {
        let mut classes: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for taken in &self.taken {
            classes.entry(&taken.class).or_default().push(taken.recall);
        }
        classes
            .into_iter()
            .map(|(class, recalls)| (class, mean(recalls.into_iter())))
            .collect()
    }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let all: Vec<f64> = values.collect();
    all.iter().sum::<f64>() / all.len() as f64
}

/// All of them side by side, and what ours does not answer within the first five.
pub fn table(scores: &[Score]) -> String {
    let mut text = format!("{:24} {:>9} {:>9}", "", "recall@5", "mean rank");
    let classes: Vec<&str> = scores
        .first()
        .map(|score| score.by_class().into_keys().collect())
        .unwrap_or_default();
    for class in &classes {
        // Writing to a String cannot fail.
        let _ = write!(text, " {class:>9}");
    }
    for score in scores {
        let _ = write!(
            text,
            "\n{:24} {:>9.3} {:>9.2}",
            score.name,
            score.recall(),
            score.mean_rank()
        );
        for recall in score.by_class().values() {
            let _ = write!(text, " {recall:>9.2}");
        }
    }
    if let Some(ours) = scores.first() {
        for taken in ours.taken.iter().filter(|taken| taken.recall < 1.0) {
            let _ = write!(
                text,
                "\n  not all right: {} ({}): {:.2}, rank {}",
                taken.ask, taken.class, taken.recall, taken.rank
            );
        }
    }
    text
}
