//! Prices without gaps.

use super::*;
use crate::sectors::fines::machine::{Fase, standing};
use crate::sectors::fines::test_files::{day, file};

#[test]
fn prices_follow_each_other_without_a_gap() {
    let found = standing(&file(Fase::Nt, "2026-11-06"), day("2026-11-10"));
    let prices: Vec<_> = found
        .steps
        .iter()
        .map(|step| (step.kind, step.surcharge, step.amount))
        .collect();
    assert_eq!(
        prices,
        [
            (StepKind::Reduced, 0, 10_000),
            (StepKind::Full, 0, 20_000),
            (StepKind::Surcharge, 5, 21_000),
            (StepKind::Surcharge, 10, 22_000),
            (StepKind::Surcharge, 20, 24_000),
        ]
    );
    assert_eq!(
        found.steps[0].from,
        day("2026-11-06"),
        "whoever pays on the day of the notice pays half"
    );
    for (one, next) in found.steps.iter().zip(found.steps.iter().skip(1)) {
        assert_eq!(later(one.until.unwrap(), 1), next.from);
    }
    assert_eq!(found.steps[4].until, None);
}
