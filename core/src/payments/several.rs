//! Several debts in one go: each is an attempt of its own, with its own name and its own end. None hides or stops another.

use super::Payments;
use super::model::{Attempt, Method, Stage, State};
use crate::error::Error;
use crate::kernel::{Cents, DebtRef};

/// What came of asking for one of several debts.
#[derive(Debug)]
pub struct Prepared {
    /// Which.
    pub debt: DebtRef,
    /// The attempt, or why there is none.
    pub attempt: Result<Attempt, Error>,
}

impl Payments {
    /// [`Payments::prepare`] for each of several debts, one after the other. One that cannot be paid says why beside the others. A debt
    /// that is named twice is asked for once. Safe to repeat.
    pub async fn prepare_all(&self, debts: Vec<DebtRef>, method: Method) -> Vec<Prepared> {
        let mut prepared: Vec<Prepared> = Vec::new();
        for debt in debts {
            if prepared.iter().all(|other| other.debt != debt) {
                let attempt = self.prepare(debt.clone(), method).await;
                prepared.push(Prepared { debt, attempt });
            }
        }
        prepared
    }
}

/// What several attempts come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// Of all that is to be paid, is being paid or is paid.
    pub total: Cents,
    /// Of what is paid.
    pub paid: Cents,
}

/// What they come to. What is over without having been paid is in no sum.
#[must_use]
pub fn sum(attempts: &[Attempt]) -> Sum {
    let of = |counts: fn(&State) -> bool| {
        let counted = attempts.iter().filter(|attempt| counts(&attempt.state));
        counted.map(|attempt| attempt.quote.amount).sum()
    };
    Sum {
        total: of(|state| !state.stage().is_final() || state.stage() == Stage::Settled),
        paid: of(|state| state.stage() == Stage::Settled),
    }
}

/// Which of several is next: the one that is under way, for whoever pays does so on one page at a time; else the first that waits for
/// a yes. `None` when nothing is left to do.
#[must_use]
pub fn next(attempts: &[Attempt]) -> Option<&Attempt> {
    let mut all = attempts.iter();
    let under_way = all.find(|attempt| attempt.state.stage().is_open());
    under_way.or_else(|| {
        let waits = |attempt: &&Attempt| matches!(attempt.state.stage(), Stage::Prepared | Stage::NotFound);
        attempts.iter().find(waits)
    })
}

#[cfg(test)]
#[path = "several_tests.rs"]
mod tests;
