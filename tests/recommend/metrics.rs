//! What is counted of a list, and how sure the sums are.

use madrid_core::recommend::Candidate;

use crate::dice::Dice;

/// Rounds of the bootstrap.
const ROUNDS: usize = 1_000;

/// What one person's lists are worth, on average.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Worth {
    /// Normalised discounted cumulative gain at 10: 1 if what was chosen stood first, 0 if it was not there.
    pub ndcg: f64,
    /// Recall at 10: whether what was chosen was there.
    pub recall: f64,
    /// How different the things of a list are from each other, 0 to 1.
    pub diversity: f64,
    /// How much less the list draws the person than the best one would: 0 the best, 1 as a list by chance. `None` where nobody
    /// knows what draws people.
    pub regret: Option<f64>,
}

impl Worth {
    /// Of one list, of what was chosen and of what drew the person.
    pub fn of(list: &[usize], chosen: usize, draws: Option<&[f64]>, candidates: &[Candidate]) -> Self {
        let rank = list.iter().position(|at| *at == chosen);
        Self {
            ndcg: rank.map_or(0.0, |rank| 1.0 / (rank as f64 + 2.0).log2()),
            recall: if rank.is_some() { 1.0 } else { 0.0 },
            diversity: diversity(list, candidates),
            regret: draws.and_then(|draws| regret(list, draws)),
        }
    }

    /// The mean of several.
    pub fn mean(all: &[Self]) -> Self {
        let count = (all.len() as f64).max(1.0);
        let sum = |of: fn(&Self) -> f64| all.iter().map(of).sum::<f64>() / count;
        let regrets: Option<Vec<f64>> = all.iter().map(|worth| worth.regret).collect();
        Self {
            ndcg: sum(|worth| worth.ndcg),
            recall: sum(|worth| worth.recall),
            diversity: sum(|worth| worth.diversity),
            regret: regrets.map(|regrets| regrets.iter().sum::<f64>() / count),
        }
    }
}

fn diversity(list: &[usize], candidates: &[Candidate]) -> f64 {
    let things: Vec<&Candidate> = list.iter().filter_map(|at| candidates.get(*at)).collect();
    let (mut sum, mut pairs) = (0.0, 0.0_f64);
    for (at, one) in things.iter().enumerate() {
        for other in things.iter().skip(at + 1) {
            let kind = if one.kind == other.kind { 0.5 } else { 0.0 };
            sum += 1.0 - kind - 0.5 * one.features.likeness(other.features);
            pairs += 1.0;
        }
    }
    sum / pairs.max(1.0)
}

fn regret(list: &[usize], draws: &[f64]) -> Option<f64> {
    let mut best = draws.to_vec();
    best.sort_unstable_by(|one, other| other.total_cmp(one));
    let mean = |values: &[f64]| values.iter().sum::<f64>() / (values.len() as f64).max(1.0);
    let oracle = mean(best.get(..list.len())?);
    let of_list: Vec<f64> = list.iter().filter_map(|at| draws.get(*at).copied()).collect();
    Some((oracle - mean(&of_list)) / (oracle - mean(draws)).max(f64::MIN_POSITIVE))
}

/// A mean and where it lies with 95 % (percentiles of the bootstrap over people).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

impl Interval {
    /// Of one value for each person.
    pub fn of(values: &[f64]) -> Self {
        let mut dice = Dice::new(0xB007, 1);
        let mut means: Vec<f64> = (0..ROUNDS).map(|_| resampled(values, &mut dice)).collect();
        means.sort_unstable_by(f64::total_cmp);
        let at = |place: usize| means.get(place).copied().unwrap_or(f64::NAN);
        Self {
            mean: values.iter().sum::<f64>() / (values.len() as f64).max(1.0),
            low: at(ROUNDS * 25 / 1_000),
            high: at(ROUNDS * 975 / 1_000 - 1),
        }
    }

    /// Whether it is above nothing for sure.
    pub fn is_above_zero(&self) -> bool {
        self.low > 0.0
    }
}

fn resampled(values: &[f64], dice: &mut Dice) -> f64 {
    let drawn = (0..values.len()).filter_map(|_| values.get(dice.index(values.len())));
    drawn.sum::<f64>() / (values.len() as f64).max(1.0)
}
