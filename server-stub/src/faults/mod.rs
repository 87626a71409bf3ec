//! What can go wrong between a phone and a real city, on demand and repeatable.

mod cut;
mod rules;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

pub use cut::{Cut, broken_json, busy, failed, login_page, truncated};
pub use rules::{FaultKind, FaultRule};

use crate::random::Dice;

/// Keeps the dice of the faults apart from all other uses of the seed.
const PURPOSE: u64 = 0xFA01;

/// The rules that are switched on, and the dice they are decided with.
#[derive(Debug)]
pub struct Faults(Mutex<Inner>);

#[derive(Debug)]
struct Inner {
    rules: Vec<FaultRule>,
    dice: Dice,
}

/// What befalls a request.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Verdict {
    /// It is held up for so long first.
    pub delay: Duration,
    /// Then this happens to it.
    pub fault: Option<FaultRule>,
}

impl Faults {
    /// No faults, and the dice of this seed.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Mutex::new(Inner {
            rules: Vec::new(),
            dice: Dice::for_purpose(seed, PURPOSE),
        }))
    }

    /// Replaces the rules. The dice run on, so the same rules set twice do not give the same faults twice.
    pub fn set(&self, rules: Vec<FaultRule>) {
        self.lock().rules = rules;
    }

    /// The rules, with what is left of their `times`.
    pub fn rules(&self) -> Vec<FaultRule> {
        self.lock().rules.clone()
    }

    /// Decides about one request: every delay that hits adds up, and the first other rule that hits ends it.
    pub fn decide(&self, path: &str, has_cursor: bool) -> Verdict {
        let mut inner = self.lock();
        let Inner { rules, dice } = &mut *inner;
        let mut verdict = Verdict::default();
        for rule in rules.iter_mut().filter(|rule| rule.concerns(path, has_cursor)) {
            if dice.unit() >= rule.probability {
                continue;
            }
            rule.times = rule.times.map(|times| times.saturating_sub(1));
            if rule.fault == FaultKind::Delay {
                verdict.delay += rule.delay();
            } else {
                verdict.fault = Some(rule.clone());
                break;
            }
        }
        verdict
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(json: &str) -> FaultRule {
        serde_json::from_str(json).unwrap()
    }

    fn kinds(faults: &Faults, requests: usize) -> Vec<Option<FaultKind>> {
        (0..requests)
            .map(|_| faults.decide("/v1/places", false).fault.map(|rule| rule.fault))
            .collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_faults() {
        let with_seed = |seed| {
            let faults = Faults::seeded(seed);
            faults.set(vec![
                rule(r#"{"fault":"status","probability":0.3}"#),
                rule(r#"{"fault":"drop_after","probability":0.3}"#),
            ]);
            kinds(&faults, 200)
        };
        assert_eq!(with_seed(1), with_seed(1));
        assert_ne!(with_seed(1), with_seed(2));
        let hits = with_seed(1).into_iter().flatten().count();
        // 0.3 + 0.7 * 0.3 = 0.51 of 200.
        assert!((80..=125).contains(&hits), "{hits}");
    }

    #[test]
    fn delays_add_up_and_the_first_other_fault_ends_it() {
        let faults = Faults::seeded(1);
        faults.set(vec![
            rule(r#"{"fault":"delay","delay_ms":30}"#),
            rule(r#"{"fault":"delay","delay_ms":12}"#),
            rule(r#"{"fault":"busy"}"#),
            rule(r#"{"fault":"delay","delay_ms":1000}"#),
        ]);
        let verdict = faults.decide("/v1/places", false);
        assert_eq!(verdict.delay, Duration::from_millis(42));
        assert_eq!(verdict.fault.map(|rule| rule.fault), Some(FaultKind::Busy));
    }

    #[test]
    fn times_run_out_and_probability_zero_never_hits() {
        let faults = Faults::seeded(1);
        faults.set(vec![
            rule(r#"{"fault":"truncate","probability":0.0}"#),
            rule(r#"{"fault":"status","times":2}"#),
        ]);
        let status = Some(FaultKind::Status);
        assert_eq!(kinds(&faults, 3), [status, status, None]);
        assert_eq!(faults.rules().get(1).and_then(|rule| rule.times), Some(0));
    }
}
